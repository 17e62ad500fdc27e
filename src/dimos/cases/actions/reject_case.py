"""Reject a case, with reasons."""

from dimos.cases.actions.steps import Step, moved_case, write_step
from dimos.cases.letters import queue_letter
from dimos.cases.models import Case, EventKind
from dimos.cases.rules import Move


class RejectionNeedsReasons(ValueError):
    """A rejection must state its reasons."""


def reject_case(*, case_id: int, reasons: str, step: Step) -> Case:
    """Close the case as rejected; raises RejectionNeedsReasons, MoveIsNotAllowed, CaseHasChanged."""
    if not reasons.strip():
        raise RejectionNeedsReasons(RejectionNeedsReasons.__doc__)
    case = moved_case(case_id=case_id, move=Move.REJECT, step=step)
    case.reasons = reasons.strip()
    write_step(case=case, kind=EventKind.REJECTED, step=step, detail={"reasons": case.reasons})
    queue_letter(case=case, kind=EventKind.REJECTED, at=step.at)
    return case
