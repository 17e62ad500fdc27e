"""The pages about the site."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dimos.municipalities.public import Office, profile_here
from dimos.portal.addresses import national
from dimos.portal.pages.presenters import ContactPage, contact_page

TERMS_DATE = date(2026, 11, 23)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement (law 4727/2020, article 42)."""
    return _page(request, "accessibility")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, why, and what they may ask."""
    return _page(request, "privacy")


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """The terms of use (law 4727/2020, article 35 §5)."""
    return _page(request, "terms")


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """Address, telephone and offices; contact needs no sign-in (law 4727/2020, article 35 §3)."""
    return _page(request, "contact")


def _page(request: HttpRequest, name: str) -> HttpResponse:
    context = {
        "contact": _contact_of(request),
        "directory_url": national("/municipalities/"),
        "terms_date": TERMS_DATE,
    }
    return render(request, f"portal/pages/{name}.html", context)


def _contact_of(request: HttpRequest) -> ContactPage | None:
    municipality = request.municipality  # type: ignore[attr-defined]
    if municipality is None or municipality.joined_at is None:
        return None
    return contact_page(profile=profile_here(), offices=list(Office.objects.order_by("name_el", "id")))
