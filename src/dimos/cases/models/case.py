"""A case: one row that carries its present. Its past is in `history`."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from dimos.cases.rules import OPEN, RUNNING, Clock, DayUnit, State
from dimos.municipalities.public import MunicipalForeignKey, MunicipalManager, MunicipalModel


class Channel(models.TextChoices):
    WEB = "web"
    COUNTER = "counter"


class CaseManager(MunicipalManager["Case"]):
    """Cases of the municipality in scope."""

    def running(self) -> models.QuerySet["Case"]:
        """Those whose next step is the municipality's."""
        return self.filter(state__in=list(RUNNING))

    def awaiting_citizen(self) -> models.QuerySet["Case"]:
        return self.filter(state=State.AWAITING_CITIZEN)

    def closed(self) -> models.QuerySet["Case"]:
        return self.exclude(state__in=list(OPEN))


class Case(MunicipalModel):
    """What somebody asked of the municipality, from submission to archive.

    `answers` is the whole submission as one document, beside the immutable definition version it was made under and
    the municipality's overrides of that day; `facts` is what the registers said then. `submission_key` makes the
    submission idempotent.
    """

    service = models.SlugField(max_length=80)
    definition = models.ForeignKey("catalogue.DefinitionVersion", on_delete=models.PROTECT, related_name="+")
    overrides = models.JSONField(default=dict)
    submission_key = models.UUIDField()
    protocol_year = models.PositiveSmallIntegerField()
    protocol_number = models.PositiveIntegerField()

    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    applicant_name = models.CharField(max_length=250, blank=True)
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.WEB)
    language = models.CharField(max_length=2, default="el")
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=20, blank=True)
    answers = models.JSONField()
    facts = models.JSONField(default=dict)
    missing = models.JSONField(default=list)

    state = models.CharField(max_length=16, choices=[(s.value, s.value) for s in State])
    office = MunicipalForeignKey("municipalities.Office", on_delete=models.PROTECT, null=True, db_index=False)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    term_days = models.PositiveSmallIntegerField()
    term_unit = models.CharField(max_length=8, choices=[(u.value, u.value) for u in DayUnit])
    due_date = models.DateField(null=True)
    days_left = models.SmallIntegerField(null=True)
    reasons = models.TextField(blank=True)
    instant = models.BooleanField(default=False)

    submitted_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[CaseManager] = CaseManager()

    class Meta(MunicipalModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["municipality", "submission_key"], name="case_submitted_once"),
            models.UniqueConstraint(
                fields=["municipality", "protocol_year", "protocol_number"], name="case_protocol_number"
            ),
            models.CheckConstraint(
                condition=Q(due_date__isnull=False, days_left__isnull=True)
                | Q(due_date__isnull=True, days_left__isnull=False),
                name="case_clock_runs_or_stands",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[s.value for s in sorted(RUNNING)]) | Q(due_date__isnull=False),
                name="case_in_hand_has_a_due_date",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in sorted(OPEN)], closed_at__isnull=True)
                | (~Q(state__in=[s.value for s in sorted(OPEN)]) & Q(closed_at__isnull=False)),
                name="case_closed_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.REJECTED.value) | ~Q(reasons=""), name="case_rejected_with_reasons"
            ),
        ]
        indexes = [
            models.Index(
                fields=["municipality", "due_date", "id"], name="case_in_hand",
                condition=Q(state__in=[s.value for s in sorted(RUNNING)]),
            ),
            models.Index(
                fields=["municipality", "office", "due_date", "id"], name="case_in_hand_by_office",
                condition=Q(state__in=[s.value for s in sorted(RUNNING)]),
            ),
            models.Index(
                fields=["municipality", "assignee", "due_date", "id"], name="case_in_hand_by_person",
                condition=Q(state__in=[s.value for s in sorted(RUNNING)]),
            ),
            models.Index(fields=["municipality", "state", "-changed_at", "-id"], name="case_by_state"),
            models.Index(fields=["municipality", "applicant", "-submitted_at", "-id"], name="case_of_applicant"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.protocol} {self.service}"

    @property
    def protocol(self) -> str:
        """The protocol number as printed: 123/2026."""
        return f"{self.protocol_number}/{self.protocol_year}"

    @property
    def reference(self) -> str:
        """How other rooms and the journal name this case."""
        return f"case:{self.pk}"

    @property
    def clock(self) -> Clock:
        return Clock(
            days=self.term_days, unit=DayUnit(self.term_unit), due_date=self.due_date, days_left=self.days_left
        )

    @clock.setter
    def clock(self, clock: Clock) -> None:
        self.term_days, self.term_unit = clock.days, clock.unit.value
        self.due_date, self.days_left = clock.due_date, clock.days_left

    def is_late(self, *, today: date) -> bool:
        return self.due_date is not None and self.state in RUNNING and self.due_date < today
