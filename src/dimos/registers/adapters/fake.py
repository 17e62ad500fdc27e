"""A register for tests and rehearsals: says what it was told, or nothing at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from dimos.registers.ports import RegisteredPerson, RegisterIsUnavailable


@dataclass(kw_only=True)
class FakeCivilRegister:
    """Knows the people it is given, by ΑΦΜ; out of order while `is_available` is False. Counts its questions."""

    people: Mapping[str, RegisteredPerson] = field(default_factory=dict)
    is_available: bool = True
    questions: int = 0

    def find_person(self, *, afm: str, at: datetime) -> RegisteredPerson | None:
        self.questions += 1
        if not self.is_available:
            raise RegisterIsUnavailable
        return self.people.get(afm)
