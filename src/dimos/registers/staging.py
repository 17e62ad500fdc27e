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
# Imports of one municipality follow each other; the number keeps this lock apart from others'.
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
        LEFT JOIN registers_civilrecord AS by_afm
            ON by_afm.municipality_id = %(municipality)s AND by_afm.afm = staged.afm
        LEFT JOIN registers_civilrecord AS by_amka
            ON by_amka.municipality_id = %(municipality)s AND by_amka.amka = staged.amka
        WHERE staged.line BETWEEN %(first)s AND %(last)s
    ) AS found
    WHERE s.line = found.line AND s.line BETWEEN %(first)s AND %(last)s
"""
_FIND_DUPLICATES = """
    UPDATE civil_record_staging AS s
    SET verdict = earlier.verdict, other_line = earlier.line
    FROM (
        SELECT staged.line AS of_line, known.line, known.verdict
        FROM civil_record_staging AS staged
        CROSS JOIN LATERAL (
            (SELECT line, 'duplicate_afm' AS verdict, 1 AS rank FROM civil_record_staging
             WHERE afm = staged.afm AND line < staged.line ORDER BY line LIMIT 1)
            UNION ALL
            (SELECT line, 'duplicate_amka', 2 FROM civil_record_staging
             WHERE amka = staged.amka AND line < staged.line ORDER BY line LIMIT 1)
            UNION ALL
            (SELECT line, 'duplicate_person', 3 FROM civil_record_staging
             WHERE target = staged.target AND line < staged.line ORDER BY line LIMIT 1)
            ORDER BY rank LIMIT 1
        ) AS known
        WHERE staged.line BETWEEN %(first)s AND %(last)s
    ) AS earlier
    WHERE s.line = earlier.of_line AND s.verdict IS NULL
"""
_REFUSED = """
    SELECT line, verdict, other_line, afm, amka FROM civil_record_staging
    WHERE line BETWEEN %(first)s AND %(last)s AND verdict IS NOT NULL ORDER BY line
"""
_COUNT = sql.SQL("""
    SELECT count(*) FILTER (WHERE s.target IS NULL),
           count(*) FILTER (WHERE s.target IS NOT NULL AND ({differs}))
    FROM civil_record_staging AS s
    LEFT JOIN registers_civilrecord AS r ON r.municipality_id = %(municipality)s AND r.id = s.target
    WHERE s.line BETWEEN %(first)s AND %(last)s AND s.verdict IS NULL
""")
_UPDATE = sql.SQL("""
    UPDATE registers_civilrecord AS r
    SET {assignments}, source = %(source)s, updated_at = %(at)s
    FROM civil_record_staging AS s
    WHERE r.municipality_id = %(municipality)s AND r.id = s.target AND s.verdict IS NULL
      AND s.line BETWEEN %(first)s AND %(last)s AND ({differs})
""")
_INSERT = sql.SQL("""
    INSERT INTO registers_civilrecord (municipality_id, {columns}, source, updated_at)
    SELECT %(municipality)s, {values}, %(source)s, %(at)s
    FROM civil_record_staging AS s
    WHERE s.target IS NULL AND s.verdict IS NULL AND s.line BETWEEN %(first)s AND %(last)s
    ORDER BY s.line
""")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A staged row that may not enter: why, the earlier row it repeats, and its keys."""

    line: int
    code: str
    other_line: int | None
    afm: str | None
    amka: str | None


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
        with connection.cursor() as cursor:
            cursor.execute(_LOCK, [self.municipality_id])
            cursor.execute(_CREATE.format(columns=columns))

    def add(self, rows: Iterable[tuple[int, Values]]) -> None:
        """Copy rows in; their values are in the order of `fields`."""
        columns = sql.SQL(", ").join(map(sql.Identifier, ("line", *self.fields)))
        statement = sql.SQL("COPY civil_record_staging ({}) FROM STDIN").format(columns)
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            for line, values in rows:
                copy.write_row((line, *values))

    def compare(self, *, first: int, last: int) -> list[Refusal]:
        """Find each row's person in the register; returns the rows between two lines that may not enter."""
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE civil_record_staging")
            cursor.execute(_COMPARE, self._parameters(first, last))
            cursor.execute(_FIND_DUPLICATES, self._parameters(first, last))
            cursor.execute(_REFUSED, self._parameters(first, last))
            return [Refusal(*row) for row in cursor.fetchall()]

    def count(self, *, first: int, last: int) -> tuple[int, int]:
        """How many rows would be inserted and updated."""
        with connection.cursor() as cursor:
            cursor.execute(_COUNT.format(differs=self._differs()), self._parameters(first, last))
            inserted, updated = cursor.fetchone()
        return inserted, updated

    def apply(self, *, first: int, last: int) -> tuple[int, int]:
        """Move the rows into the register; returns how many were inserted and updated. Equal ones are left alone."""
        assignments = sql.SQL(", ").join(
            sql.SQL("{} = {}").format(sql.Identifier(name), self._new(name)) for name in self.fields
        )
        columns = sql.SQL(", ").join(map(sql.Identifier, STORED))
        values = sql.SQL(", ").join(_inserted(name) for name in STORED)
        parameters = self._parameters(first, last)
        with connection.cursor() as cursor:
            cursor.execute(_UPDATE.format(assignments=assignments, differs=self._differs()), parameters)
            updated = cursor.rowcount
            cursor.execute(_INSERT.format(columns=columns, values=values), parameters)
            return cursor.rowcount, updated

    def _parameters(self, first: int, last: int) -> dict[str, Any]:
        return {
            "municipality": self.municipality_id, "first": first, "last": last, "source": self.source, "at": self.at,
        }  # fmt: skip

    def _new(self, name: str) -> sql.Composable:
        """A key that the file leaves out is kept; whatever else it leaves empty becomes empty."""
        if name in KEYS:
            return sql.SQL("coalesce(s.{0}, r.{0})").format(sql.Identifier(name))
        return sql.SQL("s.{}").format(sql.Identifier(name))

    def _differs(self) -> sql.Composable:
        old = sql.SQL(", ").join(sql.SQL("r.{}").format(sql.Identifier(name)) for name in self.fields)
        new = sql.SQL(", ").join(self._new(name) for name in self.fields)
        return sql.SQL("({}) IS DISTINCT FROM ({})").format(old, new)


def _inserted(name: str) -> sql.Composable:
    if name in KEYS or name in _DATES:
        return sql.SQL("s.{}").format(sql.Identifier(name))
    return sql.SQL("coalesce(s.{}, '')").format(sql.Identifier(name))
