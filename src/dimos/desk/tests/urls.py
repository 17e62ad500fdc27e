"""The desk's addresses as a municipality's host has them, and the pages it leads to."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from dimos.identity import urls as identity


def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse("home")


urlpatterns = [
    *identity.neutral_urlpatterns,
    *i18n_patterns(
        path("", home),
        path("desk/", include("dimos.desk.urls")),
        *identity.urlpatterns,
        prefix_default_language=False,
    ),
]

handler403 = "dimos.portal.errors.forbidden"
handler404 = "dimos.portal.errors.not_found"
