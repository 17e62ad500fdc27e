"""Take a document out of force without putting another in its place."""

from datetime import datetime

from django.db import transaction

from dimos.audit.public import Actor, record
from dimos.documents.models import DocumentState, IssuedDocument


class DocumentIsNotInForce(Exception):
    """The document was replaced or revoked before."""


class ReasonIsMissing(Exception):
    """A document is replaced or revoked for a reason that can be told."""


def revoke_document(*, document_id: int, reason: str, actor: Actor, at: datetime) -> IssuedDocument:
    """Return the revoked document. `reason` is shown to whoever verifies it.

    Raises `ReasonIsMissing`, `DocumentIsNotInForce` or `IssuedDocument.DoesNotExist`.
    """
    with transaction.atomic():
        document = document_in_force(document_id=document_id, reason=reason)
        document.state = DocumentState.REVOKED
        document.state_changed_at = at
        document.reason = reason.strip()
        document.save(update_fields=["state", "state_changed_at", "reason"])
        record(
            municipality_id=document.municipality_id,
            actor=actor,
            action="documents.revoke",
            subject=f"document:{document.pk}",
            person_id=document.holder_id,
            detail={"reason": document.reason},
            at=at,
        )
    return document


def document_in_force(*, document_id: int, reason: str) -> IssuedDocument:
    """Return the document, locked, if its life may be ended for `reason`; raises as `revoke_document`."""
    if not reason.strip():
        raise ReasonIsMissing
    document: IssuedDocument = IssuedDocument.objects.select_for_update().get(pk=document_id)
    if not document.is_in_force:
        raise DocumentIsNotInForce
    return document
