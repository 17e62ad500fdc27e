"""Write a submission in two statements: what needs no number first, then the case under the next one.

Taking a number locks the counter until the commit, and with it every other submission of the municipality. So all that
can be written without the number is written before.
"""

from django.db import connection

from dimos.cases.actions.take_protocol_number import NUMBERED
from dimos.cases.models import Case, CaseEvent, Draft
from dimos.kernel.rows import named_row

# The references to the case, which comes later, are checked at the commit.
_RESERVE = """
WITH reserved AS (
    SELECT nextval(pg_get_serial_sequence('cases_case', 'id')) AS id
), event AS (
    INSERT INTO cases_caseevent (case_id, {event.columns}) SELECT id, {event.placeholders} FROM reserved
), files AS (
    UPDATE cases_casefile SET case_id = reserved.id, draft_id = NULL FROM reserved
    WHERE municipality_id = %(municipality)s AND draft_id = %(draft)s
), draft AS (
    UPDATE cases_draft SET case_id = reserved.id FROM reserved
    WHERE municipality_id = %(municipality)s AND cases_draft.id = %(draft)s
)
SELECT id FROM reserved
"""
_WRITE = """
WITH {numbered}
INSERT INTO cases_case (id, protocol_number, {case.columns}) SELECT %(id)s, number, {case.placeholders} FROM entry
RETURNING protocol_number
"""


def reserve_case(*, case: Case, event: CaseEvent, draft: Draft) -> None:
    """Give the unsaved case its key, write its event, and make the draft and its files the case's.

    The transaction cannot be committed before `write_case`.
    """
    row = named_row(row=event, prefix="event", without=frozenset({"case_id"}))
    values = {**row.values, "municipality": case.municipality_id, "draft": draft.pk}
    with connection.cursor() as cursor:
        cursor.execute(_RESERVE.format(event=row), values)
        (case.pk,) = cursor.fetchone()
    draft.case_id = case.pk


def write_case(*, case: Case, subject: str) -> None:
    """Insert the reserved case under the next incoming number, which it is given; `subject` is for the protocol."""
    row = named_row(row=case, prefix="case", without=frozenset({"protocol_number"}))
    values = {
        **row.values,
        "id": case.pk,
        "municipality": case.municipality_id,
        "year": case.protocol_year,
        "direction": "in",
        "at": case.submitted_at,
        "subject": subject[:200],
    }
    with connection.cursor() as cursor:
        cursor.execute(_WRITE.format(numbered=NUMBERED, case=row), values)
        (case.protocol_number,) = cursor.fetchone()
    case._state.adding, case._state.db = False, connection.alias  # noqa: SLF001 - what save() does
