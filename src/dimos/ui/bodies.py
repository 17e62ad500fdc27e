"""How much a visitor may send at once. What is larger is refused before any of it is read.

Django bounds what it holds in memory, but writes uploaded files of any size to the disk, before it knows who sent them.
"""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

LARGEST_BODY: Final = 64 * 2**20

View = TypeVar("View", bound=Callable[..., Any])


def takes_bodies_of(size: int | None) -> Callable[[View], View]:
    """Let a view take more (or less) than others, in bytes; None: as much as is sent, for a view that bounds it."""

    def decorate(view: View) -> View:
        view.largest_body = size  # type: ignore[attr-defined]
        return view

    return decorate


class BodyMiddleware:
    """Stands before everything that reads what was sent. Without a Content-Length, Django reads nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_: Any) -> HttpResponse | None:
        """Answer 413 in place of a view that does not take so much."""
        most = getattr(view, "largest_body", LARGEST_BODY)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if most is None or (length.isdecimal() and int(length) <= most):
            return None
        return HttpResponse(render_to_string("413.html"), status=413)
