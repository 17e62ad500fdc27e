"""Every move of a case through its page: that it works, when it is refused, and what a second click does."""

from collections.abc import Callable
from typing import Any

import pytest

from dimos.cases.public import (
    Case,
    State,
    approve_case,
    events_of,
    reject_case,
    request_correction,
    take_case,
)
from dimos.desk.tests.factories import fault_case, residence_case, staff
from dimos.desk.tests.pages import by, fresh, hidden, post
from dimos.identity.public import Role

pytestmark = pytest.mark.django_db


class TestTaking:
    def test_makes_the_case_the_clerks_own(self, clerk: Any) -> None:
        case = residence_case()

        answer = post(clerk, case, "take")

        assert answer.url == f"/en/desk/cases/{case.pk}/"
        assert (fresh(case).state, fresh(case).assignee_id) == (State.IN_WORK, clerk.user.pk)
        assert "The case was taken in hand." in clerk.get(answer.url).content.decode()

    def test_takes_one_press_on_the_case_page(self, clerk: Any) -> None:
        case = residence_case()
        page = clerk.get(f"/en/desk/cases/{case.pk}/")

        clerk.post(
            f"/en/desk/cases/{case.pk}/take/", {"version": hidden(page)["version"], "seen": hidden(page)["seen"]}
        )

        assert fresh(case).assignee_id == clerk.user.pk

    def test_twice_is_the_same_as_once(self, clerk: Any) -> None:
        case = residence_case()
        url = f"/en/desk/cases/{case.pk}/take/"
        form = hidden(clerk.get(url))

        first, second = clerk.post(url, form), clerk.post(url, form)

        assert first.url == second.url
        assert events_of(case=case).filter(kind="taken").count() == 1

    def test_after_a_colleague_shows_who_was_first(self, clerk: Any, supervisor: Any) -> None:
        case = residence_case()
        form = hidden(clerk.get(f"/en/desk/cases/{case.pk}/take/"))
        take_case(case_id=case.pk, assignee_id=supervisor.user.pk, step=by(supervisor))

        answer = clerk.post(f"/en/desk/cases/{case.pk}/take/", form)

        assert answer.status_code == 409
        assert "Taken in hand" in answer.content.decode()
        assert "Κώστας Υπαλλήλου" in answer.content.decode()
        assert fresh(case).assignee_id == supervisor.user.pk

    def test_a_supervisor_gives_it_to_a_colleague_of_the_office(self, supervisor: Any) -> None:
        case = residence_case()
        colleague = staff("registrar", Role.CLERK, office="registry", first_name="Πέτρος")
        stranger = staff("engineer", Role.CLERK, office="technical-services", first_name="Ξένος")

        page = supervisor.get(f"/en/desk/cases/{case.pk}/take/").content.decode()
        post(supervisor, case, "take", assignee=str(colleague.pk))

        assert "Πέτρος" in page
        assert "Ξένος" not in page
        assert fresh(case).assignee_id == colleague.pk
        assert stranger.pk != colleague.pk

    def test_a_clerk_cannot_give_it_to_anybody(self, clerk: Any) -> None:
        case = residence_case()
        colleague = staff("registrar", Role.CLERK, office="registry")

        post(clerk, case, "take", assignee=str(colleague.pk))

        assert fresh(case).assignee_id == clerk.user.pk


class TestAskingForACorrection:
    def test_stops_the_clock_and_opens_the_ticked_answers(self, clerk: Any) -> None:
        case = residence_case()

        answer = post(clerk, case, "correction", text="Στείλτε καθαρότερη σάρωση.", fields_concerned=["proof"])

        assert answer.status_code == 302
        assert fresh(case).state == State.AWAITING_CITIZEN
        assert fresh(case).due_date is None
        event = events_of(case=case).get(kind="correction_requested")
        assert event.detail == {"text": "Στείλτε καθαρότερη σάρωση.", "fields": ["proof"]}

    def test_without_words_is_refused_beside_the_field(self, clerk: Any) -> None:
        case = residence_case()

        answer = post(clerk, case, "correction", text=" \u200b ")

        assert "Write what the citizen has to correct or add" in answer.content.decode()
        assert fresh(case).state == State.RECEIVED

    def test_of_an_answer_that_was_never_asked_is_refused(self, clerk: Any) -> None:
        case = residence_case()

        answer = post(clerk, case, "correction", text="Κείμενο", fields_concerned=["nonsense"])

        assert answer.status_code == 200
        assert fresh(case).state == State.RECEIVED

    def test_keeps_what_was_typed_when_the_case_has_changed(self, clerk: Any, supervisor: Any) -> None:
        case = residence_case()
        url = f"/en/desk/cases/{case.pk}/correction/"
        form = hidden(clerk.get(url)) | {"text": "Στείλτε το Ε1.", "fields_concerned": ["proof"]}
        take_case(case_id=case.pk, assignee_id=supervisor.user.pk, step=by(supervisor))

        answer = clerk.post(url, form)
        page = answer.content.decode()
        again = clerk.post(url, hidden(answer) | {"text": "Στείλτε το Ε1.", "fields_concerned": ["proof"]})

        assert answer.status_code == 409
        assert "Somebody else has changed this case meanwhile" in page
        assert "Στείλτε το Ε1." in page
        assert again.status_code == 302
        assert fresh(case).state == State.AWAITING_CITIZEN

    @pytest.mark.parametrize("version", ["", "x", "-1", "999999999999999999999999", "²"])
    def test_with_a_forged_version_decides_nothing(self, clerk: Any, version: str) -> None:
        case = residence_case()

        answer = clerk.post(f"/en/desk/cases/{case.pk}/correction/", {"version": version, "text": "Κείμενο"})

        assert answer.status_code == 409
        assert fresh(case).state == State.RECEIVED


class TestRejecting:
    def test_closes_the_case_with_the_reasons_in_its_own_language(self, clerk: Any) -> None:
        case = residence_case()

        answer = post(clerk, case, "reject", preset="not_in_register", details="Βλ. άρθρο 279.")

        assert answer.status_code == 302
        assert fresh(case).state == State.REJECTED
        assert fresh(case).reasons.endswith("\n\nΒλ. άρθρο 279.")
        assert fresh(case).reasons.startswith("Δεν είστε εγγεγραμμένοι")

    @pytest.mark.parametrize(
        ("data", "told"),
        [
            ({}, "Choose why it is rejected"),
            ({"preset": "other"}, "Write the reasons of the rejection"),
            ({"preset": "other", "details": "  "}, "Write the reasons of the rejection"),
            ({"preset": "not_entitled", "details": "λ" * 5_001}, "Write at most 5000 characters"),
        ],
    )
    def test_needs_reasons(self, clerk: Any, data: dict[str, str], told: str) -> None:
        case = residence_case()

        answer = post(clerk, case, "reject", **data)

        assert told in answer.content.decode()
        assert fresh(case).state == State.RECEIVED

    def test_of_a_closed_case_is_not_possible_and_keeps_the_words(self, clerk: Any, supervisor: Any) -> None:
        case = residence_case()
        url = f"/en/desk/cases/{case.pk}/reject/"
        form = hidden(clerk.get(url)) | {"preset": "other", "details": "Οι λόγοι μου."}
        reject_case(case_id=case.pk, reasons="Άλλοι λόγοι.", step=by(supervisor))

        answer = clerk.post(url, form)

        assert answer.status_code == 409
        assert "Οι λόγοι μου." in answer.content.decode()
        assert "Άλλοι λόγοι." in answer.content.decode()
        assert fresh(case).reasons == "Άλλοι λόγοι."


class TestCounter:
    def test_completes_what_was_approved(self, clerk: Any) -> None:
        case = residence_case()
        Case.objects.filter(pk=case.pk).update(state=State.APPROVED)

        answer = post(clerk, case, "complete")

        assert answer.status_code == 302
        assert fresh(case).state == State.COMPLETED

    def test_has_nothing_to_complete_before(self, clerk: Any) -> None:
        case = residence_case()

        answer = clerk.get(f"/en/desk/cases/{case.pk}/complete/")

        assert answer.status_code == 409
        assert "This cannot be done now" in answer.content.decode()


class TestWithdrawing:
    def test_is_done_at_the_citizens_wish(self, clerk: Any) -> None:
        case = residence_case()

        post(clerk, case, "withdraw", is_wish="on")

        assert fresh(case).state == State.WITHDRAWN

    def test_needs_that_wish(self, clerk: Any) -> None:
        case = residence_case()

        answer = post(clerk, case, "withdraw")

        assert "Confirm that the citizen asked for it" in answer.content.decode()
        assert fresh(case).state == State.RECEIVED


class TestReopening:
    def test_starts_a_fresh_term(self, supervisor: Any) -> None:
        case = residence_case()
        reject_case(case_id=case.pk, reasons="Λόγοι.", step=by(supervisor))

        answer = post(supervisor, case, "reopen", reasons="Βρέθηκε το έγγραφο.")

        assert answer.status_code == 302
        assert fresh(case).state == State.IN_WORK
        assert fresh(case).due_date is not None

    def test_is_for_supervisors(self, clerk: Any, supervisor: Any) -> None:
        case = residence_case()
        reject_case(case_id=case.pk, reasons="Λόγοι.", step=by(supervisor))

        answer = clerk.post(f"/en/desk/cases/{case.pk}/reopen/", {"version": fresh(case).version, "reasons": "Λόγοι"})

        assert answer.status_code == 409
        assert fresh(case).state == State.REJECTED

    def test_needs_reasons(self, supervisor: Any) -> None:
        case = residence_case()
        reject_case(case_id=case.pk, reasons="Λόγοι.", step=by(supervisor))

        answer = post(supervisor, case, "reopen", reasons="")

        assert "Write why the case is taken up again" in answer.content.decode()
        assert fresh(case).state == State.REJECTED


def test_a_case_that_waits_for_the_citizen_offers_no_approval(clerk: Any) -> None:
    case = residence_case()
    request_correction(case_id=case.pk, text="Κείμενο", fields=[], step=by(clerk))

    page = clerk.get(f"/en/desk/cases/{case.pk}/").content.decode()

    assert f"/cases/{case.pk}/approve/" not in page
    assert f"/cases/{case.pk}/reject/" in page
    assert clerk.get(f"/en/desk/cases/{case.pk}/approve/").status_code == 409


def test_an_answered_report_is_closed(clerk: Any, at_desk: Callable[..., Any]) -> None:
    case = fault_case()

    approve_case(case_id=case.pk, remarks="Επισκευάστηκε.", step=by(clerk))

    assert "There is nothing left to do." in clerk.get(f"/en/desk/cases/{case.pk}/").content.decode()
