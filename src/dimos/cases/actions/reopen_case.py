"""Take a closed case up again."""

from dimos.cases.actions.reject_case import RejectionNeedsReasons
from dimos.cases.actions.steps import Step, moved_case, write_step
from dimos.cases.letters import queue_letter
from dimos.cases.models import Case, EventKind
from dimos.cases.rules import Move


class ReopeningNeedsReasons(RejectionNeedsReasons):
    """Reopening a case must state its reasons."""


def reopen_case(*, case_id: int, reasons: str, step: Step) -> Case:
    """Put a closed case back in work with a fresh legal term; raises ReopeningNeedsReasons and as every move."""
    if not reasons.strip():
        raise ReopeningNeedsReasons(ReopeningNeedsReasons.__doc__)
    case = moved_case(case_id=case_id, move=Move.REOPEN, step=step)
    case.reasons = ""
    write_step(case=case, kind=EventKind.REOPENED, step=step, detail={"reasons": reasons.strip()})
    queue_letter(case=case, kind=EventKind.REOPENED, at=step.at)
    return case
