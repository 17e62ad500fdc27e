"""Files of a case, sent so that nothing in them can act in the desk's name. Whoever opens one is in the journal."""

from uuid import UUID

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from dimos.audit.public import record
from dimos.cases.public import Case, CaseFile, documents_of, files_of, read_file
from dimos.desk.access import opened_case
from dimos.desk.cases.presenters import opens
from dimos.documents.public import IssuedDocument, open_document
from dimos.identity.public import actor_of
from dimos.kernel.blobs import BlobIsDamaged, BlobIsMissing
from dimos.kernel.clock import now

_NOTHING_RUNS = {"default-src": [NONE], "img-src": [SELF], "style-src": [UNSAFE_INLINE], "frame-ancestors": [NONE]}
# Chromium shows no PDF at all in a sandbox. Its viewer runs the file in a process and an origin of its own.
_PDF = csp(_NOTHING_RUNS)
_SANDBOX = csp({**_NOTHING_RUNS, "sandbox": True})


@require_safe
def download_file(request: HttpRequest, case_id: int, key: UUID) -> HttpResponse:
    """An attached file, to be saved."""
    case = opened_case(request, case_id)
    return _sent_file(request, case, _file_of(case, key), as_attachment=True)


@require_safe
def open_file(request: HttpRequest, case_id: int, key: UUID) -> HttpResponse:
    """An attached image or PDF, to be looked at."""
    case = opened_case(request, case_id)
    found = _file_of(case, key)
    if not opens(found):
        raise Http404
    return _sent_file(request, case, found, as_attachment=False)


@require_safe
def download_document(request: HttpRequest, case_id: int, document_id: int) -> HttpResponse:
    """An issued document, to be saved."""
    case = opened_case(request, case_id)
    return _sent_document(request, case, _document_of(case, document_id), as_attachment=True)


@require_safe
def show_document(request: HttpRequest, case_id: int, document_id: int) -> HttpResponse:
    """An issued document, to be looked at."""
    case = opened_case(request, case_id)
    return _sent_document(request, case, _document_of(case, document_id), as_attachment=False)


def _file_of(case: Case, key: UUID) -> CaseFile:
    found = files_of(case=case).filter(key=key).first()
    if found is None:
        raise Http404
    return found


def _document_of(case: Case, document_id: int) -> IssuedDocument:
    found = documents_of(case=case).filter(pk=document_id).first()
    if found is None:
        raise Http404
    return found


def _sent_file(request: HttpRequest, case: Case, file: CaseFile, *, as_attachment: bool) -> HttpResponse:
    try:
        data = read_file(file=file)
    except (BlobIsMissing, BlobIsDamaged):
        raise Http404 from None
    _note(request, case, "case.file_read", {"file": str(file.key)})
    return _sent(request, data, content_type=file.content_type, name=file.name, as_attachment=as_attachment)


def _sent_document(request: HttpRequest, case: Case, document: IssuedDocument, *, as_attachment: bool) -> HttpResponse:
    try:
        data = open_document(document)
    except (BlobIsMissing, BlobIsDamaged):
        raise Http404 from None
    _note(request, case, "case.document_read", {"document": document.pk})
    name = f"{document.kind}-{document.protocol_number}-{document.protocol_year}.pdf"
    return _sent(request, data, content_type="application/pdf", name=name, as_attachment=as_attachment)


def _sent(request: HttpRequest, data: bytes, *, content_type: str, name: str, as_attachment: bool) -> HttpResponse:
    shows_pdf = content_type == "application/pdf" and not as_attachment
    dressed = (_PDF if shows_pdf else _SANDBOX)(
        lambda _: HttpResponse(data, content_type=content_type, headers={"Cache-Control": "private, no-store"})
    )
    response = dressed(request)
    response["Content-Disposition"] = content_disposition_header(as_attachment, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response  # type: ignore[return-value]


def _note(request: HttpRequest, case: Case, action: str, detail: dict[str, object]) -> None:
    record(
        municipality_id=case.municipality_id, actor=actor_of(request.user), action=action, subject=case.reference,
        person_id=case.applicant_id, detail=detail, at=now(),
    )  # fmt: skip
