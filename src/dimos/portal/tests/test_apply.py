"""The way through a form: drafts, errors, sessions that end, second clicks, hostile input."""

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dimos.cases.public import Case, Draft
from dimos.cases.tests.factories import a_citizen, a_register_entry, a_served_municipality, services_are_offered
from dimos.municipalities.public import forget_hosts, municipality_scope

pytestmark = pytest.mark.django_db
KALAMATA = 4401
PATRAS = 3701
HOST = "kalamata.localhost"
START = "/services/residence-certificate/apply/"
REPORT = "/services/problem-report/apply/"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def town() -> Iterator[None]:
    for municipality in (KALAMATA, PATRAS):
        a_served_municipality(municipality)
        with municipality_scope(municipality):
            services_are_offered()
    forget_hosts()
    yield
    forget_hosts()


@pytest.fixture
def citizen(town: None) -> Any:
    with municipality_scope(KALAMATA):
        a_register_entry()
    return a_citizen()


@pytest.fixture
def browser(citizen: Any) -> Client:
    client = Client(headers={"host": HOST})
    client.force_login(citizen, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def visitor(town: None) -> Client:
    return Client(headers={"host": HOST})


def begun(client: Client, start: str = START) -> str:
    """Begin the form and return the address of its first step."""
    return str(client.post(start).headers["Location"])


def base_of(address: str) -> str:
    match = re.match(r"(.*/apply/[0-9a-f-]{36}/)", address)
    assert match
    return match[1]


def filled(client: Client, first: str) -> str:
    """Answer every step of the residence certificate; returns the base of the draft's addresses."""
    base = base_of(first)
    pages = {
        "purpose": {"purpose": "any"},
        "period": {"period": "now"},
        "address": {"address_is_current": "yes"},
        "contact": {"email": "eleni@example.org"},
        "declaration": {"declaration": "on"},
    }
    for step, answers in pages.items():
        response = client.post(f"{base}step/{step}/", answers)
        assert response.status_code == 302, (step, response.content.decode()[:3000])
    return base


def test_the_whole_way_ends_with_a_sealed_document(browser: Client) -> None:
    base = filled(browser, begun(browser))

    check = browser.get(f"{base}check/")
    answer = browser.post(f"{base}check/", follow=True)

    assert "Οδός Παραδείγματος 12" in check.content.decode()
    page = answer.content.decode()
    assert "1/2026" in page or "2/2026" in page
    link = re.search(r'href="(/cases/[^"]+/documents/\d+/)"', page)
    assert link
    document = browser.get(link[1])
    assert document.content.startswith(b"%PDF-")
    assert "sandbox" in document.headers["Content-Security-Policy"]


def test_a_second_click_a_retry_and_the_back_button_make_one_case(browser: Client) -> None:
    base = filled(browser, begun(browser))

    answers = [browser.post(f"{base}check/") for _ in range(3)]

    assert {answer.headers["Location"] for answer in answers} == {f"{base}done/"}
    assert browser.get(f"{base}step/purpose/").headers["Location"] == f"{base}done/"
    with municipality_scope(KALAMATA):
        assert Case.objects.count() == 1


def test_signed_out_the_form_leads_to_the_sign_in_and_back(visitor: Client) -> None:
    response = visitor.get(START)

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/sign-in/?next=")


def test_what_was_typed_survives_the_end_of_the_session(browser: Client, citizen: Any) -> None:
    base = base_of(begun(browser))
    browser.post(f"{base}step/purpose/", {"purpose": "other"})
    browser.logout()

    sent_away = browser.post(f"{base}step/other_purpose/", {"other_purpose": "για το πανεπιστήμιο"})
    browser.force_login(citizen, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = browser.get(f"{base}step/other_purpose/").content.decode()

    assert sent_away.headers["Location"].startswith("/sign-in/")
    assert "για το πανεπιστήμιο" in page


def test_a_stale_form_keeps_what_was_typed_if_it_was_ours(visitor: Client) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"host": HOST})
    strict.cookies["session"] = "x"
    base = base_of(begun(visitor, REPORT))
    strict.cookies["session"] = visitor.cookies["session"].value
    typed = {"category": "road", "csrfmiddlewaretoken": "stale"}

    ours = strict.post(f"{base}step/problem/", typed, headers={"origin": f"http://{HOST}"})
    kept = strict.get(f"{base}step/problem/")
    foreign = strict.post(f"{base}step/problem/", typed, headers={"origin": "http://evil.example"})

    assert ours.status_code == 302
    assert re.search(r'value="road"[^>]*checked', kept.content.decode())
    assert foreign.status_code == 403


@pytest.mark.parametrize("path", ["step/purpose/", "check/", "done/"])
def test_a_forged_draft_is_not_there(browser: Client, path: str) -> None:
    assert browser.get(f"{START}{uuid.uuid4()}/{path}").status_code == 404


def test_another_persons_draft_is_not_there(browser: Client) -> None:
    base = base_of(begun(browser))
    other = Client(headers={"host": HOST})
    other.force_login(a_citizen("000001021"), backend="allauth.account.auth_backends.AuthenticationBackend")

    assert other.get(f"{base}step/purpose/").status_code == 404


def test_a_draft_is_not_there_at_another_municipality(browser: Client, citizen: Any) -> None:
    base = base_of(begun(browser))
    elsewhere = Client(headers={"host": "patras.localhost"})
    elsewhere.force_login(citizen, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert elsewhere.get(f"{base}step/purpose/").status_code == 404


def test_steps_cannot_be_jumped_over(browser: Client) -> None:
    base = base_of(begun(browser))

    assert browser.get(f"{base}step/declaration/").headers["Location"] == f"{base}step/purpose/"
    assert browser.post(f"{base}check/").headers["Location"] == f"{base}step/purpose/"


def test_a_locked_value_is_not_taken_from_the_form(browser: Client) -> None:
    base = filled(browser, begun(browser))
    browser.post(f"{base}step/address/", {"register_address": "Λεωφόρος Ψεύδους 1", "address_is_current": "yes"})

    browser.post(f"{base}check/")

    with municipality_scope(KALAMATA):
        assert Case.objects.get().answers["register_address"] == "Οδός Παραδείγματος 12"


def test_a_draft_is_resumed_on_another_device(browser: Client, citizen: Any) -> None:
    base = base_of(begun(browser))
    browser.post(f"{base}step/purpose/", {"purpose": "school"})
    phone = Client(headers={"host": HOST})
    phone.force_login(citizen, backend="allauth.account.auth_backends.AuthenticationBackend")

    start = phone.get(START)
    resumed = phone.post(START)

    assert start.context["draft"] is not None
    assert resumed.headers["Location"] == f"{base}step/period/"


def test_a_visitor_reports_a_problem_in_one_go(visitor: Client) -> None:
    base = base_of(begun(visitor, REPORT))
    for step, answers in {
        "problem": {"category": "lighting", "danger": "no"},
        "place": {"place__words": "Οδός Δοκιμής 14", "place": "Οδός Δοκιμής 14", "place_words": "Οδός Δοκιμής 14"},
        "details": {"description": "Το φωτιστικό δεν ανάβει εδώ και τρεις ημέρες."},
        "contact": {},
    }.items():
        response = visitor.post(f"{base}step/{step}/", answers)
        assert response.status_code == 302, (step, re.findall(r"error[^<]*<[^>]*>[^<]+", response.content.decode()))

    answer = visitor.post(f"{base}check/", follow=True)

    assert answer.status_code == 200
    assert re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", answer.content.decode())


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("photo.jpg", b"MZ\x90\x00 this is a program", "image/jpeg"),
        ("bill.pdf", b"<html><script>alert(1)</script></html>", "application/pdf"),
        ("bill.pdf", b"", "application/pdf"),
        ("huge.pdf", PDF + b"0" * 10_500_000, "application/pdf"),
        ("bill.pdf.exe", PDF, "application/pdf"),
    ],
)
def test_a_file_that_lies_is_refused_with_words(visitor: Client, name: str, content: bytes, content_type: str) -> None:
    base = base_of(begun(visitor, REPORT))
    visitor.post(f"{base}step/problem/", {"category": "lighting", "danger": "no"})
    visitor.post(f"{base}step/place/", {"place__words": "Εδώ", "place": "Εδώ", "place_words": "Εδώ"})

    file = SimpleUploadedFile(name, content, content_type)
    response = visitor.post(f"{base}step/details/", {"description": "Το φωτιστικό δεν ανάβει.", "photos": file})

    assert response.status_code == 422
    assert "Το φωτιστικό δεν ανάβει." in response.content.decode()


NASTY = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["\x00", "\u202e", "😀" * 50, "عربي", "' OR 1=1 --", "<script>", "{{ 7*7 }}", "#eval", "9" * 400, "2024-02-30"]
    ),
)


@pytest.mark.parametrize("step", ["purpose", "period", "address", "contact", "declaration", "years", "own_address"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.dictionaries(st.sampled_from([
    "purpose", "period", "from_year", "to_year", "address_is_current", "own_address_street", "own_address_number",
    "own_address_postal_code", "email", "phone", "declaration", "proof__remove", "later", "csrfmiddlewaretoken",
]), NASTY, max_size=6))  # fmt: skip
def test_no_input_breaks_a_step(browser: Client, step: str, data: dict[str, str]) -> None:
    with municipality_scope(KALAMATA):
        draft = Draft.objects.order_by("-id").first()
    base = f"{START}{draft.key}/" if draft else base_of(begun(browser))

    response = browser.post(f"{base}step/{step}/", data)

    assert response.status_code in {200, 302, 422}
