"""The person's own page."""

import pytest

from dimos.identity.models import User
from dimos.identity.tests.browser import Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def eleni(visitor: Visitor) -> User:
    visitor.sign_in("eleni")
    return User.objects.get()


def test_the_page_shows_what_the_state_knows(visitor: Visitor, eleni: User) -> None:
    page = visitor.client.get("/account/").content.decode()

    assert "ΕΛΕΝΗ ΠΑΡΑΔΕΙΓΜΑΤΙΔΟΥ" in page
    assert "000001010" in page


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("6912345678", "+306912345678"),
        ("27210 12345", "+302721012345"),
        ("+44 20 7946 0000", "+442079460000"),
        ("", ""),
    ],
)
def test_contact_details_are_kept(visitor: Visitor, eleni: User, typed: str, kept: str) -> None:
    form = {"email": "eleni@example.org", "phone": typed, "language": "en"}

    assert visitor.client.post("/account/", form).status_code == 302

    eleni.refresh_from_db()
    assert (eleni.email, eleni.phone, eleni.language) == ("eleni@example.org", kept, "en")


@pytest.mark.parametrize(
    "form",
    [
        {"email": "no address"},
        {"email": "a@" + "b" * 300 + ".gr"},
        {"phone": "12"},
        {"phone": "😀" * 30},
        {"phone": "9" * 500},
        {"email": "a\x00b@example.org"},
        {"language": "fr"},
        {"language": ""},
    ],
)
def test_what_cannot_be_right_is_refused_kindly(visitor: Visitor, eleni: User, form: dict[str, str]) -> None:
    good = {"email": "eleni@example.org", "phone": "", "language": "el"}

    response = visitor.client.post("/account/", {**good, **form})

    assert response.status_code == 422
    assert "govgr-error" in response.content.decode()
    eleni.refresh_from_db()
    assert eleni.email == ""


def test_names_and_afm_are_not_to_be_changed(visitor: Visitor, eleni: User) -> None:
    form = {"email": "", "phone": "", "language": "el", "afm": "000001021", "first_name": "X", "kind": "staff"}

    visitor.client.post("/account/", form)

    eleni.refresh_from_db()
    assert (eleni.afm, eleni.first_name, eleni.kind) == ("000001010", "ΕΛΕΝΗ", "citizen")


def test_the_page_asks_for_a_sign_in(visitor: Visitor) -> None:
    assert visitor.client.get("/account/")["Location"] == "/sign-in/?next=%2Faccount%2F"


def test_after_saving_one_returns_to_where_one_was(visitor: Visitor, eleni: User) -> None:
    form = {"email": "", "phone": "", "language": "el", "next": "/cases/"}

    assert visitor.client.post("/account/", form)["Location"] == "/cases/"
