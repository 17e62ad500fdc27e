"""Fictional people for the demonstration and for tests. Pure data: no framework, no database.

Numbers have valid check digits, in ranges where nobody's real number lies: ΑΦΜ begin with five zeros, ΑΜΚΑ carry 990
after the birth date. Names are in capitals without accents, as TAXISnet sends them.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

KALAMATA: Final = 4401
PATRAS: Final = 3701
TINOS: Final = 7001


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where a person of the register lives."""

    street: str
    number: str
    postal_code: str
    place: str


@dataclass(frozen=True, kw_only=True)
class Relative:
    """A member of the household, other than the persona."""

    relation: Literal["spouse", "child", "parent"]
    first_name: str
    last_name: str
    father_name: str
    mother_name: str
    birth_date: date
    amka: str
    afm: str = ""


@dataclass(frozen=True, kw_only=True)
class Persona:
    """A fictional person (or company), as the identity provider and the civil register know them."""

    key: str
    afm: str
    last_name: str
    first_name: str = ""
    father_name: str = ""
    mother_name: str = ""
    birth_date: date | None = None
    sex: Literal["F", "M", ""] = ""
    amka: str = ""
    municipality_id: int | None = None
    """Whose civil register holds them; None: no register does."""
    address: Address | None = None
    resident_since: date | None = None
    household_number: str = ""
    household: tuple[Relative, ...] = ()
    email: str = ""
    note_el: str = ""
    note_en: str = ""

    @property
    def is_legal_person(self) -> bool:
        return not self.first_name

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


PERSONAS: Final = (
    Persona(
        key="eleni", afm="000001010", amka="14038599024", sex="F",
        first_name="ΕΛΕΝΗ", last_name="ΠΑΡΑΔΕΙΓΜΑΤΙΔΟΥ", father_name="ΘΕΟΔΩΡΟΣ", mother_name="ΑΓΓΕΛΙΚΗ",
        birth_date=date(1985, 3, 14), municipality_id=KALAMATA,
        address=Address(street="Οδός Παραδείγματος", number="12", postal_code="24100", place="Καλαμάτα"),
        resident_since=date(2009, 9, 1), household_number="D-1001", email="eleni@example.org",
        note_el="Κάτοικος Καλαμάτας, με πλήρη στοιχεία: παίρνει το πιστοποιητικό αμέσως.",
        note_en="Lives in Kalamata, all data at hand: gets the certificate at once.",
    ),
    Persona(
        key="nikolaos", afm="000001021", amka="02027199013", sex="M",
        first_name="ΝΙΚΟΛΑΟΣ", last_name="ΥΠΟΘΕΤΙΚΟΣ", father_name="ΠΑΝΑΓΙΩΤΗΣ", mother_name="ΕΥΓΕΝΙΑ",
        birth_date=date(1971, 2, 2), municipality_id=KALAMATA,
        address=Address(street="Πλατεία Υπόθεσης", number="3", postal_code="24100", place="Καλαμάτα"),
        household_number="D-1002", email="nikolaos@example.org",
        note_el="Κάτοικος Καλαμάτας, χωρίς ημερομηνία εγκατάστασης: η αίτηση πηγαίνει σε υπάλληλο.",
        note_en="Lives in Kalamata, since when is not recorded: a clerk decides.",
    ),
    Persona(
        key="ioanna", afm="000001033", amka="19109599027", sex="F",
        first_name="ΙΩΑΝΝΑ", last_name="ΑΝΕΓΓΡΑΦΟΥ", father_name="ΣΤΑΥΡΟΣ", mother_name="ΜΑΡΙΑ",
        birth_date=date(1995, 10, 19),
        note_el="Δεν υπάρχει σε κανένα δημοτολόγιο.",
        note_en="Is in no municipality's register.",
    ),
    Persona(
        key="patrik", afm="000001045", amka="17068899032", sex="M",
        first_name="ΠΑΤΡΙΚ", last_name="Ο'ΔΟΚΙΜΑΣΤΗΣ \"ΤΖΟΝ\"", father_name="ΣΩΝ & ΥΙΟΣ", mother_name="<ΜΑΙΡΗ>",
        birth_date=date(1988, 6, 17), municipality_id=KALAMATA,
        address=Address(street="Λεωφόρος «Εισαγωγικών»", number="7Α", postal_code="24133", place="Καλαμάτα"),
        resident_since=date(2018, 5, 21), household_number="D-1003",
        note_el="Κάτοικος Καλαμάτας, με απόστροφο και εισαγωγικά στο όνομα.",
        note_en="Lives in Kalamata, has an apostrophe and quotes in the name.",
    ),
    Persona(
        key="company", afm="000001057", last_name="ΦΑΝΤΑΣΤΙΚΗ ΕΤΑΙΡΕΙΑ ΜΟΝΟΠΡΟΣΩΠΗ ΙΚΕ",
        note_el="Νομικό πρόσωπο: η σύνδεση δεν γίνεται δεκτή ακόμη.",
        note_en="A legal person: sign-in is not accepted yet.",
    ),
    Persona(
        key="georgios", afm="000001069", amka="05048299019", sex="M",
        first_name="ΓΕΩΡΓΙΟΣ", last_name="ΔΕΙΓΜΑΤΑΣ", father_name="ΧΡΗΣΤΟΣ", mother_name="ΒΑΣΙΛΙΚΗ",
        birth_date=date(1982, 4, 5), municipality_id=KALAMATA,
        address=Address(street="Οδός Δοκιμής", number="45", postal_code="24131", place="Καλαμάτα"),
        resident_since=date(2011, 1, 15), household_number="D-1004", email="georgios@example.org",
        household=(
            Relative(
                relation="spouse", first_name="ΔΗΜΗΤΡΑ", last_name="ΔΕΙΓΜΑΤΑ", father_name="ΙΩΑΝΝΗΣ",
                mother_name="ΣΟΦΙΑ", birth_date=date(1984, 8, 23), amka="23088499043", afm="000001094",
            ),
            Relative(
                relation="child", first_name="ΧΡΗΣΤΟΣ", last_name="ΔΕΙΓΜΑΤΑΣ", father_name="ΓΕΩΡΓΙΟΣ",
                mother_name="ΔΗΜΗΤΡΑ", birth_date=date(2015, 5, 11), amka="11051599030",
            ),
        ),
        note_el="Κάτοικος Καλαμάτας, με σύζυγο και ανήλικο παιδί.",
        note_en="Lives in Kalamata with a spouse and a minor child.",
    ),
    Persona(
        key="sofia", afm="000001070", amka="08129299023", sex="F",
        first_name="ΣΟΦΙΑ", last_name="ΜΥΘΟΠΛΑΣΤΟΥ", father_name="ΑΛΕΞΑΝΔΡΟΣ", mother_name="ΕΙΡΗΝΗ",
        birth_date=date(1992, 12, 8), municipality_id=PATRAS,
        address=Address(street="Οδός Μυθοπλασίας", number="101", postal_code="26221", place="Πάτρα"),
        resident_since=date(2016, 10, 3), household_number="D-2001", email="sofia@example.org",
        note_el="Κάτοικος Πάτρας.",
        note_en="Lives in Patras.",
    ),
    Persona(
        key="antonios", afm="000001082", amka="30013899015", sex="M",
        first_name="ΑΝΤΩΝΙΟΣ", last_name="ΦΑΝΤΑΣΤΙΚΟΣ", father_name="ΜΑΡΚΟΣ", mother_name="ΚΑΛΛΙΟΠΗ",
        birth_date=date(1938, 1, 30), municipality_id=TINOS,
        address=Address(street="Χώρα", number="", postal_code="84200", place="Τήνος"),
        resident_since=date(1938, 1, 30), household_number="D-3001",
        note_el="Κάτοικος Τήνου από τη γέννησή του.",
        note_en="Has lived on Tinos since birth.",
    ),
)  # fmt: skip
