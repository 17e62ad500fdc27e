"""Tables in Excel workbooks (.xlsx): the first sheet, streamed; values only, no formula is evaluated."""

import lzma
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import IO, Any
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml import DefusedXmlException

from dimos.registers.tables.table import MOST_COLUMNS, Cell, FileIsNotReadable, Row, Table, distinct

# Unpacked: about half a million rows in the sheet, as many different texts beside it (these are held in memory).
_LARGEST_SHEET = 300 * 2**20
_LARGEST_REST = 80 * 2**20
_MOST_PARTS = 2_000
# Honest sheets shrink to a tenth or a twentieth.
_STRONGEST_PACKING, _PACKING_COUNTS_FROM = 150, 10 * 2**20
_MOST_EMPTY_ROWS = 10_000
# openpyxl lets whatever a damaged file provokes through.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, ParseError, DefusedXmlException, AssertionError,
    KeyError, ValueError, TypeError, IndexError, AttributeError, OSError, EOFError,
    NotImplementedError, RuntimeError, OverflowError,
)  # fmt: skip


@contextmanager
def workbook_table(stream: IO[bytes]) -> Iterator[Table]:
    """The table of the first visible sheet."""
    _refuse_bombs(stream)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = _opened(stream)
        try:
            yield _table(book)
        finally:
            book.close()


def _refuse_bombs(stream: IO[bytes]) -> None:
    try:
        with zipfile.ZipFile(stream) as parts:
            infos = parts.infolist()
    except (zipfile.BadZipFile, NotImplementedError):
        raise FileIsNotReadable(code="damaged_workbook") from None
    stream.seek(0)
    names = {info.filename for info in infos}
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise FileIsNotReadable(code="not_a_table")
    sheets = max((i.file_size for i in infos if i.filename.startswith("xl/worksheets/")), default=0)
    rest = sum(i.file_size for i in infos if not i.filename.startswith("xl/worksheets/"))
    is_bomb = any(
        i.file_size > max(_PACKING_COUNTS_FROM, i.compress_size * _STRONGEST_PACKING) for i in infos
    )  # fmt: skip
    if is_bomb or len(infos) > _MOST_PARTS or sheets > _LARGEST_SHEET or rest > _LARGEST_REST:
        raise FileIsNotReadable(code="workbook_too_large")


def _opened(stream: IO[bytes]) -> openpyxl.Workbook:
    try:
        return openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    except _DAMAGE:
        raise FileIsNotReadable(code="damaged_workbook") from None


def _table(book: openpyxl.Workbook) -> Table:
    sheet: Any = next((s for s in book.worksheets if s.sheet_state == "visible"), None)
    if sheet is None:
        raise FileIsNotReadable(code="empty")
    estimate = sheet.max_row
    # The size that the file states may be wrong, and would cut rows off.
    sheet.reset_dimensions()
    rows = _rows(sheet)
    first = next(rows, None)
    if first is None:
        raise FileIsNotReadable(code="empty")
    estimate = max(estimate - first.number, 0) if estimate else None
    return Table(headings=distinct(_without_tail(first.cells)), rows=rows, estimate=estimate, form="Excel")


def _rows(sheet: Any) -> Iterator[Row]:
    empty = 0
    try:
        for number, values in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1):
            if not any(value is not None and value != "" for value in values):
                empty += 1
                if empty > _MOST_EMPTY_ROWS:
                    return
                continue
            empty = 0
            yield Row(number, _without_tail([_cell(value) for value in values]))
    except FileIsNotReadable:
        raise
    except _DAMAGE:
        raise FileIsNotReadable(code="damaged_workbook") from None


def _cell(value: object) -> Cell:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _without_tail(cells: Iterable[Cell]) -> list[Cell]:
    kept = list(cells)
    while kept and kept[-1] == "":
        kept.pop()
    return kept
