"""A citizen signs in with TAXISnet, and out of it."""

from allauth.account.internal import flows
from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.models import SocialApp
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dimos.identity.actions.limit import limit
from dimos.identity.actions.welcome_citizen import PROVIDER, welcome_citizen
from dimos.identity.adapters.taxisnet import TaxisnetFailure
from dimos.identity.addresses import client_network, in_language, safe_next
from dimos.identity.models import User
from dimos.identity.problems import (
    ACCESS_WAS_DENIED,
    ANSWER_IS_UNREADABLE,
    NOT_SET_UP,
    SIGN_IN_IS_STALE,
    problem_of,
    problem_page,
)
from dimos.identity.provider import TaxisnetProvider, taxisnet
from dimos.identity.rules import AfmIsWrong, Claims, LegalPersonCannotSignIn
from dimos.kernel.clock import now

SIGN_INS_PER_MINUTE = 20
LANGUAGES = frozenset({"el", "en"})
_LAST_NEXT = "identity.next"


@never_cache
@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """What signing in is, and the button that starts it."""
    next_url = safe_next(request)
    if isinstance(request.user, User):
        return HttpResponseRedirect(next_url or in_language("/account/"))
    if not taxisnet().client_id:
        return problem_page(request, NOT_SET_UP)
    return render(request, "identity/sign_in.html", {"next_url": next_url})


@never_cache
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Keep a state in the session and send the browser to TAXISnet."""
    if not taxisnet().client_id:
        return problem_page(request, NOT_SET_UP)
    next_url = safe_next(request)
    limit(key=f"sign-in:{client_network(request)}", per_minute=SIGN_INS_PER_MINUTE, at=now())
    request.session[_LAST_NEXT] = next_url
    remembered = {"language": get_language()}
    response: HttpResponse = _provider(request).redirect(
        request, process="login", next_url=next_url or None, data=remembered
    )
    return response


@never_cache
@require_safe
@transaction.non_atomic_requests
def callback(request: HttpRequest) -> HttpResponse:
    """TAXISnet sends the browser back here.

    No transaction is open while TAXISnet is asked; the state is spent before, whatever comes of it.
    """
    provider = _provider(request)
    try:
        state = provider.unstash_redirect_state(request, request.GET.get("state", ""))
    except PermissionDenied:
        return _without_state(request)
    language = (state.get("data") or {}).get("language")
    with override(language if language in LANGUAGES else "el"):
        return _answer(request, provider, state)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ask (GET), then end the session (POST); a citizen's session at TAXISnet ends too."""
    if request.method != "POST":
        return render(request, "identity/sign_out.html")
    came_from_taxisnet = isinstance(request.user, User) and request.user.is_citizen
    flows.logout.logout(request, show_message=False)
    home = in_language("/")
    if came_from_taxisnet and taxisnet().client_id:
        return HttpResponseRedirect(taxisnet().sign_out_url(return_url=request.build_absolute_uri(home)))
    return HttpResponseRedirect(home)


def _answer(request: HttpRequest, provider: TaxisnetProvider, state: dict[str, str]) -> HttpResponse:
    next_url = state.get("next", "")
    if "error" in request.GET or "code" not in request.GET:
        denied = request.GET.get("error") == "access_denied"
        return problem_page(request, ACCESS_WAS_DENIED if denied else ANSWER_IS_UNREADABLE, next_url=next_url)
    try:
        claims = taxisnet().claims(
            code=request.GET["code"], redirect_uri=request.build_absolute_uri(reverse("taxisnet_callback"))
        )
    except (TaxisnetFailure, AfmIsWrong, LegalPersonCannotSignIn) as failure:
        return problem_page(request, problem_of(failure), next_url=next_url)
    with transaction.atomic():
        return _enter(request, provider, claims, state)


def _enter(request: HttpRequest, provider: TaxisnetProvider, claims: Claims, state: dict[str, str]) -> HttpResponse:
    welcome_citizen(claims=claims, language=get_language() or "el")
    login = provider.sociallogin_from_response(request, claims)
    login.state = state
    response: HttpResponse = complete_social_login(request, login)
    return response


def _without_state(request: HttpRequest) -> HttpResponse:
    """The state is unknown, used or too old. Someone who went back in their browser is signed in already."""
    next_url = request.session.get(_LAST_NEXT, "")
    if isinstance(request.user, User):
        return HttpResponseRedirect(next_url or in_language("/account/"))
    return problem_page(request, SIGN_IN_IS_STALE, next_url=next_url)


def _provider(request: HttpRequest) -> TaxisnetProvider:
    return TaxisnetProvider(request, app=SocialApp(provider=PROVIDER, client_id=taxisnet().client_id))
