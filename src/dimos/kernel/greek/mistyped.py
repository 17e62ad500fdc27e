"""Greek that was typed with the wrong letters or on the wrong keyboard layout."""

import re
import unicodedata

from dimos.kernel.greek.folding import strip_accents

_WORD = re.compile(r"[^\W\d_]+")
_LATIN_LETTER = re.compile(r"[A-Za-z]")
_GREEK_LETTER = re.compile(r"[\u0370-\u037d\u037f-\u0383\u0386\u0388-\u03ff\u1f00-\u1fff]")

_LOOKALIKES = str.maketrans("ABEHIKMNOPTXYZaeikopuvxtµ", "ΑΒΕΗΙΚΜΝΟΡΤΧΥΖαεικορυνχτμ")

_LATIN_KEYS = "qwertyuiopasdfghjklzxcvbnmQWERTYUIOPASDFGHJKLZXCVBNM"
_GREEK_KEYS = ";ςερτυθιοπασδφγηξκλζχψωβνμ:ΣΕΡΤΥΘΙΟΠΑΣΔΦΓΗΞΚΛΖΧΨΩΒΝΜ"
_TO_GREEK_KEYS = str.maketrans(_LATIN_KEYS, _GREEK_KEYS)
_TO_LATIN_KEYS = {ord(key): latin for latin, key in reversed([*zip(_LATIN_KEYS, _GREEK_KEYS, strict=True)])} | {
    ord("Σ"): "S"
}
_ACCENT_KEY = re.compile(r"(;:|:;)([iy])|(:)([iyIY])|(;)([aehioyvAEHIOYV])")
_ACCENT_MARKS = {";": "\u0301", ":": "\u0308", ";:": "\u0308\u0301", ":;": "\u0308\u0301"}


def latin_lookalikes_to_greek(text: str, *, even_without_greek: bool = False) -> str:
    """Greek letters in place of the Latin ones that look the same, in words that hold a Greek letter («ΑΘHNA»).

    With `even_without_greek` also in words of lookalikes alone: identity card numbers, number plates («AB 123456»).
    A word with a Latin letter that looks like no Greek one stays as it is.
    """

    def repaired(match: re.Match[str]) -> str:
        word = match.group()
        if not even_without_greek and not _GREEK_LETTER.search(word):
            return word
        greek = word.translate(_LOOKALIKES)
        return word if _LATIN_LETTER.search(greek) else greek

    return _WORD.sub(repaired, text)


def from_keyboard_layout(text: str) -> str:
    """What was meant by text typed on the other keyboard layout: «beba;ivsh» → «βεβαίωση», «ινφο» → «info».

    The script with more letters decides the direction. `;` and `:` before a vowel are the accent and dialytika keys.
    """
    if len(_LATIN_LETTER.findall(text)) > len(_GREEK_LETTER.findall(text)):
        return unicodedata.normalize("NFC", _ACCENT_KEY.sub(_accented, text).translate(_TO_GREEK_KEYS))
    return strip_accents(text).translate(_TO_LATIN_KEYS)


def _accented(match: re.Match[str]) -> str:
    keys, vowel = (group for group in match.groups() if group is not None)
    return vowel + _ACCENT_MARKS[keys]
