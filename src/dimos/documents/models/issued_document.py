"""A document that left the town hall: sealed once, and in force until it is replaced or revoked."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dimos.documents.content import ProtocolReference
from dimos.kernel.ids import format_code
from dimos.municipalities.public import MunicipalForeignKey, MunicipalManager, MunicipalModel, MunicipalQuerySet


class DocumentState(models.TextChoices):
    """Where a document is in its life. Expiry is a matter of the date, not a state."""

    VALID = "valid", _("Valid")
    REPLACED = "replaced", _("Replaced")
    REVOKED = "revoked", _("Revoked")


class IssuedDocumentQuerySet(MunicipalQuerySet["IssuedDocument"]):
    """Documents by what they belong to."""

    def about(self, subject_reference: str) -> Self:
        """Those issued for one subject (`case:123`), newest first."""
        return self.filter(subject_reference=subject_reference).order_by("-sealed_at", "-id")

    def held_by(self, user_id: int) -> Self:
        """Those issued to one person, newest first."""
        return self.filter(holder_id=user_id).order_by("-sealed_at", "-id")


class IssuedDocument(MunicipalModel):
    """What was sealed, for whom, and whether it still stands. The file itself lies in the storage under its digest.

    `public_facts` is what the verification page may show to whoever holds the code: initials, title, dates, no more.
    """

    code = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=60)
    title = models.TextField()
    template = models.CharField(max_length=40)
    protocol_number = models.PositiveIntegerField()
    protocol_year = models.PositiveSmallIntegerField()
    subject_reference = models.CharField(max_length=80)
    holder = models.ForeignKey("identity.User", on_delete=models.PROTECT, null=True, related_name="+")
    public_facts = models.JSONField(default=dict)

    sha256 = models.CharField(max_length=64, unique=True)
    storage_key = models.CharField(max_length=120)
    sealed_at = models.DateTimeField()
    valid_until = models.DateField(null=True)

    state = models.CharField(max_length=8, choices=DocumentState, default=DocumentState.VALID)
    state_changed_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    replaced_by = MunicipalForeignKey(
        "documents.IssuedDocument", models.PROTECT, null=True, related_name="replaces", db_index=False
    )

    objects: ClassVar = MunicipalManager.from_queryset(IssuedDocumentQuerySet)()

    class Meta(MunicipalModel.Meta):
        indexes = [
            models.Index(fields=["municipality", "subject_reference"], name="document_subject"),
            models.Index(fields=["municipality", "holder", "-sealed_at"], name="document_holder"),
            models.Index(fields=["municipality", "protocol_year", "protocol_number"], name="document_protocol"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9A-HJKMNP-TV-Z]{16}$"), name="document_code_is_a_code"
            ),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="document_digest_is_sha256"),
            models.CheckConstraint(condition=Q(protocol_number__gt=0), name="document_has_a_protocol_number"),
            models.CheckConstraint(
                condition=(
                    Q(state="valid", reason="", replaced_by=None, state_changed_at=None)
                    | Q(state="replaced", replaced_by__isnull=False, state_changed_at__isnull=False) & ~Q(reason="")
                    | Q(state="revoked", replaced_by=None, state_changed_at__isnull=False) & ~Q(reason="")
                ),
                name="document_state_says_why",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | ~Q(replaced_by=models.F("id")), name="document_replaces_another"
            ),
        ]

    @property
    def printed_code(self) -> str:
        """The code as it stands on the paper."""
        return format_code(self.code)

    @property
    def protocol(self) -> ProtocolReference:
        """Its number in the municipality's protocol."""
        return ProtocolReference(number=self.protocol_number, year=self.protocol_year)

    @property
    def is_in_force(self) -> bool:
        """Neither replaced nor revoked; it may have expired."""
        return self.state == DocumentState.VALID

    def has_expired(self, *, today: date) -> bool:
        """Whether its last day of validity lies before `today`."""
        return self.valid_until is not None and self.valid_until < today
