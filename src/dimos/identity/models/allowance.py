"""How much of a costly thing a visitor may still ask for."""

from django.db import models


class Allowance(models.Model):
    """A token bucket. National: it limits visitors, whichever municipality's pages they ask.

    `key` is a keyed digest: no address and no number can be read from this table.
    """

    key = models.CharField(max_length=64, primary_key=True)
    tokens = models.FloatField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="allowance_at")]

    def __str__(self) -> str:
        return f"{self.tokens:.1f} left"
