"""What can go wrong at the citizen's sign-in, as the person is told it: what happened, what to do next, a retry."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from dimos.identity.adapters.taxisnet import (
    SignInCodeIsSpent,
    TaxisnetAnswerIsUnreadable,
    TaxisnetIsDown,
    TaxisnetRefusesUs,
)
from dimos.identity.rules import AfmIsWrong, LegalPersonCannotSignIn


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing that went wrong, in the person's words."""

    status: int
    heading: Any
    text: Any
    advice: Any
    may_retry: bool = True


ACCESS_WAS_DENIED: Final = Problem(
    status=403,
    heading=_("You did not sign in"),
    text=_("You did not allow TAXISnet to tell us who you are."),
    advice=_("If you changed your mind, sign in again. You can also be served at a Citizen Service Centre (KEP)."),
)
SIGN_IN_IS_STALE: Final = Problem(
    status=400,
    heading=_("The sign-in took too long"),
    text=_("The sign-in was started too long ago, in another browser, or has been used already."),
    advice=_("Sign in again. If it happens every time, allow cookies for this page."),
)
TAXISNET_IS_DOWN: Final = Problem(
    status=503,
    heading=_("TAXISnet does not answer"),
    text=_("The national sign-in service is not available at the moment. Our own pages work."),
    advice=_("Try again in a few minutes."),
)
ANSWER_IS_UNREADABLE: Final = Problem(
    status=502,
    heading=_("We did not understand TAXISnet's answer"),
    text=_("The national sign-in service answered, but not in the way we expect. It is not your fault."),
    advice=_("Try again in a few minutes. If it goes on, tell the municipality."),
)
AFM_IS_WRONG: Final = Problem(
    status=502,
    heading=_("Your tax number did not reach us"),
    text=_("TAXISnet sent us no valid tax identification number (AFM) for you."),
    advice=_("Try again. If it goes on, ask the tax administration (AADE) about your credentials."),
)
LEGAL_PERSON: Final = Problem(
    status=403,
    heading=_("These credentials belong to a company or body"),
    text=_("For now, only natural persons can sign in."),
    advice=_("Sign in with your own personal TAXISnet credentials."),
)
ACCOUNT_IS_CLOSED: Final = Problem(
    status=403,
    heading=_("Your account is closed"),
    text=_("This account can no longer sign in."),
    advice=_("Contact the municipality if you think this is a mistake."),
    may_retry=False,
)
NOT_SET_UP: Final = Problem(
    status=503,
    heading=_("Sign-in is not set up yet"),
    text=_("This installation has not been connected to TAXISnet yet."),
    advice=_("Services that need no sign-in work. For the rest, contact the municipality."),
    may_retry=False,
)

_BY_FAILURE: Final[dict[type[Exception], Problem]] = {
    TaxisnetIsDown: TAXISNET_IS_DOWN,
    TaxisnetAnswerIsUnreadable: ANSWER_IS_UNREADABLE,
    TaxisnetRefusesUs: ANSWER_IS_UNREADABLE,
    SignInCodeIsSpent: SIGN_IN_IS_STALE,
    AfmIsWrong: AFM_IS_WRONG,
    LegalPersonCannotSignIn: LEGAL_PERSON,
}


def problem_of(failure: Exception) -> Problem:
    """What to tell the person about a failure of the provider or of its answer."""
    return _BY_FAILURE[type(failure)]


def problem_page(request: HttpRequest, problem: Problem, *, next_url: str = "") -> HttpResponse:
    """The page that says so; its retry leads to the page the person was on."""
    context = {"problem": problem, "next_url": next_url}
    response = render(request, "identity/sign_in_problem.html", context, status=problem.status)
    if problem.status == 503:
        response["Retry-After"] = "120"
    return response
