from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from dimos.audit.public import entries_about_person, verify_journal
from dimos.cases.models import Draft, ProtocolEntry
from dimos.cases.public import (
    AnswersAreIncomplete,
    DraftIsNotThere,
    DraftIsSubmitted,
    DraftOwner,
    State,
    documents_of,
    events_of,
    open_draft,
)
from dimos.cases.tests.factories import (
    AT,
    FAULT,
    KALAMATA,
    PATRAS,
    RESIDENCE,
    WITH_PROOF,
    a_case,
    a_citizen,
    a_draft,
    a_register_entry,
    a_served_municipality,
    letters_are_written,
    services_are_offered,
    submitted,
)
from dimos.documents.public import Outcome, open_document, verify_code
from dimos.municipalities.public import municipality_scope
from dimos.notifications.public import messages_about

pytestmark = pytest.mark.django_db


def test_a_resident_whom_the_register_knows_gets_a_sealed_document_at_once(kalamata: None) -> None:
    user = a_citizen()
    a_register_entry()

    case = a_case(service="residence-certificate", answers=RESIDENCE, user=user)

    document = documents_of(case=case).get()
    assert case.state == State.COMPLETED
    assert case.instant
    assert open_document(document).startswith(b"%PDF-")
    assert verify_code(code=document.code, at=AT).outcome is Outcome.VALID
    assert [event.kind for event in events_of(case=case)] == ["submitted", "issued"]


def test_where_the_register_does_not_suffice_the_case_waits_for_a_clerk_with_its_clock_running(kalamata: None) -> None:
    user = a_citizen()
    a_register_entry(resident_since=None)

    case = a_case(service="residence-certificate", answers=WITH_PROOF, user=user)

    assert case.state == State.RECEIVED
    assert case.due_date == date(2026, 11, 30)  # five days end on a Saturday
    assert case.office is not None
    assert case.office.slug == "registry"
    assert not documents_of(case=case).exists()
    because = events_of(case=case).get().detail["because"]
    assert because[0]["en"] == "The register does not say since when you have lived in the municipality."


def test_documents_that_are_missing_do_not_keep_a_request_from_being_registered(kalamata: None) -> None:
    user = a_citizen()
    a_register_entry(resident_since=None)

    case = a_case(service="residence-certificate", answers={**RESIDENCE, "proof_kind": ["bill"]}, user=user)

    assert case.state == State.AWAITING_CITIZEN
    assert case.missing == ["proof"]
    assert case.due_date is None
    assert case.days_left == 5


def test_an_incomplete_form_is_refused_and_says_where(kalamata: None) -> None:
    user = a_citizen()

    with pytest.raises(AnswersAreIncomplete) as refused:
        a_case(service="residence-certificate", answers={"purpose": "any"}, user=user)

    assert "declaration" in {problem.field_id for problem in refused.value.problems}


def test_a_visitor_reports_a_problem_without_an_account(kalamata: None) -> None:
    case = a_case(answers=FAULT)

    assert case.applicant is None
    assert case.protocol == "1/2026"


def test_a_draft_is_submitted_once(kalamata: None) -> None:
    draft = a_draft(service="problem-report", answers=FAULT)
    case = submitted(draft)

    with pytest.raises(DraftIsSubmitted) as again:
        open_draft(key=draft.key, owner=DraftOwner(user_id=None, browser="browser"))

    assert again.value.case == case


def test_the_database_itself_refuses_a_second_case_of_one_submission(kalamata: None) -> None:
    draft = a_draft(service="problem-report", answers=FAULT)
    submitted(draft)
    Draft.objects.update(case=None)

    with pytest.raises(IntegrityError, match="case_submitted_once"), transaction.atomic():
        submitted(draft)


def test_another_browsers_draft_is_not_there(kalamata: None) -> None:
    draft = a_draft(service="problem-report", answers=FAULT)

    with pytest.raises(DraftIsNotThere):
        open_draft(key=draft.key, owner=DraftOwner(user_id=None, browser="another"))


def test_a_draft_begun_before_signing_in_becomes_the_accounts(kalamata: None) -> None:
    draft = a_draft(service="problem-report", answers=FAULT)
    user = a_citizen()

    opened = open_draft(key=draft.key, owner=DraftOwner(user_id=user.pk, browser="browser"))

    assert opened.owner == user
    with pytest.raises(DraftIsNotThere):
        open_draft(key=draft.key, owner=DraftOwner(user_id=None, browser="browser"))


def test_protocol_numbers_are_gapless_per_municipality_and_year(kalamata: None) -> None:
    for _ in range(3):
        a_case()
    with transaction.atomic():
        a_case()
        transaction.set_rollback(True)
    a_case(at=datetime(2026, 12, 31, 22, 30, tzinfo=UTC))  # already 2027 in Greece
    a_case()
    a_served_municipality(PATRAS)
    with municipality_scope(PATRAS):
        services_are_offered()
        a_case()
        assert [(entry.number, entry.year) for entry in ProtocolEntry.objects.order_by("id")] == [(1, 2026)]

    numbers = [(entry.number, entry.year) for entry in ProtocolEntry.objects.order_by("year", "number")]
    assert numbers == [(1, 2026), (2, 2026), (3, 2026), (4, 2026), (1, 2027)]


def test_the_submission_is_in_the_journal_and_in_the_outbox(kalamata: None) -> None:
    user = a_citizen()
    a_register_entry()

    case = a_case(service="residence-certificate", answers=RESIDENCE, user=user)

    letters_are_written()
    actions = [entry.action for entry in entries_about_person(municipality_id=KALAMATA, person_id=user.pk)]
    letter = messages_about(reference=case.reference).get()
    assert "case.submitted" in actions
    assert verify_journal(municipality_id=KALAMATA).holds
    assert letter.to_address == "eleni@example.org"
    assert "ΕΛΕΝΗ" not in letter.subject
    assert case.protocol in letter.subject


@pytest.mark.parametrize("name", ["😀😀😀", "漢字", "X" * 120])
def test_a_name_that_cannot_be_printed_costs_nobody_the_submission(kalamata: None, name: str) -> None:
    user = a_citizen()
    a_register_entry(first_name=name)

    case = a_case(service="residence-certificate", answers=RESIDENCE, user=user)

    if documents_of(case=case).exists():
        assert case.state == State.COMPLETED
    else:
        assert case.state == State.RECEIVED
        assert [event.kind for event in events_of(case=case)] == ["submitted", "handed_over"]
        numbers = list(ProtocolEntry.objects.values_list("number", flat=True))
        assert numbers == [case.protocol_number]
