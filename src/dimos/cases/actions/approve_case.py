"""Decide in the citizen's favour: issue the document, or send the citizen to the counter."""

from dimos.cases.actions.issue_act import issue_act
from dimos.cases.actions.steps import Step, moved_case, write_step
from dimos.cases.definitions import definition_of
from dimos.cases.letters import queue_letter
from dimos.cases.models import Case, EventKind
from dimos.cases.rules import Move
from dimos.catalogue.public import AnswerOutcome, DocumentOutcome


def approve_case(*, case_id: int, remarks: str, step: Step) -> Case:
    """Approve the case. Where its outcome is a document, that is issued and the case is completed at once.

    `remarks` is what the citizen reads with the approval (what to bring to the counter, the answer to a question).
    Raises MoveIsNotAllowed, CaseHasChanged, and DocumentDoesNotFit from the renderer.
    """
    case = moved_case(case_id=case_id, move=Move.APPROVE, step=step)
    case.reasons = remarks.strip()
    outcome = definition_of(case=case).outcome
    if isinstance(outcome, DocumentOutcome):
        # Before the journal: whoever takes a protocol number takes it first, or two of them wait for each other.
        issue_act(case=case, step=step)
    write_step(case=case, kind=EventKind.APPROVED, step=step, detail={"remarks": case.reasons})
    if isinstance(outcome, DocumentOutcome):
        return complete_case(case_id=case.pk, kind=EventKind.ISSUED, step=Step(actor=step.actor, at=step.at))
    if isinstance(outcome, AnswerOutcome):
        return complete_case(case_id=case.pk, step=Step(actor=step.actor, at=step.at))
    queue_letter(case=case, kind=EventKind.APPROVED, at=step.at)
    return case


def complete_case(*, case_id: int, kind: EventKind = EventKind.COMPLETED, step: Step) -> Case:
    """Close an approved case: the matter was finished, at the counter or by the document."""
    case = moved_case(case_id=case_id, move=Move.COMPLETE, step=step)
    write_step(case=case, kind=kind, step=step)
    queue_letter(case=case, kind=kind, at=step.at)
    return case
