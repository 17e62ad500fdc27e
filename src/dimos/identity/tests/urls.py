"""The room's addresses, and two pages to come back to."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import path

from dimos.identity import urls
from dimos.identity.public import Role, citizen_required, staff_required


@citizen_required
def cases(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"cases of {request.user}")


@staff_required(Role.CLERK, Role.SUPERVISOR)
def desk(request: HttpRequest) -> HttpResponse:
    return HttpResponse("desk")


def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse("home")


urlpatterns = [
    *urls.neutral_urlpatterns,
    *i18n_patterns(
        path("", home),
        path("cases/", cases),
        path("desk/", desk),
        *urls.urlpatterns,
        prefix_default_language=False,
    ),
]
