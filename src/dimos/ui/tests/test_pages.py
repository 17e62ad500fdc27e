"""Base templates and error pages."""

from dataclasses import dataclass

import pytest
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils.translation import override

from dimos.ui.context_processors import page as page_context
from dimos.ui.views import gallery


@dataclass
class Town:
    slug: str = "kalamata"
    name_el: str = "Δήμος Καλαμάτας"
    name_en: str = "Municipality of Kalamata"
    arms_url: str = ""


def request_for(path="/", *, municipality=None):
    request = RequestFactory().get(path)
    request.municipality = municipality
    return request


def rendered(name, *, language="el", municipality=None):
    request = request_for(municipality=municipality)
    with override(language):
        return get_template(name).template.render(_context(request))


def _context(request):
    from django.template import RequestContext

    return RequestContext(request)


@pytest.mark.parametrize("name", ["404.html", "403.html", "403_csrf.html", "429.html"])
@pytest.mark.parametrize("language", ["el", "en"])
def test_error_pages_wear_the_face_of_the_municipality(name, language):
    page = rendered(name, language=language, municipality=Town())
    assert f'<html lang="{language}"' in page
    assert ("Δήμος Καλαμάτας" if language == "el" else "Municipality of Kalamata") in page
    assert page.count("<h1") == 1


@pytest.mark.parametrize("name", ["500.html", "400.html", "unknown_host.html"])
def test_the_last_error_pages_need_nothing_and_speak_both_languages(name):
    page = get_template(name).render()
    assert '<html lang="el"' in page
    assert 'lang="en"' in page


@pytest.mark.parametrize("face", ["public", "form", "desk"])
@pytest.mark.parametrize("language", ["el", "en"])
def test_the_gallery_shows_every_face(face, language):
    with override(language):
        response = gallery(request_for(f"/_gallery/?face={face}", municipality=Town()))
    assert response.status_code == 200


@pytest.mark.parametrize("face", ["public", "form", "desk"])
def test_pages_hold_to_a_strict_content_security_policy(face):
    with override("el"):
        page = gallery(request_for(f"/_gallery/?face={face}", municipality=Town())).content.decode()
    assert " style=" not in page
    assert " onclick=" not in page
    assert page.count("<script") == page.count("<script src=")
    assert "<style" not in page


def test_every_page_has_its_landmarks_and_a_way_past_them():
    page = rendered("404.html", municipality=Town())
    for part in ('href="#main"', 'id="main"', "<header", "<main", "<footer"):
        assert part in page


def test_the_name_of_the_municipality_follows_the_language():
    context = page_context(request_for(municipality=Town()))
    with override("el"):
        assert context["municipality"].name == "Δήμος Καλαμάτας"
    with override("en"):
        assert context["municipality"].name == "Municipality of Kalamata"


def test_without_a_municipality_it_is_the_national_face():
    assert page_context(request_for())["municipality"] is None


def test_a_municipality_without_arms_gets_the_neutral_ones():
    assert "arms-placeholder" in page_context(request_for(municipality=Town()))["municipality"].arms_url


def test_a_page_that_leads_nowhere_offers_the_other_languages_home():
    with override("el"):
        links = {link.code: link.url for link in page_context(request_for("/no/such/page/"))["languages"]}
    assert links == {"el": "/no/such/page/", "en": "/en/"}


@pytest.mark.parametrize("is_demo", [True, False])
def test_only_the_demonstration_says_that_it_is_one(settings, is_demo):
    settings.DIMOS_DEMO = is_demo
    assert ("dm-demo-banner" in rendered("404.html", municipality=Town())) is is_demo
