"""Following a case by number and code: tolerant of typing, silent about everything that is inside."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from dimos.audit.public import SYSTEM
from dimos.cases.public import Case, Step, follow_code, request_correction
from dimos.cases.tests.factories import FAULT, a_case, a_citizen, a_served_municipality, services_are_offered
from dimos.kernel.clock import standing_still
from dimos.municipalities.public import forget_hosts, municipality_scope
from dimos.portal.follow.views import TRIES_PER_MINUTE

KALAMATA = 4401
NOON = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with standing_still(at=NOON):
        yield


@pytest.fixture
def case() -> Iterator[Case]:
    a_served_municipality()
    forget_hosts()
    with municipality_scope(KALAMATA):
        services_are_offered()
        yield a_case(user=a_citizen(), at=NOON)
    forget_hosts()


@pytest.fixture
def code(case: Case) -> str:
    return follow_code(case=case)


@pytest.fixture
def stranger(case: Case) -> Client:
    return Client(headers={"host": "kalamata.localhost"})


def ask(client: Client, number: str, code: str) -> Any:
    return client.post("/en/cases/follow/", {"number": number, "code": code})


@pytest.mark.parametrize("written", ["{}/{}", " {} / {} ", "αρ. πρωτ. {}-{}", "{}.{}", "00{}/{}"])
def test_number_and_code_may_be_typed_carelessly(stranger: Client, case: Case, code: str, written: str) -> None:
    page = ask(stranger, written.format(case.protocol_number, case.protocol_year), f" {code.lower().replace('-', ' ')}")

    assert page.status_code == 200
    assert case.protocol in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_it_shows_where_the_case_is_and_nothing_of_what_it_says(
    stranger: Client, case: Case, code: str, django_assert_max_num_queries: Any
) -> None:
    step = Step(actor=SYSTEM, at=NOON)
    request_correction(case_id=case.pk, text="Ποιος στύλος;", fields=["photo"], step=step)

    with django_assert_max_num_queries(20):
        page = ask(stranger, case.protocol, code).content.decode()

    assert "Report a problem" in page
    assert "Something is needed from you" in page
    for hidden in ("Ποιος στύλος;", FAULT["description"], "ΠΑΡΑΔΕΙΓΜΑΤΙΔΟΥ", str(case.submission_key)):
        assert hidden not in page


def test_a_wrong_number_and_a_wrong_code_sound_alike(stranger: Client, case: Case, code: str) -> None:
    answers = [ask(stranger, case.protocol, "2222-2222-2222"), ask(stranger, "999999/2026", code)]

    for answer in answers:
        assert answer.status_code == 422
        assert "We found no case with this number and this code" in answer.content.decode()


@pytest.mark.parametrize(
    "number", ["", "12", "abc", "1/26", "9" * 50, "\x00/2026", "<script>", "१२/२०२६", "9999999999/2026"]
)
@pytest.mark.parametrize("typed", ["", "\x00", "😀" * 20, "x" * 10_000])
def test_hostile_input_is_answered_on_the_form(stranger: Client, number: str, typed: str) -> None:
    assert ask(stranger, number, typed).status_code == 422


def test_guessing_is_slowed_down(stranger: Client, case: Case) -> None:
    answers = [ask(stranger, case.protocol, "2222-2222-2222").status_code for _ in range(TRIES_PER_MINUTE + 1)]

    assert answers[-1] == 429


def test_another_municipality_does_not_know_the_case(case: Case, code: str) -> None:
    answer = ask(Client(headers={"host": "komotini.localhost"}), case.protocol, code)

    assert "We found no case" in answer.content.decode()
