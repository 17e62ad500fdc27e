"""Give out the next number of the protocol, in one statement."""

from datetime import datetime

from django.db import connection

from dimos.kernel.clock import local

# The counter's row stays locked until the commit: take the number as late as the work allows.
NUMBERED = """
counter AS (
    INSERT INTO cases_protocolcounter AS c (municipality_id, year, last) VALUES (%(municipality)s, %(year)s, 1)
    ON CONFLICT (municipality_id, year) DO UPDATE SET last = c.last + 1
    RETURNING last
), entry AS (
    INSERT INTO cases_protocolentry (municipality_id, year, number, direction, at, subject)
    SELECT %(municipality)s, %(year)s, counter.last, %(direction)s, %(at)s, %(subject)s FROM counter
    RETURNING number
)
"""
_TAKE = f"WITH {NUMBERED} SELECT number FROM entry"  # noqa: S608 - constant


def take_protocol_number(*, municipality_id: int, direction: str, subject: str, at: datetime) -> tuple[int, int]:
    """Register a document (`direction` "in" or "out") and return its (number, year of Greek time).

    Gapless per municipality and year: if the transaction fails, the number is given to the next.
    Source: law 4727/2020 art. 19.
    """
    year = local(at).year
    with connection.cursor() as cursor:
        cursor.execute(
            _TAKE,
            {"municipality": municipality_id, "year": year, "direction": direction, "at": at, "subject": subject[:200]},
        )
        row = cursor.fetchone()
    return int(row[0]), year
