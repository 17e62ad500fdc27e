"""Files that people attach."""

from django.db import models
from django.db.models import Q

from dimos.municipalities.public import MunicipalForeignKey, MunicipalModel


class CaseFile(MunicipalModel):
    """An uploaded file, of a draft first and of the case from submission on. Stored by digest, served sandboxed."""

    key = models.UUIDField()
    draft = MunicipalForeignKey("cases.Draft", on_delete=models.CASCADE, null=True, related_name="files")
    case = MunicipalForeignKey("cases.Case", on_delete=models.PROTECT, null=True, related_name="files")
    field = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=80)
    size_bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    storage_name = models.CharField(max_length=200)
    added_at = models.DateTimeField()

    class Meta(MunicipalModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["municipality", "key"], name="case_file_key"),
            models.CheckConstraint(
                condition=Q(draft__isnull=False) | Q(case__isnull=False), name="case_file_belongs_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return self.name
