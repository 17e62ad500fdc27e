"""Text that people sent us, made safe to store, print and compare by eye."""

import re
import unicodedata
from functools import lru_cache

_LINE_ENDS = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")
_MOST_MARKS = 30
_UNSEEN_CATEGORIES = frozenset(("Cc", "Cf", "Cs", "Co"))
_UNSEEN_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")


class TextIsTooLong(ValueError):
    """The text is longer than its place allows."""

    def __init__(self, *, length: int, limit: int) -> None:
        super().__init__(f"{self.__doc__} ({length} characters, limit {limit})")
        self.length = length
        self.limit = limit


def clean_line(text: str, *, limit: int = 500) -> str:
    """The text as one line: NFC, nothing invisible in it, single spaces, none at the ends.

    Control, bidirectional, zero-width and private-use characters go. Raises TextIsTooLong past `limit` characters.
    """
    return _within(limit, " ".join(_seen(_LINE_ENDS.sub(" ", text)).split()))


def clean_text(text: str, *, limit: int = 20_000) -> str:
    """The text with its lines and paragraphs: as `clean_line`, with `\\n` between lines and at most one line blank."""
    lines = _seen(_LINE_ENDS.sub("\n", text)).split("\n")
    joined = "\n".join(_SPACES.sub(" ", line).strip() for line in lines)
    return _within(limit, _BLANK_LINES.sub("\n\n", joined).strip())


def _seen(text: str) -> str:
    letters = set(text)
    unseen = {ord(character): None for character in letters - {"\n", "\t"} if _is_unseen(character)}
    if any(map(unicodedata.combining, letters)):
        text = _thinned(text)
    return unicodedata.normalize("NFC", text.translate(unseen) if unseen else text)


def _thinned(text: str) -> str:
    """Without the marks past the thirtieth on one letter: putting them in order takes the square of their number.

    Source: Unicode Standard Annex 15, stream-safe text format.
    """
    kept, pile = [], 0
    for character in text:
        pile = pile + 1 if unicodedata.combining(character) else 0
        if pile <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


@lru_cache(maxsize=4_096)
def _is_unseen(character: str) -> bool:
    return (
        unicodedata.category(character) in _UNSEEN_CATEGORIES
        or character in _UNSEEN_LETTERS
        or _is_noncharacter(ord(character))
    )


def _is_noncharacter(point: int) -> bool:
    return 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE


def _within(limit: int, text: str) -> str:
    if len(text) > limit:
        raise TextIsTooLong(length=len(text), limit=limit)
    return text
