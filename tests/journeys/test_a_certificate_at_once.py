"""A resident asks for a certificate of permanent residence and has it, sealed, without any clerk."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.journeys.applying import answers_everything, begins, opens_the_form
from tests.journeys.person import Person
from tests.journeys.seals import altered_copy, assert_is_sealed, code_on, words_on
from tests.journeys.stage import People
from tests.journeys.words import ENGLISH, GREEK
from tests.robustness.stack import Stack

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


def test_a_citizen_goes_from_the_home_page_to_a_sealed_document_that_anyone_verifies(
    people: People, town_hall: Stack, tmp_path: Path
) -> None:
    eleni, stranger = people.someone(), people.someone()

    # When Eleni searches for the service, signs in, answers and submits
    eleni.goes_to("/")
    eleni.main.get_by_role("searchbox").fill("βεβαιωση κατοικιας")
    eleni.presses("Αναζήτηση")
    eleni.follows(GREEK.certificate)
    eleni.follows(GREEK.start)
    eleni.signs_in_as("ΕΛΕΝΗ")
    begins(eleni)
    answers_everything(eleni, email="eleni@example.org")
    assert eleni.sees("Οδός Παραδείγματος 12")
    eleni.presses(GREEK.submit)

    # Then her document is there, and the judges of sealed files accept it
    assert eleni.heading == GREEK.ready
    document = eleni.downloads(GREEK.download, tmp_path)
    assert_is_sealed(document, town_hall)
    assert "ΠΑΡΑΔΕΙΓΜΑΤΙΔΟΥ" in words_on(document)

    # And a stranger finds it valid, at the municipality and at the national page: by code, by QR, by file
    address = code_on(document)
    _verifies(stranger, address, document)
    _verifies(people.someone(at=""), address, document)


def test_the_same_in_english_and_the_language_switch_stays_on_the_page(
    people: People, town_hall: Stack, tmp_path: Path
) -> None:
    georgios = people.someone(locale="en-GB")

    georgios.goes_to("/services/residence-certificate/")
    georgios.follows_anywhere("English")
    assert georgios.path == "/en/services/residence-certificate/"
    opens_the_form(georgios, "ΓΕΩΡΓΙΟΣ", ENGLISH)
    georgios.chooses(ENGLISH.any_use)
    georgios.presses(ENGLISH.proceed)
    here = georgios.path
    georgios.follows_anywhere("Ελληνικά")
    assert f"/en{georgios.path}" == here
    georgios.follows_anywhere("English")
    assert georgios.path == here
    georgios.goes_to(here.rsplit("/step/", 1)[0] + "/step/purpose/")
    answers_everything(georgios, ENGLISH, email="georgios@example.org")
    georgios.presses(ENGLISH.submit)

    assert georgios.heading == ENGLISH.ready
    document = georgios.downloads(ENGLISH.download, tmp_path)
    assert_is_sealed(document, town_hall)
    georgios.goes_to(f"/en{urlsplit(code_on(document)).path}")
    assert georgios.heading == ENGLISH.is_valid


def test_the_same_without_javascript(people: People, town_hall: Stack, tmp_path: Path) -> None:
    patrik = people.someone(javascript=False)

    opens_the_form(patrik, "ΠΑΤΡΙΚ")
    answers_everything(patrik, email="patrik@example.org")
    patrik.presses(GREEK.submit)

    assert patrik.heading == GREEK.ready
    assert_is_sealed(patrik.downloads(GREEK.download, tmp_path), town_hall)


@pytest.mark.parametrize("width", [320, 390])
def test_the_same_on_a_phone(people: People, width: int) -> None:
    # That nothing is wider than the window is noticed on every page.
    eleni = people.someone(width=width)

    eleni.goes_to("/")
    opens_the_form(eleni, "ΕΛΕΝΗ")
    answers_everything(eleni, email="eleni@example.org")
    eleni.presses(GREEK.submit)

    assert eleni.heading == GREEK.ready
    eleni.follows("Δείτε την αίτησή σας")
    assert eleni.sees("έγγραφο") or eleni.sees(GREEK.certificate)


def test_the_keyboard_alone_suffices(people: People) -> None:
    visitor = people.someone()
    keys = visitor.page.keyboard

    # The first key leads past the header
    visitor.goes_to("/services/problem-report/")
    keys.press("Tab")
    assert _focused(visitor) == "Μετάβαση στο περιεχόμενο"
    keys.press("Enter")
    assert visitor.page.evaluate("document.activeElement.id") == "main"

    # From there the keys reach the start, and each question after the other
    _tab_to(visitor, GREEK.start)
    _enter(visitor)
    _tab_to(visitor, GREEK.start)
    _enter(visitor)
    assert visitor.path.endswith("/step/problem/")
    _tab_to(visitor, "lighting")
    keys.press("Space")
    _tab_to(visitor, "yes")
    keys.press("ArrowDown")
    _enter(visitor)
    assert visitor.path.endswith("/step/place/")
    _tab_to(visitor, "")
    keys.type("Οδός Δοκιμής 14")
    _enter(visitor)
    assert visitor.path.endswith("/step/details/")


def _verifies(stranger: Person, address: str, document: Path) -> None:
    code = urlsplit(address).path.removeprefix("/v/")
    stranger.goes_to("/verify/")
    stranger.fills(GREEK.code, code)
    stranger.presses(GREEK.verify_code)
    assert stranger.heading == GREEK.is_valid
    stranger.goes_to(address)
    assert stranger.heading == GREEK.is_valid
    for file, verdict in ((document, GREEK.is_valid), (altered_copy(document), GREEK.is_altered)):
        stranger.goes_to("/verify/")
        stranger.attaches(GREEK.file, file)
        stranger.presses(GREEK.verify_file)
        assert stranger.heading == verdict


def _focused(person: Person) -> str:
    return str(person.page.evaluate("(document.activeElement.value || document.activeElement.innerText || '').trim()"))


def _tab_to(person: Person, name: str) -> None:
    for _ in range(60):
        if _focused(person) == name:
            return
        person.page.keyboard.press("Tab")
    message = f"no key leads to “{name}” on {person.path}"
    raise AssertionError(message)


def _enter(person: Person) -> None:
    with person.page.expect_navigation():
        person.page.keyboard.press("Enter")
