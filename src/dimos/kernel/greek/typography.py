"""Greek as it is set in capitals."""

import re
import unicodedata

_WORD = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff][\u0370-\u03ff\u1f00-\u1fff\u0300-\u036f]*")
_LETTER = re.compile(r"([^\u0300-\u036f])([\u0300-\u036f]*)")
_DIALYTIKA = "\u0308"
_ACCENTS_AND_BREATHINGS = frozenset("\u0300\u0301\u0302\u0303\u0304\u0306\u0313\u0314\u0342\u0343")
_DIGRAPHS = frozenset(("αι", "ει", "οι", "υι", "αυ", "ευ", "ηυ", "ου"))


def upper_greek(text: str) -> str:
    """Capitals as Greek typography sets them: «Μάιος ή Αχαΐα» → «ΜΑΪΟΣ Ή ΑΧΑΪΑ».

    Accents go, dialytika stay, and appear where the accent alone kept two vowels apart. The word «ή» keeps its accent.
    """
    capitals = _WORD.sub(_upper_word, unicodedata.normalize("NFD", text)).upper()
    return unicodedata.normalize("NFC", capitals)


def _upper_word(match: re.Match[str]) -> str:
    word = match.group()
    if word.lower() in ("η\u0301", "η\u0300"):
        return "Η\u0301"
    written: list[str] = []
    previous, previous_is_accented = "", False
    for letter, marks in _LETTER.findall(word):
        kept_apart_by_accent = previous_is_accented and previous + letter.lower() in _DIGRAPHS
        dialytika = _DIALYTIKA if _DIALYTIKA in marks or kept_apart_by_accent else ""
        others = "".join(mark for mark in marks if mark != _DIALYTIKA and mark not in _ACCENTS_AND_BREATHINGS)
        written.append(letter + dialytika + others)
        previous, previous_is_accented = letter.lower(), any(mark in _ACCENTS_AND_BREATHINGS for mark in marks)
    return "".join(written)
