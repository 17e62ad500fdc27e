"""Answers to what went wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token no longer holds: the tab was open too long, or cookies are off."""
    return render(request, "403_csrf.html", status=403)
