"""Answers that carry a file: never run, never sniffed, never shown inside our pages."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def attachment(*, content: bytes, content_type: str, name: str) -> HttpResponse:
    """The file as a download in a sandbox, whatever it pretends to be."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
