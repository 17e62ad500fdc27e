"""My cases: list, one case, messages, corrections, documents, who looked."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dimos.audit.public import entries_about_person
from dimos.cases.public import (
    Case,
    CaseHasChanged,
    CaseIsNotThere,
    MoveIsNotAllowed,
    NothingWasSupplied,
    Step,
    case_of_citizen,
    cases_of_citizen,
    correction_step,
    definition_of,
    documents_of,
    drafts_of,
    facts_from_json,
    files_of,
    read_file,
    send_message,
    supply_correction,
    withdraw_case,
)
from dimos.documents.public import open_document
from dimos.eforms.public import StepForm, answers_from_json, build_form
from dimos.identity.public import actor_of, citizen_required
from dimos.kernel.clock import now, today
from dimos.portal.cases.forms import MessageForm, ReplyForm
from dimos.portal.cases.presenters import case_page, mine_page, title_of
from dimos.portal.cases.reading import reading_rows
from dimos.portal.files import attachment
from dimos.portal.kept import typing_kept_for

View = Callable[..., HttpResponse]
SHOWN_CASES = 100
SHOWN_ENTRIES = 200


def own_case(view: View) -> View:
    """Find the citizen's own case; another's is not there."""

    @wraps(view)
    def wrapped(request: HttpRequest, key: UUID, **kwargs: object) -> HttpResponse:
        try:
            case = case_of_citizen(key=key, user=request.user)
        except CaseIsNotThere:
            raise Http404 from None
        return view(request, case, **kwargs)

    return never_cache(citizen_required(wrapped))


@require_safe
@never_cache
@citizen_required
def mine(request: HttpRequest) -> HttpResponse:
    """The citizen's cases and drafts in this municipality."""
    user_id = _user_id(request)
    cases = cases_of_citizen(user_id=user_id)[:SHOWN_CASES]
    return render(
        request, "portal/cases/mine.html", mine_page(cases=cases, drafts=drafts_of(user_id=user_id), today=today())
    )


@require_safe
@own_case
def case(request: HttpRequest, case: Case) -> HttpResponse:
    """One case: where it stands, what happened, what was said, what was issued."""
    return render(request, "portal/cases/case.html", case_page(case=case, today=today()) | {"form": MessageForm()})


@require_http_methods(["GET", "HEAD", "POST"])
@own_case
def message(request: HttpRequest, case: Case) -> HttpResponse:
    """Write to the municipality."""
    form = MessageForm(request.POST if request.method == "POST" else typing_kept_for(request))
    if request.method == "POST" and form.is_valid():
        send_message(case_id=case.pk, text=form.cleaned_data["text"], from_citizen=True, step=_step(request))
        messages.success(request, _("Your message was sent."))
        return _back_to(case)
    context = {"form": form, "heading": _("Write to the municipality"), "caption": title_of(case), "case": case}
    return render(request, "portal/cases/message.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@own_case
def correction(request: HttpRequest, case: Case) -> HttpResponse:
    """Correct or complete what the municipality asked for."""
    fields = _correction_form(request, case)
    reply = ReplyForm(request.POST or None)
    problem = ""
    if request.method == "POST" and reply.is_valid() and (fields is None or fields.is_valid()):
        try:
            supply_correction(
                case_id=case.pk,
                answers=fields.step_answers if fields else {},
                text=reply.cleaned_data["text"],
                step=_step(request),
            )
        except NothingWasSupplied:
            problem = _("Write an answer, or give what was asked for.")
        except (MoveIsNotAllowed, CaseHasChanged):
            messages.info(request, _("Nothing is needed from you any more: your request has moved on."))
            return _back_to(case)
        else:
            messages.success(request, _("Thank you. What you sent has been added to your request."))
            return _back_to(case)
    context = case_page(case=case, today=today()) | {"form": fields, "reply": reply, "problem": problem}
    return render(request, "portal/cases/correction.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@own_case
def withdraw(request: HttpRequest, case: Case) -> HttpResponse:
    """Take the request back, after a question."""
    if request.method == "POST":
        try:
            withdraw_case(case_id=case.pk, step=_step(request))
            messages.success(request, _("Your request was withdrawn."))
        except (MoveIsNotAllowed, CaseHasChanged):
            messages.info(request, _("This request can no longer be withdrawn: it has been decided."))
        return _back_to(case)
    return render(request, "portal/cases/withdraw.html", {"case": case, "title": title_of(case)})


@require_safe
@own_case
def receipt(request: HttpRequest, case: Case) -> HttpResponse:
    """The receipt of the submission, to be printed (law 2690/1999 art. 4 §5; law 4727/2020 art. 19)."""
    context = case_page(case=case, today=today())
    context["definition"] = definition_of(case=case)
    return render(request, "portal/cases/receipt.html", context)


@require_safe
@own_case
def document(request: HttpRequest, case: Case, document: int) -> HttpResponse:
    """The sealed file."""
    found = documents_of(case=case).filter(pk=document).first()
    if found is None:
        raise Http404
    name = f"{found.kind}-{found.protocol_number}-{found.protocol_year}.pdf"
    return attachment(content=open_document(found), content_type="application/pdf", name=name)


@require_safe
@own_case
def file(request: HttpRequest, case: Case, file: UUID) -> HttpResponse:
    """A file that the citizen attached."""
    found = files_of(case=case).filter(key=file).first()
    if found is None:
        raise Http404
    return attachment(content=read_file(file=found), content_type=found.content_type, name=found.name)


@require_safe
@never_cache
@citizen_required
def who_looked(request: HttpRequest) -> HttpResponse:
    """Who opened or changed the citizen's files in this municipality."""
    municipality = request.municipality  # type: ignore[attr-defined]
    entries = entries_about_person(municipality_id=municipality.id, person_id=_user_id(request))[:SHOWN_ENTRIES]
    return render(request, "portal/cases/who_looked.html", {"rows": reading_rows(entries, me=_user_id(request))})


def _correction_form(request: HttpRequest, case: Case) -> StepForm | None:
    step = correction_step(case=case)
    if step is None:
        return None
    definition = definition_of(case=case)
    posted = request.method == "POST"
    return build_form(
        step=step,
        answers=answers_from_json(steps=definition.steps, document=case.answers),
        facts=facts_from_json(document=case.facts),
        data=request.POST if posted else typing_kept_for(request),
        files=request.FILES if posted else None,
        language=get_language() or "el",
    )


def _step(request: HttpRequest) -> Step:
    return Step(actor=actor_of(request.user), at=now())


def _back_to(case: Case) -> HttpResponse:
    return redirect("cases:case", key=case.submission_key)


def _user_id(request: HttpRequest) -> int:
    return int(request.user.pk or 0)
