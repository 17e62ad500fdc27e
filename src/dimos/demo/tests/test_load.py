"""The demonstration loads through the engine, and loading it again changes nothing."""

from typing import Any

import pytest

from dimos.audit.public import verify_journal
from dimos.cases.public import Case, State
from dimos.demo import load, sign_ins
from dimos.demo.content import DemonstrationIsOff
from dimos.demo.volume import generate_cases
from dimos.identity.public import PERSONAS, User
from dimos.municipalities.public import joined_municipalities, municipality_scope

pytestmark = pytest.mark.django_db
KALAMATA = 4401


@pytest.fixture
def demonstration(settings: Any) -> None:
    settings.DIMOS_DEMO = True
    load()


def test_three_municipalities_are_served_and_the_desk_has_work(demonstration: None) -> None:
    with municipality_scope(KALAMATA):
        states = set(Case.objects.values_list("state", flat=True))
        assert verify_journal(municipality_id=KALAMATA).holds

    assert {town.slug for town in joined_municipalities()} == {"kalamata", "patras", "tinos"}
    assert {State.COMPLETED, State.RECEIVED, State.AWAITING_CITIZEN} <= states


def test_loading_again_changes_nothing(demonstration: None) -> None:
    before = counts()

    load()

    assert counts() == before


def test_the_sign_ins_it_prints_exist(demonstration: None) -> None:
    names = {one.how.partition(" / ")[0] for one in sign_ins() if " / " in one.how}

    assert names <= set(User.objects.values_list("username", flat=True))
    assert any(persona.first_name == "ΕΛΕΝΗ" for persona in PERSONAS)


def test_nothing_is_loaded_outside_the_demonstration() -> None:
    with pytest.raises(DemonstrationIsOff):
        load()
    assert not User.objects.exists()


def test_generated_cases_are_topped_up_to_a_number(demonstration: None) -> None:
    generate_cases(count=120)
    generate_cases(count=150)

    with municipality_scope(KALAMATA):
        assert Case.objects.filter(protocol_year=2000).count() == 150


def counts() -> tuple[int, int]:
    with municipality_scope(KALAMATA):
        return Case.objects.count(), User.objects.count()
