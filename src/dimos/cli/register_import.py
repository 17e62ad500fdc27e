"""Drives an import and shows how far it is."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.utils import timezone, translation
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from dimos.audit.public import SYSTEM
from dimos.cli.speech import fail, show
from dimos.municipalities.public import Municipality
from dimos.registers.public import (
    FileIsNotReadable,
    ImportReport,
    MappingIsIncomplete,
    MappingIsInvalid,
    explanation,
    import_civil_register,
)


def import_file(*, path: Path, municipality: str, dry_run: bool, mapping: dict[str, str], errors: Path | None) -> int:
    """Import the file and print the figures; the number of rows that were refused."""
    found = Municipality.objects.filter(slug=municipality).first()
    if found is None:
        fail(f"there is no municipality {municipality!r}; `dimos municipality list --all` names them.")
    try:
        with translation.override("en"), _problems_file(errors) as problems, _bar() as bar:
            task = bar.add_task("rows", total=None)
            report = import_civil_register(
                municipality_id=found.id,
                source=path,
                mapping=mapping or None,
                dry_run=dry_run,
                actor=SYSTEM,
                at=timezone.now(),
                progress=lambda done, total: bar.update(task, completed=done, total=total),
                problems_to=problems,
                source_name=path.name,
            )
    except (FileIsNotReadable, MappingIsIncomplete, MappingIsInvalid) as fact:
        fail(str(fact) or str(fact.__class__.__doc__))
    with translation.override("en"):
        _show(report, errors)
    return report.rejected


def _show(report: ImportReport, errors: Path | None) -> None:
    if report.is_dry_run:
        show("A dry run: nothing was changed.")
    show(f"{report.rows:>9,} rows")
    for name in ("inserted", "updated", "unchanged", "rejected", "warnings"):
        show(f"{getattr(report, name):>9,} {name}")
    for code, count in sorted(report.by_code.items(), key=lambda item: -item[1]):
        wording = explanation(code)
        show(f"{count:>9,} × {wording.what} {wording.remedy}")
    if report.ignored:
        show(f"Columns that were not read: {', '.join(report.ignored)}")
    if report.by_code:
        show(
            f"Each row with its reason: {errors}"
            if errors
            else "With --errors FILE each row is written with its reason."
        )


@contextlib.contextmanager
def _problems_file(path: Path | None) -> Iterator[IO[str] | None]:
    if path is None:
        yield None
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        path.chmod(0o600)
        yield file


def _bar() -> Progress:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, disable=not console.is_terminal)
