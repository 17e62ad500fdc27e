"""A municipality offers a service."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from dimos.municipalities.public import ConfigurationModel, MunicipalForeignKey


class Adoption(ConfigurationModel):
    """That a municipality offers a service: which version, by which office, from when to when, and what it changes."""

    service = models.CharField(max_length=60)
    version = models.ForeignKey("catalogue.DefinitionVersion", on_delete=models.PROTECT, related_name="+")
    office = MunicipalForeignKey("municipalities.Office", on_delete=models.PROTECT, related_name="+", null=True)
    is_open = models.BooleanField(default=True)
    opens_date = models.DateField(null=True)
    closes_date = models.DateField(null=True)
    overrides = models.JSONField(default=dict)
    adopted_at = models.DateTimeField()

    class Meta(ConfigurationModel.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["municipality", "service"], name="adoption_once"),
            models.CheckConstraint(
                condition=Q(opens_date=None) | Q(closes_date=None) | Q(closes_date__gte=F("opens_date")),
                name="adoption_opens_before_it_closes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service} at {self.municipality_id}"

    def is_open_on(self, day: date) -> bool:
        """Whether applications are taken on that day."""
        begun = self.opens_date is None or self.opens_date <= day
        return self.is_open and begun and (self.closes_date is None or day <= self.closes_date)
