"""The code with which a case is followed without signing in."""

import hashlib
import hmac

from django.conf import settings

from dimos.cases.models import Case

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 12


def follow_code(*, case: Case) -> str:
    """The case's code, as XXXX-XXXX-XXXX (60 bits). Derived from the installation's secret, stored nowhere."""
    content = f"follow:{case.municipality_id}:{case.submission_key}"
    digest = hmac.digest(settings.SECRET_KEY.encode(), content.encode(), hashlib.sha256)
    letters = "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:LENGTH])
    return "-".join(letters[start : start + 4] for start in range(0, LENGTH, 4))


def is_follow_code(*, case: Case, code: str) -> bool:
    """Whether what was typed is the case's code; spaces, dashes and case do not matter. Constant time."""
    typed = "".join(character for character in code.upper() if character in LETTERS)
    expected = follow_code(case=case).replace("-", "")
    return hmac.compare_digest(typed.encode(), expected.encode())
