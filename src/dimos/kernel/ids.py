"""Codes that people read, type and say aloud: hard to guess, hard to mistake."""

import secrets
import unicodedata
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: without I, L, O (read as 1, 1, 0) and U. Five bits a letter."""

LENGTH: Final = 16
"""Sixteen letters are 80 bits: not to be guessed, even without a rate limit."""

_GROUP: Final = 4
_SEPARATORS: Final = frozenset(" -–—_.·/\u00a0\u2010\u2011\u2012\u200b\t\n\r")
_LOOK_ALIKES: Final = str.maketrans("OILΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "011ABEZH1KMN0PTYX")


class CodeIsMalformed(ValueError):
    """The text is not a code of sixteen letters."""


def new_code() -> str:
    """Return a new random code in its canonical form: sixteen letters, no separators."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def format_code(code: str) -> str:
    """Return a canonical code as it is printed: `XXXX-XXXX-XXXX-XXXX`."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def parse_code(text: str) -> str:
    """Return the canonical code in what a person typed, or raise `CodeIsMalformed`.

    Accepts lower case, any separators, full-width letters, O for 0, I and L for 1, and Greek letters whose capital
    looks Latin.
    """
    if len(text) > 4 * LENGTH:
        raise CodeIsMalformed
    upper = unicodedata.normalize("NFKC", text).upper().translate(_LOOK_ALIKES)
    letters = "".join(letter for letter in upper if letter not in _SEPARATORS)
    if len(letters) != LENGTH or not set(letters) <= set(ALPHABET):
        raise CodeIsMalformed
    return letters
