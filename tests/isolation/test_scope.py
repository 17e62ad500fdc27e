"""The first lock, and how the scope travels: managers, transactions, threads, `everywhere`."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test import Client

from dimos.audit.public import NATION, SYSTEM, JournalEntry
from dimos.kernel.clock import now
from dimos.municipalities.public import (
    MunicipalModel,
    Office,
    ProfileData,
    ScopeIsNotOpen,
    current_municipality_id,
    everywhere,
    forget_hosts,
    join_municipality,
    municipality_scope,
)

KALAMATA, PATRAS = 4401, 3701
MUNICIPAL = sorted((m for m in apps.get_models() if issubclass(m, MunicipalModel)), key=lambda m: m._meta.label)


def an_office(slug: str = "registry") -> Office:
    return Office.objects.create(slug=slug, name_el=slug, name_en=slug)


@pytest.mark.parametrize("model", MUNICIPAL, ids=lambda m: m._meta.label)
def test_without_scope_every_municipal_manager_refuses(model: type[MunicipalModel]) -> None:
    with pytest.raises(ScopeIsNotOpen):
        model.objects.all()
    with pytest.raises(ScopeIsNotOpen):
        model._base_manager.all()


@pytest.mark.django_db
def test_a_row_belongs_to_the_scope_it_was_made_in_and_is_seen_there_alone() -> None:
    with municipality_scope(KALAMATA):
        an_office()
        assert Office.objects.get().municipality_id == KALAMATA
    with municipality_scope(PATRAS):
        assert not Office.objects.exists()


@pytest.mark.django_db
def test_scopes_nest_and_the_outer_one_comes_back() -> None:
    with municipality_scope(KALAMATA):
        an_office()
        with municipality_scope(PATRAS):
            assert current_municipality_id() == PATRAS
            assert not Office.objects.exists()
        assert current_municipality_id() == KALAMATA
        assert Office.objects.count() == 1


@pytest.mark.django_db
def test_the_outer_scope_comes_back_after_a_failure_inside() -> None:
    with municipality_scope(KALAMATA):
        an_office()
        with pytest.raises(IntegrityError), municipality_scope(PATRAS):
            Office.objects.bulk_create([Office(slug="a"), Office(slug="a")])
        assert Office.objects.count() == 1


@pytest.mark.django_db
def test_a_row_cannot_be_written_for_another_municipality() -> None:
    with municipality_scope(KALAMATA):
        office = Office(slug="x", name_el="x", name_en="x", municipality_id=PATRAS)
        with pytest.raises(psycopg.errors.InsufficientPrivilege), _raw_errors(), transaction.atomic():
            office.save()


@pytest.mark.django_db
def test_a_row_cannot_be_moved_to_another_municipality() -> None:
    with municipality_scope(KALAMATA):
        an_office()
        with pytest.raises(psycopg.errors.InsufficientPrivilege), _raw_errors(), transaction.atomic():
            Office.objects.update(municipality_id=PATRAS)


@pytest.mark.django_db
def test_a_reference_cannot_point_over_the_wall() -> None:
    with municipality_scope(PATRAS):
        foreign = an_office()
    statement = """
        INSERT INTO cases_casefile (municipality_id, key, draft_id, field, name, content_type, size_bytes, sha256,
                                    storage_name, added_at)
        VALUES (%s, gen_random_uuid(), %s, '', '', '', 0, '', '', now())
    """
    with municipality_scope(KALAMATA), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(IntegrityError, match="wall"), transaction.atomic():
            cursor.execute(statement, [KALAMATA, foreign.pk])


@pytest.mark.django_db
def test_everywhere_reads_all_leaves_a_trace_and_writes_nothing() -> None:
    for municipality in (KALAMATA, PATRAS):
        with municipality_scope(municipality):
            an_office()
    with everywhere(reason="a test of reading"):
        assert Office.objects.count() == 2
        entry = JournalEntry.objects.get(municipality_id=NATION, action="municipalities.everywhere")
        with pytest.raises(psycopg.errors.InsufficientPrivilege), _raw_errors(), transaction.atomic():
            Office.objects.create(slug="y", name_el="y", name_en="y", municipality_id=KALAMATA)
    assert entry.detail == {"reason": "a test of reading"}


@pytest.mark.django_db
def test_everywhere_needs_a_reason() -> None:
    with pytest.raises(ValueError, match="reason"), everywhere(reason=""):
        pass


@pytest.mark.django_db
def test_in_everywhere_updates_touch_no_row() -> None:
    with municipality_scope(KALAMATA):
        an_office()
    with everywhere(reason="a test of writing"):
        assert Office.objects.update(name_el="changed") == 0


@pytest.mark.django_db(transaction=True)
def test_many_threads_on_two_hosts_never_see_each_others_rows(settings: Any) -> None:
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    for municipality, place in ((KALAMATA, "Καλαμάτα"), (PATRAS, "Πάτρα")):
        join_municipality(
            municipality_id=municipality,
            profile=ProfileData(place_el=place, address_el=f"Διεύθυνση στην {place}"),
            offices=[],
            actor=SYSTEM,
            at=now(),
        )
    forget_hosts()
    barrier = threading.Barrier(8)

    def visit(number: int) -> list[str]:
        barrier.wait()
        leaks = []
        for turn in range(12):
            host, own, other = [("kalamata", "Καλαμάτα", "Πάτρα"), ("patras", "Πάτρα", "Καλαμάτα")][(number + turn) % 2]
            page = Client(headers={"host": f"{host}.localhost"}).get("/contact/").content.decode()
            if f"Διεύθυνση στην {own}" not in page or f"Διεύθυνση στην {other}" in page:
                leaks.append(page)
        connection.close()
        return leaks

    with ThreadPoolExecutor(8) as threads:
        leaks = [leak for found in threads.map(visit, range(8)) for leak in found]
    forget_hosts()

    assert leaks == []


class _raw_errors:  # noqa: N801 - reads as a phrase
    """Gives the driver's own error, which tells a refused right from other failures."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is not None and error.__cause__ is not None:
            raise error.__cause__
