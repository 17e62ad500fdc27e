"""How the command speaks to the person at the terminal."""

import sys
from typing import NoReturn


def say(message: str) -> None:
    """One line of what is going on."""
    print(f"· {message}", flush=True)  # noqa: T201


def show(message: str = "") -> None:
    """A line of the answer itself."""
    print(message, flush=True)  # noqa: T201


def fail(message: str) -> NoReturn:
    """End with exit code 1 and the reason."""
    print(f"dimos: {message}", file=sys.stderr, flush=True)  # noqa: T201
    sys.exit(1)
