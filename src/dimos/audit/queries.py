"""Reading the journal."""

from collections.abc import Iterator

from django.db.models import QuerySet

from dimos.audit.models import JournalEntry
from dimos.audit.rules import Actor, Link, Verdict, entry_digest, walk


def entries_about_person(*, municipality_id: int, person_id: int) -> QuerySet[JournalEntry]:
    """What was done with or read of this person's files here, latest first."""
    return JournalEntry.objects.filter(municipality_id=municipality_id, person_id=person_id).order_by("-sequence")


def entries_about_subject(*, municipality_id: int, subject: str) -> QuerySet[JournalEntry]:
    """The entries of one subject (`case:12`), latest first."""
    return JournalEntry.objects.filter(municipality_id=municipality_id, subject=subject).order_by("-sequence")


def verify_journal(*, municipality_id: int) -> Verdict:
    """Walk the whole chain of a municipality (0: the nation) and recompute every hash, in constant memory."""
    return walk(_links(municipality_id))


def _links(municipality_id: int) -> Iterator[Link]:
    entries = JournalEntry.objects.filter(municipality_id=municipality_id).order_by("sequence")
    for entry in entries.iterator(chunk_size=2_000):
        recomputed = entry_digest(
            at=entry.at,
            actor=Actor(kind=entry.actor_kind, id=entry.actor_id, label=entry.actor_label),
            action=entry.action,
            subject=entry.subject,
            person_id=entry.person_id,
            detail=entry.detail,
        )
        yield Link(sequence=entry.sequence, recomputed=recomputed, digest=bytes(entry.digest), hash=bytes(entry.hash))
