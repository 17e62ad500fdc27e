from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dimos.cases.public import Case, Step, take_case, withdraw_case
from dimos.desk.inbox.figures import Figure, day_of, protocol_number_in
from dimos.desk.inbox.presenters import VIEWS
from dimos.desk.tests.factories import AT, PATRAS, fault_case, residence_case, staff, town
from dimos.identity.public import Role, actor_of

pytestmark = pytest.mark.django_db


def copies_of(case: Case, count: int) -> None:
    """Cases like this one, each a day later than the other."""
    originals = []
    for number in range(count):
        copy = Case.objects.get(pk=case.pk)
        copy.pk = None
        copy.protocol_number = 1_000 + number
        copy.submission_key = f"00000000-0000-4000-8000-{number:012d}"
        copy.due_date = AT.date() + timedelta(days=number)
        originals.append(copy)
    Case.objects.bulk_create(originals)


def shown_in(answer: Any, cases: tuple[Case, ...]) -> set[int]:
    return {case.pk for case in cases if f"/desk/cases/{case.pk}/" in answer.content.decode()}


def test_the_inbox_says_what_is_due_by_when_and_why(clerk: Any) -> None:
    case = residence_case()

    page = clerk.get("/en/desk/").content.decode()

    assert "Permanent residence certificate" in page
    assert case.protocol in page
    assert "ΝΙΚΟΛΑΟΣ ΥΠΟΘΕΤΙΚΟΣ" in page
    assert "Due in 5 working days" in page
    assert "term of 5 calendar days, National registry of procedures" in page
    assert "Civil Status Department" in page


def test_what_is_late_stands_first_and_says_so_in_words(clerk: Any) -> None:
    fresh = residence_case()
    late = residence_case(at=AT - timedelta(days=20))

    page = clerk.get("/en/desk/").content.decode()

    assert page.index(f"/desk/cases/{late.pk}/") < page.index(f"/desk/cases/{fresh.pk}/")
    assert "Overdue by" in page


def test_an_empty_inbox_says_what_will_come(clerk: Any) -> None:
    page = clerk.get("/en/desk/").content.decode()

    assert "No cases" in page
    assert "New requests appear here by themselves" in page


def test_every_view_shows_its_cases_and_no_others(clerk: Any) -> None:
    new, mine, gone = residence_case(), fault_case(), fault_case()
    step = Step(actor=actor_of(clerk.user), at=AT)
    take_case(case_id=mine.pk, assignee_id=clerk.user.pk, step=step)
    withdraw_case(case_id=gone.pk, step=step)

    shown = {view: shown_in(clerk.get(f"/desk/?view={view}"), (new, mine, gone)) for view in VIEWS}

    assert shown == {
        "todo": {new.pk, mine.pk}, "mine": {mine.pk}, "waiting": set(),
        "completed": set(), "rejected": set(), "withdrawn": {gone.pk},
    }  # fmt: skip


def test_the_office_filter_narrows_the_list(clerk: Any) -> None:
    certificate, fault = residence_case(), fault_case()

    page = clerk.get(f"/desk/?office={certificate.office_id}").content.decode()

    assert f"/desk/cases/{certificate.pk}/" in page
    assert f"/desk/cases/{fault.pk}/" not in page


@pytest.mark.parametrize("query", ["office=abc", "office=999999999999999999999", "view=nonsense", "office="])
def test_a_filter_that_means_nothing_is_left_aside(clerk: Any, query: str) -> None:
    case = residence_case()

    answer = clerk.get(f"/desk/?{query}")

    assert answer.status_code == 200
    assert f"/desk/cases/{case.pk}/" in answer.content.decode()


def test_a_clerk_of_one_office_sees_its_cases_alone(at_desk: Callable[..., Any]) -> None:
    certificate, fault = residence_case(), fault_case()
    client = at_desk(staff("registrar", Role.CLERK, office="registry"))

    page = client.get("/desk/").content.decode()

    assert f"/desk/cases/{certificate.pk}/" in page
    assert f"/desk/cases/{fault.pk}/" not in page
    assert client.get(f"/desk/cases/{fault.pk}/").status_code == 404
    assert client.get(f"/desk/?office={fault.office_id}").content.decode().count("/desk/cases/") == 1


def test_the_next_page_goes_on_where_this_one_ends(clerk: Any) -> None:
    copies_of(residence_case(), 60)

    first = clerk.get("/desk/").content.decode()
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = clerk.get(following).content.decode()

    assert first.count("dm-inbox__link") == 50
    assert second.count("dm-inbox__link") == 11


def test_a_damaged_link_to_the_next_page_leads_to_the_first(clerk: Any) -> None:
    residence_case()

    page = clerk.get("/en/desk/?after=2026-13-45_x").content.decode()

    assert "The link to that page was damaged" in page
    assert "dm-inbox__link" in page


def test_the_list_takes_the_same_few_queries_whatever_its_length(clerk: Any) -> None:
    case = residence_case()
    clerk.get("/desk/")
    copies_of(case, 45)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        clerk.get("/desk/")

    asked = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= 12, "\n".join(asked)


@pytest.mark.parametrize("typed", ["{number}/{year}", " {number} / {year} ", "{number}-{year}", "{number}"])
def test_a_protocol_number_leads_to_its_case(clerk: Any, typed: str) -> None:
    case = residence_case()
    number = typed.format(number=case.protocol_number, year=case.protocol_year)

    answer = clerk.get("/desk/find/", {"number": number})

    assert answer.url == f"/desk/cases/{case.pk}/"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("99/2026", "There is no case with number 99/2026 that you may open."),
        ("certificate", "Write the protocol number as on the receipt"),
        ("", "Write the protocol number as on the receipt"),
        ("٣/2026", "Write the protocol number as on the receipt"),
        ("999999999/9999", "There is no case with number"),
    ],
)
def test_what_is_no_number_of_a_case_here_is_told(clerk: Any, typed: str, told: str) -> None:
    answer = clerk.get("/en/desk/find/", {"number": typed}, follow=True)

    assert told in answer.content.decode()


def test_a_number_of_a_case_out_of_reach_is_like_one_that_is_missing(at_desk: Callable[..., Any]) -> None:
    fault = fault_case()
    client = at_desk(staff("registrar", Role.CLERK, office="registry"))

    page = client.get("/en/desk/find/", {"number": fault.protocol}, follow=True).content.decode()

    assert "There is no case with number" in page


@pytest.mark.usefixtures("kalamata")
class TestWhoMayEnter:
    def test_signed_out_leads_to_the_staff_sign_in_and_back(self, at_desk: Callable[..., Any]) -> None:
        answer = at_desk().get("/desk/?view=mine")

        assert answer.status_code == 302
        assert answer.url.startswith("/staff/")
        assert "next=%2Fdesk%2F%3Fview%3Dmine" in answer.url

    def test_a_citizen_is_refused(self, at_desk: Callable[..., Any]) -> None:
        case = residence_case()
        client = at_desk(case.applicant)

        assert client.get("/desk/").status_code == 403
        assert client.get(f"/desk/cases/{case.pk}/").status_code == 403

    def test_staff_without_a_role_here_are_refused(self, at_desk: Callable[..., Any]) -> None:
        assert at_desk(staff("stranger")).get("/desk/").status_code == 403

    def test_an_administrator_finds_registers_and_no_cases(self, at_desk: Callable[..., Any]) -> None:
        case = residence_case()
        client = at_desk(staff("administrator", Role.ADMINISTRATOR))

        page = client.get("/en/desk/")

        assert page.status_code == 200
        assert case.protocol not in page.content.decode()
        assert client.get(f"/desk/cases/{case.pk}/").status_code == 403
        assert client.get("/desk/find/", {"number": case.protocol}).status_code == 403

    def test_a_clerk_of_another_municipality_is_refused(self, clerk: Any) -> None:
        town(PATRAS)

        answer = clerk.get("/desk/", HTTP_HOST="patras.localhost")

        assert answer.status_code == 403


def test_figures_stop_counting_at_ninety_nine() -> None:
    assert str(Figure(count=99, has_more=True)) == "99+"


def test_the_day_counts_what_is_late_and_what_this_week_brings(clerk: Any) -> None:
    from dimos.cases.public import reach_of

    copies_of(residence_case(at=AT - timedelta(days=20)), 10)

    day = day_of(reach=reach_of(user=clerk.user), today=AT.date())

    assert (day.late.count, day.this_week.count) == (1, 7)


def test_protocol_numbers_are_read_with_or_without_their_year() -> None:
    assert protocol_number_in("12/2025", today=AT.date()) == (12, 2025)
    assert protocol_number_in("12", today=AT.date()) == (12, 2026)
    assert protocol_number_in("12/20256", today=AT.date()) is None
