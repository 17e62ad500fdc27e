"""What is known of a person without asking: the register's entry and the sign-in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dimos.eforms.public import Facts
from dimos.identity.public import User
from dimos.kernel.clock import local
from dimos.registers.public import RegisteredPerson, RegisterIsUnavailable, find_person

REGISTER_DATES = ("birth_date", "resident_since")


@dataclass(frozen=True, kw_only=True)
class KnownFacts:
    """Facts for the rules, and whether the register could not be asked: then what people state is unverified."""

    facts: Facts
    register_is_down: bool


def known_facts(*, user: User | None, at: datetime) -> KnownFacts:
    """Ask the register of the municipality in scope about the signed-in person; nothing is known of a visitor."""
    today = local(at).date()
    if user is None or not user.is_citizen:
        return KnownFacts(facts=Facts(register={"found": False}, applicant={}, today=today), register_is_down=False)
    applicant = {
        "first_name": user.first_name or None,
        "last_name": user.last_name or None,
        "father_name": user.father_name or None,
        "mother_name": user.mother_name or None,
        "birth_year": user.birth_year,
        "afm": user.afm,
        "email": user.email or None,
        "phone": user.phone or None,
    }
    try:
        person = find_person(afm=user.afm or "", at=at)
    except RegisterIsUnavailable:
        return KnownFacts(facts=Facts(register={}, applicant=applicant, today=today), register_is_down=True)
    return KnownFacts(facts=Facts(register=_entry(person), applicant=applicant, today=today), register_is_down=False)


def facts_to_json(*, known: KnownFacts) -> dict[str, Any]:
    """The facts as they are kept with a case: a snapshot of what the municipality knew when it was asked."""
    register = {k: v.isoformat() if isinstance(v, date) else v for k, v in known.facts.register.items()}
    return {
        "register": register,
        "applicant": dict(known.facts.applicant),
        "today": known.facts.today.isoformat(),
        "register_is_down": known.register_is_down,
    }


def facts_from_json(*, document: Mapping[str, Any]) -> Facts:
    """The facts kept with a case."""
    register = {
        key: date.fromisoformat(value) if key in REGISTER_DATES and value else value
        for key, value in document.get("register", {}).items()
    }
    return Facts(
        register=register, applicant=document.get("applicant", {}), today=date.fromisoformat(document["today"])
    )


def _entry(person: RegisteredPerson | None) -> dict[str, str | bool | int | date | None]:
    if person is None:
        return {"found": False}
    return {
        "found": True,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "father_name": person.father_name or None,
        "mother_name": person.mother_name or None,
        "birth_date": person.birth_date,
        "address": person.address or None,
        "postal_code": person.postal_code or None,
        "settlement": person.settlement or None,
        "resident_since": person.resident_since,
        "household_number": person.household_number or None,
        "household_size": person.household_size,
    }
