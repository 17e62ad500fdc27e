from datetime import timedelta

import pytest

from dimos.cases.public import (
    ActIsIncomplete,
    CaseHasChanged,
    DocumentIsOfAnotherCase,
    MoveIsNotAllowed,
    NothingWasSupplied,
    RejectionNeedsReasons,
    ReopeningNeedsReasons,
    RequestIsEmpty,
    State,
    approve_case,
    complete_case,
    correction_step,
    documents_of,
    events_of,
    messages_of,
    preview_act,
    reject_case,
    reopen_case,
    replace_act,
    request_correction,
    revoke_act,
    supply_correction,
    take_case,
    withdraw_case,
)
from dimos.cases.tests.factories import (
    AT,
    RESIDENCE,
    WITH_PROOF,
    a_case,
    a_citizen,
    a_clerk,
    a_register_entry,
    step,
)
from dimos.documents.public import Outcome, verify_code
from dimos.identity.public import actor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def residence(kalamata: None) -> object:
    """A residence case that waits for a clerk."""
    user = a_citizen()
    a_register_entry(resident_since=None)
    return a_case(service="residence-certificate", answers=WITH_PROOF, user=user)


def test_a_clerk_takes_approves_and_the_document_is_issued(residence) -> None:
    clerk = a_clerk()
    case = take_case(case_id=residence.pk, assignee_id=clerk.pk, step=step(actor_of(clerk)))

    case = approve_case(case_id=case.pk, remarks="", step=step(actor_of(clerk), version=case.version))

    document = documents_of(case=case).get()
    assert case.state == State.COMPLETED
    assert case.closed_at is not None
    assert verify_code(code=document.code, at=AT).outcome is Outcome.VALID
    assert [e.kind for e in events_of(case=case)] == ["submitted", "taken", "approved", "issued"]


def test_two_clerks_cannot_decide_over_each_other(residence) -> None:
    seen = residence.version
    take_case(case_id=residence.pk, assignee_id=a_clerk().pk, step=step(version=seen))

    with pytest.raises(CaseHasChanged):
        reject_case(case_id=residence.pk, reasons="Δεν αποδείχθηκε.", step=step(version=seen))


def test_a_decided_case_is_not_decided_again(residence) -> None:
    reject_case(case_id=residence.pk, reasons="Δεν αποδείχθηκε.", step=step())

    with pytest.raises(MoveIsNotAllowed):
        approve_case(case_id=residence.pk, remarks="", step=step())


@pytest.mark.parametrize("reasons", ["", "  \n "])
def test_a_rejection_and_a_reopening_need_reasons(residence, reasons: str) -> None:
    with pytest.raises(RejectionNeedsReasons):
        reject_case(case_id=residence.pk, reasons=reasons, step=step())
    withdraw_case(case_id=residence.pk, step=step())
    with pytest.raises(ReopeningNeedsReasons):
        reopen_case(case_id=residence.pk, reasons=reasons, step=step())


def test_asking_for_a_correction_stops_the_clock_and_the_answer_starts_it_again(residence) -> None:
    due = residence.due_date
    two_days_later, ten_days_later = AT + timedelta(days=2), AT + timedelta(days=10)

    asked = request_correction(case_id=residence.pk, text="Ποιο έτος;", fields=["period"], step=step(at=two_days_later))
    opened = correction_step(case=asked)
    supplied = supply_correction(
        case_id=asked.pk, answers={"period": "now"}, text="Φέτος.", step=step(at=ten_days_later)
    )

    assert asked.state == State.AWAITING_CITIZEN
    assert (asked.due_date, asked.days_left) == (None, 5)
    assert opened is not None
    assert [field.id for field in opened.fields] == ["period"]
    assert supplied.state == State.IN_WORK
    assert supplied.due_date == due + timedelta(days=8)
    assert [m.from_citizen for m in messages_of(case=supplied)] == [False, True]


def test_a_correction_needs_words_from_both_sides(residence) -> None:
    with pytest.raises(RequestIsEmpty):
        request_correction(case_id=residence.pk, text=" ", fields=[], step=step())
    request_correction(case_id=residence.pk, text="Ποιο έτος;", fields=[], step=step())

    with pytest.raises(NothingWasSupplied):
        supply_correction(case_id=residence.pk, answers={}, text=" ", step=step())


def test_what_was_missing_can_be_sent_and_starts_the_clock(kalamata: None) -> None:
    user = a_citizen()
    a_register_entry(resident_since=None)
    case = a_case(service="residence-certificate", answers={**RESIDENCE, "proof_kind": ["bill"]}, user=user)
    opened = correction_step(case=case)

    supplied = supply_correction(case_id=case.pk, answers={"proof": WITH_PROOF["proof"]}, text="", step=step())

    assert opened is not None
    assert [field.id for field in opened.fields] == ["proof"]
    assert supplied.missing == []
    assert supplied.due_date is not None


def test_a_reopened_case_has_a_fresh_term(residence) -> None:
    withdraw_case(case_id=residence.pk, step=step())

    case = reopen_case(case_id=residence.pk, reasons="Κατά λάθος.", step=step(at=AT + timedelta(days=30)))

    assert case.state == State.IN_WORK
    assert case.closed_at is None
    assert case.due_date > (AT + timedelta(days=30)).date()


def test_a_preview_is_a_pdf_and_leaves_no_trace(residence) -> None:
    pdf = preview_act(case=residence, at=AT)

    assert pdf.startswith(b"%PDF-")
    assert not documents_of(case=residence).exists()


def test_revoking_and_replacing_change_what_verification_says(residence) -> None:
    case = approve_case(case_id=residence.pk, remarks="", step=step())
    first = documents_of(case=case).get()

    replace_act(case_id=case.pk, document_id=first.pk, reason="Λάθος διεύθυνση", step=step())
    second = documents_of(case=case).exclude(pk=first.pk).get()
    revoke_act(case_id=case.pk, document_id=second.pk, reason="Εκδόθηκε κατά λάθος", step=step())

    assert verify_code(code=first.code, at=AT).outcome is Outcome.REPLACED
    assert verify_code(code=second.code, at=AT).outcome is Outcome.REVOKED
    assert [e.kind for e in events_of(case=case)][-2:] == ["document_replaced", "document_revoked"]


def test_a_document_is_revoked_from_its_own_case_only(residence) -> None:
    case = approve_case(case_id=residence.pk, remarks="", step=step())
    other = a_case()

    with pytest.raises(DocumentIsOfAnotherCase):
        revoke_act(case_id=other.pk, document_id=documents_of(case=case).get().pk, reason="x", step=step())


def test_a_request_for_the_counter_is_approved_and_completed_there(kalamata: None) -> None:
    case = a_case()
    case = take_case(case_id=case.pk, assignee_id=a_clerk().pk, step=step())

    approved = approve_case(case_id=case.pk, remarks="Διορθώθηκε.", step=step())

    assert approved.state in {State.APPROVED, State.COMPLETED}
    if approved.state == State.APPROVED:
        assert complete_case(case_id=case.pk, step=step()).state == State.COMPLETED


def test_an_act_that_lacks_a_value_is_not_issued(residence) -> None:
    residence.facts = {**residence.facts, "register": {"found": False}, "applicant": {"first_name": "Α"}}
    residence.save()

    with pytest.raises(ActIsIncomplete):
        approve_case(case_id=residence.pk, remarks="", step=step())
