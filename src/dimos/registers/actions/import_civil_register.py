"""Bring a file of people into the civil register."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO

from dimos.audit.public import Actor, record
from dimos.kernel.clock import local
from dimos.municipalities.public import municipality_scope
from dimos.registers.columns import STORED, checked_positions, guess_mapping
from dimos.registers.report import Findings, ImportReport
from dimos.registers.rules import Problem, read_row
from dimos.registers.staging import Staging, Values
from dimos.registers.tables import Row, Table, opened_table

CHUNK = 5_000

Progress = Callable[[int, int | None], None]


def import_civil_register(
    *,
    municipality_id: int,
    source: Path | IO[bytes],
    mapping: Mapping[str, str] | None,
    dry_run: bool,
    actor: Actor,
    at: datetime,
    progress: Progress | None = None,
    problems_to: IO[str] | None = None,
    source_name: str = "",
) -> ImportReport:
    """Insert and update the people of a CSV or Excel file; nobody is removed.

    One transaction: either every acceptable row enters or, should anything go wrong on the way, none. A row finds its
    person by ΑΦΜ, then by ΑΜΚΑ; the same file a second time changes nothing. Rows in error stay out, and are counted
    and written to `problems_to` (CSV, in the active language). `mapping` is field → heading (None: guessed). A dry run
    compares and counts all the same but leaves the register as it is.

    `progress` is told the rows done and about how many there are (None: unknown), after each chunk of 5,000. Memory
    stays constant for a CSV file of any size. Raises FileIsNotReadable, MappingIsIncomplete, MappingIsInvalid.
    """
    with municipality_scope(municipality_id), opened_table(source) as table:
        used = dict(mapping) if mapping is not None else guess_mapping(table.headings)
        work = _Work(
            table=table,
            positions=checked_positions(mapping=used, headings=table.headings),
            findings=Findings(headings=used, file=problems_to),
            at=at,
            dry_run=dry_run,
        )
        work.run(municipality_id=municipality_id, source=source_name or _name_of(source), progress=progress)
        report = work.report(used)
        if not dry_run:
            _journal(municipality_id, actor, at, report)
    return report


@dataclass(kw_only=True)
class _Work:
    """One run over the rows of a table, chunk by chunk."""

    table: Table
    positions: Mapping[str, int]
    findings: Findings
    at: datetime
    dry_run: bool
    rows: int = 0
    inserted: int = 0
    updated: int = 0
    rejected: int = 0
    fields: list[str] = field(default_factory=list)

    def run(self, *, municipality_id: int, source: str, progress: Progress | None) -> None:
        self.fields = [name for name in STORED if name in self.positions]
        staging = Staging(municipality_id=municipality_id, fields=self.fields, source=source[:120], at=self.at)
        staging.open()
        for chunk in _chunks(self.table.rows):
            self._take(chunk, staging)
            if progress:
                progress(self.rows, max(self.table.estimate, self.rows) if self.table.estimate else None)

    def _take(self, chunk: list[Row], staging: Staging) -> None:
        problems: list[tuple[int, Problem]] = []
        lines = {"first": chunk[0].number, "last": chunk[-1].number}
        staging.add(self._accepted(chunk, problems))
        refusals = staging.compare(**lines)
        for refusal in refusals:
            name, value = ("amka", refusal.amka) if refusal.code.endswith("amka") else ("afm", refusal.afm)
            problem = Problem(refusal.code, name, value or "", other_row=refusal.other_line)
            problems.append((refusal.line, problem))
        inserted, updated = staging.count(**lines) if self.dry_run else staging.apply(**lines)
        self.rows += len(chunk)
        self.inserted += inserted
        self.updated += updated
        self.rejected += len(refusals)
        for line, problem in sorted(problems, key=lambda found: found[0]):
            self.findings.add(line, problem)

    def _accepted(self, chunk: list[Row], problems: list[tuple[int, Problem]]) -> Iterator[tuple[int, Values]]:
        today, width = local(self.at).date(), len(self.table.headings)
        for row in chunk:
            reading = read_row(cells=row.cells, positions=self.positions, width=width, today=today)
            problems.extend((row.number, problem) for problem in reading.problems)
            if reading.is_accepted:
                yield row.number, [reading.values[name] for name in self.fields]
            else:
                self.rejected += 1

    def report(self, used: Mapping[str, str]) -> ImportReport:
        return ImportReport(
            is_dry_run=self.dry_run,
            form=self.table.form,
            rows=self.rows,
            inserted=self.inserted,
            updated=self.updated,
            unchanged=self.rows - self.inserted - self.updated - self.rejected,
            rejected=self.rejected,
            warnings=self.findings.warnings,
            mapping=used,
            ignored=tuple(heading for heading in self.table.headings if heading not in used.values()),
            problems=tuple(self.findings.first),
            by_code=dict(self.findings.by_code),
        )


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _name_of(source: Path | IO[bytes]) -> str:
    return source.name if isinstance(source, Path) else ""


def _journal(municipality_id: int, actor: Actor, at: datetime, report: ImportReport) -> None:
    figures = {name: getattr(report, name) for name in ("rows", "inserted", "updated", "unchanged", "rejected")}
    record(
        municipality_id=municipality_id, actor=actor, action="registers.import", subject="register:civil",
        detail=figures, at=at,
    )  # fmt: skip
