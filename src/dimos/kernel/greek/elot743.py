"""Greek names in Latin letters, as passports and identity cards spell them."""

import re
import unicodedata
from dataclasses import dataclass

_ONE_TO_ONE = dict(zip("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstyfo", strict=True))
_ONE_TO_TWO = {"θ": "th", "χ": "ch", "ψ": "ps"}
_AFTER_V = frozenset("αεηιουωβγδζλμνρ")
_MARKS = re.compile(r"[\u0300-\u036f]")
_LETTER = re.compile(r"([^\u0300-\u036f]|^)([\u0300-\u036f]*)")
_SYMBOLS = str.maketrans("ϐϑϕϖϰϱϲϒϴϵϹµ", "βθφπκρσΥΘεΣμ")
_GREEK = frozenset("αβγδεζηθικλμνξοπρσςτυφχψω")
_ACCENTS = "\u0300\u0301\u0342"
_DIALYTIKA = "\u0308"


@dataclass(frozen=True, slots=True)
class _Letter:
    """One letter of the source: its bare lower-case form, and what was written on it."""

    source: str
    bare: str
    marks: str

    @property
    def is_greek(self) -> bool:
        return self.bare in _GREEK

    @property
    def is_capital(self) -> bool:
        return self.is_greek and self.source != self.bare

    @property
    def is_accented(self) -> bool:
        return any(mark in _ACCENTS for mark in self.marks)


_NOTHING = _Letter(source="", bare="", marks="")


def transliterate(text: str) -> str:
    """The text with its Greek spelled in Latin letters by ELOT 743 / ISO 843, second table (transcription).

    «Ευάγγελος Μπάμπης» → «Evangelos Bampis». Accents go; dialytika, or an accent on the first vowel, part a digraph.
    What is not Greek stays as it is.
    """
    letters = _read(text)
    written: list[str] = []
    at = 0
    while at < len(letters):
        before = letters[at - 1] if at else _NOTHING
        here, after, beyond = (letters[i] if i < len(letters) else _NOTHING for i in (at, at + 1, at + 2))
        pair = _pair(before=before, first=here, second=after, following=beyond)
        if pair:
            written.append(pair)
            at += 2
        else:
            written.append(_single(before=before, letter=here, after=after))
            at += 1
    return unicodedata.normalize("NFC", "".join(written))


def _read(text: str) -> list[_Letter]:
    decomposed = unicodedata.normalize("NFD", text).translate(_SYMBOLS)
    return [_Letter(source=base, bare=base.lower(), marks=marks) for base, marks in _LETTER.findall(decomposed)]


def _pair(*, before: _Letter, first: _Letter, second: _Letter, following: _Letter) -> str:
    """Two letters that are spelled together, or nothing if each is spelled for itself."""
    bare = first.bare + second.bare
    if bare in ("γγ", "γξ", "γχ"):
        return _cased("n", first) + _single(before=first, letter=second, after=following)
    if bare == "μπ":
        inside = before.is_greek and following.is_greek
        return _cased("m", first) + _cased("p", second) if inside else _cased("b", first)
    if bare in ("αυ", "ευ", "ηυ", "ου") and not first.is_accented and _DIALYTIKA not in second.marks + first.marks:
        return _single(before=before, letter=first, after=second) + _cased(_sound_of_ypsilon(bare, following), second)
    return ""


def _sound_of_ypsilon(pair: str, following: _Letter) -> str:
    if pair == "ου":
        return "u"
    return "v" if following.bare in _AFTER_V else "f"


def _single(*, before: _Letter, letter: _Letter, after: _Letter) -> str:
    if letter.bare in _ONE_TO_ONE:
        return _cased(_ONE_TO_ONE[letter.bare], letter)
    if letter.bare in _ONE_TO_TWO:
        latin = _ONE_TO_TWO[letter.bare]
        if not letter.is_capital:
            return latin
        among_capitals = after.is_capital if after.is_greek else before.is_capital
        return latin.upper() if among_capitals else latin.capitalize()
    return letter.source + letter.marks


def _cased(latin: str, letter: _Letter) -> str:
    return latin.upper() if letter.is_capital else latin
