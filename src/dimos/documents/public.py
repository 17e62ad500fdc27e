"""The documents' door: drawing, sealing, issuing and verifying."""

from dimos.documents.actions.issue_document import DocumentBelongsElsewhere, issue_document
from dimos.documents.actions.replace_document import replace_document
from dimos.documents.actions.revoke_document import DocumentIsNotInForce, ReasonIsMissing, revoke_document
from dimos.documents.content import DocumentContent, Language, Letterhead, ProtocolReference, ReceiptContent, Row
from dimos.documents.letterheads import is_safe_drawing
from dimos.documents.models import DocumentState, IssuedDocument
from dimos.documents.queries import Outcome, Verification, open_document, preview_document, verify_code, verify_file
from dimos.documents.rendering import (
    CharactersCannotBePrinted,
    DocumentCannotBeDrawn,
    DocumentDoesNotFit,
    DocumentHasNoTitle,
    warm_up,
)
from dimos.documents.sealing.obstacles import (
    SealHasExpired,
    SealingIsNotPossible,
    SealIsMissing,
    SealKeyCannotBeOpened,
    SealKeyIsUnsuitable,
    TimeStampServiceDoesNotAnswer,
)
from dimos.documents.seals import (
    Seal,
    SealLevel,
    SealSource,
    authority_certificate,
    forget_sealers,
    seal_of,
    sealer_for,
    trusted_authorities,
)

__all__ = [
    "CharactersCannotBePrinted",
    "DocumentBelongsElsewhere",
    "DocumentCannotBeDrawn",
    "DocumentContent",
    "DocumentDoesNotFit",
    "DocumentHasNoTitle",
    "DocumentIsNotInForce",
    "DocumentState",
    "IssuedDocument",
    "Language",
    "Letterhead",
    "Outcome",
    "ProtocolReference",
    "ReasonIsMissing",
    "ReceiptContent",
    "Row",
    "Seal",
    "SealHasExpired",
    "SealIsMissing",
    "SealKeyCannotBeOpened",
    "SealKeyIsUnsuitable",
    "SealLevel",
    "SealSource",
    "SealingIsNotPossible",
    "TimeStampServiceDoesNotAnswer",
    "Verification",
    "authority_certificate",
    "forget_sealers",
    "is_safe_drawing",
    "issue_document",
    "open_document",
    "preview_document",
    "replace_document",
    "revoke_document",
    "seal_of",
    "sealer_for",
    "trusted_authorities",
    "verify_code",
    "verify_file",
    "warm_up",
]
