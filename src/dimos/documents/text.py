"""Makes foreign text safe to print: what a person typed comes out literally or not at all."""

import re
import unicodedata

LONGEST_WORD = 24
"""A word of this many capital letters still fits the narrowest column; longer ones may break anywhere."""

_BREAK_HERE = "\u200b"
_BLANKS = re.compile(r"[^\S\n]+")
_PARAGRAPHS = re.compile(r"\n\s*\n")
_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")

# Marks that change the direction of what follows (UAX 9), and joiners that only hide inside Greek or Latin words.
_DIRECTION_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = frozenset("\u00ad\u200b\u2028\u2029\u2060\ufeff")
_DROPPED_CATEGORIES = frozenset({"Cc", "Cs", "Co", "Cn"})


def clean_line(text: str) -> str:
    """Return `text` on one line: NFC, no control, direction or private characters, long words breakable."""
    return _breakable(_BLANKS.sub(" ", _legible(text).replace("\n", " ")).strip())


def clean_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of `text`, each as `clean_line` gives it; empty ones are left out."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return [line for line in map(clean_line, _PARAGRAPHS.split(unified)) if line]


def _legible(text: str) -> str:
    spaced = text.replace("\u2028", "\n").replace("\u2029", "\n").replace("\t", " ").replace("\r", "\n")
    return unicodedata.normalize("NFC", "".join(filter(_is_printable, spaced)))


def _is_printable(character: str) -> bool:
    if character == "\n" or character.isascii():
        return character == "\n" or character.isprintable()
    if character in _DIRECTION_MARKS or character in _INVISIBLE:
        return False
    return unicodedata.category(character) not in _DROPPED_CATEGORIES


def _breakable(text: str) -> str:
    return _LONG_WORD.sub(lambda word: _in_pieces(word.group()), text)


def _in_pieces(word: str) -> str:
    """Part a word where no combining mark follows, so that an accent stays with its letter."""
    pieces, start = [], 0
    while start < len(word):
        end = start + LONGEST_WORD
        while end < len(word) and unicodedata.combining(word[end]):
            end += 1
        pieces.append(word[start:end])
        start = end
    return _BREAK_HERE.join(pieces)
