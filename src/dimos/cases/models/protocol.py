"""The electronic register of documents (ηλεκτρονικό πρωτόκολλο, law 4727/2020 art. 19)."""

from django.db import models

from dimos.municipalities.public import MunicipalModel


class ProtocolCounter(MunicipalModel):
    """The last number given out in a year; gapless, because it rolls back with its transaction."""

    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta(MunicipalModel.Meta):
        constraints = [models.UniqueConstraint(fields=["municipality", "year"], name="protocol_counter_year")]

    def __str__(self) -> str:
        return f"{self.last}/{self.year}"


class ProtocolEntry(MunicipalModel):
    """One registered document, in or out. Rows are only ever added."""

    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    direction = models.CharField(max_length=3, choices=[("in", "in"), ("out", "out")])
    at = models.DateTimeField()
    subject = models.CharField(max_length=200)

    class Meta(MunicipalModel.Meta):
        constraints = [models.UniqueConstraint(fields=["municipality", "year", "number"], name="protocol_number")]

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"
