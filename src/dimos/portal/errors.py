"""Answers to what went wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from dimos.portal.kept import comes_from_here, keep_typing


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token no longer holds: somebody signed in meanwhile, or cookies are off.

    Where the browser says that the form was ours, what was typed waits on its page for another press of the button.
    """
    if request.COOKIES and comes_from_here(request) and keep_typing(request):
        return redirect(request.get_full_path())
    return render(request, "403_csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request can't be read; nothing in it is trusted, so the page is the same for everyone."""
    return HttpResponse(render_to_string("400.html"), status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Signed in, but not allowed."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing here, or nothing for this person."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke; the page needs neither database nor session, which may be what broke."""
    return HttpResponse(render_to_string("500.html"), status=500)
