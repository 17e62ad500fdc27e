"""The journal: one hash chain per municipality, and one (number 0) for the nation."""

from django.db import models


class JournalHead(models.Model):
    """Where a chain stands. Not part of the record: it can be rebuilt from the entries."""

    municipality_id = models.PositiveSmallIntegerField(primary_key=True)
    sequence = models.PositiveBigIntegerField()
    hash = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"journal {self.municipality_id} at {self.sequence}"


class JournalEntry(models.Model):
    """One thing that was done or read. Rows are only ever added (the runtime role may not change or delete them).

    `municipality_id` is a plain number, since the journal stands below the municipalities' room.
    `hash` is SHA-256 over the previous entry's hash and this entry's content; see `rules.entry_digest`.
    """

    municipality_id = models.PositiveSmallIntegerField()
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=12)
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=120)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    person_id = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict)
    digest = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality_id", "sequence"], name="journal_sequence")]
        indexes = [
            models.Index(fields=["municipality_id", "person_id", "-sequence"], name="journal_person"),
            models.Index(fields=["municipality_id", "subject", "-sequence"], name="journal_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id}/{self.sequence} {self.action} {self.subject}"
