"""Published definitions: national, numbered, immutable."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class DefinitionVersion(models.Model):
    """A definition as it was published. Rows are only ever added; a case stays on the version it was made under."""

    service = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.JSONField()
    published_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["service", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["service", "number"], name="definition_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="definition_number_from_one"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="definition_sha256"),
        ]

    def __str__(self) -> str:
        return f"{self.service} v{self.number}"
