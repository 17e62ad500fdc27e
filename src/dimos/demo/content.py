"""Fill the three municipalities: profile, offices, holidays, staff, registers, services, cases."""

from datetime import datetime

from django.conf import settings

from dimos.audit.public import SYSTEM
from dimos.catalogue.public import adopt_national_services
from dimos.demo import STAFF_PASSWORD
from dimos.demo.cases import submit_examples
from dimos.demo.towns import TOWNS, Town, local_holidays, offices
from dimos.identity.public import PERSONAS, Persona, Relative, Role, User, create_staff, grant_role
from dimos.kernel.clock import now
from dimos.municipalities.public import LocalHoliday, join_municipality, municipality_scope
from dimos.registers.public import CivilRecord

STAFF = (
    ("clerk", Role.CLERK, "Υπάλληλος", "Εικονική"),
    ("supervisor", Role.SUPERVISOR, "Προϊσταμένη", "Εικονική"),
    ("editor", Role.EDITOR, "Συντάκτρια", "Εικονική"),
    ("admin", Role.ADMINISTRATOR, "Διαχειριστής", "Εικονικός"),
)


class DemonstrationIsOff(RuntimeError):
    """The demonstration's people and passwords are loaded only where DIMOS_DEMO says so."""


def load_content() -> None:
    """Load everything; doing it again changes nothing. Raises DemonstrationIsOff."""
    if not settings.DIMOS_DEMO:
        raise DemonstrationIsOff(DemonstrationIsOff.__doc__)
    at = now()
    for town in TOWNS:
        join_municipality(
            municipality_id=town.id,
            profile=town.profile,
            offices=offices(town.profile.phone[:8], f"{town.slug}.example"),
            actor=SYSTEM,
            at=at,
        )
        with municipality_scope(town.id):
            _holidays(town, at)
            _staff(town, at)
            _register(town, at)
            adopt_national_services(actor=SYSTEM, at=at)
            submit_examples(town=town, at=at)
    _account("ministry", "Υπουργείου", "Εικονική", at, officer=True)


def _holidays(town: Town, at: datetime) -> None:
    for day in local_holidays(town, around=at.year):
        LocalHoliday.objects.get_or_create(
            municipality_id=town.id, date=day, defaults={"name_el": town.patron_el, "name_en": town.patron_en}
        )


def _staff(town: Town, at: datetime) -> None:
    for name, role, last_name, first_name in STAFF:
        user = _account(f"{name}.{town.slug}", last_name, first_name, at)
        grant_role(user=user, role=role, actor=SYSTEM, at=at)


def _account(username: str, last_name: str, first_name: str, at: datetime, *, officer: bool = False) -> User:
    found = User.objects.filter(username=username).first()
    return found or create_staff(
        username=username, password=STAFF_PASSWORD, first_name=first_name, last_name=last_name, actor=SYSTEM, at=at,
        is_ministry_officer=officer,
    )  # fmt: skip


def _register(town: Town, at: datetime) -> None:
    for persona in PERSONAS:
        if persona.municipality_id == town.id:
            _enter(persona, persona, town, at)
            for relative in persona.household:
                _enter(relative, persona, town, at)


def _enter(person: Persona | Relative, head: Persona, town: Town, at: datetime) -> None:
    home = head.address
    CivilRecord.objects.get_or_create(
        municipality_id=town.id,
        amka=person.amka,
        defaults={
            "afm": person.afm or None,
            "last_name": person.last_name,
            "first_name": person.first_name,
            "father_name": person.father_name,
            "mother_name": person.mother_name,
            "birth_date": person.birth_date,
            "address": f"{home.street} {home.number}".strip() if home else "",
            "postal_code": home.postal_code if home else "",
            "settlement": home.place if home else "",
            "resident_since": head.resident_since,
            "household_number": head.household_number,
            "source": "demo",
            "updated_at": at,
        },
    )
