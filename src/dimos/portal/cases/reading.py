"""The journal in the citizen's words: who looked at my file, and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from dimos.audit.public import JournalEntry
from dimos.kernel.clock import local


@dataclass(frozen=True)
class ReadingRow:
    """One line: when, who, what."""

    at: datetime
    who: str
    what: str


def reading_rows(entries: Iterable[JournalEntry], *, me: int) -> list[ReadingRow]:
    """Lines for the page, in the order given."""
    return [ReadingRow(at=local(e.at), who=_who(e, me), what=_what(e.action)) for e in entries]


def _who(entry: JournalEntry, me: int) -> str:
    if entry.actor_kind == "citizen" and entry.actor_id == me:
        return _("You")
    if entry.actor_kind == "system":
        return _("The system, by itself")
    return entry.actor_label or _("Somebody who was not signed in")


def _what(action: str) -> str:
    words = {
        "identity.sign_in": _("Signed in"),
        "identity.contact": _("Changed contact details"),
        "case.read": _("Opened your file"),
        "case.file_read": _("Read a document you attached"),
        "case.document_read": _("Read a document issued to you"),
        "case.submitted": _("Submitted a request"),
        "case.taken": _("Took your request in hand"),
        "case.message": _("Wrote a message"),
        "case.correction_requested": _("Asked you for a correction"),
        "case.correction_supplied": _("Sent a correction"),
        "case.approved": _("Approved your request"),
        "case.issued": _("Closed your request with a document"),
        "case.completed": _("Completed your request"),
        "case.rejected": _("Rejected your request"),
        "case.withdrawn": _("Withdrew a request"),
        "case.reopened": _("Reopened your request"),
        "documents.issue": _("Issued a document"),
        "documents.revoke": _("Revoked a document"),
        "documents.replace": _("Replaced a document"),
    }
    return words.get(action, action)
