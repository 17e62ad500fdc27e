"""Tables in text files: values parted by semicolons, commas or tabs."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from dimos.registers.tables.encodings import detect_encoding
from dimos.registers.tables.table import MOST_COLUMNS, FileIsNotReadable, Row, Table, distinct

_LONGEST_LINE = 200_000
_DELIMITERS = ";,\t|"


@contextmanager
def delimited_table(stream: IO[bytes]) -> Iterator[Table]:
    """The table of a CSV file: encoding and delimiter found out, one line at a time."""
    encoding = detect_encoding(stream)
    # What the encoding does not know becomes U+FFFD, which the row is then refused for: the others still count.
    text = io.TextIOWrapper(stream, encoding=encoding.name, errors="replace", newline="")
    try:
        yield _table(text, form=f"CSV ({encoding.name.removesuffix('-sig')})", lines=encoding.lines)
    finally:
        text.detach()


def _table(text: io.TextIOWrapper, *, form: str, lines: int) -> Table:
    delimiter, number, first = _first_line(text)
    reader = csv.reader(_then(first, _lines(text)), delimiter=delimiter)
    headings, number = _headings(reader, number)
    return Table(headings=headings, rows=_rows(reader, number), estimate=max(lines - number, 0), form=form)


def _first_line(text: io.TextIOWrapper) -> tuple[str, int, str]:
    """The delimiter, the number of the row before the first line that is worth reading, and that line."""
    for number, line in enumerate(_lines(text)):
        bare = line.strip().strip(_DELIMITERS).strip()
        if bare.lower().startswith("sep="):
            # Excel's own hint, on a line of its own.
            return line.strip()[4:5] or ";", number + 1, ""
        if bare:
            return _delimiter_of(line), number, line
    raise FileIsNotReadable(code="empty")


def _delimiter_of(line: str) -> str:
    outside = "".join(line.split('"')[::2])
    return max(_DELIMITERS, key=outside.count)


def _headings(reader: Iterator[list[str]], number: int) -> tuple[list[str], int]:
    for cells in _guarded(reader):
        number += 1
        if any(cell.strip() for cell in cells):
            return distinct(cells[:MOST_COLUMNS]), number
    raise FileIsNotReadable(code="empty")


def _rows(reader: Iterator[list[str]], number: int) -> Iterator[Row]:
    for cells in _guarded(reader):
        number += 1
        if any(cells) and any(cell.strip() for cell in cells):
            yield Row(number, list(cells))


def _guarded(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error:
        raise FileIsNotReadable(code="unclosed_quote") from None


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    while line := text.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise FileIsNotReadable(code="line_too_long")
        yield line


def _then(first: str, others: Iterator[str]) -> Iterator[str]:
    if first:
        yield first
    yield from others
