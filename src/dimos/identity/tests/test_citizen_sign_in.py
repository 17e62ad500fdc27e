"""A citizen signs in against the counterpart, over real HTTP."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client

from dimos.audit.public import JournalEntry
from dimos.identity.actions.welcome_citizen import welcome_citizen
from dimos.identity.counterpart.server import serve
from dimos.identity.models import User
from dimos.identity.personas import KALAMATA
from dimos.identity.rules import Claims
from dimos.identity.tests.browser import KALAMATA_HOST, PATRAS_HOST, Visitor, point_at
from dimos.municipalities.public import municipality_scope

pytestmark = pytest.mark.django_db


def test_a_citizen_signs_in_and_has_an_account(visitor: Visitor) -> None:
    response = visitor.sign_in("eleni")

    assert response.status_code == 302
    assert response["Location"] == "/cases/"
    eleni = User.objects.get()
    assert (eleni.kind, eleni.afm, eleni.username) == ("citizen", "000001010", "afm:000001010")
    assert (eleni.first_name, eleni.last_name) == ("ΕΛΕΝΗ", "ΠΑΡΑΔΕΙΓΜΑΤΙΔΟΥ")
    assert (eleni.father_name, eleni.mother_name, eleni.birth_year) == ("ΘΕΟΔΩΡΟΣ", "ΑΓΓΕΛΙΚΗ", 1985)
    assert not eleni.has_usable_password()
    assert visitor.client.get("/cases/").status_code == 200


def test_nothing_of_the_answer_is_kept_beside_the_account(visitor: Visitor) -> None:
    visitor.sign_in("eleni")

    assert SocialAccount.objects.get().extra_data == {}
    assert not SocialToken.objects.exists()


def test_the_address_asks_for_what_the_protocol_says(visitor: Visitor) -> None:
    parts = urlsplit(visitor.leave())

    assert parts.path == "/oauth/authorize"
    asked = {key: values[0] for key, values in parse_qs(parts.query).items()}
    assert len(asked.pop("state")) >= 16
    assert asked == {
        "client_id": "dimos-demo",
        "redirect_uri": f"http://{KALAMATA_HOST}/sign-in/taxisnet/callback/",
        "response_type": "code",
        "scope": "read",
    }


def test_the_names_are_brought_up_to_date_at_every_sign_in(visitor: Visitor) -> None:
    known = welcome_citizen(claims=Claims(afm="000001010", last_name="ΠΑΛΙΑ", first_name="ΕΛΕΝΑ"), language="en")
    known.email = "eleni@example.org"
    known.save()

    visitor.sign_in("eleni")

    known.refresh_from_db()
    assert (known.first_name, known.last_name, known.email, known.language) == (
        "ΕΛΕΝΗ", "ΠΑΡΑΔΕΙΓΜΑΤΙΔΟΥ", "eleni@example.org", "en",
    )  # fmt: skip


def test_an_account_made_elsewhere_is_found_by_its_afm(visitor: Visitor) -> None:
    known = User.objects.create_citizen(afm="000001010")

    visitor.sign_in("eleni")

    assert User.objects.get() == known


def test_quotes_apostrophes_and_brackets_in_names_arrive_whole(visitor: Visitor) -> None:
    visitor.sign_in("patrik")

    patrik = User.objects.get()
    assert patrik.last_name == 'Ο\'ΔΟΚΙΜΑΣΤΗΣ "ΤΖΟΝ"'
    assert patrik.mother_name == "<ΜΑΙΡΗ>"
    assert "&lt;ΜΑΙΡΗ" not in patrik.mother_name
    assert "&quot;ΤΖΟΝ&quot;" in visitor.client.get("/account/").content.decode()


def test_the_journal_keeps_who_came_in(visitor: Visitor) -> None:
    visitor.sign_in("eleni")

    with municipality_scope(KALAMATA):
        entry = JournalEntry.objects.get(municipality_id=KALAMATA, action="identity.sign_in")
    assert entry.person_id == User.objects.get().pk
    assert entry.detail == {}


def test_the_session_changes_its_key_at_the_sign_in(visitor: Visitor) -> None:
    url = visitor.choose(visitor.leave(), "eleni")
    before = visitor.client.session.session_key

    visitor.come_back(url)

    assert visitor.client.session.session_key != before


def test_the_page_one_was_on_survives_the_sign_in(visitor: Visitor) -> None:
    there = "/cases/?draft=12&step=%CE%B1"

    asked = visitor.client.get(there)
    assert asked["Location"].startswith("/sign-in/?next=%2Fcases%2F")
    page = visitor.client.get(asked["Location"]).content.decode()
    assert 'name="next" value="/cases/?draft=12&amp;step=%CE%B1"' in page

    assert visitor.sign_in("eleni", next_url=there)["Location"] == there


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "\\\\evil",
        "/" + "a" * 5000,
    ],
)
def test_the_way_back_never_leaves_the_host(visitor: Visitor, url: str) -> None:
    assert visitor.sign_in("eleni", next_url=url)["Location"] == "/cases/"


def test_another_municipality_s_address_is_not_a_way_back(visitor: Visitor) -> None:
    assert visitor.sign_in("eleni", next_url=f"http://{PATRAS_HOST}/cases/")["Location"] == "/cases/"


def test_english_stays_english_across_the_language_neutral_callback(visitor: Visitor) -> None:
    assert visitor.sign_in("eleni", prefix="/en")["Location"] == "/en/cases/"
    assert User.objects.get().language == "en"


def test_a_forged_state_is_refused(visitor: Visitor) -> None:
    response = visitor.come_back("http://x/sign-in/taxisnet/callback/?code=abc&state=forged")

    assert response.status_code == 400
    assert_offers_retry(response)
    assert not User.objects.exists()


@pytest.mark.parametrize("query", ["", "?state=", "?code=abc", "?state=a&state=b&code=c", "?state=%00&code=%FF"])
def test_a_bare_callback_is_refused(visitor: Visitor, query: str) -> None:
    response = visitor.come_back(f"http://x/sign-in/taxisnet/callback/{query}")

    assert response.status_code == 400


def test_a_state_is_good_for_one_answer_only(visitor: Visitor) -> None:
    url = visitor.choose(visitor.leave(next_url="/cases/"), "eleni", answer="deny")
    assert visitor.come_back(url).status_code == 403

    again = visitor.come_back(url)

    assert again.status_code == 400
    assert_offers_retry(again, next_url="/cases/")


def test_going_back_in_the_browser_after_the_sign_in_goes_on(visitor: Visitor) -> None:
    url = visitor.choose(visitor.leave(next_url="/cases/"), "eleni")
    visitor.come_back(url)

    assert visitor.come_back(url)["Location"] == "/cases/"


def test_a_state_belongs_to_its_session(visitor: Visitor) -> None:
    url = visitor.choose(visitor.leave(), "eleni")
    other = Visitor(Client(HTTP_HOST=KALAMATA_HOST), provider=visitor.provider)

    assert other.come_back(url).status_code == 400
    assert not User.objects.exists()


def test_a_state_gets_old(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    url = visitor.choose(visitor.leave(), "eleni")
    monkeypatch.setattr(statekit, "STATE_TTL", -1)

    assert visitor.come_back(url).status_code == 400


def test_denying_is_answered_kindly_and_keeps_the_page(visitor: Visitor) -> None:
    response = visitor.come_back(visitor.choose(visitor.leave(next_url="/cases/"), "eleni", answer="deny"))

    assert response.status_code == 403
    assert "Δεν συνδεθήκατε" in response.content.decode()
    assert_offers_retry(response, next_url="/cases/")


def test_problems_are_told_in_english_too(visitor: Visitor) -> None:
    url = visitor.choose(visitor.leave(prefix="/en"), "eleni", answer="deny")

    assert "You did not sign in" in visitor.come_back(url).content.decode()


def test_a_legal_person_is_told_to_use_personal_credentials(visitor: Visitor) -> None:
    response = visitor.sign_in("company")

    assert response.status_code == 403
    assert "εταιρεία ή φορέα" in response.content.decode()
    assert not User.objects.exists()


def test_a_code_used_by_another_is_stale(visitor: Visitor) -> None:
    state = parse_qs(urlsplit(visitor.leave(next_url="/cases/")).query)["state"][0]

    response = visitor.come_back(f"http://x/sign-in/taxisnet/callback/?code=spent&state={state}")

    assert response.status_code == 400
    assert_offers_retry(response, next_url="/cases/")


def test_a_provider_that_is_down_is_told_apart(visitor: Visitor, settings: Any) -> None:
    url = visitor.choose(visitor.leave(next_url="/cases/"), "eleni")
    settings.DIMOS_TAXISNET = {**settings.DIMOS_TAXISNET, "base_url": "http://127.0.0.1:1"}

    response = visitor.come_back(url)

    assert response.status_code == 503
    assert response["Retry-After"]
    assert "Το TAXISnet δεν απαντά" in response.content.decode()
    assert_offers_retry(response, next_url="/cases/")


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"<html>maintenance</html>", 502),
        (b'<root><userinfo taxid="000000000 " firstname="A" lastname="B"/></root>', 502),
        (b'<root><userinfo taxid="123456781" firstname="A" lastname="B"/></root>', 502),
        (b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><root><userinfo taxid="&x;"/></root>', 502),
    ],
    ids=["garbage", "nobody", "wrong digits", "entity"],
)
def test_an_answer_that_cannot_be_right_is_refused(
    visitor: Visitor, settings: Any, content: bytes, status: int
) -> None:
    def application(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b'{"access_token": "t"}' if environ["PATH_INFO"].endswith("token") else content]

    url = visitor.choose(visitor.leave(), "eleni")
    with serve(application) as server:
        point_at(settings, server.address)
        response = visitor.come_back(url)

    assert response.status_code == status
    assert_offers_retry(response)
    assert not User.objects.exists()


def test_a_closed_account_stays_out(visitor: Visitor) -> None:
    User.objects.create_citizen(afm="000001010", is_active=False)

    response = visitor.sign_in("eleni")

    assert response.status_code == 403
    assert visitor.client.get("/cases/").status_code == 302


def test_without_credentials_of_the_provider_the_page_says_so(visitor: Visitor, settings: Any) -> None:
    settings.DIMOS_TAXISNET = {**settings.DIMOS_TAXISNET, "client_id": ""}

    assert visitor.client.get("/sign-in/").status_code == 503
    assert visitor.client.post("/sign-in/taxisnet/").status_code == 503


def test_the_sign_in_starts_by_post_with_a_token_only(visitor: Visitor) -> None:
    strict = Client(HTTP_HOST=KALAMATA_HOST, enforce_csrf_checks=True)

    assert strict.get("/sign-in/taxisnet/").status_code == 405
    assert strict.post("/sign-in/taxisnet/").status_code == 403


def test_signing_out_ends_both_sessions(visitor: Visitor) -> None:
    visitor.sign_in("eleni")
    assert visitor.client.get("/sign-out/").status_code == 200

    response = visitor.client.post("/sign-out/")

    assert response["Location"] == (f"{visitor.provider}/logout/dimos-demo/?url=http%3A%2F%2F{KALAMATA_HOST}%2F")
    assert visitor.client.get("/cases/").status_code == 302


def test_another_person_on_the_same_browser_gets_a_session_of_their_own(visitor: Visitor) -> None:
    visitor.sign_in("eleni")
    url = visitor.choose(visitor.leave(), "nikolaos")

    visitor.come_back(url)

    assert visitor.client.get("/cases/").content.decode() == "cases of ΝΙΚΟΛΑΟΣ ΥΠΟΘΕΤΙΚΟΣ"


def test_too_many_starts_are_slowed_down(visitor: Visitor) -> None:
    answers = {visitor.client.post("/sign-in/taxisnet/").status_code for _ in range(25)}

    assert answers == {302, 429}


def test_two_sign_ins_at_once_make_one_account(monkeypatch: pytest.MonkeyPatch) -> None:
    first = User.objects.create_citizen(afm="000001010")
    monkeypatch.setattr("django.db.models.query.QuerySet.first", lambda self: None)

    claims = Claims(afm="000001010", last_name="Α", first_name="Β")
    assert welcome_citizen(claims=claims, language="el") == first


def assert_offers_retry(response: Any, *, next_url: str = "") -> None:
    page = response.content.decode()
    assert 'action="/sign-in/taxisnet/"' in page
    if next_url:
        assert f'name="next" value="{next_url}"' in page
