"""The messages of the municipality, latest first."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dimos.notifications.public import latest_messages

SHOWN = 50


@require_safe
@never_cache
def mailbox(request: HttpRequest) -> HttpResponse:
    """What the fictional people would have received. Anyone may read it, so it must exist nowhere else."""
    if not settings.DIMOS_DEMO:
        raise Http404
    response = render(request, "portal/mailbox/mailbox.html", {"letters": latest_messages()[:SHOWN]})
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
