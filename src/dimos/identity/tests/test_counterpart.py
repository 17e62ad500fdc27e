"""The stand-in keeps to the protocol."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
import pytest

from dimos.identity.adapters.taxisnet import userinfo_attributes
from dimos.identity.counterpart import DEMO_CLIENT_ID, DEMO_CLIENT_SECRET
from dimos.identity.counterpart.application import Counterpart, userinfo
from dimos.identity.counterpart.grants import CODE_SECONDS, Grants
from dimos.identity.counterpart.server import serve
from dimos.identity.personas import PERSONAS

BACK = "http://kalamata.localhost:8000/sign-in/taxisnet/callback/"
ASKED = {"client_id": DEMO_CLIENT_ID, "redirect_uri": BACK, "response_type": "code", "scope": "read", "state": "s&1"}


@dataclass
class Provider:
    """The stand-in under test, with a clock of its own."""

    time: float = 0.0
    address: str = ""
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=5))

    def authorize(self, **changes: str) -> httpx.Response:
        return self.http.get(f"{self.address}/oauth/authorize", params={**ASKED, **changes})

    def answer(self, **form: str) -> httpx.Response:
        ticket = re.search(r'name="ticket" value="([^"]+)"', self.authorize().text)
        assert ticket
        return self.http.post(f"{self.address}/oauth/authorize", data={"ticket": ticket[1], **form})

    def code(self) -> str:
        return httpx.URL(self.answer(persona="eleni").headers["location"]).params["code"]

    def token(self, **changes: str) -> httpx.Response:
        form = {
            "grant_type": "authorization_code",
            "client_id": DEMO_CLIENT_ID,
            "client_secret": DEMO_CLIENT_SECRET,
            "redirect_uri": BACK,
            "scope": "read",
        }
        return self.http.post(f"{self.address}/oauth/token", data={**form, **changes})


@pytest.fixture
def provider() -> Iterator[Provider]:
    provider = Provider()
    with serve(Counterpart(grants=Grants(clock=lambda: provider.time))) as server, provider.http:
        provider.address = server.address
        yield provider


def test_the_page_says_that_it_is_a_demonstration(provider: Provider) -> None:
    page = provider.authorize()

    assert "ΕΠΙΔΕΙΞΗ – δεν είναι το TAXISnet" in page.text
    assert '<html lang="el">' in page.text
    assert "DEMONSTRATION – this is not TAXISnet" in provider.authorize(lang="en").text


def test_the_page_allows_nothing_inline_and_sends_the_form_only_to_itself_and_back(provider: Provider) -> None:
    page = provider.authorize()

    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self';")
    assert policy.endswith("form-action 'self' http://kalamata.localhost:8000")
    assert "style=" not in page.text
    assert "<script" not in page.text
    assert (
        provider.http.get(f"{provider.address}/static/counterpart.css").headers["content-type"].startswith("text/css")
    )


def test_every_persona_can_be_chosen_and_names_are_escaped(provider: Provider) -> None:
    page = provider.authorize().text

    assert page.count('type="radio"') == len(PERSONAS)
    assert "&quot;ΤΖΟΝ&quot;" in page


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "another"},
        {"redirect_uri": "https://evil.example/"},
        {"redirect_uri": "http://localhost.evil.example/"},
    ],
)
def test_an_unknown_client_or_address_is_not_sent_anywhere(provider: Provider, changes: dict[str, str]) -> None:
    response = provider.authorize(**changes)

    assert response.status_code == 400
    assert "location" not in response.headers


def test_denying_comes_back_with_the_state(provider: Provider) -> None:
    location = httpx.URL(provider.answer(persona="eleni", answer="deny").headers["location"])

    assert dict(location.params) == {"error": "access_denied", "state": "s&1"}


def test_a_choice_is_made_once(provider: Provider) -> None:
    ticket = re.search(r'name="ticket" value="([^"]+)"', provider.authorize().text)
    assert ticket
    form = {"ticket": ticket[1], "persona": "eleni"}
    assert provider.http.post(f"{provider.address}/oauth/authorize", data=form).status_code == 302
    assert provider.http.post(f"{provider.address}/oauth/authorize", data=form).status_code == 400


def test_a_code_is_traded_once(provider: Provider) -> None:
    code = provider.code()

    assert provider.token(code=code).status_code == 200
    assert provider.token(code=code).json() == {"error": "invalid_grant"}


def test_a_code_gets_old(provider: Provider) -> None:
    code = provider.code()
    provider.time += CODE_SECONDS + 1

    assert provider.token(code=code).json() == {"error": "invalid_grant"}


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"client_secret": "wrong"}, "invalid_client"),
        ({"client_id": "wrong"}, "invalid_client"),
        ({"redirect_uri": "http://localhost/"}, "invalid_grant"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
    ],
)
def test_a_code_needs_the_right_client_and_address(provider: Provider, changes: dict[str, str], error: str) -> None:
    assert provider.token(code=provider.code(), **changes).json() == {"error": error}


def test_userinfo_needs_a_token(provider: Provider) -> None:
    url = f"{provider.address}/userinfo?format=xml"

    assert provider.http.get(url).status_code == 401
    assert provider.http.get(url, headers={"Authorization": "Bearer forged"}).status_code == 401


def test_userinfo_has_trailing_blanks_and_survives_quotes() -> None:
    patrik = next(persona for persona in PERSONAS if persona.key == "patrik")

    attributes = userinfo_attributes(userinfo(patrik).encode())

    assert attributes["lastname"] == 'Ο\'ΔΟΚΙΜΑΣΤΗΣ "ΤΖΟΝ"   '
    assert attributes["mothername"].strip() == "<ΜΑΙΡΗ>"


def test_signing_out_leads_back_to_known_addresses_only(provider: Provider) -> None:
    url = f"{provider.address}/logout/{DEMO_CLIENT_ID}/"

    assert provider.http.get(url, params={"url": "http://kalamata.localhost:8000/"}).headers["location"] == (
        "http://kalamata.localhost:8000/"
    )
    assert provider.http.get(url, params={"url": "https://evil.example/"}).status_code == 200
