"""Start, step by step, check, submit, done."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from dimos.cases.public import (
    AnswersAreIncomplete,
    Case,
    Channel,
    DraftIsNotThere,
    DraftIsSubmitted,
    Step,
    Submission,
    begin_draft,
    discard_draft,
    keep_answers,
    latest_draft,
    split_problems,
    submit_case,
)
from dimos.catalogue.public import OfferedService, ServiceIsClosed, ServiceIsNotOffered, offered_service
from dimos.eforms.public import StepForm, build_form
from dimos.identity.public import actor_of, client_network, limit
from dimos.kernel.clock import now, today
from dimos.portal.apply.forms_in_progress import FormInProgress, citizen_of, form_in_progress, owner_of
from dimos.portal.apply.later import only_documents_missing
from dimos.portal.apply.presenters import check_page, done_page, start_page, step_page
from dimos.portal.kept import keep_typing, typing_kept_for

ANONYMOUS_PER_MINUTE = 6
ANONYMOUS_BURST = 30
DRAFTS_PER_MINUTE, DRAFTS_BURST = 6, 60
FILES_PER_MINUTE, FILES_BURST = 10, 60

View = Callable[..., HttpResponse]


def offered(view: View) -> View:
    """Find the service; it must be open, and the person signed in where it asks for that. Nothing typed is lost."""

    @wraps(view)
    def wrapped(request: HttpRequest, service: str, **kwargs: object) -> HttpResponse:
        try:
            found = offered_service(slug=service, today=today())
        except ServiceIsNotOffered:
            raise Http404 from None
        except ServiceIsClosed as closed:
            return render(request, "portal/apply/closed.html", {"service": closed.offered}, status=409)
        if found.definition.who_may_ask.sign_in == "citizen" and citizen_of(request) is None:
            if request.user.is_authenticated:
                return render(request, "portal/apply/staff.html", {"service": found}, status=403)
            if request.method == "POST":
                keep_typing(request)
            return redirect(f"{reverse('citizen_sign_in')}?{urlencode({'next': request.path})}")
        return view(request, found, **kwargs)

    return never_cache(wrapped)


def in_progress(view: View) -> View:
    """Find the draft: another's is not there, one that was submitted leads to its answer."""

    @wraps(view)
    def wrapped(request: HttpRequest, service: OfferedService, key: UUID, **kwargs: object) -> HttpResponse:
        try:
            form = form_in_progress(request, service=service, key=key, language=get_language() or "el", at=now())
        except DraftIsNotThere:
            raise Http404 from None
        except DraftIsSubmitted:
            return redirect("apply:done", service=service.definition.id, key=key)
        return view(request, form, **kwargs)

    return offered(wrapped)


@require_http_methods(["GET", "HEAD", "POST"])
@offered
def start(request: HttpRequest, service: OfferedService) -> HttpResponse:
    """Say what is coming; a POST begins a draft, or goes on with the one that is there."""
    draft = latest_draft(service=service.definition.id, owner=owner_of(request))
    if request.method != "POST":
        return render(request, "portal/apply/start.html", start_page(service=service, draft=draft))
    if draft is None or request.POST.get("begin") == "anew":
        limit(key=f"draft:{_person(request)}", at=now(), per_minute=DRAFTS_PER_MINUTE, burst=DRAFTS_BURST)
        owner = owner_of(request, begin=True)
        draft = begin_draft(service=service.definition.id, version_id=service.version_id, owner=owner, at=now())
    form = form_in_progress(request, service=service, key=draft.key, language=get_language() or "el", at=now())
    return _to_next(form)


@require_http_methods(["GET", "HEAD", "POST"])
@in_progress
def step(request: HttpRequest, form: FormInProgress, step: str) -> HttpResponse:
    """One page of the form."""
    definition = form.step_named(step)
    if definition is None or not form.may_show(definition):
        return _to_next(form)
    posted = request.method == "POST"
    kept = None if posted else typing_kept_for(request)
    if sent := sum(len(request.FILES.getlist(name)) for name in request.FILES):
        limit(key=f"file:{_person(request)}", at=now(), per_minute=FILES_PER_MINUTE, burst=FILES_BURST, cost=sent)
    page = build_form(
        step=definition,
        answers=form.answers,
        facts=form.known.facts,
        data=request.POST if posted else kept,
        files=request.FILES if posted else None,
        language=form.language,
    )
    if posted and (page.is_valid() or only_documents_missing(page)):
        return _keep(form, page, definition.id)
    context = step_page(form=form, step=definition, page=page, kept=kept is not None)
    return render(request, "portal/apply/step.html", context, status=422 if posted else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@in_progress
def check(request: HttpRequest, form: FormInProgress) -> HttpResponse:
    """Read everything back; a POST submits, once."""
    if form.first_unanswered() is not None:
        return _to_next(form)
    if request.method != "POST":
        return _checked(request, form, status=200)
    citizen, at = citizen_of(request), now()
    if citizen is None:
        limit(key=f"submit:{client_network(request)}", at=at, per_minute=ANONYMOUS_PER_MINUTE, burst=ANONYMOUS_BURST)
    submission = Submission(
        service=form.service, known=form.known, applicant=citizen, channel=Channel.WEB, language=form.language
    )
    step = Step(actor=actor_of(citizen or AnonymousUser()), at=at)
    try:
        submit_case(draft=form.draft, submission=submission, step=step)
    except AnswersAreIncomplete:
        return _checked(request, form, status=422)
    return redirect("apply:done", service=form.service.definition.id, key=form.draft.key)


@require_POST
@in_progress
def discard(request: HttpRequest, form: FormInProgress) -> HttpResponse:
    """Throw the draft away."""
    discard_draft(draft=form.draft)
    return redirect("apply:start", service=form.service.definition.id)


@require_http_methods(["GET", "HEAD"])
@offered
def done(request: HttpRequest, service: OfferedService, key: UUID) -> HttpResponse:
    """The answer to the submission: number, deadline, what happens next, the document where there is one."""
    case = _submitted_case(request, service, key)
    return render(request, "portal/apply/done.html", done_page(case=case, service=service))


def _person(request: HttpRequest) -> str:
    """Whose allowance it is: the citizen's, or that of the network a visitor comes from."""
    citizen = citizen_of(request)
    return f"user:{citizen.pk}" if citizen else client_network(request)


def _checked(request: HttpRequest, form: FormInProgress, *, status: int) -> HttpResponse:
    blocking, missing = split_problems(definition=form.service.definition, found=form.problems())
    context = check_page(form=form, problems=blocking, missing=missing)
    return render(request, "portal/apply/check.html", context, status=status)


def _submitted_case(request: HttpRequest, service: OfferedService, key: UUID) -> Case:
    try:
        form_in_progress(request, service=service, key=key, language="el", at=now())
    except DraftIsSubmitted as submitted:
        return submitted.case
    except DraftIsNotThere:
        pass
    raise Http404


def _keep(form: FormInProgress, page: StepForm, step_id: str) -> HttpResponse:
    keep_answers(draft=form.draft, step=step_id, answers=page.step_answers, at=now())
    form.forget_parsed_answers()
    return _to_next(form)


def _to_next(form: FormInProgress) -> HttpResponse:
    following = form.first_unanswered()
    if following is None:
        return redirect("apply:check", service=form.service.definition.id, key=form.draft.key)
    return redirect("apply:step", service=form.service.definition.id, key=form.draft.key, step=following.id)
