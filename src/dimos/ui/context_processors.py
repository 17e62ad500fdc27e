"""What every page may print without its view saying so."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info


@dataclass(frozen=True, slots=True)
class PageMunicipality:
    """The municipality whose face this is."""

    slug: str
    name_el: str
    name_en: str
    arms_url: str

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return self.name_en if (get_language() or "el").startswith("en") else self.name_el


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in another language."""

    code: str
    label: str
    url: str
    is_current: bool


def page(request: HttpRequest) -> dict[str, Any]:
    """`municipality`, `languages`, `home_url` and `is_demo` for the templates of every face."""
    return {
        "municipality": _municipality_of(request),
        "languages": _languages_of(request),
        "home_url": _home_in(get_language() or settings.LANGUAGE_CODE),
        "is_demo": bool(getattr(settings, "DIMOS_DEMO", False)),
    }


def _municipality_of(request: HttpRequest) -> PageMunicipality | None:
    municipality = getattr(request, "municipality", None)
    if municipality is None:
        return None
    return PageMunicipality(
        slug=getattr(municipality, "slug", ""),
        name_el=municipality.name_el,
        name_en=municipality.name_en,
        arms_url=getattr(municipality, "arms_url", "") or static("ui/images/arms-placeholder.svg"),
    )


def _languages_of(request: HttpRequest) -> list[LanguageLink]:
    current = get_language() or settings.LANGUAGE_CODE
    return [
        LanguageLink(
            code=code,
            label=_own_name(code),
            url=_same_page_in(code, request=request, current=current),
            is_current=code == current,
        )
        for code, _name in settings.LANGUAGES
    ]


def _own_name(code: str) -> str:
    return str(get_language_info(code)["name_local"]).capitalize()


def _same_page_in(code: str, *, request: HttpRequest, current: str) -> str:
    here = request.get_full_path()
    if code == current:
        return here
    there = translate_url(here, code)
    # An address that leads nowhere (404) has no translation: the home page of that language then.
    return _home_in(code) if there == here else there


def _home_in(code: str) -> str:
    return "/" if code == settings.LANGUAGE_CODE else f"/{code}/"
