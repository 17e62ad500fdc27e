"""Fictional people, and files of them."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import openpyxl
from stdnum import luhn

from dimos.audit.public import Actor
from dimos.registers.actions.import_civil_register import import_civil_register
from dimos.registers.report import ImportReport

KALAMATA = 4401
MESSINI = 4403
MOMENT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
CLERK = Actor(kind="staff", id=7, label="Υπάλληλος")
HEADINGS = {
    "afm": "Α.Φ.Μ.",
    "amka": "ΑΜΚΑ",
    "last_name": "Επώνυμο",
    "first_name": "Όνομα",
    "father_name": "ΠΑΤΡΩΝΥΜΟ",
    "mother_name": "Μητρώνυμο",
    "birth_date": "Ημ/νία γέννησης",
    "address": "Διεύθυνση",
    "postal_code": "Τ.Κ.",
    "settlement": "Οικισμός",
    "resident_since": "Κάτοικος από",
    "household_number": "Οικογενειακή μερίδα",
}


def afm(number: int) -> str:
    """A valid ΑΦΜ out of a range that starts with 9."""
    digits = f"9{number:07d}"
    check = 0
    for digit in digits:
        check = check * 2 + int(digit)
    return digits + str(check * 2 % 11 % 10)


def amka(number: int, *, day: str = "310180") -> str:
    """A valid ΑΜΚΑ of somebody born on that day."""
    digits = f"{day}{number % 10_000:04d}"
    return digits + luhn.calc_check_digit(digits)


def person(number: int = 1, **changes: Any) -> dict[str, Any]:
    """One row of a file."""
    return {
        "afm": afm(number),
        "amka": amka(number),
        "last_name": "Παπαδοπούλου",
        "first_name": "Μαρία",
        "father_name": "Ιωάννης",
        "mother_name": "Ελένη",
        "birth_date": "31/01/1980",
        "address": "Αριστομένους 12",
        "postal_code": "24100",
        "settlement": "Καλαμάτα",
        "resident_since": "01/09/1999",
        "household_number": "5012/3",
    } | changes


def csv_file(
    rows: Iterable[Mapping[str, Any]], *, encoding: str = "utf-8-sig", delimiter: str = ";", headings: Any = None
) -> io.BytesIO:
    """A CSV file of these rows."""
    headings = headings or HEADINGS
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(headings.values())
    writer.writerows([row.get(field, "") for field in headings] for row in rows)
    return io.BytesIO(text.getvalue().encode(encoding))


def workbook_file(rows: Iterable[Mapping[str, Any]]) -> io.BytesIO:
    """An Excel workbook of these rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(HEADINGS.values()))
    for row in rows:
        sheet.append([row.get(field, "") for field in HEADINGS])
    content = io.BytesIO()
    book.save(content)
    content.seek(0)
    return content


def imported(source: Any, **changes: Any) -> ImportReport:
    """Import a file into Kalamata's register."""
    values: dict[str, Any] = {
        "municipality_id": KALAMATA,
        "source": source,
        "mapping": None,
        "dry_run": False,
        "actor": CLERK,
        "at": MOMENT,
    }
    return import_civil_register(**values | changes)
