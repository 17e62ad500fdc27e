"""The journal's door."""

from dimos.audit.actions.record import NATION, record
from dimos.audit.models import JournalEntry
from dimos.audit.queries import entries_about_person, entries_about_subject, verify_journal
from dimos.audit.rules import SYSTEM, VISITOR, Actor, Verdict

__all__ = [
    "NATION",
    "SYSTEM",
    "VISITOR",
    "Actor",
    "JournalEntry",
    "Verdict",
    "entries_about_person",
    "entries_about_subject",
    "record",
    "verify_journal",
]
