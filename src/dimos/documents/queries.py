"""Reading documents: their files, previews, and what a stranger with a code or a file may learn."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from django.db.models import QuerySet

from dimos.documents.content import AnyContent, ProtocolReference
from dimos.documents.examination import Finding, examine_file
from dimos.documents.letterheads import letterhead_of
from dimos.documents.models import DocumentState, IssuedDocument
from dimos.documents.rendering import draw_preview
from dimos.documents.seals import trusted_authorities
from dimos.kernel.blobs import Blob, read_blob
from dimos.kernel.clock import local
from dimos.kernel.ids import CodeIsMalformed, parse_code
from dimos.municipalities.public import all_municipalities, current_scope, everywhere, profile_here


class Outcome(StrEnum):
    """What a verification says. The first four speak of a document of ours."""

    VALID = "valid"
    EXPIRED = "expired"
    REPLACED = "replaced"
    REVOKED = "revoked"
    UNKNOWN = "unknown"
    ALTERED = "altered"
    FOREIGN = "foreign"
    UNSEALED = "unsealed"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    BUSY = "busy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The answer to whoever verifies: the minimum. Everything after `outcome` is empty unless the document is ours.

    `public_facts` is what the issuing case chose to show; `changed_at` and `reason` say when and why it was replaced
    or revoked.
    """

    outcome: Outcome
    municipality_el: str = ""
    municipality_en: str = ""
    title: str = ""
    printed_code: str = ""
    protocol: ProtocolReference | None = None
    sealed_at: datetime | None = None
    valid_until: date | None = None
    changed_at: datetime | None = None
    reason: str = ""
    public_facts: Mapping[str, str] = field(default_factory=dict)


_OF_FINDING = {
    Finding.INTACT: Outcome.UNKNOWN,  # sealed under our authority, but not in this register
    Finding.ALTERED: Outcome.ALTERED,
    Finding.FOREIGN: Outcome.FOREIGN,
    Finding.UNSEALED: Outcome.UNSEALED,
    Finding.UNREADABLE: Outcome.UNREADABLE,
    Finding.TOO_LARGE: Outcome.TOO_LARGE,
    Finding.BUSY: Outcome.BUSY,
}
_OF_STATE = {DocumentState.REPLACED: Outcome.REPLACED, DocumentState.REVOKED: Outcome.REVOKED}


def open_document(document: IssuedDocument) -> bytes:
    """Return the sealed file of a document. Raises `BlobIsMissing` or `BlobIsDamaged`.

    Whoever shows it to a person records that.
    """
    return read_blob(blob=Blob(name=document.storage_key, sha256=document.sha256))


def preview_document(*, municipality_id: int, content: AnyContent, at: datetime) -> bytes:
    """Return what the document would look like: watermarked, without number, code or seal.

    Raises `DocumentCannotBeDrawn`.
    """
    profile = profile_here()
    letterhead = letterhead_of(
        municipality=all_municipalities().get(id=municipality_id), profile=profile, language=content.language
    )
    signed = content if content.signatory else replace(content, signatory=profile.signatory_el)
    return draw_preview(content=signed, letterhead=letterhead, at=at)


def verify_code(*, code: str, at: datetime) -> Verification:
    """Return what is known of the document with this code, as a person typed it: never raises for it.

    Looks in the open scope; without one, in all municipalities.
    """
    try:
        canonical = parse_code(code)
    except CodeIsMalformed:
        return Verification(outcome=Outcome.UNKNOWN)
    with _open_scope_or_everywhere():
        document = _documents().filter(code=canonical).first()
    return _verification_of(document, at) if document else Verification(outcome=Outcome.UNKNOWN)


def verify_file(*, data: bytes, at: datetime) -> Verification:
    """Return what an uploaded file is: a document of ours as it was sealed, an altered one, or none. Never raises.

    The digest decides; only a file unknown to the register is examined, apart and within limits.
    """
    digest = hashlib.sha256(data).hexdigest()
    with _open_scope_or_everywhere():
        document = _documents().filter(sha256=digest).first()
    if document:
        return _verification_of(document, at)
    examination = examine_file(data=data, authorities=trusted_authorities(), at=at)
    return Verification(outcome=_OF_FINDING[examination.finding])


def _documents() -> QuerySet[IssuedDocument]:
    return IssuedDocument.objects.select_related("municipality")


@contextmanager
def _open_scope_or_everywhere() -> Iterator[None]:
    if current_scope() is not None:
        yield
        return
    with everywhere(reason="verification of a document"):
        yield


def _verification_of(document: IssuedDocument, at: datetime) -> Verification:
    expired = document.has_expired(today=local(at).date())
    in_force = Outcome.EXPIRED if expired else Outcome.VALID
    return Verification(
        outcome=_OF_STATE.get(DocumentState(document.state), in_force),
        municipality_el=document.municipality.name_el,
        municipality_en=document.municipality.name_en,
        title=document.title,
        printed_code=document.printed_code,
        protocol=document.protocol,
        sealed_at=document.sealed_at,
        valid_until=document.valid_until,
        changed_at=document.state_changed_at,
        reason=document.reason,
        public_facts=dict(document.public_facts),
    )
