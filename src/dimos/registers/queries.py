"""Asking the civil register, and reading the history of imports."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import IO

from django.core.files.storage import default_storage
from django.db.models import Count, OuterRef, QuerySet, Subquery

from dimos.registers.models import CivilRecord, RegisterImport
from dimos.registers.ports import CivilRegister, RegisteredPerson
from dimos.registers.tables import FileIsNotReadable, opened_table


class LocalCivilRegister:
    """The register that the municipality itself keeps here, filled by imports."""

    def find_person(self, *, afm: str, at: datetime) -> RegisteredPerson | None:
        """One query. The table knows the present only, so every moment gets the same answer."""
        household = (
            CivilRecord.objects.filter(household_number=OuterRef("household_number"))
            .exclude(household_number="")
            .order_by()
            .values("household_number")
            .annotate(size=Count("id"))
            .values("size")
        )
        record = CivilRecord.objects.filter(afm=afm).annotate(household_size=Subquery(household)).first()
        return _as_person(record) if record else None


_in_use: ContextVar[CivilRegister | None] = ContextVar("civil_register", default=None)


def find_person(*, afm: str, at: datetime) -> RegisteredPerson | None:
    """The person with this ΑΦΜ in the civil register of the municipality whose scope is open, or None.

    Raises RegisterIsUnavailable when the register does not answer.
    """
    return (_in_use.get() or LocalCivilRegister()).find_person(afm=afm, at=at)


@contextmanager
def register_stood_in_by(register: CivilRegister) -> Iterator[None]:
    """Ask another register instead: for tests, and for replaying the examples of a service definition."""
    token = _in_use.set(register)
    try:
        yield
    finally:
        _in_use.reset(token)


def import_history() -> QuerySet[RegisterImport]:
    """The imports of the municipality whose scope is open, latest first, with the person who brought each."""
    imports: QuerySet[RegisterImport] = RegisterImport.objects.select_related("uploaded_by")
    return imports.order_by("-created_at", "-id")


@dataclass(frozen=True, kw_only=True)
class Sample:
    """The headings of a file, and its first rows as text."""

    headings: list[str]
    rows: list[list[str]]


def sample_of(*, register_import: RegisterImport, rows: int = 3) -> Sample:
    """The beginning of an uploaded file. Raises FileIsNotReadable, with `file_is_gone` once it has been forgotten."""
    if not register_import.stored_as or not default_storage.exists(register_import.stored_as):
        raise FileIsNotReadable(code="file_is_gone")
    with default_storage.open(register_import.stored_as, "rb") as stored, opened_table(stored) as table:
        first = [[str(cell) for cell in row.cells] for row in islice(table.rows, rows)]
        return Sample(headings=table.headings, rows=first)


def problems_of(*, register_import: RegisterImport) -> IO[bytes] | None:
    """The file of problems, open for reading, or None where there is none."""
    if not register_import.problems_file or not default_storage.exists(register_import.problems_file):
        return None
    return default_storage.open(register_import.problems_file, "rb")


def count_of_records() -> int:
    """How many people the civil register of the municipality whose scope is open knows."""
    return int(CivilRecord.objects.count())


def _as_person(record: CivilRecord) -> RegisteredPerson:
    return RegisteredPerson(
        first_name=record.first_name,
        last_name=record.last_name,
        father_name=record.father_name,
        mother_name=record.mother_name,
        birth_date=record.birth_date,
        address=record.address,
        postal_code=record.postal_code,
        settlement=record.settlement,
        resident_since=record.resident_since,
        household_number=record.household_number,
        household_size=getattr(record, "household_size", None),
        amka=record.amka,
    )
