"""Ask the citizen to correct or complete the file; the legal clock stops."""

from dimos.cases.actions.steps import Step, moved_case, write_step
from dimos.cases.letters import queue_letter
from dimos.cases.models import Case, CaseMessage, EventKind
from dimos.cases.rules import Move


class RequestIsEmpty(ValueError):
    """A request for correction must say what is needed."""


def request_correction(*, case_id: int, text: str, fields: list[str], step: Step) -> Case:
    """Send `text` to the citizen and open the named form fields for correction.

    Raises RequestIsEmpty, MoveIsNotAllowed, CaseHasChanged.
    """
    if not text.strip():
        raise RequestIsEmpty(RequestIsEmpty.__doc__)
    case = moved_case(case_id=case_id, move=Move.REQUEST_CORRECTION, step=step)
    CaseMessage.objects.create(
        case=case, at=step.at, from_citizen=False, author_id=step.actor.id, author_label=step.actor.label, text=text
    )
    write_step(case=case, kind=EventKind.CORRECTION_REQUESTED, step=step, detail={"text": text, "fields": fields})
    queue_letter(case=case, kind=EventKind.CORRECTION_REQUESTED, at=step.at)
    return case
