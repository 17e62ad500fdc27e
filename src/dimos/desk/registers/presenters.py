"""Imports as the pages show them."""

from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dimos.registers.public import ImportReport, RegisterImport, ReportedProblem, Sample, State, explanation
from dimos.ui.components import Cell, Column, SummaryRow, Table, Tag, Tone

STATES = {
    State.UPLOADED: Tag(gettext_lazy("Columns to be confirmed"), Tone.YELLOW),
    State.CHECKING: Tag(gettext_lazy("Being checked"), Tone.BLUE),
    State.CHECKED: Tag(gettext_lazy("Checked, not imported yet"), Tone.YELLOW),
    State.RUNNING: Tag(gettext_lazy("Being imported"), Tone.BLUE),
    State.DONE: Tag(gettext_lazy("Imported"), Tone.GREEN),
    State.FAILED: Tag(gettext_lazy("Failed"), Tone.RED),
}


def number(count: int) -> str:
    """12345 as the reader writes it: 12.345 in Greek, 12,345 in English."""
    return intcomma(count)


def history_table(imports: list[RegisterImport]) -> Table:
    """The files that were brought, latest first."""
    return Table(
        caption=_("Files"),
        columns=[_("File"), _("State"), _("Brought"), _("By"), Column(_("Added"), True), Column(_("Changed"), True)],
        rows=[_history_row(one) for one in imports],
    )


def sample_table(sample: Sample) -> Table:
    """A file's columns, one below the other with what its first rows hold in them, cut short."""
    return Table(
        caption=_("The columns of the file"),
        columns=[_("Column"), *(_("Person %(n)s") % {"n": n} for n in range(1, len(sample.rows) + 1))],
        rows=[
            [heading, *(row[position][:40] if position < len(row) else "" for row in sample.rows)]
            for position, heading in enumerate(sample.headings)
        ],
    )


def figures(report: ImportReport) -> list[SummaryRow]:
    """The counts of a check or an import."""
    is_dry = report.is_dry_run
    return [
        SummaryRow(_("Rows in the file"), number(report.rows)),
        SummaryRow(_("New people") if is_dry else _("People added"), number(report.inserted)),
        SummaryRow(_("People with changes") if is_dry else _("People updated"), number(report.updated)),
        SummaryRow(_("People without changes"), number(report.unchanged)),
        SummaryRow(_("Rows that stay out because of an error"), number(report.rejected)),
        SummaryRow(_("Warnings"), number(report.warnings)),
        SummaryRow(_("Columns that are not read"), ", ".join(report.ignored) or _("None")),
    ]


def problem_table(problems: tuple[ReportedProblem, ...]) -> Table:
    """The first problems of a file."""
    return Table(
        caption=_("The first problems"),
        columns=[_("Row"), _("Column"), _("Value"), _("What is wrong"), _("What to do")],
        rows=[
            [str(one.row), one.column, one.value, _problem_cell(one), str(explanation(one.code).remedy)]
            for one in problems
        ],
    )


def progress(register_import: RegisterImport) -> dict[str, Any]:
    """How far the work is: in words, and for the bar (no total: it only moves)."""
    done, total = register_import.rows_done, register_import.rows_total
    if total:
        text = _("%(done)s of about %(total)s rows") % {"done": number(done), "total": number(max(done, total))}
    else:
        text = ngettext("%(done)s row", "%(done)s rows", done) % {"done": number(done)}
    return {"done": done, "total": max(done, total) if total else None, "text": text}


def _history_row(one: RegisterImport) -> list[Cell | str | int]:
    report = one.report if one.state == State.DONE else {}
    return [
        Cell(text=one.file_name, href=reverse("desk:register_import", args=[one.pk])),
        Cell(tag=STATES[State(one.state)]),
        date_format(timezone.localtime(one.created_at), "SHORT_DATETIME_FORMAT"),
        one.uploaded_by.get_full_name() or one.uploaded_by.username,
        number(report["inserted"]) if report else "",
        number(report["updated"]) if report else "",
    ]


def _problem_cell(one: ReportedProblem) -> Cell:
    what = str(explanation(one.code).what)
    if one.other_row:
        what = f"{what} ({_('row %(row)s') % {'row': one.other_row}})"
    return Cell(text=what, hint=_("Warning: the row comes in.") if one.is_warning else "")
