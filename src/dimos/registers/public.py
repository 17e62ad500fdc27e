"""The registers' door: who lives here, and how the register is filled."""

from dimos.registers.adapters.fake import FakeCivilRegister
from dimos.registers.models import CivilRecord, RegisterImport
from dimos.registers.ports import CivilRegister, RegisteredPerson, RegisterIsUnavailable
from dimos.registers.queries import count_of_records, find_person, import_history, register_stood_in_by

__all__ = [
    "CivilRecord",
    "CivilRegister",
    "FakeCivilRegister",
    "RegisterImport",
    "RegisterIsUnavailable",
    "RegisteredPerson",
    "count_of_records",
    "find_person",
    "import_history",
    "register_stood_in_by",
]
