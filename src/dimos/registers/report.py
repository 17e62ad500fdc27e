"""What came of an import: the figures, and the file of problems."""

import csv
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import IO, Any

from django.utils.translation import gettext as _

from dimos.registers.rules import Problem, masked
from dimos.registers.wording import explanation

SHOWN = 20


@dataclass(frozen=True, slots=True)
class ReportedProblem:
    """A problem as it is shown: the row as a spreadsheet numbers it, the heading, the value masked."""

    row: int
    column: str
    value: str
    code: str
    is_warning: bool = False
    other_row: int | None = None


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """The figures of one import or dry run.

    `rows` = inserted + updated + unchanged + rejected. `problems` are the first twenty; `by_code` counts them all,
    warnings too. `mapping` is field → heading as it was used; `ignored` are the headings that nothing was read from.
    """

    is_dry_run: bool
    form: str
    rows: int = 0
    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    warnings: int = 0
    mapping: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    problems: tuple[ReportedProblem, ...] = ()
    by_code: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The report as JSON values."""
        return asdict(self) | {"ignored": list(self.ignored), "problems": [asdict(p) for p in self.problems]}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "ImportReport":
        """The report that `as_json` was made of."""
        problems = tuple(ReportedProblem(**problem) for problem in content["problems"])
        return cls(**{**content, "problems": problems, "ignored": tuple(content["ignored"])})


@dataclass(kw_only=True)
class Findings:
    """Collects problems as they turn up: counts all, keeps the first few, writes each to a file where there is one."""

    headings: Mapping[str, str]
    file: IO[str] | None = None
    first: list[ReportedProblem] = field(default_factory=list)
    by_code: Counter[str] = field(default_factory=Counter)
    warnings: int = 0

    def __post_init__(self) -> None:
        self._writer = csv.writer(self.file, delimiter=";", lineterminator="\r\n") if self.file else None
        if self.file and self._writer:
            # Excel takes a file without the mark for one in its own old encoding.
            self.file.write("\ufeff")
            self._writer.writerow([_("Row"), _("Column"), _("Value"), _("Kind"), _("What is wrong"), _("What to do")])

    def add(self, row: int, problem: Problem) -> None:
        """Note one problem of one row."""
        self.by_code[problem.code] += 1
        self.warnings += problem.is_warning
        shown = ReportedProblem(
            row=row, column=self.headings.get(problem.field, ""), value=masked(problem.value), code=problem.code,
            is_warning=problem.is_warning, other_row=problem.other_row,
        )  # fmt: skip
        if len(self.first) < SHOWN:
            self.first.append(shown)
        if self._writer:
            self._writer.writerow(_line(shown))


def _line(problem: ReportedProblem) -> list[str]:
    wording = explanation(problem.code)
    what = str(wording.what)
    if problem.other_row:
        what = f"{what} ({_('row %(row)s') % {'row': problem.other_row}})"
    kind = _("warning") if problem.is_warning else _("error")
    return [str(problem.row), _harmless(problem.column), _harmless(problem.value), kind, what, str(wording.remedy)]


def _harmless(text: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
