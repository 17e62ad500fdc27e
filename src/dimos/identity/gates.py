"""Doors in front of views: signed out leads to the sign-in page and back, signed in without the right to a 403."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from dimos.identity.models import Role, User
from dimos.identity.policy import Person, is_ministry_officer, roles_here

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def citizen_required(view: View) -> View:
    """Citizens only; staff get the 403 page."""
    return _gate("citizen_sign_in", lambda user: isinstance(user, User) and user.is_citizen)(view)


def signed_in_required(view: View) -> View:
    """Anyone with an account."""
    return _gate("citizen_sign_in", lambda user: isinstance(user, User))(view)


def staff_account_required(view: View) -> View:
    """Anyone with a staff account, whatever their roles."""
    return _gate("account_login", lambda user: isinstance(user, User) and user.is_staff)(view)


def staff_required(*roles: Role) -> Callable[[View], View]:
    """Staff who hold one of the roles at this municipality; without roles named, any role here."""
    wanted = frozenset(roles) or frozenset(Role)
    return _gate("account_login", lambda user: not wanted.isdisjoint(roles_here(user)))


def ministry_required(view: View) -> View:
    """Officers of the ministry."""
    return _gate("account_login", is_ministry_officer)(view)


def _gate(sign_in: str, passes: Callable[[Person], bool]) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                query = urlencode({"next": request.get_full_path()})
                return HttpResponseRedirect(f"{reverse(sign_in)}?{query}")
            if not passes(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded  # type: ignore[return-value]

    return decorate
