"""What a person's data must be, and where a request came from. Pure."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass

from stdnum.exceptions import ValidationError
from stdnum.gr import vat

from dimos.kernel.text import TextIsTooLong, clean_line

NOBODY = "000000000"
LONGEST_NAME = 120
EARLIEST_BIRTH_YEAR = 1880


class AfmIsWrong(ValueError):
    """The tax identification number does not have nine digits with a right check digit."""


class LegalPersonCannotSignIn(ValueError):
    """The credentials belong to a company or body, not to a person."""


class StaffAccountIsNeeded(ValueError):
    """Roles and passwords are for staff accounts; a citizen's account has none."""


@dataclass(frozen=True, kw_only=True)
class Claims:
    """What the state says of the person who signs in."""

    afm: str
    last_name: str
    first_name: str
    father_name: str = ""
    mother_name: str = ""
    birth_year: int | None = None


def valid_afm(text: str) -> str:
    """The nine digits of an ΑΦΜ; raises AfmIsWrong.

    Nine zeros have a right check digit, and belong to nobody.
    """
    try:
        afm = vat.validate(text.strip())
    except ValidationError:
        raise AfmIsWrong(AfmIsWrong.__doc__) from None
    if afm == NOBODY or not afm.isascii():
        raise AfmIsWrong(AfmIsWrong.__doc__)
    return str(afm)


def read_claims(attributes: Mapping[str, str]) -> Claims:
    """Claims from the attributes of TAXISnet's `<userinfo>`, which come with trailing blanks.

    Raises AfmIsWrong, and LegalPersonCannotSignIn when there is no first name: only natural persons have one.
    """
    afm = valid_afm(attributes.get("taxid", ""))
    first_name = _name(attributes, "firstname")
    if not first_name:
        raise LegalPersonCannotSignIn(LegalPersonCannotSignIn.__doc__)
    return Claims(
        afm=afm,
        last_name=_name(attributes, "lastname"),
        first_name=first_name,
        father_name=_name(attributes, "fathername"),
        mother_name=_name(attributes, "mothername"),
        birth_year=_year(attributes.get("birthyear", "")),
    )


def client_address(*, peer: str, forwarded_for: str, trusted_proxies: int) -> str:
    """The visitor's IP address, of which only what our own proxies wrote down is believed.

    Each of them appends who called it, so the visitor stands as many places from the right as there are proxies.
    """
    hops = [hop.strip() for hop in forwarded_for.split(",") if hop.strip()]
    if trusted_proxies and len(hops) >= trusted_proxies:
        try:
            return str(ipaddress.ip_address(hops[-trusted_proxies]))
        except ValueError:
            return peer
    return peer


def network_of(address: str) -> str:
    """What is counted as one visitor: an IPv4 address, or the /64 of an IPv6 one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network(f"{parsed}/64", strict=False).network_address)
    return str(parsed)


def _name(attributes: Mapping[str, str], key: str) -> str:
    text = attributes.get(key, "")
    try:
        return clean_line(text, limit=LONGEST_NAME)
    except TextIsTooLong:
        return clean_line(text[:LONGEST_NAME], limit=LONGEST_NAME)


def _year(text: str) -> int | None:
    digits = text.strip()
    if len(digits) == 4 and digits.isascii() and digits.isdigit() and int(digits) >= EARLIEST_BIRTH_YEAR:
        return int(digits)
    return None
