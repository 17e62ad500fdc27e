"""Decides by content, not by name, what kind of file it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from dimos.registers.tables.delimited import delimited_table
from dimos.registers.tables.table import FileIsNotReadable, Table
from dimos.registers.tables.workbook import workbook_table

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_TABLES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x7fELF", b"MZ", b"<!DO", b"<htm", b"<?xm")


@contextmanager
def opened_table(source: Path | IO[bytes]) -> Iterator[Table]:
    """The table in a file (or in an open, seekable one), read as it goes: memory does not grow with a CSV.

    Raises FileIsNotReadable here or while the rows are read; its `code` says why.
    """
    if isinstance(source, Path):
        with source.open("rb") as stream, _table_in(stream) as table:
            yield table
    else:
        source.seek(0)
        with _table_in(source) as table:
            yield table


@contextmanager
def _table_in(stream: IO[bytes]) -> Iterator[Table]:
    start = stream.read(8)
    stream.seek(0)
    if start.startswith(_ZIP):
        with workbook_table(stream) as table:
            yield table
        return
    if start.startswith(_OLD_OFFICE):
        raise FileIsNotReadable(code="old_excel")
    if start.startswith(_NO_TABLES):
        raise FileIsNotReadable(code="not_a_table")
    with delimited_table(stream) as table:
        yield table
