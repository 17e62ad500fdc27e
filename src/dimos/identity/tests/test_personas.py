"""The fictional people hold together."""

import pytest
from stdnum.gr import amka, vat

from dimos.identity.personas import KALAMATA, PERSONAS, Persona

PEOPLE = [persona for persona in PERSONAS if not persona.is_legal_person]
RELATIVES = [relative for persona in PERSONAS for relative in persona.household]


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.key)
def test_every_afm_is_valid_and_plainly_fictional(persona: Persona) -> None:
    assert vat.is_valid(persona.afm)
    assert persona.afm.startswith("00000")
    assert persona.afm != "000000000"


@pytest.mark.parametrize("person", [*PEOPLE, *RELATIVES], ids=lambda person: person.first_name)
def test_every_amka_is_valid_and_fits_the_birth_date(person: Persona) -> None:
    assert amka.is_valid(person.amka)
    assert person.birth_date
    assert person.amka[:6] == person.birth_date.strftime("%d%m%y")
    assert person.amka[6:9] == "990"


@pytest.mark.parametrize("persona", PEOPLE, ids=lambda persona: persona.key)
def test_the_amka_tells_the_sex(persona: Persona) -> None:
    assert amka.get_gender(persona.amka) == persona.sex


def test_no_number_belongs_to_two() -> None:
    numbers = [person.afm for person in (*PERSONAS, *RELATIVES) if person.afm]
    numbers += [person.amka for person in (*PEOPLE, *RELATIVES)]
    assert len(numbers) == len(set(numbers))


def test_the_cast_covers_what_the_demonstration_shows() -> None:
    here = [persona for persona in PERSONAS if persona.municipality_id == KALAMATA]
    assert any(persona.resident_since for persona in here)
    assert any(not persona.resident_since for persona in here)
    assert any(persona.household for persona in here)
    assert any("'" in persona.last_name and '"' in persona.last_name for persona in here)
    assert any(persona.is_legal_person for persona in PERSONAS)
    assert any(persona.municipality_id is None for persona in PEOPLE)
    assert len({persona.municipality_id for persona in PEOPLE} - {None}) == 3
