"""Where a request came from, and where it may be sent."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from dimos.identity.rules import client_address, network_of

LONGEST_ADDRESS = 2_000


def client_ip(request: HttpRequest) -> str:
    """The visitor's IP address; as many proxies are believed as are ours (DIMOS_TRUSTED_PROXIES)."""
    return client_address(
        peer=request.META.get("REMOTE_ADDR", ""),
        forwarded_for=request.META.get("HTTP_X_FORWARDED_FOR", ""),
        trusted_proxies=settings.DIMOS_TRUSTED_PROXIES,
    )


def client_network(request: HttpRequest) -> str:
    """The visitor for the purpose of counting: the IPv4 address, or the /64 network of an IPv6 one."""
    return network_of(client_ip(request))


def safe_next(request: HttpRequest) -> str:
    """The `next` of the request if it is a page of this very host, else an empty text."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    if len(url) > LONGEST_ADDRESS or not url.startswith("/"):
        return ""
    return url if url_has_allowed_host_and_scheme(url, allowed_hosts=None) else ""


def in_language(path: str) -> str:
    """The path in the reader's language: Greek has no prefix."""
    return f"/en{path}" if get_language() == "en" else path
