"""Follow a case by number and code."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dimos.cases.public import Case, CaseIsNotThere, case_by_code
from dimos.identity.public import client_network, limit
from dimos.kernel.clock import now, today
from dimos.portal.follow.forms import FollowForm
from dimos.portal.follow.presenters import follow_page

TRIES_PER_MINUTE = 10


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Ask for number and code; show where the case is. What was answered or written in it stays inside."""
    form = FollowForm(request.POST or None)
    case = None
    if request.method == "POST" and form.is_valid():
        limit(key=f"follow:{client_network(request)}", at=now(), per_minute=TRIES_PER_MINUTE)
        case = _case(form)
    if case is not None:
        response = render(request, "portal/follow/case.html", {"page": follow_page(case=case, today=today())})
    else:
        response = render(request, "portal/follow/ask.html", {"form": form}, status=422 if form.errors else 200)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _case(form: FollowForm) -> Case | None:
    number, year = form.cleaned_data["number"]
    try:
        return case_by_code(number=number, year=year, code=form.cleaned_data["code"])
    except CaseIsNotThere:
        # The same words for a wrong number and a wrong code: neither may be guessed apart.
        form.add_error(None, _("We found no case with this number and this code. Check both on your receipt."))
        return None
