"""Makes foreign text safe to print: what a person typed comes out literally, inside its column."""

import re
import unicodedata
from typing import Final

from dimos.kernel import text as kernel_text

LONGEST_TEXT: Final = 100_000
LONGEST_WORD: Final = 24
"""A word of this many capital letters still fits the narrowest column; longer ones may break anywhere."""

_BREAK_HERE: Final = "\u200b"
_PARAGRAPHS = re.compile(r"\n{2,}")
_CITATION = re.compile(r"\b(ν\.|ν\.δ\.|π\.δ\.|παρ\.|αρ\.|άρθρο|άρθρα|law|article|articles) (?=\d)", re.IGNORECASE)
_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")


def printable_line(text: str) -> str:
    """Return `text` on one line, nothing invisible in it, its long words breakable. Raises `TextIsTooLong`.

    The number of a law or an article stays on the line of its word.
    """
    return _CITATION.sub("\\1\u00a0", _breakable(kernel_text.clean_line(text, limit=LONGEST_TEXT)))


def printable_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of `text`, each as `printable_line` gives it. Raises `TextIsTooLong`."""
    clean = kernel_text.clean_text(text, limit=LONGEST_TEXT)
    return [printable_line(paragraph) for paragraph in _PARAGRAPHS.split(clean) if paragraph.strip()]


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
