"""In which encoding a Greek text file was saved."""

import codecs
from dataclasses import dataclass
from typing import IO

from dimos.registers.tables.table import FileIsNotReadable

_BLOCK = 1 << 20
# Ά is the one frequent letter that the two differ in: 0xA2 in windows-1253, 0xB6 in ISO 8859-7.
_ALPHA_1253, _ALPHA_8859, _ONLY_1253 = 0xA2, 0xB6, range(0x80, 0xA0)


@dataclass(frozen=True, slots=True)
class Encoding:
    """Python's name of the encoding, and how many lines the file has."""

    name: str
    lines: int


def detect_encoding(stream: IO[bytes]) -> Encoding:
    """Read the whole file once, in blocks, and leave it at its start. Raises FileIsNotReadable for what is no text."""
    start = stream.read(4)
    stream.seek(0)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding("utf-16", _count_lines(stream))
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8, lines, last = True, 0, b""
    seen = [0] * 256
    while block := stream.read(_BLOCK):
        last, lines = block, lines + block.count(b"\n")
        if b"\x00" in block:
            raise FileIsNotReadable(code="not_a_table")
        if is_utf8:
            is_utf8 = _decodes(decoder, block)
        if not is_utf8:
            for code in (*_ONLY_1253, _ALPHA_1253, _ALPHA_8859):
                seen[code] += block.count(code)
    stream.seek(0)
    lines += 1 if last and not last.endswith(b"\n") else 0
    if is_utf8 and _decodes(decoder, b"", final=True):
        return Encoding("utf-8-sig", lines)
    is_8859 = seen[_ALPHA_8859] > seen[_ALPHA_1253] and not any(seen[code] for code in _ONLY_1253)
    return Encoding("iso8859_7" if is_8859 else "cp1253", lines)


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def _count_lines(stream: IO[bytes]) -> int:
    lines = 0
    while block := stream.read(_BLOCK):
        lines += block.count(b"\n")
    stream.seek(0)
    return lines
