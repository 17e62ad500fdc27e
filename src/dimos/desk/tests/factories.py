"""A municipality with two offices, its staff, its citizens and their cases: all fictional."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from dimos.audit.public import SYSTEM
from dimos.cases.public import Case, keep_answers
from dimos.cases.tests.factories import AT, KALAMATA, PATRAS, a_draft, services_are_offered, submitted
from dimos.eforms.public import CheckedFile
from dimos.identity.public import PERSONAS, Claims, Role, User, create_staff, grant_role, welcome_citizen
from dimos.municipalities.public import Office, OfficeData, ProfileData, join_municipality, municipality_scope
from dimos.registers.public import FakeCivilRegister, RegisteredPerson, register_stood_in_by

HOST = "kalamata.localhost"
OFFICES = (
    ("registry", "Τμήμα Δημοτικής Κατάστασης", "Civil Status Department"),
    ("technical-services", "Διεύθυνση Τεχνικών Υπηρεσιών", "Technical Services Directorate"),
    ("citizen-service", "Γραφείο Εξυπηρέτησης Πολιτών", "Citizen Service Office"),
)
__all__ = ["AT", "HOST", "KALAMATA", "PATRAS", "citizen", "fault_case", "registered", "residence_case", "staff", "town"]

RESIDENCE = {
    "purpose": "school", "period": "now", "declaration": True, "email": "nikolaos@example.org",
    "address_is_current": True, "proof_kind": ["tax"],
}  # fmt: skip
FAULT = {
    "category": "lighting", "danger": False, "place": {"words": "Οδός Δοκιμής 14"},
    "description": "Ο φωτισμός του δρόμου δεν ανάβει εδώ και τρεις ημέρες.",
}  # fmt: skip


def town(municipality_id: int = KALAMATA) -> None:
    """Take a municipality into service, with every service of the catalogue."""
    offices = [OfficeData(slug=slug, name_el=el, name_en=en) for slug, el, en in OFFICES]
    profile = ProfileData(place_el="Καλαμάτα", phone="27210 00000", email="info@kalamata.example")
    join_municipality(municipality_id=municipality_id, profile=profile, offices=offices, actor=SYSTEM, at=AT)
    with municipality_scope(municipality_id):
        services_are_offered()


def staff(username: str, *roles: Role, office: str = "", first_name: str = "Άννα") -> User:
    """A member of staff with roles at Kalamata, bound to an office where one is named."""
    user = create_staff(
        username=username, password=None, first_name=first_name, last_name="Υπαλλήλου", actor=SYSTEM, at=AT
    )
    with municipality_scope(KALAMATA):
        where = Office.objects.get(slug=office) if office else None
        for role in roles:
            grant_role(user=user, role=role, actor=SYSTEM, at=AT, office=where)
    return user


def citizen(key: str = "nikolaos") -> User:
    """The account of one of the fictional people."""
    persona = next(one for one in PERSONAS if one.key == key)
    claims = Claims(
        afm=persona.afm, last_name=persona.last_name, first_name=persona.first_name,
        father_name=persona.father_name, mother_name=persona.mother_name, birth_year=1971,
    )  # fmt: skip
    return welcome_citizen(claims=claims, language="el")


def registered(**changes: Any) -> RegisteredPerson:
    """What the civil register knows of Nikolaos; since when he lives there is not recorded, so a clerk decides."""
    values: dict[str, Any] = {
        "first_name": "ΝΙΚΟΛΑΟΣ", "last_name": "ΥΠΟΘΕΤΙΚΟΣ", "father_name": "ΠΑΝΑΓΙΩΤΗΣ", "mother_name": "ΕΥΓΕΝΙΑ",
        "birth_date": date(1971, 2, 2), "address": "ΠΛΑΤΕΙΑ ΥΠΟΘΕΣΗΣ 3", "postal_code": "24100",
        "settlement": "ΚΑΛΑΜΑΤΑ", "household_number": "D-1002", "household_size": 1,
    }  # fmt: skip
    return RegisteredPerson(**values | changes)


def residence_case(*, at: datetime = AT, person: RegisteredPerson | None = None, **answers: Any) -> Case:
    """Nikolaos asks for his certificate, with a proof attached."""
    with register_stood_in_by(FakeCivilRegister(people={citizen().afm or "": person or registered()})):
        return _submitted("residence-certificate", RESIDENCE | answers, citizen(), at, files=("proof",))


def fault_case(*, at: datetime = AT, **answers: Any) -> Case:
    """A visitor reports a broken light."""
    return _submitted("problem-report", FAULT | answers, None, at)


def _submitted(
    service: str, answers: Mapping[str, Any], user: User | None, at: datetime, files: tuple[str, ...] = ()
) -> Case:
    with municipality_scope(KALAMATA):
        draft = a_draft(service=service, answers=answers, user=user, at=at)
        for field in files:
            scan = CheckedFile(
                name="λογαριασμός.pdf", kind="pdf", media_type="application/pdf", content=b"%PDF-1.7 proof"
            )
            keep_answers(draft=draft, step=field, answers={field: (scan,)}, at=at)
        return submitted(draft, user=user, at=at)
