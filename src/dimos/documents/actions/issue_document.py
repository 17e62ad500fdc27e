"""Draw, seal, store and register a document: from here on it exists."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from dimos.audit.public import Actor, record
from dimos.documents.addresses import verification_address
from dimos.documents.content import AnyContent, Imprint, ProtocolReference
from dimos.documents.letterheads import letterhead_of
from dimos.documents.models import IssuedDocument
from dimos.documents.rendering import draw_document
from dimos.documents.seals import sealer_for, seals_are_demonstrations
from dimos.kernel.blobs import keep_blob
from dimos.kernel.ids import format_code, new_code
from dimos.municipalities.public import Municipality, all_municipalities, current_municipality_id, profile_here


class DocumentBelongsElsewhere(Exception):
    """The document is to be issued by another municipality than the one whose scope is open."""


def issue_document(
    *,
    municipality_id: int,
    content: AnyContent,
    kind: str,
    protocol: ProtocolReference,
    subject_reference: str,
    holder_id: int | None,
    public_facts: Mapping[str, str],
    valid_until: date | None,
    actor: Actor,
    at: datetime,
) -> IssuedDocument:
    """Return the issued document, sealed at `at`; `open_document` gives its file.

    The scope of `municipality_id` must be open. Each call issues another document: the caller sees to it that a case
    asks once. Raises `DocumentBelongsElsewhere`, a `DocumentCannotBeDrawn` for its text, or what `sealer_for` raises;
    then nothing has been written.
    """
    if current_municipality_id() != municipality_id:
        raise DocumentBelongsElsewhere
    municipality, code = all_municipalities().get(id=municipality_id), new_code()
    imprint = Imprint(
        protocol=protocol,
        issued_at=at,
        code=format_code(code),
        verification_url=verification_address(municipality=municipality, code=code),
        valid_until=valid_until,
        is_demonstration=seals_are_demonstrations(),
    )
    sealed = _sealed_file(municipality, content, imprint)
    with transaction.atomic():
        blob = keep_blob(folder=f"documents/{municipality_id}", data=sealed, ending=".pdf")
        document = IssuedDocument.objects.create(
            municipality=municipality,
            code=code,
            kind=kind,
            title=content.title,
            template=content.template,
            protocol_number=protocol.number,
            protocol_year=protocol.year,
            subject_reference=subject_reference,
            holder_id=holder_id,
            public_facts=dict(public_facts),
            sha256=blob.sha256,
            storage_key=blob.name,
            sealed_at=at,
            valid_until=valid_until,
        )
        _record_issue(document, actor)
    return document


def _sealed_file(municipality: Municipality, content: AnyContent, imprint: Imprint) -> bytes:
    profile = profile_here()
    letterhead = letterhead_of(municipality=municipality, profile=profile, language=content.language)
    signed = content if content.signatory else replace(content, signatory=profile.signatory_el)
    drawn = draw_document(content=signed, letterhead=letterhead, imprint=imprint)
    return sealer_for(municipality=municipality).seal(drawn, at=imprint.issued_at)


def _record_issue(document: IssuedDocument, actor: Actor) -> None:
    record(
        municipality_id=document.municipality_id,
        actor=actor,
        action="documents.issue",
        subject=f"document:{document.pk}",
        person_id=document.holder_id,
        detail={
            "kind": document.kind,
            "about": document.subject_reference,
            "protocol": str(document.protocol),
            "sha256": document.sha256,
        },
        at=document.sealed_at,
    )
