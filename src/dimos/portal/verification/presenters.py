"""The verdict on a document, in words: what it is, what is known of it, what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from dimos.documents.public import Outcome, Verification
from dimos.kernel.clock import local
from dimos.portal.addresses import national
from dimos.portal.verification.wording import HEADINGS, STEPS, UPLOAD, Manner, leads
from dimos.ui.components import SummaryRow, Text

_OURS = frozenset({Outcome.VALID, Outcome.EXPIRED, Outcome.REPLACED, Outcome.REVOKED})
_KNOWN_FACTS: Mapping[str, Text] = {
    "initials": gettext_lazy("Issued to (initials)"),
    "purpose": gettext_lazy("For use"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the page prints. `manner` chooses colour and icon; the heading says the same in words."""

    outcome: Outcome
    manner: Manner
    heading: Text
    lead: Text
    rows: tuple[SummaryRow, ...]
    next_steps: tuple[Text, ...]
    elsewhere_href: str
    verified_at: datetime


def verdict_by_code(*, found: Verification, typed: str, is_national: bool, at: datetime) -> Verdict:
    """The page of a code. Another municipality's document is unknown here: the national page knows them all."""
    is_elsewhere = found.outcome is Outcome.UNKNOWN and not is_national
    return _verdict(found, at, by_code=True, elsewhere=national(f"/v/{_plain(typed)}") if is_elsewhere else "")


def verdict_by_file(*, found: Verification, is_national: bool, at: datetime) -> Verdict:
    """The page of an uploaded file."""
    is_elsewhere = found.outcome is Outcome.UNKNOWN and not is_national
    return _verdict(found, at, by_code=False, elsewhere=national("/verify/") if is_elsewhere else "")


def _verdict(found: Verification, at: datetime, *, by_code: bool, elsewhere: str) -> Verdict:
    manner, heading = HEADINGS[found.outcome]
    return Verdict(
        outcome=found.outcome,
        manner=manner,
        heading=heading,
        lead=leads(by_code=by_code)[found.outcome],
        rows=tuple(_rows(found)) if found.outcome in _OURS else (),
        next_steps=tuple(step for step in STEPS[found.outcome] if by_code or step is not UPLOAD),
        elsewhere_href=elsewhere,
        verified_at=at,
    )


def _rows(found: Verification) -> list[SummaryRow]:
    issuer = found.municipality_en if get_language() == "en" else found.municipality_el
    rows = [SummaryRow(_("Document"), found.title), SummaryRow(_("Issued by"), issuer)]
    if found.protocol:
        rows.append(SummaryRow(_("Protocol number"), f"{found.protocol.number}/{found.protocol.year}"))
    if found.sealed_at:
        rows.append(SummaryRow(_("Sealed on"), date_format(local(found.sealed_at), "j E Y, H:i")))
    rows += [SummaryRow(_KNOWN_FACTS.get(key, key), value) for key, value in found.public_facts.items()]
    rows.append(SummaryRow(_("Valid until"), found.valid_until or _("No end date")))
    if found.changed_at:
        is_revoked = found.outcome is Outcome.REVOKED
        label = _("Revoked on") if is_revoked else _("Replaced on")
        rows.append(SummaryRow(label, date_format(local(found.changed_at), "j E Y")))
    if found.reason:
        rows.append(SummaryRow(_("Reason"), found.reason))
    rows.append(SummaryRow(_("Code"), found.printed_code))
    return rows


def _plain(typed: str) -> str:
    """What of a typed code is safe and useful to carry to another page."""
    return "".join(letter for letter in typed if letter.isascii() and letter.isalnum())[:64] or "-"
