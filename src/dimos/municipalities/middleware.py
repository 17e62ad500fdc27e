"""Host → municipality → scope → URLs, before anything else looks at the request."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dimos.municipalities.hosts import UnknownHost, municipality_for_host
from dimos.municipalities.scope import Scope, entered_scope

OPERATIONS = ("/healthz", "/readyz", "/metrics")


class HostMiddleware:
    """Gives the request its `municipality` (None at the national host), its URLs, and opens the scope for the view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.municipality = None  # type: ignore[attr-defined]
        if request.path in OPERATIONS:
            return self.get_response(request)
        try:
            municipality = municipality_for_host(host=request.META.get("HTTP_HOST", ""))
        except UnknownHost:
            address = (
                f"{settings.DIMOS_SCHEME}://{settings.DIMOS_BASE_HOST}{settings.DIMOS_PORT_SUFFIX}/municipalities/"
            )
            return render(request, "unknown_host.html", {"national_url": address}, status=404)
        request.municipality = municipality  # type: ignore[attr-defined]
        if municipality is None:
            with entered_scope(None):
                return self.get_response(request)
        request.urlconf = settings.DIMOS_MUNICIPAL_URLCONF
        with entered_scope(Scope(municipality.id)):
            return self.get_response(request)
