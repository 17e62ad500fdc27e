"""The national face: finding a municipality however it is typed."""

from typing import Any

import pytest
from django.test import Client

from dimos.municipalities.public import all_municipalities
from dimos.portal.national.search import find_municipalities


def test_the_home_page_leads_to_those_served_here(national_visitor: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(8):
        page = national_visitor.get("/en/").content.decode()

    assert 'href="http://kalamata.localhost:8000/en/"' in page
    assert "komotini.localhost" not in page
    assert "332" in page


def test_the_directory_holds_all_and_marks_those_served(
    national_visitor: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(8):
        page = national_visitor.get("/municipalities/").content.decode()

    assert page.count("<li>Δήμος ") == 331
    assert page.count("Εξυπηρετείται εδώ") == 1


@pytest.mark.parametrize(
    "typed",
    ["Καλαμάτα", "καλαματασ", "ΔΗΜΟΣ ΚΑΛΑΜΑΤΑΣ", "kalamata", "Municipality of Kalamata", "kalamatas", "καλαμτα"],
)
@pytest.mark.django_db
def test_a_name_is_found_or_suggested(typed: str) -> None:
    found = find_municipalities(municipalities=list(all_municipalities()), typed=typed)

    names = [municipality.slug for municipality in (*found.municipalities, *found.suggestions)]
    assert "kalamata" in names


@pytest.mark.parametrize(
    ("typed", "slug"),
    [("8essaloniki", "thessaloniki"), ("Θεσσαλονικη", "thessaloniki"), ("volos", "volos"), ("πατρα", "patras")],
)
@pytest.mark.django_db
def test_the_likeliest_comes_first(typed: str, slug: str) -> None:
    found = find_municipalities(municipalities=list(all_municipalities()), typed=typed)

    assert found.municipalities[0].slug == slug


@pytest.mark.parametrize("typed", ["xyzzyxyzzy", "\x00", "%", "<b>", "😀", "α" * 500])
def test_what_is_not_there_gets_a_helpful_page(national_visitor: Client, typed: str) -> None:
    page = national_visitor.get("/municipalities/", {"q": typed})

    assert page.status_code == 200
    assert "<b>" not in page.content.decode()


def test_an_unknown_host_leads_to_the_directory(kalamata: Any) -> None:
    page = Client(headers={"host": "nowhere.localhost"}).get("/")

    assert page.status_code == 404
    assert "http://localhost:8000/municipalities/" in page.content.decode()


def test_municipal_pages_are_not_at_the_national_host(national_visitor: Client) -> None:
    for path in ("/services/", "/cases/", "/cases/follow/", "/desk/"):
        assert national_visitor.get(path).status_code == 404
