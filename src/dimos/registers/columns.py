"""Which columns a file of people may have, and how to recognise them by their headings. Pure."""

import re
from collections.abc import Mapping, Sequence

from dimos.kernel.greek import fold, latin_lookalikes_to_greek

KEYS = ("afm", "amka")
REQUIRED = ("last_name", "first_name")
STORED = (
    "afm", "amka", "last_name", "first_name", "father_name", "mother_name", "birth_date",
    "address", "postal_code", "settlement", "resident_since", "household_number",
)  # fmt: skip
FIELDS = (*STORED[:8], "street_number", *STORED[8:])
"""What a column can hold. `street_number` is appended to `address`, for files that keep them apart."""

_HEADINGS = {
    "afm": "αφμ αριθμοσφορολογικουμητρωου αριθμφορολμητρωου afm vat vatnumber taxid taxnumber tin",
    "amka": "αμκα αριθμοσμητρωουκοινωνικησασφαλισησ amka ssn socialsecuritynumber",
    "last_name": "επωνυμο επιθετο lastname surname familyname eponymo epwnymo epitheto",
    "first_name": "ονομα κυριοονομα κυριονομα μικροονομα firstname givenname forename name onoma",
    "father_name": "πατρωνυμο ονομαπατροσ ονομαπατερα πατερασ πατροσ fathername fathersname father patronymo patrwnymo",
    "mother_name": "μητρωνυμο ονομαμητροσ ονομαμητερασ μητερα μητροσ mothername mothersname mother mitronymo",
    "birth_date": "ημερομηνιαγεννησησ ημνιαγεννησησ ημερομγεννησησ ημγεννησησ ημγενν ημεργεννησησ γεννηση γεννηθηκε "
    "birthdate dateofbirth birthday born dob",
    "address": "διευθυνση διευθυνσηκατοικιασ οδοσαριθμοσ οδοσκαιαριθμοσ οδοσ κατοικια address street streetaddress",
    "street_number": "αριθμοσ αριθμοσοδου αριθμοσδιευθυνσησ αρ number streetnumber housenumber no",
    "postal_code": "τκ ταχκωδικασ ταχυδρομικοσκωδικοσ ταχυδρκωδικασ postalcode postcode zip zipcode tk",
    "settlement": "οικισμοσ πολη πολησοικισμοσ τοποσ τοποσκατοικιασ κοινοτητα χωριο settlement city town village place",
    "resident_since": "κατοικοσαπο κατοικειαπο ημερομηνιαεγκαταστασησ ημερομηνιαμετοικησησ ημερομηνιαεγγραφησ "
    "residentsince livesheresince",
    "household_number": "οικογενειακημεριδα αριθμοσοικογενειακησμεριδασ αροικογενειακησμεριδασ αριθμοσμεριδασ μεριδα "
    "αρμεριδασ νοικοκυριο householdnumber household familyrecord",
}  # fmt: skip
_FIELD_OF = {heading: field for field, headings in _HEADINGS.items() for heading in headings.split()}
_NOT_LETTERS = re.compile(r"[\W_]+")


class MappingIsIncomplete(ValueError):
    """The file needs columns for the last name, the first name, and the ΑΦΜ or the ΑΜΚΑ."""

    def __init__(self, *, missing: Sequence[str]) -> None:
        super().__init__(f"{self.__doc__} Missing: {', '.join(missing)}.")
        self.missing = tuple(missing)


class MappingIsInvalid(ValueError):
    """The mapping names a field that is unknown, or a heading that the file does not have or that serves twice."""

    def __init__(self, *, name: str) -> None:
        super().__init__(f"{self.__doc__} ({name})")
        self.name = name


def guess_mapping(headings: Sequence[str]) -> dict[str, str]:
    """Field → heading, for the headings that say what they are, in Greek or English, with or without accents and dots.

    The first of two headings of one meaning wins.
    """
    found: dict[str, str] = {}
    for heading in headings:
        field = _FIELD_OF.get(_simplified(heading))
        if field:
            found.setdefault(field, heading)
    return found


def checked_positions(*, mapping: Mapping[str, str], headings: Sequence[str]) -> dict[str, int]:
    """Field → position of its column. Raises MappingIsInvalid and MappingIsIncomplete."""
    positions: dict[str, int] = {}
    for field, heading in mapping.items():
        if field not in FIELDS or heading not in headings or headings.index(heading) in positions.values():
            raise MappingIsInvalid(name=heading if field in FIELDS else field)
        positions[field] = headings.index(heading)
    missing = [field for field in REQUIRED if field not in positions]
    if not any(key in positions for key in KEYS):
        missing.append("afm")
    if missing:
        raise MappingIsIncomplete(missing=missing)
    return positions


def _simplified(heading: str) -> str:
    return _NOT_LETTERS.sub("", fold(latin_lookalikes_to_greek(heading)))
