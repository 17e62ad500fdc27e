"""One search key for Greek text and for the many ways people spell it with Latin letters."""

import re
from collections.abc import Callable

from dimos.kernel.greek.elot743 import transliterate
from dimos.kernel.greek.folding import fold

# Order matters: each step reads what the ones above it wrote. A key is no spelling; its letters are classes of sound:
# v = β, μπ, μβ; d = ντ, νδ, δ; g = γγ, γκ, γ; x = ξ, χ; q = θ; e = ε, αι; i = ι, η, υ, ει, οι; o = ο, ω; u = ου.
_STEPS: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"(?<!\d)8(?=[a-z])|(?<=[a-z])8(?!\d)", "q"),  # 8essaloniki
    (r"(?<!\d)3(?=[a-z])|(?<=[a-z])3(?!\d)", "x"),  # 3anthi
    (r"w", "o"),
    (r"th(?=[stkpgdzx]|n?\b)|\bth(?=le)", "ti"),  # "ths", "thn", "tautothta", "thlefwno": this h is an η
    (r"th", "q"),
    (r"ph(?=[aeiouy])", "f"),
    (r"(?<=[dg])h(?=[aeiouy])", ""),
    (r"ch|k?h(?=[aeiouy])|ks", "x"),  # "charti", "kharti", "harti"; "ksanthi"
    (r"h", "i"),  # "bebaiwsh", "dhmotikh"
    (r"c", "k"),
    (r"j", "tz"),
    (r"m[pbv]|b", "v"),
    (r"n[td]", "d"),
    (r"[ng]+[gk]", "g"),
    (r"g+x", "nx"),
    (r"([ae])[uy](?=[aeiouyvgdzlmnr])", r"\1v"),
    (r"([ae])[uy]", r"\1f"),
    (r"v(?=[kptsqfx])", "f"),
    (r"ou|oy", "U"),
    (r"[uy]", "i"),
    (r"U", "u"),
    (r"ai", "e"),
    (r"[eo]i", "i"),
    (r"([a-z])\1+", r"\1"),
)
_COMPILED = tuple((re.compile(pattern), replacement) for pattern, replacement in _STEPS)
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def greeklish_key(text: str) -> str:
    """The key under which «βεβαίωση», `vevaiosi`, `bebaiwsh` and `vevaiwsi` are all found: `veveosi`.

    Words stay apart by one space, digits stay, everything else is letters a-z (or letters of third scripts). Made for
    search and never shown: different words may share a key (ξ and χ are one class, since both are typed `x`).
    An `h` is χ before a vowel and η elsewhere, so «χρόνος» is found as `xronos` and `chronos`, not as `hronos`.
    """
    key = _BETWEEN_WORDS.sub(" ", transliterate(fold(text))).strip()
    for pattern, replacement in _COMPILED:
        key = pattern.sub(replacement, key)
    return key
