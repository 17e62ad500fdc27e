"""Greek text: comparing it, spelling it in Latin letters, and finding it however it was typed.

Every function is pure and total: it accepts any string and never raises. What is not Greek passes through.
"""

from dimos.kernel.greek.elot743 import transliterate
from dimos.kernel.greek.folding import fold, strip_accents
from dimos.kernel.greek.greeklish import greeklish_key
from dimos.kernel.greek.mistyped import from_keyboard_layout, latin_lookalikes_to_greek
from dimos.kernel.greek.typography import upper_greek

__all__ = [
    "fold",
    "from_keyboard_layout",
    "greeklish_key",
    "latin_lookalikes_to_greek",
    "strip_accents",
    "transliterate",
    "upper_greek",
]
