"""Absolute and language-aware addresses of public pages."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language


def in_page_language(path: str) -> str:
    """A path without language prefix, in the language of the page: `/cases/` → `/en/cases/`."""
    language = get_language() or settings.LANGUAGE_CODE
    return path if language == settings.LANGUAGE_CODE else f"/{language}{path}"


def canonical(request: HttpRequest) -> str:
    """The address search engines should remember: this page without its query."""
    return request.build_absolute_uri(request.path)


def national(path: str) -> str:
    """The address of a page at the national host, in the language of the page; for links from a municipality's host."""
    return f"{settings.DIMOS_SCHEME}://{settings.DIMOS_BASE_HOST}{settings.DIMOS_PORT_SUFFIX}{in_page_language(path)}"
