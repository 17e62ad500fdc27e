"""Say something inside a case, in either direction."""

from dimos.audit.public import record
from dimos.cases.actions.steps import Step
from dimos.cases.letters import queue_message_notice
from dimos.cases.models import Case, CaseMessage
from dimos.kernel.text import clean_text
from dimos.municipalities.public import current_municipality_id

LONGEST = 5_000


class MessageIsEmpty(ValueError):
    """A message needs words."""


def send_message(*, case_id: int, text: str, from_citizen: bool, step: Step) -> CaseMessage:
    """Add a message; the citizen is told by e-mail of one from the municipality. Raises MessageIsEmpty."""
    words = clean_text(text, limit=LONGEST)
    if not words:
        raise MessageIsEmpty(MessageIsEmpty.__doc__)
    case = Case.objects.get(id=case_id)
    message = CaseMessage.objects.create(
        case=case, at=step.at, from_citizen=from_citizen, author_id=step.actor.id, author_label=step.actor.label,
        text=words,
    )  # fmt: skip
    if not from_citizen:
        queue_message_notice(case=case, message=message, at=step.at)
    record(
        municipality_id=current_municipality_id(), actor=step.actor, action="case.message", subject=case.reference,
        person_id=case.applicant_id, at=step.at,
    )  # fmt: skip
    return message
