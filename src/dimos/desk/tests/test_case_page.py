from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dimos.audit.public import entries_about_subject
from dimos.cases.public import files_of
from dimos.desk.tests.factories import KALAMATA, fault_case, registered, residence_case, staff
from dimos.identity.public import Role

pytestmark = pytest.mark.django_db


def test_answers_stand_beside_what_the_register_says(clerk: Any) -> None:
    case = residence_case()

    page = clerk.get(f"/en/desk/cases/{case.pk}/").content.decode()

    assert "Enrolment at school or nursery" in page
    assert "ΠΛΑΤΕΙΑ ΥΠΟΘΕΣΗΣ 3" in page
    assert "The same" in page
    assert "Differs" not in page
    assert "Household number" in page


def test_a_difference_is_named_in_words_and_counted(clerk: Any) -> None:
    home = {"street": "Οδός Δοκιμής", "number": "9", "postal_code": "24100", "settlement": "Καλαμάτα"}
    case = residence_case(address_is_current=False, own_address=home)

    page = clerk.get(f"/en/desk/cases/{case.pk}/").content.decode()

    assert "1 answer differs from what the register says." in page
    assert "Differs" in page


def test_it_says_why_a_clerk_has_to_decide(clerk: Any) -> None:
    case = residence_case()

    page = clerk.get(f"/en/desk/cases/{case.pk}/").content.decode()

    assert "The register does not say since when you have lived in the municipality." in page


def test_it_says_when_it_is_due_under_which_law_and_what_silence_means(clerk: Any) -> None:
    case = residence_case()

    page = clerk.get(f"/en/desk/cases/{case.pk}/").content.decode()

    assert "Legal term: 5 calendar days from the complete application" in page
    assert "What if the term passes?" in page


def test_moments_are_those_of_a_greek_clock(clerk: Any) -> None:
    case = residence_case()

    page = clerk.get(f"/en/desk/cases/{case.pk}/").content.decode()

    assert "23 November 2026, 11:00, Online" in page


def test_opening_a_case_is_an_entry_in_the_journal_and_on_the_page(clerk: Any) -> None:
    case = residence_case()

    page = clerk.get(f"/en/desk/cases/{case.pk}/").content.decode()

    read = entries_about_subject(municipality_id=KALAMATA, subject=case.reference).filter(action="case.read")
    assert [entry.actor_id for entry in read] == [clerk.user.pk]
    assert "Opened the case: <strong>Άννα Υπαλλήλου</strong>" in page


def test_a_case_that_is_not_there_is_a_page_that_says_so(clerk: Any) -> None:
    assert clerk.get("/desk/cases/4711/").status_code == 404
    assert clerk.get("/desk/cases/99999999999999999999/").status_code == 404


ROUTES = (
    "", "take/", "correction/", "approve/", "approve/preview/", "approve/preview/act.pdf", "reject/", "complete/",
    "withdraw/", "reopen/", "message/", "documents/1/", "documents/1/open/", "documents/1/revoke/",
    "documents/1/replace/", "files/00000000-0000-4000-8000-000000000000/",
)  # fmt: skip


class TestEveryAddressOfACase:
    def test_is_closed_to_the_signed_out(self, at_desk: Callable[..., Any]) -> None:
        case = fault_case()
        client = at_desk()

        answers = {route: client.get(f"/desk/cases/{case.pk}/{route}") for route in ROUTES}

        assert {route: answer.status_code for route, answer in answers.items()} == dict.fromkeys(ROUTES, 302)
        assert all("next=" in answer.url for answer in answers.values())

    @pytest.mark.parametrize("roles", [(), (Role.EDITOR,), (Role.ADMINISTRATOR,)])
    def test_is_forbidden_to_other_staff(self, at_desk: Callable[..., Any], roles: tuple[Role, ...]) -> None:
        case = fault_case()
        client = at_desk(staff("other", *roles))

        assert statuses(client.get, case) == dict.fromkeys(ROUTES, 403)

    @pytest.mark.parametrize("role", [Role.CLERK, Role.SUPERVISOR])
    def test_is_missing_for_another_office(self, at_desk: Callable[..., Any], role: Role) -> None:
        case = fault_case()
        client = at_desk(staff("registrar", role, office="registry"))

        found = statuses(client.get, case)

        ending = {"documents/1/revoke/", "documents/1/replace/"} if role is Role.CLERK else set()
        assert found == {route: 403 if route in ending else 404 for route in ROUTES}

    def test_takes_no_post_from_another_office(self, at_desk: Callable[..., Any]) -> None:
        case = fault_case()
        client = at_desk(staff("registrar", Role.CLERK, office="registry"))

        found = statuses(lambda url: client.post(url, {"version": case.version, "text": "Κείμενο"}), case)

        assert set(found.values()) <= {403, 404, 405}
        case.refresh_from_db()
        assert case.version == 1


def statuses(ask: Callable[[str], Any], case: Any) -> dict[str, int]:
    return {route: ask(f"/desk/cases/{case.pk}/{route}").status_code for route in ROUTES}


class TestAttachedFiles:
    def test_are_sent_to_be_saved_inside_a_sandbox(self, clerk: Any) -> None:
        case = residence_case()
        file = files_of(case=case).get()

        answer = clerk.get(f"/desk/cases/{case.pk}/files/{file.key}/")

        assert answer.content == b"%PDF-1.7 proof"
        assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert "script-src" not in answer["Content-Security-Policy"]
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert "no-store" in answer["Cache-Control"]

    def test_a_pdf_opens_without_a_sandbox_which_its_viewer_refuses(self, clerk: Any) -> None:
        case = residence_case()
        file = files_of(case=case).get()

        answer = clerk.get(f"/desk/cases/{case.pk}/files/{file.key}/open/")

        assert answer["Content-Disposition"].startswith("inline")
        assert "sandbox" not in answer["Content-Security-Policy"]
        assert "default-src 'none'" in answer["Content-Security-Policy"]

    def test_what_a_browser_would_run_is_never_opened(self, clerk: Any) -> None:
        case = residence_case()
        files_of(case=case).update(content_type="text/html")
        file = files_of(case=case).get()

        assert clerk.get(f"/desk/cases/{case.pk}/files/{file.key}/open/").status_code == 404

    def test_opening_one_is_in_the_journal(self, clerk: Any) -> None:
        case = residence_case()
        file = files_of(case=case).get()

        clerk.get(f"/desk/cases/{case.pk}/files/{file.key}/")

        entries = entries_about_subject(municipality_id=KALAMATA, subject=case.reference)
        assert entries.filter(action="case.file_read", detail__file=str(file.key)).count() == 1

    def test_a_file_of_another_case_is_missing(self, clerk: Any) -> None:
        case, other = residence_case(), fault_case()
        file = files_of(case=case).get()

        assert clerk.get(f"/desk/cases/{other.pk}/files/{file.key}/").status_code == 404


def test_the_page_takes_few_queries(clerk: Any) -> None:
    case = residence_case(person=registered(resident_since=None))
    clerk.get(f"/desk/cases/{case.pk}/")

    with CaptureQueriesContext(connection) as queries:
        clerk.get(f"/desk/cases/{case.pk}/")

    asked = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= 20, "\n".join(asked)
