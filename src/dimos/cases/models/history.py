"""What happened to a case. Rows are only ever added."""

from django.db import models

from dimos.municipalities.public import MunicipalForeignKey, MunicipalModel


class EventKind(models.TextChoices):
    SUBMITTED = "submitted"
    HANDED_OVER = "handed_over"
    TAKEN = "taken"
    CORRECTION_REQUESTED = "correction_requested"
    CORRECTION_SUPPLIED = "correction_supplied"
    APPROVED = "approved"
    ISSUED = "issued"
    COMPLETED = "completed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"
    DOCUMENT_REVOKED = "document_revoked"
    DOCUMENT_REPLACED = "document_replaced"


class CaseEvent(MunicipalModel):
    """One step of a case, with the clock as it stood afterwards. Both sides see it: nothing internal in `detail`."""

    case = MunicipalForeignKey("cases.Case", on_delete=models.PROTECT, related_name="events", db_index=False)
    at = models.DateTimeField()
    kind = models.CharField(max_length=24, choices=EventKind.choices)
    actor_kind = models.CharField(max_length=12)
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=16)
    due_date = models.DateField(null=True)
    detail = models.JSONField(default=dict)

    class Meta(MunicipalModel.Meta):
        indexes = [models.Index(fields=["municipality", "case", "id"], name="case_event_of_case")]

    def __str__(self) -> str:
        return f"{self.kind} of case {self.case_id}"


class CaseMessage(MunicipalModel):
    """A message inside a case, to or from the citizen."""

    case = MunicipalForeignKey("cases.Case", on_delete=models.PROTECT, related_name="messages", db_index=False)
    at = models.DateTimeField()
    from_citizen = models.BooleanField()
    author_id = models.BigIntegerField(null=True)
    author_label = models.CharField(max_length=120, blank=True)
    text = models.TextField()

    class Meta(MunicipalModel.Meta):
        indexes = [models.Index(fields=["municipality", "case", "id"], name="case_message_of_case")]

    def __str__(self) -> str:
        return f"message in case {self.case_id}"


class CaseDocument(MunicipalModel):
    """A document that was issued on a case."""

    case = MunicipalForeignKey("cases.Case", on_delete=models.PROTECT, related_name="documents", db_index=False)
    document = MunicipalForeignKey("documents.IssuedDocument", on_delete=models.PROTECT, related_name="+")

    class Meta(MunicipalModel.Meta):
        constraints = [models.UniqueConstraint(fields=["municipality", "case", "document"], name="case_document_once")]

    def __str__(self) -> str:
        return f"document {self.document_id} of case {self.case_id}"
