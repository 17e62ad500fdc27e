"""Staff sign in with a password and a second factor."""

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from dimos.audit.public import SYSTEM
from dimos.identity.models import Role, User
from dimos.identity.personas import KALAMATA
from dimos.identity.public import grant_role, second_factor_is_due, set_staff_password
from dimos.identity.tests.browser import AT, KALAMATA_HOST, PASSWORD
from dimos.municipalities.public import municipality_scope

pytestmark = pytest.mark.django_db


def key_with(**response: str) -> str:
    """A made-up answer of a browser."""
    return json.dumps({"id": "eA", "rawId": "eA", "type": "public-key", "response": response})


FORGED_KEYS = [
    "",
    "{}",
    "[]",
    "7",
    "not json",
    '{"id": "x"}',
    '{"id": "eA", "rawId": "eA", "response": {}}',
    '{"response": {"userHandle": "eA"}}',
    '{"response": []}',
    key_with(clientDataJSON="e30", attestationObject="oA", authenticatorData="AAAA", signature="AAAA", userHandle="MQ"),
    key_with(clientDataJSON="____", attestationObject="____", authenticatorData="", signature="", userHandle="////"),
    key_with(
        clientDataJSON="eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0", authenticatorData="A" * 60, signature="AA", userHandle="MQ"
    ),
]


@pytest.fixture
def browser() -> Client:
    return Client(HTTP_HOST=KALAMATA_HOST)


def enter(browser: Client, *, password: str = PASSWORD, next_url: str = "", host: str = KALAMATA_HOST) -> Any:
    form = {"login": "clerk", "password": password, "next": next_url}
    return browser.post("/staff/sign-in/", form, HTTP_HOST=host)


def code_for(secret: str, *, step: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1] + step))


def set_up_app(browser: Client) -> str:
    """The secret of the app that was set up."""
    page = browser.get("/staff/second-factor/app/add/")
    assert page.status_code == 200, page
    secret = page.context["form"].secret
    assert browser.post("/staff/second-factor/app/add/", {"code": code_for(secret)}).status_code == 302
    return str(secret)


def test_without_a_second_factor_nothing_opens_but_its_set_up(browser: Client, clerk: User) -> None:
    assert enter(browser)["Location"] == "/desk/"

    assert browser.get("/desk/")["Location"] == "/staff/second-factor/"
    assert browser.get("/account/")["Location"] == "/staff/second-factor/"
    page = browser.get("/staff/second-factor/")
    assert page.status_code == 200
    assert "Ρυθμίστε ένα δεύτερο βήμα" in page.content.decode()


def test_with_the_app_set_up_the_desk_opens(browser: Client, clerk: User) -> None:
    with municipality_scope(KALAMATA):
        grant_role(user=clerk, role=Role.CLERK, actor=SYSTEM, at=AT)
    enter(browser)

    set_up_app(browser)

    assert not second_factor_is_due(clerk)
    assert browser.get("/desk/").content == b"desk"


def test_the_next_sign_in_asks_for_the_code(browser: Client, clerk: User) -> None:
    enter(browser)
    secret = set_up_app(browser)
    browser.post("/sign-out/")

    assert enter(browser, next_url="/desk/?page=2")["Location"] == "/staff/sign-in/code/"
    assert browser.get("/desk/")["Location"].startswith("/staff/sign-in/")
    page = browser.get("/staff/sign-in/code/")
    assert page.status_code == 200
    assert browser.post("/staff/sign-in/code/", {"code": "000000"}).status_code == 200
    answer = browser.post("/staff/sign-in/code/", {"code": code_for(secret, step=1)})
    assert answer["Location"] == "/desk/?page=2"


def test_the_secret_of_the_app_is_enciphered(browser: Client, clerk: User) -> None:
    enter(browser)
    secret = set_up_app(browser)

    assert secret not in str(Authenticator.objects.get(type="totp").data)


def test_the_key_of_the_installation_reads_no_other_s_secrets(browser: Client, clerk: User, settings: Any) -> None:
    enter(browser)
    set_up_app(browser)
    settings.SECRET_KEY = "another" * 10

    assert not Authenticator.objects.get(type="totp").wrap().validate_code("123456")


def test_the_last_factor_stays(browser: Client, clerk: User) -> None:
    enter(browser)
    set_up_app(browser)

    page = browser.get("/staff/second-factor/app/remove/")
    assert "Είναι το μόνο δεύτερο βήμα" in page.content.decode()
    browser.post("/staff/second-factor/app/remove/")
    assert Authenticator.objects.filter(type="totp").exists()


def test_in_the_demonstration_the_second_factor_is_free(browser: Client, clerk: User, settings: Any) -> None:
    settings.DIMOS_SECOND_FACTOR_COMPULSORY = False
    enter(browser)

    assert browser.get("/desk/").status_code == 403
    assert browser.get("/account/").status_code == 200


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize(
    "path",
    [
        "/staff/second-factor/",
        "/staff/second-factor/app/add/",
        "/staff/second-factor/passkeys/",
        "/staff/second-factor/passkeys/add/",
    ],
)
def test_the_set_up_pages_show_before_any_factor_is_there(
    browser: Client, clerk: User, path: str, language: str
) -> None:
    enter(browser)

    assert browser.get(f"{language}{path}").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/staff/second-factor/",
        "/staff/second-factor/app/remove/",
        "/staff/second-factor/recovery-codes/",
        "/staff/second-factor/recovery-codes/new/",
        "/staff/second-factor/recovery-codes/download/",
        "/staff/confirm/",
        "/staff/confirm/code/",
    ],
)
def test_the_pages_about_factors_show(browser: Client, clerk: User, path: str) -> None:
    enter(browser)
    set_up_app(browser)

    assert browser.get(path).status_code == 200


def test_a_passkey_s_pages_show(browser: Client, clerk: User) -> None:
    enter(browser)
    set_up_app(browser)
    key = Authenticator.objects.create(user=clerk, type="webauthn", data={"name": "γραφείο", "credential": {}})

    assert "γραφείο" in browser.get("/staff/second-factor/passkeys/").content.decode()
    for page in ("rename", "remove"):
        assert browser.get(f"/staff/second-factor/passkeys/{key.pk}/{page}/").status_code == 200
    browser.post(f"/staff/second-factor/passkeys/{key.pk}/rename/", {"name": "σπίτι"})
    key.refresh_from_db()
    assert key.data["name"] == "σπίτι"
    browser.post(f"/staff/second-factor/passkeys/{key.pk}/remove/")
    assert not Authenticator.objects.filter(pk=key.pk).exists()


def test_a_passkey_sign_in_begins_with_a_challenge_and_refuses_a_forged_answer(browser: Client, clerk: User) -> None:
    challenge = browser.get("/staff/sign-in/passkey/", headers={"accept": "application/json"})
    assert challenge.json()["request_options"]["publicKey"]["rpId"] == KALAMATA_HOST

    assert browser.post("/staff/sign-in/passkey/", {"credential": '{"id": "x"}'})["Location"] == "/staff/sign-in/"
    assert "Το κλειδί δεν έγινε δεκτό" in browser.get("/staff/sign-in/").content.decode()


@pytest.mark.parametrize("credential", FORGED_KEYS)
def test_a_forged_passkey_is_refused_wherever_one_is_taken(browser: Client, clerk: User, credential: str) -> None:
    browser.get("/staff/sign-in/passkey/", headers={"accept": "application/json"})
    assert browser.post("/staff/sign-in/passkey/", {"credential": credential})["Location"] == "/staff/sign-in/"
    enter(browser)
    browser.get("/staff/second-factor/passkeys/add/")
    answer = browser.post("/staff/second-factor/passkeys/add/", {"name": "x", "credential": credential})
    assert answer.status_code == 200
    set_up_app(browser)
    browser.post("/sign-out/")
    enter(browser)
    assert browser.post("/staff/sign-in/code/", {"credential": credential}).status_code == 200
    assert browser.get("/desk/").status_code == 302


def test_sensitive_steps_ask_again_when_the_sign_in_is_old(browser: Client, clerk: User, settings: Any) -> None:
    enter(browser)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = -1

    assert browser.get("/staff/second-factor/app/add/")["Location"].startswith("/staff/confirm/?next=")
    assert browser.get("/staff/confirm/?next=/staff/second-factor/").status_code == 200
    wrong = browser.post("/staff/confirm/", {"password": "wrong"})
    assert "δεν είναι σωστός" in wrong.content.decode()


def test_a_wrong_password_and_an_unknown_name_look_alike(browser: Client, clerk: User) -> None:
    known = browser.post("/staff/sign-in/", {"login": "clerk", "password": "wrong"}).content.decode()
    unknown = browser.post("/staff/sign-in/", {"login": "nobody", "password": "wrong"}).content.decode()

    said = "Το όνομα χρήστη ή ο κωδικός πρόσβασης δεν είναι σωστά"
    assert said in known
    assert said in unknown


def test_after_five_wrong_passwords_the_right_one_waits(browser: Client, clerk: User) -> None:
    for _ in range(5):
        assert enter(browser, password="wrong").status_code == 200

    refused = enter(browser)

    assert "Έγιναν πολλές λανθασμένες προσπάθειες" in refused.content.decode()
    assert browser.get("/desk/").status_code == 302


def test_the_lock_counts_the_name_whatever_the_address(browser: Client, clerk: User, settings: Any) -> None:
    settings.DIMOS_TRUSTED_PROXIES = 1
    for number in range(5):
        form = {"login": "clerk", "password": "wrong"}
        browser.post("/staff/sign-in/", form, headers={"x-forwarded-for": f"203.0.113.{number}"})

    assert "πολλές λανθασμένες" in enter(browser).content.decode()


def test_a_citizen_s_account_has_no_password_to_guess(browser: Client) -> None:
    User.objects.create_citizen(afm="000001010")

    for password in ("", "!", "afm:000001010"):
        browser.post("/staff/sign-in/", {"login": "afm:000001010", "password": password})
    assert browser.get("/cases/").status_code == 302


def test_the_session_changes_its_key_at_the_staff_sign_in(browser: Client, clerk: User) -> None:
    browser.post("/staff/sign-in/", {"login": "clerk", "password": "wrong"})
    browser.get("/staff/sign-in/passkey/", headers={"accept": "application/json"})
    before = browser.session.session_key

    enter(browser)

    assert browser.session.session_key not in {before, None}


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_staff_are_not_led_elsewhere(browser: Client, clerk: User, url: str) -> None:
    assert enter(browser, next_url=url)["Location"] == "/desk/"


def test_an_officer_at_the_national_host_goes_to_the_directory(browser: Client, clerk: User) -> None:
    assert enter(browser, host="localhost")["Location"] == "/"


def test_a_closed_staff_account_stays_out(browser: Client, clerk: User) -> None:
    User.objects.filter(pk=clerk.pk).update(is_active=False)

    assert enter(browser).status_code == 403


def test_nobody_signs_up_by_themselves(browser: Client) -> None:
    for path in ("/accounts/signup/", "/signup/", "/staff/sign-up/", "/sign-in/signup/"):
        assert browser.get(path).status_code == 404


def test_signing_out_takes_a_post(browser: Client, clerk: User) -> None:
    enter(browser)

    assert browser.get("/sign-out/").status_code == 200
    assert browser.get("/staff/second-factor/").status_code == 200
    assert browser.post("/sign-out/")["Location"] == "/"
    assert browser.get("/staff/second-factor/").status_code == 302


def test_a_new_password_ends_the_old_sessions(browser: Client, clerk: User) -> None:
    enter(browser)

    set_staff_password(user=clerk, password="an even longer phrase", actor=SYSTEM, at=AT)

    assert browser.get("/staff/second-factor/").status_code == 302


def test_a_citizen_has_no_second_factor_pages(visitor: Any) -> None:
    visitor.sign_in("eleni")

    assert visitor.client.get("/staff/second-factor/").status_code == 403


@pytest.mark.parametrize("path", ["/sign-in/", "/staff/sign-in/", "/sign-out/", "/en/sign-in/", "/en/staff/sign-in/"])
@pytest.mark.parametrize("host", [KALAMATA_HOST, "localhost"])
def test_the_entrance_shows_on_every_host(taxisnet: str, browser: Client, path: str, host: str) -> None:
    assert browser.get(path, HTTP_HOST=host).status_code == 200
