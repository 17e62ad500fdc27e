"""Reads just enough of a PDF with a classic cross-reference table, and appends a revision (ISO 32000-1, 7.5.6)."""

import re
from typing import Final

from dimos.documents.sealing.ports import FileCannotBeSealed

_ENTRY_LENGTH: Final = 20
_OFFSET_LENGTH: Final = 10
_DEEPEST_PAGE_TREE: Final = 16

_TABLE_HEAD = re.compile(rb"xref\r?\n0 (\d+)\r?\n")
_SIZE = re.compile(rb"/Size\s+(\d+)")
_ROOT = re.compile(rb"/Root\s+(\d+) 0 R")
_INFO = re.compile(rb"/Info\s+\d+ 0 R")
_ID = re.compile(rb"/ID\s*\[[^\]]*\]")
_PAGES = re.compile(rb"/Pages\s+(\d+) 0 R")
_FIRST_KID = re.compile(rb"/Kids\s*\[\s*(\d+) 0 R")


class ClassicFile:
    """A PDF of one revision, as our renderer writes it: one table, generation 0 throughout, no object streams."""

    def __init__(self, pdf: bytes) -> None:
        self.data = pdf if pdf.endswith(b"\n") else pdf + b"\n"  # PDF/A wants the revision to start on a new line
        self.table_offset = self._locate_table()
        trailer = self.data[self.table_offset :]
        head = _TABLE_HEAD.match(trailer)
        if head is None or b"/Prev" in trailer:
            raise FileCannotBeSealed
        self._entries = self.table_offset + head.end()
        self.size = _number(_SIZE, trailer)
        self.root = _number(_ROOT, trailer)
        self.kept_trailer = b"".join(found.group() for found in (_INFO.search(trailer), _ID.search(trailer)) if found)

    def body_of(self, number: int) -> bytes:
        """Return what stands between `obj` and `endobj`."""
        entry = self._entries + _ENTRY_LENGTH * number
        try:
            offset = int(self.data[entry : entry + _OFFSET_LENGTH])
            head = b"%d 0 obj" % number
            if not self.data.startswith(head, offset):
                raise FileCannotBeSealed
            return self.data[offset + len(head) : self.data.index(b"endobj", offset)].strip()
        except ValueError as error:
            raise FileCannotBeSealed from error

    def first_page(self) -> int:
        """Return the object number of the first page."""
        number = _number(_PAGES, self.body_of(self.root))
        for _ in range(_DEEPEST_PAGE_TREE):
            kid = _FIRST_KID.search(self.body_of(number))
            if kid is None:
                return number
            number = int(kid[1])
        raise FileCannotBeSealed

    def _locate_table(self) -> int:
        found = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*\Z", self.data[-64:])
        if found is None or not self.data.startswith(b"%PDF-"):
            raise FileCannotBeSealed
        return int(found[1])


class Revision:
    """Objects appended to a `ClassicFile`. `data` is the file so far; offsets are counted in it."""

    def __init__(self, original: ClassicFile) -> None:
        self.data = bytearray(original.data)
        self._original = original
        self._offsets: dict[int, int] = {}

    def write(self, number: int, body: bytes) -> int:
        """Append an object, new or replacing; return the offset of its body."""
        self._offsets[number] = len(self.data)
        head = b"%d 0 obj\n" % number
        self.data += head + body + b"\nendobj\n"
        return self._offsets[number] + len(head)

    def close(self) -> None:
        """Append the table and the trailer."""
        table = len(self.data)
        self.data += b"xref\n0 1\n0000000000 65535 f \n"
        for number, offset in sorted(self._offsets.items()):
            self.data += b"%d 1\n%010d 00000 n \n" % (number, offset)
        size = max(self._original.size, *(number + 1 for number in self._offsets))
        self.data += b"trailer\n<</Size %d/Root %d 0 R/Prev %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (
            size,
            self._original.root,
            self._original.table_offset,
            self._original.kept_trailer,
            table,
        )


def dictionary_with(body: bytes, entries: bytes) -> bytes:
    """Return a dictionary with entries added before its end."""
    if not (body.startswith(b"<<") and body.endswith(b">>")):
        raise FileCannotBeSealed
    return body[:-2] + entries + b">>"


def _number(pattern: re.Pattern[bytes], text: bytes) -> int:
    found = pattern.search(text)
    if found is None:
        raise FileCannotBeSealed
    return int(found[1])
