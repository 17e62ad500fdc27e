from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from dimos.cases.tasks import write_letter
from dimos.cases.tests.factories import (
    FAULT,
    KALAMATA,
    a_case,
    a_served_municipality,
    letters_are_written,
    services_are_offered,
)
from dimos.municipalities.public import municipality_scope
from dimos.notifications.public import OutgoingMessage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kalamata() -> Any:
    a_served_municipality()
    with municipality_scope(KALAMATA):
        services_are_offered()
        yield


def the_letters() -> list[dict[str, Any]]:
    return [job.args for job in ProcrastinateJob.objects.filter(task_name="cases.write_letter")]


def test_a_submission_leaves_a_letter_to_write_and_the_worker_writes_it() -> None:
    case = a_case(answers={**FAULT, "email": "visitor@example.org"})
    (letter,) = the_letters()
    assert not OutgoingMessage.objects.exists()
    write_letter(**letter)
    message = OutgoingMessage.objects.get()
    assert (message.to_address, message.reference) == ("visitor@example.org", f"case:{case.pk}")
    assert case.protocol in message.subject


def test_a_letter_that_is_written_twice_goes_out_once() -> None:
    a_case(answers={**FAULT, "email": "visitor@example.org"})
    letters_are_written()
    letters_are_written()
    assert OutgoingMessage.objects.count() == 1


def test_who_leaves_no_address_gets_no_letter() -> None:
    a_case(answers=FAULT)
    assert the_letters() == []


def test_a_letter_about_a_case_that_is_gone_is_not_written() -> None:
    write_letter(municipality_id=KALAMATA, case_id=0, name="submitted", key="x", at="2026-11-23T09:00:00+00:00")
    assert not OutgoingMessage.objects.exists()
