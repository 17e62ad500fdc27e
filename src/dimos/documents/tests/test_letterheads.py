from pathlib import Path

import pytest
from django.conf import settings

from dimos.documents.letterheads import is_safe_drawing, letterhead_of
from dimos.documents.rendering import TEMPLATES
from dimos.municipalities.public import Municipality, Profile, Region, RegionalUnit

SQUARE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
UNIT = RegionalUnit(region=Region(name_el="Περιφέρεια Πελοποννήσου", name_en="Region of Peloponnese"))
KALAMATA = Municipality(id=4401, name_el="Δήμος Καλαμάτας", name_en="Municipality of Kalamata", regional_unit=UNIT)


def test_a_letterhead_is_in_the_documents_language() -> None:
    profile = Profile(address_el="Οδός 1", address_en="Street 1", place_el="Καλαμάτα")

    greek = letterhead_of(municipality=KALAMATA, profile=profile, language="el")
    english = letterhead_of(municipality=KALAMATA, profile=profile, language="en")

    assert (greek.municipality, greek.region, greek.address) == ("ΔΗΜΟΣ ΚΑΛΑΜΑΤΑΣ", "ΠΕΡΙΦΕΡΕΙΑ ΠΕΛΟΠΟΝΝΗΣΟΥ", "Οδός 1")
    assert (english.municipality, english.address) == ("MUNICIPALITY OF KALAMATA", "Street 1")


def test_a_municipality_may_have_its_own_arms() -> None:
    arms = Path(settings.DIMOS_DATA_DIR) / "arms" / "kalamata.svg"
    arms.parent.mkdir(exist_ok=True)
    arms.write_bytes(SQUARE)

    head = letterhead_of(municipality=KALAMATA, profile=Profile(arms="arms/kalamata.svg"), language="el")

    assert head.arms_svg == SQUARE.decode()


@pytest.mark.parametrize("path", ["", "arms/none.svg", "../../etc/passwd", "/etc/passwd"])
def test_arms_that_cannot_be_had_are_the_neutral_ones(path: str) -> None:
    assert letterhead_of(municipality=KALAMATA, profile=Profile(arms=path), language="el").arms_svg == ""


@pytest.mark.parametrize("name", ["arms.svg", "emblem.svg"])
def test_our_own_drawings_are_safe(name: str) -> None:
    assert is_safe_drawing(svg=(TEMPLATES / "assets" / name).read_bytes())


@pytest.mark.parametrize(
    "svg",
    [
        b"",
        b"no drawing",
        SQUARE.replace(b"<rect", b'<image href="file:///etc/passwd"/><rect'),
        SQUARE.replace(b"<rect", b'<use href="https://example.org/x.svg#a"/><rect'),
        SQUARE.replace(b"<rect", b"<script>1</script><rect"),
        SQUARE.replace(b"<rect", b'<rect fill="url(https://example.org/)"/><rect'),
        SQUARE.replace(b"<rect", b"<rect fill=\"url('file:///etc/passwd')\""),
        SQUARE.replace(b' xmlns="http://www.w3.org/2000/svg"', b""),
        SQUARE.decode().encode("utf-16"),
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SQUARE,
        SQUARE + b" " * 400_000,
    ],
)
def test_other_drawings_are_refused(svg: bytes) -> None:
    assert not is_safe_drawing(svg=svg)
