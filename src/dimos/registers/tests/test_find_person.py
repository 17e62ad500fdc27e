from datetime import date

import pytest

from dimos.municipalities.public import ScopeIsNotOpen, municipality_scope
from dimos.registers.adapters.fake import FakeCivilRegister
from dimos.registers.ports import RegisteredPerson, RegisterIsUnavailable
from dimos.registers.queries import find_person, register_stood_in_by
from dimos.registers.tests.factories import KALAMATA, MESSINI, MOMENT, afm, amka, csv_file, imported, person

pytestmark = pytest.mark.django_db


def test_a_person_is_found_with_the_size_of_the_household(django_assert_num_queries):
    imported(csv_file([person(1), person(2), person(3, household_number="x")]))

    with municipality_scope(KALAMATA), django_assert_num_queries(1):
        found = find_person(afm=afm(1), at=MOMENT)

    assert found == RegisteredPerson(
        first_name="Μαρία",
        last_name="Παπαδοπούλου",
        father_name="Ιωάννης",
        mother_name="Ελένη",
        birth_date=date(1980, 1, 31),
        address="Αριστομένους 12",
        postal_code="24100",
        settlement="Καλαμάτα",
        resident_since=date(1999, 9, 1),
        household_number="5012/3",
        household_size=2,
        amka=amka(1),
    )


def test_without_a_household_number_its_size_is_unknown():
    imported(csv_file([person(1, household_number=""), person(2, household_number="")]))

    with municipality_scope(KALAMATA):
        assert find_person(afm=afm(1), at=MOMENT).household_size is None


def test_who_is_not_in_the_register_is_nobody():
    with municipality_scope(KALAMATA):
        assert find_person(afm=afm(1), at=MOMENT) is None


def test_another_municipality_does_not_find_them():
    imported(csv_file([person(1)]))

    with municipality_scope(MESSINI):
        assert find_person(afm=afm(1), at=MOMENT) is None


def test_without_a_scope_there_is_no_register():
    with pytest.raises(ScopeIsNotOpen):
        find_person(afm=afm(1), at=MOMENT)


def test_a_register_that_is_away_says_so():
    with register_stood_in_by(FakeCivilRegister(is_available=False)), pytest.raises(RegisterIsUnavailable):
        find_person(afm=afm(1), at=MOMENT)


def test_a_stand_in_knows_whom_it_was_told_about():
    maria = RegisteredPerson(first_name="Μαρία", last_name="Παπαδοπούλου")

    with register_stood_in_by(FakeCivilRegister(people={afm(1): maria})):
        assert find_person(afm=afm(1), at=MOMENT) == maria
        assert find_person(afm=afm(2), at=MOMENT) is None
