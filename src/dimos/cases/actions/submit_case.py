"""Turn a draft into a case: number, clock, history, journal and outbox in one transaction."""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dimos.audit.public import SYSTEM, record
from dimos.cases.actions.issue_act import issue_act
from dimos.cases.actions.steps import Step, days_off_around, new_event, write_event
from dimos.cases.actions.write_submission import reserve_case, write_case
from dimos.cases.acts import ActIsIncomplete
from dimos.cases.facts import KnownFacts, facts_to_json
from dimos.cases.letters import queue_letter
from dimos.cases.models import Case, Channel, Draft, EventKind
from dimos.cases.rules import DayUnit, State, new_clock, start_clock
from dimos.catalogue.public import OfferedService, ServiceDefinition, assess
from dimos.documents.public import (
    DocumentCannotBeDrawn,
    SealingIsNotPossible,
)
from dimos.eforms.public import (
    Answers,
    FileField,
    Problem,
    answers_from_json,
    answers_to_json,
    problems,
    visible_answers,
)
from dimos.identity.public import User
from dimos.kernel.clock import local
from dimos.municipalities.public import current_municipality_id

CANNOT_ISSUE = (ActIsIncomplete, DocumentCannotBeDrawn, SealingIsNotPossible)
logger = logging.getLogger(__name__)


class AnswersAreIncomplete(ValueError):
    """The form is not complete; go back to what is marked."""

    def __init__(self, found: tuple[Problem, ...]) -> None:
        super().__init__(self.__doc__)
        self.problems = found


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Where the citizen is reached."""

    email: str = ""
    phone: str = ""

    @classmethod
    def from_answers(cls, *, definition: ServiceDefinition, answers: Answers, applicant: User | None) -> "Contact":
        """What the form asked for; where it did not, what the account knows."""
        given = {field.type: str(answers.get(field.id) or "") for field in definition.fields}
        return cls(
            email=given.get("email") or (applicant.email if applicant else ""),
            phone=given.get("phone") or (applicant.phone if applicant else ""),
        )


@dataclass(frozen=True, kw_only=True)
class Submission:
    """Everything that a submission consists of beside its draft."""

    service: OfferedService
    known: KnownFacts
    applicant: User | None
    channel: Channel
    language: str


def split_problems(
    *, definition: ServiceDefinition, found: tuple[Problem, ...]
) -> tuple[tuple[Problem, ...], list[str]]:
    """What keeps the form from being sent, and the fields of documents that may follow later.

    An application without all documents is accepted; its receipt lists what is missing and the term starts when the
    file is complete (law 2690/1999 art. 4 as amended by law 3242/2004 art. 6).
    """
    may_follow = {field.id for field in definition.fields if isinstance(field, FileField)}
    later = [p.field_id for p in found if p.is_missing and p.field_id in may_follow]
    return tuple(p for p in found if p.field_id not in later), later


def submit_case(*, draft: Draft, submission: Submission, step: Step) -> Case:
    """Submit a locked, open draft; where the definition says so and the registers suffice, decide and issue at once.

    The draft's key is the case's submission key and unique, and the draft remembers its case, so that a repeated
    submission can never make two. Raises AnswersAreIncomplete.
    """
    definition = submission.service.definition
    answers = answers_from_json(steps=definition.steps, document=draft.answers)
    found = problems(
        steps=definition.steps, answers=answers, facts=submission.known.facts, language=submission.language
    )
    blocking, missing = split_problems(definition=definition, found=found)
    if blocking:
        raise AnswersAreIncomplete(blocking)
    assessment = assess(definition=definition, answers=answers, facts=submission.known.facts)
    case = _new_case(draft, submission, answers, missing, step.at)
    case.instant = assessment.is_instant and not missing
    because = [reason.model_dump() for reason in assessment.not_instant_because]
    event = new_event(
        case=case, kind=EventKind.SUBMITTED, step=step, detail={"because": because} if because else None
    )  # fmt: skip
    reserve_case(case=case, event=event, draft=draft)
    if not case.instant:
        queue_letter(case=case, kind=EventKind.SUBMITTED, at=step.at)
    write_case(case=case, subject=definition.title.el)
    if case.instant:
        queue_letter(case=case, kind=_issue_at_once(case, step), at=step.at)
    record(
        municipality_id=current_municipality_id(), actor=step.actor, action="case.submitted", subject=case.reference,
        person_id=case.applicant_id, at=step.at,
    )  # fmt: skip
    return case


def _new_case(draft: Draft, submission: Submission, answers: Answers, missing: list[str], at: datetime) -> Case:
    service, applicant = submission.service, submission.applicant
    definition = service.definition
    contact = Contact.from_answers(definition=definition, answers=answers, applicant=applicant)
    counted = visible_answers(steps=definition.steps, answers=answers, facts=submission.known.facts)
    case = Case(
        service=definition.id,
        definition_id=service.version_id,
        overrides=service.adoption.overrides,
        submission_key=draft.key,
        protocol_year=local(at).year,
        applicant=applicant,
        applicant_name=applicant.get_full_name() if applicant else "",
        channel=submission.channel,
        language=submission.language,
        contact_email=contact.email,
        contact_phone=contact.phone,
        answers=answers_to_json(answers=counted),
        facts=facts_to_json(known=submission.known),
        missing=missing,
        state=State.AWAITING_CITIZEN if missing else State.RECEIVED,
        office_id=service.office_id,
        submitted_at=at,
        changed_at=at,
    )
    _set_clock(case, definition, at)
    return case


def _set_clock(case: Case, definition: ServiceDefinition, at: datetime) -> None:
    deadline = definition.deadline
    clock = new_clock(
        days=deadline.days if deadline else 50, unit=DayUnit(deadline.counting if deadline else "calendar")
    )
    today = local(at).date()
    case.clock = clock if case.missing else start_clock(clock=clock, on=today, days_off=days_off_around(day=today))


def _issue_at_once(case: Case, submission: Step) -> EventKind:
    """Issue the document, or hand the case to a clerk where it cannot be drawn or sealed: the submission stands.

    Returns what the citizen is to be told.
    """
    step = Step(actor=SYSTEM, at=submission.at)
    try:
        with transaction.atomic():
            issue_act(case=case, step=step)
    except CANNOT_ISSUE as obstacle:
        logger.warning("case %s could not be issued at once: %s", case.pk, type(obstacle).__name__)
        case.instant = False
        case.save(update_fields=["instant"])
        write_event(case=case, kind=EventKind.HANDED_OVER, step=step)
        return EventKind.SUBMITTED
    case.state, case.closed_at = State.COMPLETED, step.at
    case.save(update_fields=["state", "closed_at"])
    write_event(case=case, kind=EventKind.ISSUED, step=step)
    return EventKind.ISSUED
