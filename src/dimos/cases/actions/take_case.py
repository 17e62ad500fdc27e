"""A clerk takes a case in hand."""

from dimos.cases.actions.steps import Step, moved_case, write_step
from dimos.cases.models import Case, EventKind
from dimos.cases.rules import Move


def take_case(*, case_id: int, assignee_id: int, step: Step) -> Case:
    """Assign a received case to a clerk, who works on it from now on; raises MoveIsNotAllowed, CaseHasChanged."""
    case = moved_case(case_id=case_id, move=Move.TAKE, step=step)
    case.assignee_id = assignee_id
    write_step(case=case, kind=EventKind.TAKEN, step=step)
    return case
