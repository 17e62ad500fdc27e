"""The national home and the directory."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dimos.municipalities.public import all_municipalities
from dimos.portal.national.presenters import directory_page, national_home_page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What Dimos is, and the way to one's municipality."""
    page = national_home_page(municipalities=list(all_municipalities()))
    return render(request, "portal/national/home.html", {"page": page})


@require_safe
def municipalities(request: HttpRequest) -> HttpResponse:
    """All municipalities by region, or those that match `?q=`."""
    typed = request.GET.get("q", "")[:200].replace("\x00", "")
    page = directory_page(municipalities=list(all_municipalities()), typed=typed)
    return render(request, "portal/national/municipalities.html", {"page": page})
