from datetime import date

import pytest

from dimos.catalogue.service.assessment import ServiceIssuesNoDocument, assess, document_text
from dimos.catalogue.service.definition import Audience, Condition, Instant
from dimos.catalogue.service.loading import load_definition
from dimos.catalogue.service.names import SCHEMA_FILE
from dimos.catalogue.tests.factories import TODAY, definition
from dimos.eforms.public import Facts, Text

RESIDENCE = load_definition(path=SCHEMA_FILE.parent / "residence-certificate.yaml")
KNOWN = Facts(
    register={
        "found": True, "first_name": "Ελένη", "last_name": "Δοκιμαστική", "address": "Φαρών 8", "postal_code": "24132",
        "settlement": "Καλαμάτα", "resident_since": date(2015, 9, 1),
    },
    applicant={"first_name": "ΕΛΕΝΗ", "last_name": "ΔΟΚΙΜΑΣΤΙΚΗ", "afm": "100000009"},
    today=TODAY,
)  # fmt: skip
ANSWERS = {"purpose": "school", "period": "now", "address_is_current": True}


def words(text: str) -> Text:
    return Text(el=f"{text} (ελ)", en=text)


def test_the_document_says_what_the_register_knows_in_the_language_asked() -> None:
    text = document_text(definition=RESIDENCE, answers=ANSWERS, facts=KNOWN, language="en")
    assert text.title == "Permanent residence certificate"
    assert {row.label: row.value for row in text.rows} == {
        "Last name": "Δοκιμαστική",
        "First name": "Ελένη",
        "Tax number (AFM)": "100000009",
        "Address of permanent home": "Φαρών 8, 24132 Καλαμάτα",
        "Resident of the municipality since": "1 September 2015",
    }
    assert text.purpose == "Enrolment at school or nursery"
    own_words = ANSWERS | {"purpose": "other", "other_purpose": "για το πανεπιστήμιο"}
    other = document_text(definition=RESIDENCE, answers=own_words, facts=KNOWN, language="en")
    assert other.purpose == "για το πανεπιστήμιο"
    assert text.missing == ()
    assert len(text.legal_basis) == 3


def test_a_row_whose_value_is_not_known_is_named_as_missing() -> None:
    nobody = Facts(register={}, applicant={}, today=TODAY)
    text = document_text(definition=RESIDENCE, answers=ANSWERS, facts=nobody, language="en")
    assert set(text.missing) == {"Last name", "First name"}


@pytest.mark.parametrize("since", [date(2026, 11, 24), date(2019, 1, 2)])
def test_nothing_is_issued_at_once_for_a_time_the_register_does_not_cover(since: date) -> None:
    later = Facts(register={**KNOWN.register, "resident_since": since}, applicant={}, today=TODAY)
    answers = ANSWERS | {"period": "years", "from_year": 2019, "to_year": 2020}
    assessment = assess(definition=RESIDENCE, answers=answers, facts=later)
    assert not assessment.is_instant
    assert len(assessment.not_instant_because) == 1


def test_nothing_is_issued_at_once_on_a_future_date_of_the_register() -> None:
    later = Facts(register={**KNOWN.register, "resident_since": date(2026, 11, 24)}, applicant={}, today=TODAY)
    assert not assess(definition=RESIDENCE, answers=ANSWERS, facts=later).is_instant


def test_who_does_not_meet_a_condition_is_told_why() -> None:
    condition = Condition(rule="register.household_size > 3", reason=words("For large families"))
    asked = definition(who_may_ask=Audience(sign_in="citizen", conditions=(condition,)))
    small = Facts(register={"household_size": 2}, applicant={}, today=TODAY)
    assert assess(definition=asked, answers={}, facts=small).ineligible_because == (words("For large families"),)
    unknown = Facts(register={}, applicant={}, today=TODAY)
    assert assess(definition=asked, answers={}, facts=unknown).is_eligible


def test_a_rule_that_gives_no_result_makes_nothing_instant() -> None:
    asked = definition(instant=Instant(rule="1 / 0 == 1"))
    assert not assess(definition=asked, answers={}, facts=KNOWN).is_instant


def test_a_service_without_a_document_says_so() -> None:
    with pytest.raises(ServiceIssuesNoDocument):
        document_text(definition=definition(), answers={}, facts=KNOWN, language="el")
