"""Home, services, the pages about the site: in both languages, in few queries, honest about what is not there."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from dimos.audit.public import SYSTEM
from dimos.catalogue.public import DEFINITIONS, adopt_service, close_service, load_definition
from dimos.kernel.clock import now
from dimos.municipalities.public import Office, municipality_scope
from dimos.portal.services.topics import LIFE_EVENTS, SUBJECTS
from dimos.portal.tests.conftest import KALAMATA

SERVICES = ("residence-certificate", "problem-report", "disabled-parking-place")
PAGES = (
    "/",
    "/services/",
    "/services/?by=life-event",
    "/services/?q=katoikia",
    "/verify/",
    "/cases/follow/",
    "/contact/",
)
ABOUT = ("/accessibility/", "/privacy/", "/terms/")


@pytest.fixture
def services(kalamata: Any) -> None:
    with municipality_scope(KALAMATA):
        for slug in ("registry", "citizen-service", "technical-services"):
            Office.objects.create(slug=slug, name_el=slug, name_en=slug)
        for service in SERVICES:
            adopt_service(service=service, actor=SYSTEM, at=now())


def read(visitor: Client, path: str) -> str:
    page = visitor.get(path)
    assert page.status_code == 200, path
    return str(page.content.decode())


@pytest.mark.parametrize("path", [*PAGES, "/services/residence-certificate/", *ABOUT])
def test_every_page_opens_in_both_languages_within_few_queries(
    visitor: Client, services: None, django_assert_max_num_queries: Any, path: str
) -> None:
    with django_assert_max_num_queries(12):
        greek = read(visitor, path)
    english = read(visitor, f"/en{path}")

    assert '<html lang="el">' in greek
    assert '<html lang="en">' in english
    assert f'rel="canonical" href="http://kalamata.localhost{path.partition("?")[0]}"' in greek
    assert 'name="description" content=""' not in greek


def test_the_residence_certificate_stands_first_at_home(visitor: Client, services: None) -> None:
    page = read(visitor, "/en/")

    first = page.index("Permanent residence certificate")
    assert first < page.index("Personal parking place")
    assert "At once" in page[first : first + 1_500]
    assert 'href="/en/services/residence-certificate/"' in page


def test_a_home_without_services_says_so(visitor: Client) -> None:
    assert "No services are offered here yet" in read(visitor, "/en/")


def test_a_municipality_that_has_not_joined_says_so_kindly(kalamata: Any) -> None:
    page = read(Client(headers={"host": "komotini.localhost"}), "/en/")

    assert "does not offer services here yet" in page
    assert "http://localhost:8000/en/municipalities/" in page


@pytest.mark.parametrize("typed", ["κατοικία", "KATOIKIAS", "bebaiwsh", "residence", "beba;ivsh"])
def test_a_service_is_found_however_it_is_typed(visitor: Client, services: None, typed: str) -> None:
    assert "/services/residence-certificate/" in visitor.get("/services/", {"q": typed}).content.decode()


@pytest.mark.parametrize("typed", ["xyzzy", "\x00", "<script>alert(1)</script>", "α" * 3_000, "😀"])
def test_a_search_that_finds_nothing_helps(visitor: Client, services: None, typed: str) -> None:
    page = visitor.get("/en/services/", {"q": typed})

    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
    assert "residence-certificate" in page.content.decode()


def test_the_sheet_says_all_that_the_definition_says(visitor: Client, services: None) -> None:
    page = read(visitor, "/en/services/residence-certificate/")

    for words in (
        "At once",
        "otherwise within 5 days",
        "Free of charge",
        "We look it up: you bring nothing",
        "Law 3463/2006 (Municipal Code), article 279",
        "counts neither as approved nor as refused",
        "https://www.gov.gr/ipiresies/",
        "Mitos 874774",
        "has yet to confirm",
        'href="/en/services/residence-certificate/apply/"',
    ):
        assert words in page


def test_a_service_that_is_not_offered_is_not_there(visitor: Client, services: None) -> None:
    assert visitor.get("/services/no-such-service/").status_code == 404


def test_a_closed_service_keeps_its_sheet_and_takes_no_start(visitor: Client, services: None) -> None:
    with municipality_scope(KALAMATA):
        close_service(service="problem-report", actor=SYSTEM, at=now())

    page = read(visitor, "/en/services/problem-report/")

    assert "takes no applications" in page
    assert "/apply/" not in page


def test_a_season_that_has_not_begun_says_when(visitor: Client, services: None) -> None:
    with municipality_scope(KALAMATA):
        adopt_service(service="problem-report", actor=SYSTEM, at=now(), opens_date=date(2999, 5, 1))

    assert "Applications open on 1 May 2999" in read(visitor, "/en/services/problem-report/")


@pytest.mark.parametrize("path", sorted(DEFINITIONS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_definition_is_filed_under_topics_that_have_a_name(path: Path) -> None:
    definition = load_definition(path=path)

    assert definition.subject in SUBJECTS
    assert set(definition.life_events) <= set(LIFE_EVENTS)


def test_the_contact_page_names_offices(visitor: Client) -> None:
    page = read(visitor, "/en/contact/")

    assert "1 Paradeigmatos Street" in page
    assert "Civil Status Office" in page
    assert 'href="tel:2721000001"' in page
