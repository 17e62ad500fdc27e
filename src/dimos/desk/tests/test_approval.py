"""Approval in three steps, and what becomes of the document afterwards."""

from datetime import date
from typing import Any

import pytest

from dimos.audit.public import entries_about_subject
from dimos.cases.public import Case, State, Step, approve_case, documents_of, take_case
from dimos.desk.tests.factories import AT, KALAMATA, fault_case, registered, residence_case
from dimos.desk.tests.pages import by, fresh, hidden, post

pytestmark = pytest.mark.django_db


def decided(client: Any, case: Case, remarks: str = "Καλή αρχή.") -> Any:
    """Step 1 done: the page of step 2."""
    return client.get(post(client, case, "approve", remarks=remarks).url)


class TestThreeSteps:
    def test_lead_from_the_decision_over_the_preview_to_the_sealed_document(self, clerk: Any) -> None:
        case = residence_case()

        first = post(clerk, case, "approve", remarks="Καλή αρχή.")
        assert first.url == f"/en/desk/cases/{case.pk}/approve/preview/"
        assert fresh(case).state == State.RECEIVED

        second = clerk.get(first.url)
        page = second.content.decode()
        assert "Καλή αρχή." in page
        assert (
            f'<iframe class="dm-act" src="/en/desk/cases/{case.pk}/approve/preview/act.pdf#navpanes=0&amp;view=FitH"'
            in page
        )
        assert fresh(case).state == State.RECEIVED

        third = clerk.post(first.url, hidden(second))
        assert third.url == f"/en/desk/cases/{case.pk}/"
        assert fresh(case).state == State.COMPLETED
        assert fresh(case).reasons == "Καλή αρχή."
        assert documents_of(case=case).count() == 1
        assert "The document was issued and the citizen was told." in clerk.get(third.url).content.decode()

    def test_show_the_act_as_a_pdf_within_the_page_alone(self, clerk: Any) -> None:
        case = residence_case()

        page = decided(clerk, case)
        act = clerk.get(f"/en/desk/cases/{case.pk}/approve/preview/act.pdf")

        assert act.content.startswith(b"%PDF")
        assert act["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in act["Content-Security-Policy"]
        assert "frame-src 'self'" in page["Content-Security-Policy"]
        assert documents_of(case=case).count() == 0

    def test_begin_again_without_a_decision(self, clerk: Any) -> None:
        case = residence_case()

        assert clerk.get(f"/en/desk/cases/{case.pk}/approve/preview/").url == f"/en/desk/cases/{case.pk}/approve/"

    def test_issue_one_document_however_often_one_presses(self, clerk: Any) -> None:
        case = residence_case()
        form = hidden(decided(clerk, case))
        url = f"/en/desk/cases/{case.pk}/approve/preview/"

        first, second = clerk.post(url, form), clerk.post(url, form)

        assert first.url == second.url
        assert documents_of(case=case).count() == 1

    def test_stop_when_a_colleague_has_changed_the_case(self, clerk: Any, supervisor: Any) -> None:
        case = residence_case()
        form = hidden(decided(clerk, case))
        take_case(case_id=case.pk, assignee_id=supervisor.user.pk, step=by(supervisor))

        answer = clerk.post(f"/en/desk/cases/{case.pk}/approve/preview/", form)

        assert answer.status_code == 409
        assert "Καλή αρχή." in answer.content.decode()
        assert "Taken in hand" in answer.content.decode()
        assert documents_of(case=case).count() == 0

    def test_stop_when_a_colleague_has_issued_it(self, clerk: Any, supervisor: Any) -> None:
        case = residence_case()
        form = hidden(decided(clerk, case))
        approve_case(case_id=case.pk, remarks="", step=by(supervisor))

        answer = clerk.post(f"/en/desk/cases/{case.pk}/approve/preview/", form)

        assert answer.status_code == 409
        assert "This cannot be done now" in answer.content.decode()
        assert documents_of(case=case).count() == 1

    def test_say_what_keeps_the_act_from_being_drawn(self, clerk: Any) -> None:
        case = residence_case(person=registered(last_name="", first_name=""))
        Case.objects.filter(pk=case.pk).update(facts=case.facts | {"applicant": {}})

        page = decided(clerk, case)
        answer = clerk.post(f"/en/desk/cases/{case.pk}/approve/preview/", hidden(page))

        assert "The act must state what is not known" in page.content.decode()
        assert "Issue the document" not in page.content.decode()
        assert answer.status_code == 409
        assert fresh(case).state == State.RECEIVED
        assert documents_of(case=case).count() == 0

    def test_answer_a_report_in_words(self, clerk: Any) -> None:
        case = fault_case()

        silent = post(clerk, case, "approve", remarks="")
        page = decided(clerk, case, "Επισκευάστηκε.")
        clerk.post(f"/en/desk/cases/{case.pk}/approve/preview/", hidden(page))

        assert "Write the answer to the citizen" in silent.content.decode()
        assert "<iframe" not in page.content.decode()
        assert fresh(case).state == State.COMPLETED

    def test_keep_the_remarks_when_one_goes_back(self, clerk: Any) -> None:
        case = residence_case()
        decided(clerk, case, "Κρατήστε το.")

        assert "Κρατήστε το." in clerk.get(f"/en/desk/cases/{case.pk}/approve/").content.decode()


@pytest.fixture
def issued(supervisor: Any) -> Case:
    """A case whose certificate has been issued."""
    case = residence_case(person=registered(resident_since=None))
    return approve_case(case_id=case.pk, remarks="", step=Step(actor=by(supervisor).actor, at=AT))


class TestIssuedDocuments:
    def test_are_downloaded_and_the_journal_says_by_whom(self, supervisor: Any, issued: Case) -> None:
        document = documents_of(case=issued).get()

        answer = supervisor.get(f"/en/desk/cases/{issued.pk}/documents/{document.pk}/")

        assert answer.content.startswith(b"%PDF")
        assert answer["Content-Disposition"].startswith("attachment")
        entries = entries_about_subject(municipality_id=KALAMATA, subject=issued.reference)
        assert entries.filter(action="case.document_read", actor_id=supervisor.user.pk).count() == 1

    def test_are_revoked_with_a_reason_once(self, supervisor: Any, issued: Case) -> None:
        document = documents_of(case=issued).get()
        url = f"/en/desk/cases/{issued.pk}/documents/{document.pk}/revoke/"
        form = hidden(supervisor.get(url)) | {"reasons": "Εκδόθηκε εκ παραδρομής."}

        first, second = supervisor.post(url, form), supervisor.post(url, form)

        assert first.url == second.url == f"/en/desk/cases/{issued.pk}/"
        assert documents_of(case=issued).get().state == "revoked"
        assert "Εκδόθηκε εκ παραδρομής." in supervisor.get(first.url).content.decode()

    def test_are_replaced_by_a_new_one(self, supervisor: Any, issued: Case) -> None:
        document = documents_of(case=issued).get()

        answer = post(supervisor, issued, f"documents/{document.pk}/replace", reasons="Διόρθωση ονόματος.")

        assert answer.status_code == 302
        assert [one.state for one in documents_of(case=issued)] == ["valid", "replaced"]

    @pytest.mark.parametrize("route", ["revoke", "replace"])
    def test_end_their_life_with_a_reason_only(self, supervisor: Any, issued: Case, route: str) -> None:
        document = documents_of(case=issued).get()

        answer = post(supervisor, issued, f"documents/{document.pk}/{route}", reasons=" ")

        assert answer.status_code == 200
        assert documents_of(case=issued).get().state == "valid"

    @pytest.mark.parametrize("route", ["revoke", "replace"])
    def test_are_no_clerks_to_end(self, clerk: Any, issued: Case, route: str) -> None:
        document = documents_of(case=issued).get()
        url = f"/en/desk/cases/{issued.pk}/documents/{document.pk}/{route}/"

        assert clerk.get(url).status_code == 403
        assert clerk.post(url, {"reasons": "Λόγος"}).status_code == 403
        assert url not in clerk.get(f"/en/desk/cases/{issued.pk}/").content.decode()

    def test_of_another_case_are_missing(self, supervisor: Any, issued: Case) -> None:
        document, other = documents_of(case=issued).get(), fault_case()

        for route in ("", "open/", "revoke/", "replace/"):
            assert supervisor.get(f"/en/desk/cases/{other.pk}/documents/{document.pk}/{route}").status_code == 404

    def test_that_were_revoked_offer_nothing_more(self, supervisor: Any, issued: Case) -> None:
        document = documents_of(case=issued).get()
        post(supervisor, issued, f"documents/{document.pk}/revoke", reasons="Λάθος.")

        answer = supervisor.get(f"/en/desk/cases/{issued.pk}/documents/{document.pk}/replace/")

        assert answer.status_code == 409


def test_the_register_may_know_since_when(clerk: Any) -> None:
    case = residence_case(
        person=registered(resident_since=date(2001, 5, 2)), period="years", from_year=1999, to_year=2026
    )

    page = clerk.get(f"/en/desk/cases/{case.pk}/").content.decode()

    assert "2 May 2001" in page
    assert "The period you ask for begins before the date in the register." in page
