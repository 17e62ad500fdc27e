"""Issue, revoke and replace the document of a case."""

from datetime import datetime

from dimos.cases.actions.steps import Step, locked_case, write_event
from dimos.cases.actions.take_protocol_number import take_protocol_number
from dimos.cases.acts import act_of
from dimos.cases.letters import queue_letter
from dimos.cases.models import Case, CaseDocument, EventKind
from dimos.documents.public import (
    IssuedDocument,
    ProtocolReference,
    issue_document,
    preview_document,
    replace_document,
    revoke_document,
)
from dimos.municipalities.public import current_municipality_id


class DocumentIsOfAnotherCase(LookupError):
    """This case has no such document."""


def preview_act(*, case: Case, at: datetime) -> bytes:
    """The act as a watermarked PDF, before it becomes final; raises as `act_of` and the renderer."""
    return preview_document(municipality_id=current_municipality_id(), content=act_of(case=case, at=at).content, at=at)


def issue_act(*, case: Case, step: Step) -> IssuedDocument:
    """Number, draw and seal the act of a case; raises as `act_of` and `issue_document`."""
    act = act_of(case=case, at=step.at)
    document = issue_document(
        municipality_id=current_municipality_id(),
        content=act.content,
        kind=act.kind,
        protocol=_outgoing_number(case, act.content.title, step.at),
        subject_reference=case.reference,
        holder_id=case.applicant_id,
        public_facts=act.public_facts,
        valid_until=act.valid_until,
        actor=step.actor,
        at=step.at,
    )
    CaseDocument.objects.create(case=case, document=document)
    return document


def revoke_act(*, case_id: int, document_id: int, reason: str, step: Step) -> Case:
    """Take a document out of force.

    Raises DocumentIsOfAnotherCase, CaseHasChanged, DocumentIsNotInForce, ReasonIsMissing.
    """
    case = _case_of_document(case_id, document_id, step)
    revoke_document(document_id=document_id, reason=reason, actor=step.actor, at=step.at)
    _tell(case, EventKind.DOCUMENT_REVOKED, reason, step)
    return case


def replace_act(*, case_id: int, document_id: int, reason: str, step: Step) -> Case:
    """Issue the act anew, from the present answers, in place of a former document; raises as `revoke_act`."""
    case = _case_of_document(case_id, document_id, step)
    act = act_of(case=case, at=step.at)
    document = replace_document(
        document_id=document_id,
        content=act.content,
        protocol=_outgoing_number(case, act.content.title, step.at),
        public_facts=act.public_facts,
        valid_until=act.valid_until,
        reason=reason,
        actor=step.actor,
        at=step.at,
    )
    CaseDocument.objects.create(case=case, document=document)
    _tell(case, EventKind.DOCUMENT_REPLACED, reason, step)
    return case


def _outgoing_number(case: Case, title: str, at: datetime) -> ProtocolReference:
    number, year = take_protocol_number(
        municipality_id=current_municipality_id(), direction="out", subject=title, at=at
    )
    return ProtocolReference(number=number, year=year)


def _case_of_document(case_id: int, document_id: int, step: Step) -> Case:
    if not CaseDocument.objects.filter(case_id=case_id, document_id=document_id).exists():
        raise DocumentIsOfAnotherCase(DocumentIsOfAnotherCase.__doc__)
    return locked_case(case_id=case_id, step=step)


def _tell(case: Case, kind: EventKind, reason: str, step: Step) -> None:
    case.version += 1
    case.changed_at = step.at
    case.save(update_fields=["version", "changed_at"])
    write_event(case=case, kind=kind, step=step, detail={"reason": reason.strip()})
    queue_letter(case=case, kind=kind, at=step.at)
