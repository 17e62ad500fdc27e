"""A file that staff brought to fill the civil register with, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from dimos.municipalities.public import MunicipalModel


class State(models.TextChoices):
    """Where an import stands; checking and running are the work of the queue."""

    UPLOADED = "uploaded"
    CHECKING = "checking"
    CHECKED = "checked"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


AT_WORK = (State.CHECKING, State.RUNNING)


class RegisterImport(MunicipalModel):
    """One file on its way into the register.

    `stored_as` names the file in the default storage; it is emptied when the file has been forgotten. `mapping` is
    field → column heading, `report` what `ImportReport.as_json` says, `failure` the code of what stopped the work.
    `rows_done` moves while the work goes on, outside its transaction.
    """

    file_name = models.CharField(max_length=200)
    stored_as = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.UPLOADED)
    mapping = models.JSONField(default=dict, blank=True)
    report = models.JSONField(default=dict, blank=True)
    problems_file = models.CharField(max_length=200, blank=True)
    rows_done = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(null=True)
    failure = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=2, default="el")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta(MunicipalModel.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="register_import_state"),
            models.CheckConstraint(
                condition=~Q(state=State.DONE) | Q(finished_at__isnull=False), name="register_import_done_at"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "-created_at"], name="register_import_history")]

    def __str__(self) -> str:
        return f"register import {self.pk} ({self.state})"

    @property
    def is_at_work(self) -> bool:
        """Whether the queue has it now."""
        return self.state in AT_WORK
