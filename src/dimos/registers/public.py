"""The registers' door: who lives here, and how the register is filled."""

from dimos.registers.actions.import_civil_register import import_civil_register
from dimos.registers.actions.request_work import ImportIsNotReady, check_import, run_import
from dimos.registers.actions.upload_import import upload_import
from dimos.registers.adapters.fake import FakeCivilRegister
from dimos.registers.columns import FIELDS, MappingIsIncomplete, MappingIsInvalid, guess_mapping
from dimos.registers.models import CivilRecord, RegisterImport, State
from dimos.registers.ports import CivilRegister, RegisteredPerson, RegisterIsUnavailable
from dimos.registers.queries import (
    Sample,
    count_of_records,
    find_person,
    import_history,
    problems_of,
    register_stood_in_by,
    sample_of,
)
from dimos.registers.report import ImportReport, ReportedProblem
from dimos.registers.tables import FileIsNotReadable
from dimos.registers.wording import FIELD_NAMES, explanation

__all__ = [
    "FIELDS",
    "FIELD_NAMES",
    "CivilRecord",
    "CivilRegister",
    "FakeCivilRegister",
    "FileIsNotReadable",
    "ImportIsNotReady",
    "ImportReport",
    "MappingIsIncomplete",
    "MappingIsInvalid",
    "RegisterImport",
    "RegisterIsUnavailable",
    "RegisteredPerson",
    "ReportedProblem",
    "Sample",
    "State",
    "check_import",
    "count_of_records",
    "explanation",
    "find_person",
    "guess_mapping",
    "import_civil_register",
    "import_history",
    "problems_of",
    "register_stood_in_by",
    "run_import",
    "sample_of",
    "upload_import",
]
