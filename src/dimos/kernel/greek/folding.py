"""Greek as it is compared: without the marks that people leave out."""

import unicodedata

_SPACING_ACCENTS = frozenset(
    "΄΅´¨`\u1fbd\u1fbf\u1fc0\u1fc1\u1fcd\u1fce\u1fcf\u1fdd\u1fde\u1fdf\u1fed\u1fee\u1fef\u1ffd\u1ffe"
)


def fold(text: str) -> str:
    """The text as it is compared: no case, no accents, no dialytika, σ for ς. «Άγιος ΝΙΚΌΛΑΟΣ» → «αγιοσ νικολαοσ»."""
    return strip_accents(strip_accents(text).casefold())


def strip_accents(text: str) -> str:
    """The text in its own case, without accents and dialytika: «Αχαΐα» → «Αχαια»."""
    decomposed = unicodedata.normalize("NFD", text)
    bare = (letter for letter in decomposed if unicodedata.category(letter) != "Mn" and letter not in _SPACING_ACCENTS)
    return unicodedata.normalize("NFC", "".join(bare))
