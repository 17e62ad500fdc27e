"""The three municipalities of the demonstration. Telephone numbers and addresses are made up."""

from dataclasses import dataclass, replace
from datetime import date

from dimos.municipalities.public import STARTING_OFFICES, OfficeData, ProfileData


@dataclass(frozen=True, kw_only=True)
class Town:
    """What a municipality of the demonstration starts with."""

    id: int
    slug: str
    profile: ProfileData
    patron_saint: tuple[int, int]
    patron_el: str
    patron_en: str


def offices(phone: str, domain: str) -> list[OfficeData]:
    """The offices that the services of the catalogue name, with made-up telephones."""
    return [
        replace(office, phone=f"{phone}0{number}", email=f"{office.slug}@{domain}")
        for number, office in enumerate(STARTING_OFFICES, start=1)
    ]


def _profile(place: str, place_en: str, code: str, phone: str, slug: str) -> ProfileData:
    return ProfileData(
        address_el=f"Πλατεία Δημαρχείου 1, {code} {place} (πλασματική διεύθυνση)",
        address_en=f"Town Hall Square 1, {code} {place_en} (fictional address)",
        place_el=place,
        phone=f"{phone}00",
        email=f"info@{slug}.example",
    )


TOWNS = (
    Town(
        id=4401, slug="kalamata", profile=_profile("Καλαμάτα", "Kalamata", "24100", "27210000", "kalamata"),
        patron_saint=(3, 23), patron_el="Απελευθέρωση της Καλαμάτας", patron_en="Liberation of Kalamata",
    ),
    Town(
        id=3701, slug="patras", profile=_profile("Πάτρα", "Patras", "26221", "26100000", "patras"),
        patron_saint=(11, 30), patron_el="Άγιος Ανδρέας, πολιούχος", patron_en="Saint Andrew, patron of the city",
    ),
    Town(
        id=7001, slug="tinos", profile=_profile("Τήνος", "Tinos", "84200", "22830000", "tinos"),
        patron_saint=(1, 30), patron_el="Εύρεση της εικόνας της Παναγίας", patron_en="Finding of the icon of Our Lady",
    ),
)  # fmt: skip


def local_holidays(town: Town, *, around: int) -> list[date]:
    """The town's own holiday last year, this year and the two after."""
    month, day = town.patron_saint
    return [date(year, month, day) for year in range(around - 1, around + 3)]
