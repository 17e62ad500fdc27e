"""What a check found."""

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How much it matters."""

    GOOD = "✓"
    ADVICE = "!"
    SERIOUS = "✗"


@dataclass(frozen=True)
class Finding:
    """One fact about the installation, and what to do about it."""

    subject: str
    fact: str
    severity: Severity = Severity.GOOD
    remedy: str = ""

    @property
    def mark(self) -> str:
        return f"  {self.severity.value}"

    @property
    def is_serious(self) -> bool:
        return self.severity is Severity.SERIOUS


def good(subject: str, fact: str) -> Finding:
    """As it should be."""
    return Finding(subject, fact)


def advice(subject: str, fact: str, remedy: str = "") -> Finding:
    """It works, but could be better."""
    return Finding(subject, fact, Severity.ADVICE, remedy)


def wrong(subject: str, fact: str, remedy: str = "") -> Finding:
    """It does not work."""
    return Finding(subject, fact, Severity.SERIOUS, remedy)
