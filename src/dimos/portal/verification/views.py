"""Verify a document."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from dimos.documents.public import Outcome, Verification, verify_code, verify_file
from dimos.identity.public import client_network, limit
from dimos.kernel.clock import now
from dimos.portal.verification.forms import CodeForm, FileForm
from dimos.portal.verification.presenters import verdict_by_code, verdict_by_file
from dimos.portal.verification.uploads import CappedUpload
from dimos.ui.bodies import takes_bodies_of

CODES_PER_MINUTE = 30
FILES_PER_MINUTE = 6


@takes_bodies_of(None)
@csrf_exempt  # Changes nothing, for nobody; the check would have to read the whole body before it is capped.
@transaction.non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a code or a file. A well-formed code leads to its page; a file is answered here."""
    if request.method == "POST":
        # Committed at once: a visitor's next file must not wait, with a thread of ours, until the first is examined.
        with transaction.atomic():
            limit(key=f"verify-file:{client_network(request)}", at=now(), per_minute=FILES_PER_MINUTE)
    with transaction.atomic():
        return _answer_file(request) if request.method == "POST" else _ask(request)


def _ask(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.GET) if "code" in request.GET else CodeForm()
    if form.is_bound and form.is_valid():
        return redirect("verification", code=form.cleaned_data["code"])
    return _page(request, "verify", {"code_form": form, "file_form": FileForm()}, status=422 if form.errors else 200)


@require_safe
@never_cache
def verification(request: HttpRequest, code: str) -> HttpResponse:
    """What is known of the document with this code."""
    at = now()
    limit(key=f"verify:{client_network(request)}", at=at, per_minute=CODES_PER_MINUTE)
    found = verify_code(code=code, at=at)
    page = verdict_by_code(found=found, typed=code, is_national=_is_national(request), at=at)
    # That there is no such document is an answer too, but no page to remember.
    return _page(request, "verdict", {"page": page}, status=404 if page.outcome is Outcome.UNKNOWN else 200)


def _answer_file(request: HttpRequest) -> HttpResponse:
    at = now()
    cap = CappedUpload(request)
    request.upload_handlers.insert(0, cap)
    form = FileForm(request.POST, request.FILES)
    if cap.is_too_large:
        found = Verification(outcome=Outcome.TOO_LARGE)
    elif form.is_valid():
        found = verify_file(data=form.cleaned_data["file"].read(), at=at)
    else:
        return _page(request, "verify", {"code_form": CodeForm(), "file_form": form}, status=422)
    page = verdict_by_file(found=found, is_national=_is_national(request), at=at)
    return _page(request, "verdict", {"page": page})


def _is_national(request: HttpRequest) -> bool:
    return request.municipality is None  # type: ignore[attr-defined]


def _page(request: HttpRequest, name: str, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    response = render(request, f"portal/verification/{name}.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
