"""Ask the queue to check a file against the register, or to bring it in."""

from collections.abc import Mapping
from datetime import datetime

from procrastinate.contrib.django import app

from dimos.registers.columns import checked_positions
from dimos.registers.models import RegisterImport, State
from dimos.registers.queries import sample_of

PERFORM = "registers.perform_import"


class ImportIsNotReady(RuntimeError):
    """The import is at work, is done, or has not been checked yet."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


def check_import(*, import_id: int, mapping: Mapping[str, str], at: datetime) -> RegisterImport:
    """Have the file compared with the register, changing nothing. `mapping` is field → heading.

    Raises ImportIsNotReady, MappingIsIncomplete, MappingIsInvalid, FileIsNotReadable.
    """
    register_import = _locked(import_id)
    if register_import.is_at_work or register_import.state == State.DONE:
        raise ImportIsNotReady
    checked_positions(mapping=mapping, headings=sample_of(register_import=register_import).headings)
    register_import.mapping = dict(mapping)
    return _hand_over(register_import, State.CHECKING, at)


def run_import(*, import_id: int, at: datetime) -> RegisterImport:
    """Have a checked file brought into the register. Raises ImportIsNotReady; asking twice does it once."""
    register_import = _locked(import_id)
    if register_import.state != State.CHECKED:
        raise ImportIsNotReady
    return _hand_over(register_import, State.RUNNING, at)


def _locked(import_id: int) -> RegisterImport:
    found: RegisterImport = RegisterImport.objects.select_for_update().get(id=import_id)
    return found


def _hand_over(register_import: RegisterImport, state: State, at: datetime) -> RegisterImport:
    register_import.state, register_import.started_at = state, at
    register_import.rows_done, register_import.failure = 0, ""
    register_import.save()
    app.configure_task(PERFORM).defer(
        municipality_id=register_import.municipality_id, import_id=register_import.pk, state=state.value
    )
    return register_import
