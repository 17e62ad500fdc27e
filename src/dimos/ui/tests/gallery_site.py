"""A site of the gallery alone, for the browser tests: the real headers, no database."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf.urls.i18n import i18n_patterns
from django.db.transaction import non_atomic_requests
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from dimos.ui.views import gallery

MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "dimos.ui.tests.gallery_site.in_kalamata",
]


@dataclass(frozen=True)
class Kalamata:
    slug: str = "kalamata"
    name_el: str = "Δήμος Καλαμάτας"
    name_en: str = "Municipality of Kalamata"
    arms_url: str = ""


def in_kalamata(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        request.municipality = Kalamata()
        return get_response(request)

    return middleware


@non_atomic_requests
def gallery_page(request: HttpRequest) -> HttpResponse:
    return gallery(request)


@non_atomic_requests
def error_page(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, f"{name}.html")


urlpatterns = i18n_patterns(
    path("", gallery_page, name="gallery"),
    path("error/<slug:name>/", error_page),
    path("accessibility/", gallery_page, name="accessibility"),
    path("contact/", gallery_page, name="contact"),
    prefix_default_language=False,
)
