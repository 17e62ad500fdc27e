"""Protocol counter before journal, in every action that takes both: two of them may never wait for each other."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dimos.cases.public import approve_case, documents_of, replace_act
from dimos.cases.tests.factories import RESIDENCE, WITH_PROOF, a_case, a_citizen, a_register_entry, step

pytestmark = pytest.mark.django_db


def locks_in_order(act: Callable[[], Any]) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        act()
    names = {"cases_protocolcounter": "protocol", "audit_journalhead": "journal"}
    return [name for query in queries for table, name in names.items() if table in query["sql"]]


def test_a_submission_that_issues_at_once(kalamata: None) -> None:
    user = a_citizen()
    a_register_entry()

    order = locks_in_order(lambda: a_case(service="residence-certificate", answers=RESIDENCE, user=user))

    assert order[0] == "protocol"
    assert "journal" in order


def test_an_approval_and_a_replacement(kalamata: None) -> None:
    user = a_citizen()
    a_register_entry(resident_since=None)
    case = a_case(service="residence-certificate", answers=WITH_PROOF, user=user)

    approval = locks_in_order(lambda: approve_case(case_id=case.pk, remarks="", step=step()))
    document = documents_of(case=case).get()
    replacement = locks_in_order(
        lambda: replace_act(case_id=case.pk, document_id=document.pk, reason="Λάθος", step=step())
    )

    assert approval[0] == "protocol"
    assert replacement[0] == "protocol"
    assert "journal" in approval
    assert "journal" in replacement
