"""What holds for every page: staff set up their second factor first, and who asks too much is told to wait."""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from dimos.identity.actions.limit import TooManyRequests
from dimos.identity.policy import second_factor_is_due

ALWAYS_OPEN: Final = frozenset({"account_logout", "account_reauthenticate"})


class IdentityMiddleware:
    """Stands after allauth's account middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponseBase | None:
        """Send staff without a second factor to where they set it up; nothing else opens for them."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            # Pages nobody is signed in for stay cacheable: the session is not touched.
            return None
        match = request.resolver_match
        name = (match.url_name or "") if match else ""
        if name in ALWAYS_OPEN or name.startswith("mfa_") or not getattr(request.user, "is_staff", False):
            return None
        return HttpResponseRedirect(reverse("mfa_index")) if second_factor_is_due(request.user) else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer TooManyRequests with status 429 and the time to come back."""
        if not isinstance(exception, TooManyRequests):
            return None
        response = render(request, "429.html", status=429)
        response["Retry-After"] = str(int(exception.retry_after.total_seconds()))
        return response
