"""Write a submission in one statement: its number, the case, its first event, and what hung on the draft."""

from django.db import connection

from dimos.cases.actions.take_protocol_number import NUMBERED
from dimos.cases.models import Case, CaseEvent, Draft
from dimos.kernel.rows import named_row

# Seven statements took longer than everything else in a submission, and held the counter's lock meanwhile.
_WRITE = """
WITH {numbered}, submitted AS (
    INSERT INTO cases_case (protocol_number, {case.columns}) SELECT number, {case.placeholders} FROM entry
    RETURNING id, protocol_number
), event AS (
    INSERT INTO cases_caseevent (case_id, {event.columns}) SELECT id, {event.placeholders} FROM submitted
), files AS (
    UPDATE cases_casefile SET case_id = submitted.id, draft_id = NULL FROM submitted
    WHERE municipality_id = %(municipality)s AND draft_id = %(draft)s
), draft AS (
    UPDATE cases_draft SET case_id = submitted.id FROM submitted
    WHERE municipality_id = %(municipality)s AND cases_draft.id = %(draft)s
)
SELECT id, protocol_number FROM submitted
"""


def write_submission(*, case: Case, event: CaseEvent, draft: Draft, subject: str) -> None:
    """Insert the unsaved case under the next number, with its event; the draft and its files become the case's.

    `subject` is what the protocol says of it. Sets the number and the key on the case that was passed in.
    """
    case_row = named_row(row=case, prefix="case", without=frozenset({"protocol_number"}))
    event_row = named_row(row=event, prefix="event", without=frozenset({"case_id"}))
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE.format(numbered=NUMBERED, case=case_row, event=event_row),
            {
                **case_row.values,
                **event_row.values,
                "municipality": case.municipality_id,
                "year": case.protocol_year,
                "direction": "in",
                "at": case.submitted_at,
                "subject": subject[:200],
                "draft": draft.pk,
            },
        )
        case.pk, case.protocol_number = cursor.fetchone()
    case._state.adding, case._state.db = False, connection.alias  # noqa: SLF001 - what save() does
    draft.case = case
