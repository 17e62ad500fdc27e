"""Take a municipality into service on this installation."""

from dataclasses import asdict, dataclass
from datetime import datetime

from dimos.audit.public import Actor, record
from dimos.municipalities.models import Municipality, Office, Profile
from dimos.municipalities.scope import municipality_scope


@dataclass(frozen=True, kw_only=True)
class ProfileData:
    """What the municipality's pages and documents say of it."""

    address_el: str = ""
    address_en: str = ""
    place_el: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class OfficeData:
    """An office to be set up."""

    slug: str
    name_el: str
    name_en: str
    phone: str = ""
    email: str = ""


STARTING_OFFICES = (
    OfficeData(slug="registry", name_el="Τμήμα Δημοτικής Κατάστασης", name_en="Civil Status Department"),
    OfficeData(
        slug="technical-services", name_el="Διεύθυνση Τεχνικών Υπηρεσιών", name_en="Technical Services Directorate"
    ),
    OfficeData(slug="citizen-service", name_el="Γραφείο Εξυπηρέτησης Πολιτών", name_en="Citizen Service Office"),
)
"""The offices that the national definitions name; a municipality renames them as its organisation says."""


def join_municipality(
    *, municipality_id: int, profile: ProfileData, offices: list[OfficeData], actor: Actor, at: datetime
) -> Municipality:
    """Mark it as served, write its profile and offices. Repeating it updates them."""
    with municipality_scope(municipality_id):
        municipality = Municipality.objects.select_for_update(of=("self",)).get(id=municipality_id)
        if municipality.joined_at is None:
            municipality.joined_at = at
            municipality.save(update_fields=["joined_at"])
        Profile.objects.update_or_create(municipality_id=municipality_id, defaults=asdict(profile))
        for office in offices:
            Office.objects.update_or_create(
                municipality_id=municipality_id,
                slug=office.slug,
                defaults={k: v for k, v in asdict(office).items() if k != "slug"},
            )
        record(
            municipality_id=municipality_id, actor=actor, action="municipalities.join",
            subject=f"municipality:{municipality_id}", at=at,
        )  # fmt: skip
    return municipality
