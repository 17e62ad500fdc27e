from dimos.registers.models.civil_record import CivilRecord
from dimos.registers.models.register_import import RegisterImport, State

__all__ = ["CivilRecord", "RegisterImport", "State"]
