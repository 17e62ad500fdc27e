"""What is asked of a civil register, whoever keeps it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


class RegisterIsUnavailable(RuntimeError):
    """The civil register does not answer; the person's own statement will have to do for now."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


@dataclass(frozen=True, kw_only=True)
class RegisteredPerson:
    """What the register knows of a person. Unknown text is empty, an unknown date or number is None.

    `household_size` counts the people of the same household, the person among them.
    """

    first_name: str
    last_name: str
    father_name: str = ""
    mother_name: str = ""
    birth_date: date | None = None
    address: str = ""
    postal_code: str = ""
    settlement: str = ""
    resident_since: date | None = None
    household_number: str = ""
    household_size: int | None = None
    amka: str | None = None


class CivilRegister(Protocol):
    """A register of the people of the municipality whose scope is open."""

    def find_person(self, *, afm: str, at: datetime) -> RegisteredPerson | None:
        """The person with this ΑΦΜ as the register has them at that moment, or None; raises RegisterIsUnavailable."""
