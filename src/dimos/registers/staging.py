"""The SQL of an import: rows wait in a temporary table, are compared with the register, and move into it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from psycopg import sql

from dimos.registers.columns import KEYS, STORED

Values = Sequence[str | date | None]

_DATES = {"birth_date", "resident_since"}
# The number keeps this lock apart from others'.
_LOCK = "SELECT pg_advisory_xact_lock(4310, %s)"
_CREATE = sql.SQL("""
    DROP TABLE IF EXISTS pg_temp.civil_record_staging;
    CREATE TEMPORARY TABLE civil_record_staging (
        line integer NOT NULL, {columns}, target bigint, verdict text, other_line integer
    ) ON COMMIT DROP;
    CREATE INDEX ON civil_record_staging (line);
    CREATE INDEX ON civil_record_staging (afm, line);
    CREATE INDEX ON civil_record_staging (amka, line);
    CREATE INDEX ON civil_record_staging (target, line)
""")
# LATERAL with LIMIT: one look into an index per row. Row-level security hides from the planner how many rows a plain
# join would meet; it then expects one, and walks all of them for each.
_COMPARE = """
    UPDATE civil_record_staging AS s
    SET target = found.target, verdict = found.verdict
    FROM (
        SELECT staged.line, coalesce(by_afm.id, by_amka.id) AS target,
            CASE
                WHEN by_afm.id <> by_amka.id THEN 'keys_of_two_people'
                WHEN by_afm.amka <> staged.amka THEN 'other_amka'
                WHEN by_amka.afm <> staged.afm THEN 'other_afm'
            END AS verdict
        FROM civil_record_staging AS staged
        LEFT JOIN LATERAL (
            SELECT id, amka FROM registers_civilrecord
            WHERE municipality_id = %(municipality)s AND afm = staged.afm LIMIT 1
        ) AS by_afm ON true
        LEFT JOIN LATERAL (
            SELECT id, afm FROM registers_civilrecord
            WHERE municipality_id = %(municipality)s AND amka = staged.amka LIMIT 1
        ) AS by_amka ON true
        WHERE staged.line BETWEEN %(first)s AND %(last)s
    ) AS found
    WHERE s.line = found.line AND s.line BETWEEN %(first)s AND %(last)s
"""
# A join, not "ORDER BY line LIMIT 1" per row: that tempts the planner to walk all lines for each.
_FIND_DUPLICATES = sql.SQL("""
    UPDATE civil_record_staging AS s
    SET verdict = {verdict}, other_line = earlier.line
    FROM (
        SELECT staged.line AS of_line, min(known.line) AS line
        FROM civil_record_staging AS staged
        JOIN civil_record_staging AS known ON known.{column} = staged.{column} AND known.line < staged.line
        WHERE staged.line BETWEEN %(first)s AND %(last)s
        GROUP BY staged.line
    ) AS earlier
    WHERE s.line = earlier.of_line AND s.verdict IS NULL
""")
_DUPLICATES = (("afm", "duplicate_afm"), ("amka", "duplicate_amka"), ("target", "duplicate_person"))
_REFUSED = """
    SELECT line, verdict, other_line, afm, amka FROM civil_record_staging
    WHERE line BETWEEN %(first)s AND %(last)s AND verdict IS NOT NULL ORDER BY line
"""
_CHANGES = sql.SQL("""
    FROM civil_record_staging AS s
    LEFT JOIN LATERAL (
        SELECT * FROM registers_civilrecord WHERE municipality_id = %(municipality)s AND id = s.target LIMIT 1
    ) AS r ON true
    WHERE s.line BETWEEN %(first)s AND %(last)s AND s.verdict IS NULL
      AND (s.target IS NULL OR ({old}) IS DISTINCT FROM ({new}))
""")
_COUNT = sql.SQL("SELECT count(*) FILTER (WHERE s.target IS NULL), count(s.target) {changes}")
_UPSERT = sql.SQL("""
    WITH moved AS (
        INSERT INTO registers_civilrecord AS kept (id, municipality_id, source, updated_at, {columns})
        SELECT coalesce(s.target, nextval(pg_get_serial_sequence('registers_civilrecord', 'id'))), %(municipality)s,
               %(source)s, %(at)s, {values} {changes} ORDER BY s.line
        ON CONFLICT (id) DO UPDATE SET source = excluded.source, updated_at = excluded.updated_at, {assignments}
        RETURNING xmax = 0 AS is_new
    )
    SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM moved
""")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A staged row that may not enter: why, the earlier row it repeats, and its keys."""

    line: int
    code: str
    other_line: int | None
    afm: str | None
    amka: str | None


def wait_for_turn(municipality_id: int) -> None:
    """Wait until no other transaction imports into this municipality's register; asking again costs nothing."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [municipality_id])


@dataclass(kw_only=True)
class Staging:
    """The temporary table of one import, in the caller's transaction. `fields` are those that the file has."""

    municipality_id: int
    fields: Sequence[str]
    source: str
    at: datetime

    def open(self) -> None:
        """Wait for another import of this municipality to end, and make the table."""
        columns = sql.SQL(", ").join(
            sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL("date" if name in _DATES else "text"))
            for name in STORED
        )
        wait_for_turn(self.municipality_id)
        with connection.cursor() as cursor:
            cursor.execute(_CREATE.format(columns=columns))

    def add(self, rows: Iterable[tuple[int, Values]]) -> None:
        """Copy rows in; their values are in the order of `fields`."""
        columns = _comma(map(sql.Identifier, ("line", *self.fields)))
        statement = sql.SQL("COPY civil_record_staging ({}) FROM STDIN").format(columns)
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            for line, values in rows:
                copy.write_row((line, *values))

    def compare(self, *, first: int, last: int) -> list[Refusal]:
        """Find each row's person in the register; returns the rows between two lines that may not enter."""
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE civil_record_staging")
            cursor.execute(_COMPARE, self._parameters(first, last))
            for column, verdict in _DUPLICATES:
                statement = _FIND_DUPLICATES.format(column=sql.Identifier(column), verdict=sql.Literal(verdict))
                cursor.execute(statement, self._parameters(first, last))
            cursor.execute(_REFUSED, self._parameters(first, last))
            return [Refusal(*row) for row in cursor.fetchall()]

    def count(self, *, first: int, last: int) -> tuple[int, int]:
        """How many rows would be inserted and updated."""
        return self._figures(_COUNT.format(changes=self._changes()), first, last)

    def apply(self, *, first: int, last: int) -> tuple[int, int]:
        """Move the rows into the register; returns how many were inserted and updated. Equal ones are left alone."""
        statement = _UPSERT.format(
            columns=_comma(sql.Identifier(name) for name in STORED),
            values=_comma(self._new(name) for name in STORED),
            assignments=_comma(sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name)) for name in self.fields),
            changes=self._changes(),
        )
        return self._figures(statement, first, last)

    def _figures(self, statement: sql.Composable, first: int, last: int) -> tuple[int, int]:
        with connection.cursor() as cursor:
            cursor.execute(statement, self._parameters(first, last))
            inserted, updated = cursor.fetchone()
        return inserted, updated

    def _parameters(self, first: int, last: int) -> dict[str, Any]:
        return {
            "municipality": self.municipality_id, "first": first, "last": last, "source": self.source, "at": self.at,
        }  # fmt: skip

    def _changes(self) -> sql.Composable:
        old = _comma(sql.SQL("r.{}").format(sql.Identifier(name)) for name in self.fields)
        return _CHANGES.format(old=old, new=_comma(self._new(name) for name in self.fields))

    def _new(self, name: str) -> sql.Composable:
        """What a column is to hold: a key that the file leaves out is kept; its other values stand, even empty ones."""
        column = sql.Identifier(name)
        if name in KEYS:
            return sql.SQL("coalesce(s.{0}, r.{0})").format(column)
        if name in self.fields:
            return sql.SQL("s.{}").format(column)
        return sql.SQL("r.{}" if name in _DATES else "coalesce(r.{}, '')").format(column)


def _comma(parts: Iterable[sql.Composable]) -> sql.Composable:
    return sql.SQL(", ").join(parts)
