"""Asks the register of issued documents about a file."""

from dataclasses import dataclass

from django.utils import timezone

from dimos.documents.public import Outcome, verify_file


@dataclass(frozen=True)
class Verdict:
    """What to tell, and whether the document may be relied on."""

    text: str
    holds: bool


def verdict_on(data: bytes) -> Verdict:
    """What is known of the file."""
    answer = verify_file(data=data, at=timezone.now())
    lines = [f"{answer.outcome.name.lower()}"]
    if answer.title:
        lines.append(f"{answer.title}, {answer.municipality_el}, code {answer.printed_code}")
    if answer.reason:
        lines.append(answer.reason)
    return Verdict(text="\n".join(lines), holds=answer.outcome == Outcome.VALID)
