"""The directory of services and the sheet of each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dimos.catalogue.public import (
    OfferedService,
    ServiceIsClosed,
    ServiceIsNotOffered,
    find_services,
    offered_service,
    offered_services,
)
from dimos.kernel.clock import today
from dimos.municipalities.public import Office
from dimos.portal.services.directory import directory_page, found_page
from dimos.portal.services.sheet import sheet_page


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Everything that is offered, by subject or by life event; or what answers `?q=`."""
    typed = request.GET.get("q", "")[:200].replace("\x00", "").strip()
    if typed:
        found = find_services(query=typed, today=today())
        others = () if found else offered_services(today=today())
        return render(
            request, "portal/services/found.html", {"page": found_page(typed=typed, found=found, others=others)}
        )
    page = directory_page(services=offered_services(today=today()), by=request.GET.get("by", ""))
    return render(request, "portal/services/directory.html", {"page": page})


@require_safe
def sheet(request: HttpRequest, service: str) -> HttpResponse:
    """What one should know before asking; a service that is closed now still has its sheet."""
    offered = _offered(service)
    office = Office.objects.filter(id=offered.office_id).first() if offered.office_id else None
    return render(
        request, "portal/services/sheet.html", {"page": sheet_page(service=offered, office=office, today=today())}
    )


def _offered(service: str) -> OfferedService:
    try:
        return offered_service(slug=service, today=today())
    except ServiceIsClosed as closed:
        return closed.offered
    except ServiceIsNotOffered:
        raise Http404 from None
