"""How a municipality is reached, as pages print it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from dimos.municipalities.public import Office, Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeLine:
    """One office."""

    name: str
    phone: str
    phone_href: str
    email: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPage:
    """The municipality's own data and its offices."""

    address: str
    phone: str
    phone_href: str
    email: str
    offices: tuple[OfficeLine, ...]


def contact_page(*, profile: Profile, offices: Sequence[Office]) -> ContactPage:
    """What is known; what the municipality has not filled in stays empty."""
    address = (profile.address_en or profile.address_el) if get_language() == "en" else profile.address_el
    return ContactPage(
        address=address,
        phone=profile.phone,
        phone_href=_call(profile.phone),
        email=profile.email,
        offices=tuple(
            OfficeLine(
                name=office.name,
                phone=office.phone,
                phone_href=_call(office.phone),
                email=office.email,
                address=office.address,
            )
            for office in offices
        ),
    )


def _call(phone: str) -> str:
    digits = "".join(character for character in phone if character.isdigit() or character == "+")
    return f"tel:{digits}" if digits else ""
