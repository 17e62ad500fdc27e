"""The home page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dimos.catalogue.public import offered_services
from dimos.kernel.clock import today
from dimos.municipalities.public import Municipality, profile_here
from dimos.portal.addresses import national
from dimos.portal.home.presenters import home_page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What people come for first; a municipality that has not joined says so, kindly."""
    municipality: Municipality = request.municipality  # type: ignore[attr-defined]
    if municipality.joined_at is None:
        return render(request, "portal/home/not_joined.html", {"directory_url": national("/municipalities/")})
    page = home_page(services=offered_services(today=today()), profile=profile_here())
    return render(request, "portal/home/home.html", {"page": page})
