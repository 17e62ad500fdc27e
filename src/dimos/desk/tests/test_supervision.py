"""A supervisor of one office who is a clerk of another supervises in the first alone."""

from collections.abc import Callable
from typing import Any

import pytest

from dimos.audit.public import SYSTEM
from dimos.cases.public import Step, reject_case
from dimos.desk.tests.factories import AT, fault_case, staff
from dimos.identity.public import Role, grant_role
from dimos.municipalities.public import Office

pytestmark = pytest.mark.django_db


def test_who_supervises_another_office_does_not_reopen(at_desk: Callable[..., Any]) -> None:
    case = fault_case()
    assert case.office is not None
    other = Office.objects.exclude(slug=case.office.slug).first()
    person = staff("someone", Role.CLERK, office=case.office.slug)
    reject_case(case_id=case.pk, reasons="Δοκιμή", step=Step(actor=SYSTEM, at=AT))
    address = f"/desk/cases/{case.pk}/reopen/"

    grant_role(user=person, role=Role.SUPERVISOR, actor=SYSTEM, at=AT, office=other)
    assert at_desk(person).get(address).status_code == 409
    grant_role(user=person, role=Role.SUPERVISOR, actor=SYSTEM, at=AT, office=case.office)
    assert at_desk(person).get(address).status_code == 200
