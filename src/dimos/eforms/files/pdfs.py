"""PDF files: read as far as needed to know that they open, have pages, and do nothing by themselves."""

import io
import re
import zlib
from typing import Final

from django.utils.translation import gettext as _
from pyhanko.pdf_utils.crypt import AuthStatus
from pyhanko.pdf_utils.reader import PdfFileReader

PAGE_LIMIT: Final = 200
EXPANDED_LIMIT: Final = 100_000_000
STREAM_LIMIT: Final = 20_000

_STREAM: Final = re.compile(rb"stream\r?\n")
_PAGE: Final = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_COUNT: Final = re.compile(rb"/Count\s+(\d{1,9})")
_FORBIDDEN: Final = re.compile(rb"/(?:JavaScript|JS|Launch|RichMedia)(?![A-Za-z])")
_ODD_FILTER: Final = re.compile(rb"/(?:ASCIIHexDecode|ASCII85Decode|LZWDecode|RunLengthDecode|Crypt|AHx|A85|LZW|RL)\b")
_HEX_NAME: Final = re.compile(rb"#([0-9A-Fa-f]{2})")


class PdfIsUnsafe(ValueError):
    """The PDF is damaged, locked, too large to open, or contains programs; the message is for the person."""


def check_pdf(content: bytes) -> bytes:
    """The same bytes, if the file is a PDF that may be opened. Raises PdfIsUnsafe."""
    if b"%%EOF" not in content[-2_048:] or b"startxref" not in content[-2_048:]:
        raise PdfIsUnsafe(_("The PDF is not complete. Save or scan it again."))
    pages = _pages_of_encrypted(content) if b"/Encrypt" in content else 0
    for part in _parts(content):
        names = _plain_names(part)
        if _FORBIDDEN.search(names):
            raise PdfIsUnsafe(_("The PDF contains programs. Print it to a new PDF and choose that one."))
        pages += len(_PAGE.findall(names))
        declared = max((int(count) for count in _COUNT.findall(names)), default=0)
        if pages > PAGE_LIMIT or declared > 50 * PAGE_LIMIT:
            raise PdfIsUnsafe(_("The PDF has more than %(limit)d pages. Split it.") % {"limit": PAGE_LIMIT})
    if pages == 0:
        raise PdfIsUnsafe(_("The PDF has no pages that can be read. Save or scan it again."))
    return content


def _plain_names(part: bytes) -> bytes:
    return _HEX_NAME.sub(lambda found: bytes([int(found[1], 16)]), part)


def _pages_of_encrypted(content: bytes) -> int:
    """Pages of a file that is encrypted but opens without password, as bills and bank statements often are."""
    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        opened = reader.decrypt("").status != AuthStatus.FAILED
        pages = int(reader.root["/Pages"]["/Count"]) if opened else 0
    except Exception as error:
        raise PdfIsUnsafe(_("The PDF has no pages that can be read. Save or scan it again.")) from error
    if not opened:
        raise PdfIsUnsafe(_("The PDF is locked with a password. Save it without password and choose it again."))
    return pages


def _parts(content: bytes) -> list[bytes]:
    """The file outside its streams, and the object streams within, expanded; all within bounds."""
    outside: list[bytes] = []
    inside: list[bytes] = []
    position, budget, is_encrypted = 0, EXPANDED_LIMIT, b"/Encrypt" in content
    for number, found in enumerate(_STREAM.finditer(content)):
        if found.start() < position:
            continue
        if number > STREAM_LIMIT:
            raise _bomb()
        end = content.find(b"endstream", found.end())
        if end < 0:
            break
        before = content[position : found.start()]
        outside.append(before)
        # A name may be written in hexadecimal, a dictionary be of any length: all that stands before is looked at.
        names = _plain_names(before)
        size, expanded = _expanded(content[found.end() : end], budget, keep=b"/ObjStm" in names)
        budget -= size
        inside.append(expanded)
        if b"/ObjStm" in names and (not size or _ODD_FILTER.search(names)) and not is_encrypted:
            raise PdfIsUnsafe(_("The PDF is written in an unusual way. Print it to a new PDF and choose that one."))
        position = end
    outside.append(content[position:])
    return [b"\n".join(outside), *filter(None, inside)]


def _expanded(stream: bytes, budget: int, *, keep: bool) -> tuple[int, bytes]:
    """How far a stream expands, and its content if it is to be kept. Raises PdfIsUnsafe past the budget."""
    decoder, size, kept = zlib.decompressobj(), 0, bytearray()
    pending = stream
    while pending:
        try:
            piece = decoder.decompress(pending, 1_000_000)
        except zlib.error:
            break
        size += len(piece)
        if size > budget:
            raise _bomb()
        if keep:
            kept += piece
        pending = decoder.unconsumed_tail
        if not piece and not pending:
            break
    return size, bytes(kept)


def _bomb() -> PdfIsUnsafe:
    return PdfIsUnsafe(_("The PDF is too large to open. Save it at a lower quality or split it."))
