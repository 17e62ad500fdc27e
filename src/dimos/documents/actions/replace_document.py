"""Issue a corrected document and let it take the place of the former one."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from dimos.audit.public import Actor, record
from dimos.documents.actions.issue_document import issue_document
from dimos.documents.actions.revoke_document import document_in_force
from dimos.documents.content import AnyContent, ProtocolReference
from dimos.documents.models import DocumentState, IssuedDocument
from dimos.municipalities.public import current_municipality_id


def replace_document(
    *,
    document_id: int,
    content: AnyContent,
    protocol: ProtocolReference,
    public_facts: Mapping[str, str],
    valid_until: date | None,
    reason: str,
    actor: Actor,
    at: datetime,
) -> IssuedDocument:
    """Return the new document, of the same kind, subject and holder. `reason` is shown to whoever verifies the former.

    Raises as `revoke_document` and `issue_document`.
    """
    with transaction.atomic():
        former = document_in_force(document_id=document_id, reason=reason)
        successor = issue_document(
            municipality_id=current_municipality_id(),
            content=content,
            kind=former.kind,
            protocol=protocol,
            subject_reference=former.subject_reference,
            holder_id=former.holder_id,
            public_facts=public_facts,
            valid_until=valid_until,
            actor=actor,
            at=at,
        )
        former.state = DocumentState.REPLACED
        former.state_changed_at = at
        former.reason = reason.strip()
        former.replaced_by = successor
        former.save(update_fields=["state", "state_changed_at", "reason", "replaced_by"])
        record(
            municipality_id=former.municipality_id,
            actor=actor,
            action="documents.replace",
            subject=f"document:{former.pk}",
            person_id=former.holder_id,
            detail={"reason": former.reason, "by": successor.pk},
            at=at,
        )
    return successor
