"""When to try again, and when to give up. Pure."""

from datetime import timedelta

# After the first attempt, after the second …: about a day in all, which outlives most failures of a mail server.
PAUSES = tuple(timedelta(seconds=s) for s in (15, 60, 300, 1_800, 7_200, 21_600, 43_200))
MOST_ATTEMPTS = len(PAUSES) + 1


def pause_after(*, attempts: int) -> timedelta | None:
    """How long to wait after that many failed attempts; None: give up."""
    return PAUSES[attempts - 1] if 1 <= attempts < MOST_ATTEMPTS else None


def is_final(*, code: int | None) -> bool:
    """Whether the mail server's answer to a recipient or a message holds for good (RFC 5321: 5yz)."""
    return code is not None and 500 <= code < 600
