"""The citizen takes the request back."""

from dimos.cases.actions.steps import Step, moved_case, write_step
from dimos.cases.letters import queue_letter
from dimos.cases.models import Case, EventKind
from dimos.cases.rules import Move


def withdraw_case(*, case_id: int, step: Step) -> Case:
    """Close the case at the citizen's wish; raises MoveIsNotAllowed, CaseHasChanged."""
    case = moved_case(case_id=case_id, move=Move.WITHDRAW, step=step)
    write_step(case=case, kind=EventKind.WITHDRAWN, step=step)
    queue_letter(case=case, kind=EventKind.WITHDRAWN, at=step.at)
    return case
