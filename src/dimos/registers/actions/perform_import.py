"""Do what was asked of an import: the check, or the work itself."""

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import IO

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import OperationalError, transaction
from django.utils.translation import override

from dimos.identity.public import actor_of
from dimos.municipalities.public import current_municipality_id, municipality_scope
from dimos.registers.actions.import_civil_register import import_civil_register
from dimos.registers.columns import MappingIsIncomplete, MappingIsInvalid
from dimos.registers.models import RegisterImport, State
from dimos.registers.progress import ProgressBoard
from dimos.registers.report import ImportReport
from dimos.registers.staging import wait_for_turn
from dimos.registers.tables import FileIsNotReadable


def perform_import(*, municipality_id: int, import_id: int, state: str, at: datetime) -> None:
    """Check or run an import that waits in `state`; does nothing where it does not (any more). May run twice.

    The register and the row that tells of it change in one transaction. What is wrong with the file is noted on the
    row. Raises OperationalError while the database is away: then it is worth another attempt.
    """
    try:
        with municipality_scope(municipality_id):
            wait_for_turn(municipality_id)
            waiting = RegisterImport.objects.select_related("uploaded_by").filter(id=import_id, state=state).first()
            if waiting:
                _perform(waiting, at)
    except (FileIsNotReadable, MappingIsIncomplete, MappingIsInvalid) as refused:
        _fail(municipality_id, import_id, _code_of(refused), at)
    except OperationalError:
        raise
    except Exception:
        _fail(municipality_id, import_id, "interrupted", at)
        raise


def _perform(register_import: RegisterImport, at: datetime) -> None:
    is_dry_run = register_import.state == State.CHECKING
    municipality_id = current_municipality_id()
    with override(register_import.language), _stored(register_import) as content, tempfile.TemporaryFile() as problems:
        with ProgressBoard(municipality_id, register_import.pk) as board, _as_text(problems) as text:
            report = import_civil_register(
                municipality_id=municipality_id,
                source=content,
                mapping=register_import.mapping,
                dry_run=is_dry_run,
                actor=actor_of(register_import.uploaded_by),
                at=at,
                progress=board.show,
                problems_to=text,
                source_name=register_import.file_name,
            )
        _conclude(register_import, report, problems, at)


def _conclude(register_import: RegisterImport, report: ImportReport, problems: IO[bytes], at: datetime) -> None:
    superseded = [register_import.problems_file]
    register_import.problems_file = _keep(register_import, problems) if report.by_code else ""
    register_import.report = report.as_json()
    register_import.rows_done = register_import.rows_total = report.rows
    register_import.finished_at = at
    register_import.state = State.CHECKED if report.is_dry_run else State.DONE
    if register_import.state == State.DONE:
        # The people are in the register now: one copy of them is enough.
        superseded.append(register_import.stored_as)
        register_import.stored_as = ""
    register_import.save()
    transaction.on_commit(lambda: _delete(superseded))


def _keep(register_import: RegisterImport, problems: IO[bytes]) -> str:
    problems.seek(0)
    name = f"registers/{register_import.municipality_id}/problems-{register_import.pk}.csv"
    return str(default_storage.save(name, File(problems)))


def _delete(names: list[str]) -> None:
    for name in filter(None, names):
        default_storage.delete(name)


@contextmanager
def _stored(register_import: RegisterImport) -> Iterator[IO[bytes]]:
    if not register_import.stored_as or not default_storage.exists(register_import.stored_as):
        raise FileIsNotReadable(code="file_is_gone")
    with default_storage.open(register_import.stored_as, "rb") as stored:
        yield stored


@contextmanager
def _as_text(binary: IO[bytes]) -> Iterator[IO[str]]:
    text = io.TextIOWrapper(binary, encoding="utf-8", newline="")
    try:
        yield text
    finally:
        text.detach()


def _fail(municipality_id: int, import_id: int, code: str, at: datetime) -> None:
    with municipality_scope(municipality_id):
        RegisterImport.objects.filter(id=import_id, state__in=[State.CHECKING, State.RUNNING]).update(
            state=State.FAILED, failure=code, finished_at=at
        )


def _code_of(refused: Exception) -> str:
    if isinstance(refused, FileIsNotReadable):
        return refused.code
    return "mapping_incomplete" if isinstance(refused, MappingIsIncomplete) else "mapping_invalid"
