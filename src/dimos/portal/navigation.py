"""What stands on every page: the main links, the account, the search."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from dimos.identity.public import User, roles_here
from dimos.portal.addresses import in_page_language
from dimos.ui.components import Text

Person = User | AnonymousUser | None

_SERVICES, _CASES, _VERIFY, _DESK = "/services/", "/cases/", "/verify/", "/desk/"
_MUNICIPALITIES = "/municipalities/"


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """One link; `is_current` where the page is it, or lies below it."""

    text: Text
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Account:
    """Who is there. Without a name: nobody, and `href` is where to sign in."""

    name: str
    href: str
    sign_out_href: str


@dataclass(frozen=True, slots=True)
class Search:
    """Where the search field leads, and what it finds."""

    action: str
    label: Text
    value: str


def links(*, request: HttpRequest, user: Person) -> list[NavigationLink]:
    """The main links for this person at this host."""
    if _is_national(request):
        wanted = [(_("Municipalities"), _MUNICIPALITIES), (_("Verification"), _VERIFY)]
    else:
        wanted = [(_("Services"), _SERVICES), (_("My cases"), _CASES), (_("Verification"), _VERIFY)]
        if isinstance(user, User) and roles_here(user):
            wanted.append((_("Desk"), _DESK))
    return [_link(text, in_page_language(path), request.path) for text, path in wanted]


def account(*, request: HttpRequest, user: Person) -> Account:
    """The person for the header. Signing in leads back to this page."""
    sign_out = in_page_language("/sign-out/")
    if isinstance(user, User):
        name = f"{user.first_name} {user.last_name}".strip() or str(user)
        return Account(name=name, href=in_page_language("/account/"), sign_out_href=sign_out)
    back = urlencode({"next": request.get_full_path()}) if request.method in {"GET", "HEAD"} else ""
    here = in_page_language("/sign-in/")
    is_home = request.path == in_page_language("/")
    return Account(name="", href=here if is_home or not back else f"{here}?{back}", sign_out_href=sign_out)


def search(*, request: HttpRequest) -> Search:
    """Services at a municipality, municipalities at the national host."""
    if _is_national(request):
        return Search(in_page_language(_MUNICIPALITIES), _("Search municipalities"), "")
    return Search(in_page_language(_SERVICES), _("Search services"), "")


def _link(text: Text, href: str, here: str) -> NavigationLink:
    # Following a case by its code is nobody's "my cases".
    is_current = here.startswith(href) and not here.endswith("/cases/follow/")
    return NavigationLink(text, href, is_current)


def _is_national(request: HttpRequest) -> bool:
    return getattr(request, "municipality", None) is None
