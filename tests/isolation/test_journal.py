from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from django.db import transaction

from dimos.audit.public import NATION, SYSTEM, Actor, JournalEntry, entries_about_person, record, verify_journal
from dimos.municipalities.public import municipality_scope

AT = datetime(2026, 11, 23, 9, 0, 0, 123456, tzinfo=UTC)
KALAMATA, PATRAS = 4401, 3701
CLERK = Actor(kind="staff", id=5, label="Άννα Δοκιμή")


def write(municipality: int = KALAMATA, **changes: Any) -> None:
    content = {"actor": CLERK, "action": "case.read", "subject": "case:1", "person_id": 9, "at": AT} | changes
    record(municipality_id=municipality, **content)


@pytest.mark.django_db
def test_entries_are_numbered_and_chained_municipality_by_municipality() -> None:
    with municipality_scope(KALAMATA):
        write()
        write(detail={"λόγος": "έλεγχος", "ποσό": 1.5, "λίστα": [1, None, True]})
        kalamata = verify_journal(municipality_id=KALAMATA)
    with municipality_scope(PATRAS):
        write(PATRAS)
        patras = verify_journal(municipality_id=PATRAS)

    assert (kalamata.entries, patras.entries) == (2, 1)
    assert kalamata.holds
    assert patras.holds


@pytest.mark.django_db
def test_what_is_rolled_back_leaves_neither_entry_nor_gap() -> None:
    with municipality_scope(KALAMATA):
        write()
        with transaction.atomic():
            write()
            transaction.set_rollback(True)
        write()

        own = JournalEntry.objects.filter(municipality_id=KALAMATA).order_by("sequence")
        assert list(own.values_list("sequence", flat=True)) == [1, 2]
        assert verify_journal(municipality_id=KALAMATA).holds


@pytest.mark.django_db
def test_a_person_finds_what_was_done_with_their_files() -> None:
    with municipality_scope(KALAMATA):
        write()
        write(person_id=10)

        found = entries_about_person(municipality_id=KALAMATA, person_id=9)

        assert [(entry.actor_label, entry.action) for entry in found] == [("Άννα Δοκιμή", "case.read")]


@pytest.mark.django_db
def test_one_municipality_cannot_write_into_anothers_chain() -> None:
    with municipality_scope(KALAMATA), pytest.raises(Exception, match="row-level security"), transaction.atomic():
        write(PATRAS)


@pytest.mark.django_db
def test_the_nations_chain_is_open_without_scope() -> None:
    record(municipality_id=None, actor=SYSTEM, action="test.note", subject="nation:0", at=AT)

    assert verify_journal(municipality_id=NATION).holds


@pytest.mark.django_db(transaction=True)
def test_even_the_owner_of_the_tables_does_not_alter_an_entry_unnoticed(
    owner_connection: psycopg.Connection[Any],
) -> None:
    with municipality_scope(KALAMATA):
        for _ in range(3):
            write()
    owner_connection.execute("UPDATE audit_journalentry SET actor_label = 'nobody' WHERE sequence = 2")

    with municipality_scope(KALAMATA):
        verdict = verify_journal(municipality_id=KALAMATA)

    assert verdict.broken_at == 2
    assert "altered" in verdict.reason
