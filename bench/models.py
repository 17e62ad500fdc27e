"""The table of the floor: what a bare Django view would write."""

from django.db import models


class Entry(models.Model):
    """One submission without anything around it."""

    municipality_id = models.IntegerField()
    number = models.IntegerField()
    content = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "bench_entry"

    def __str__(self) -> str:
        return f"{self.number}"
