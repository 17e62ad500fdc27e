from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from dimos.municipalities.public import LocalHoliday, local_holidays, municipality_scope

pytestmark = pytest.mark.django_db(transaction=True)
KALAMATA, PATRAS = 4401, 3701
FREEDOM, PATRON = date(2027, 3, 23), date(2027, 11, 30)


def a_holiday(day: date) -> None:
    LocalHoliday.objects.create(date=day, name_el="Ημέρα", name_en="Day")


def test_settings_are_read_once_while_nobody_changes_them() -> None:
    with municipality_scope(KALAMATA):
        a_holiday(FREEDOM)
    with municipality_scope(KALAMATA):
        local_holidays()
    with municipality_scope(KALAMATA), CaptureQueriesContext(connection) as captured:
        assert local_holidays() == {FREEDOM}
    assert not [query for query in captured.captured_queries if "localholiday" in query["sql"]]


def test_a_change_is_seen_at_once_by_whoever_makes_it() -> None:
    with municipality_scope(KALAMATA):
        assert local_holidays() == frozenset()
        a_holiday(FREEDOM)
        assert local_holidays() == {FREEDOM}
        LocalHoliday.objects.all().delete()
        assert local_holidays() == frozenset()


def test_a_change_is_seen_by_every_transaction_that_begins_after_it() -> None:
    with municipality_scope(KALAMATA):
        assert local_holidays() == frozenset()
    with municipality_scope(KALAMATA):
        a_holiday(FREEDOM)
    with municipality_scope(KALAMATA):
        assert local_holidays() == {FREEDOM}


def test_a_change_that_is_rolled_back_leaves_nothing_behind() -> None:
    with municipality_scope(KALAMATA):
        a_holiday(FREEDOM)
    with municipality_scope(KALAMATA):
        savepoint = transaction.savepoint()
        a_holiday(PATRON)
        assert local_holidays() == {FREEDOM, PATRON}
        transaction.savepoint_rollback(savepoint)
        assert local_holidays() == {FREEDOM}
    with municipality_scope(KALAMATA):
        assert local_holidays() == {FREEDOM}


def test_settings_of_one_municipality_are_never_those_of_another() -> None:
    with municipality_scope(KALAMATA):
        a_holiday(FREEDOM)
    with municipality_scope(KALAMATA):
        assert local_holidays() == {FREEDOM}
    with municipality_scope(PATRAS):
        assert local_holidays() == frozenset()
