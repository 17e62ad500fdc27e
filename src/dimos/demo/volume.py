"""Many realistic cases, for measuring: made in the database itself, with the distributions of a busy town hall."""

from django.db import connection

from dimos.catalogue.public import latest_versions
from dimos.demo.towns import TOWNS
from dimos.municipalities.public import Office, municipality_scope

BATCH = 50_000
YEAR = 2000  # a year of its own, so that generated numbers never meet real ones

_GENERATE = """
INSERT INTO cases_case (
    municipality_id, service, definition_id, overrides, submission_key, protocol_year, protocol_number, applicant_name,
    channel, language, contact_email, contact_phone, answers, facts, missing, state, office_id, term_days, term_unit,
    due_date, days_left, reasons, instant, submitted_at, changed_at, closed_at, version
)
SELECT %(municipality)s, %(service)s, %(definition)s, '{}', gen_random_uuid(), %(year)s, n,
       'Πλασματικό Πρόσωπο ' || n, 'web', 'el', '', '', '{"purpose": "any", "period": "now"}', '{}', '[]', s.state,
       (%(offices)s::bigint[])[1 + n %% array_length(%(offices)s::bigint[], 1)], 5, 'calendar',
       CASE WHEN s.state <> 'awaiting_citizen' THEN current_date - 400 + (n %% 430) END,
       CASE WHEN s.state = 'awaiting_citizen' THEN 3 END,
       CASE WHEN s.state = 'rejected' THEN 'Πλασματικοί λόγοι' ELSE '' END, false,
       now() - make_interval(mins => n %% 500000), now() - make_interval(mins => n %% 400000),
       CASE WHEN s.state IN ('completed', 'rejected', 'withdrawn') THEN now() END, 1
FROM generate_series(%(first)s::int, %(last)s::int) AS n
CROSS JOIN LATERAL (
    SELECT CASE WHEN n %% 100 < 90 THEN 'completed' WHEN n %% 100 < 93 THEN 'rejected'
                WHEN n %% 100 < 94 THEN 'withdrawn' WHEN n %% 100 < 96 THEN 'awaiting_citizen'
                WHEN n %% 100 < 98 THEN 'received' ELSE 'in_work' END AS state
) AS s
"""


def generate_cases(*, count: int, municipality_id: int = TOWNS[0].id) -> None:
    """Bring a municipality (Kalamata) to `count` generated cases: nine in ten closed, the rest in every open state.

    They have no history, no files and no protocol entries; they are for measuring lists, not for working on.
    """
    version = next(version for version in latest_versions() if version.service == "residence-certificate")
    with municipality_scope(municipality_id):
        offices = list(Office.objects.order_by("id").values_list("id", flat=True))
        done = _generated(municipality_id)
    for first in range(done + 1, count + 1, BATCH):
        with municipality_scope(municipality_id), connection.cursor() as cursor:
            cursor.execute(
                _GENERATE,
                {
                    "municipality": municipality_id, "service": version.service, "definition": version.pk, "year": YEAR,
                    "offices": offices, "first": first, "last": min(first + BATCH - 1, count),
                },
            )  # fmt: skip


def _generated(municipality_id: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(max(protocol_number), 0) FROM cases_case"
            " WHERE municipality_id = %s AND protocol_year = %s",
            [municipality_id, YEAR],
        )
        return int(cursor.fetchone()[0])
