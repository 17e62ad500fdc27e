"""Cases as rows of the inbox, its views, and what a filter makes of the address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from dimos.cases.public import Case, days_off_around, definition_of
from dimos.catalogue.public import ServiceDefinition
from dimos.desk.wording import days_left_text, deadline_of, state_tag, term_text
from dimos.municipalities.public import Office
from dimos.ui.components import Deadline, Tab, Tag

VIEWS = {
    "todo": gettext_lazy("To do"),
    "mine": gettext_lazy("Mine"),
    "waiting": gettext_lazy("Waiting for the citizen"),
    "completed": pgettext_lazy("cases", "Completed"),
    "rejected": pgettext_lazy("cases", "Rejected"),
    "withdrawn": pgettext_lazy("cases", "Withdrawn"),
}
EMPTY = {
    "todo": gettext_lazy("New requests appear here by themselves, those due first on top."),
    "mine": gettext_lazy("Cases that you take stay here until they are decided."),
    "waiting": gettext_lazy("When you ask a citizen for a correction, the case waits here and its clock stands still."),
    "completed": gettext_lazy("Cases that ended with a document, an answer or at the counter."),
    "rejected": gettext_lazy("Cases that were rejected, with their reasons."),
    "withdrawn": gettext_lazy("Cases that the citizen took back."),
}


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """One line of the inbox. `why` says which term runs and where it is written."""

    href: str
    service: str
    protocol: str
    applicant: str
    state: Tag
    deadline: Deadline | None
    why: str
    closed_at: datetime | None
    office: str
    assignee: str
    is_late: bool
    is_mine: bool


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One office of the filter."""

    value: str
    text: str
    is_current: bool


def case_rows(cases: Iterable[Case], *, today: date, person_id: int) -> list[CaseRow]:
    """The rows in the order given; holidays are read once."""
    cases = list(cases)
    days_off = days_off_around(day=today) if cases else frozenset()
    return [_row(case, definition_of(case=case), today=today, days_off=days_off, person_id=person_id) for case in cases]


def view_tabs(*, current: str, office: str) -> list[Tab]:
    """The views of the inbox; the office stays chosen."""
    return [
        Tab(text, inbox_address(view=view, office=office), is_current=view == current) for view, text in VIEWS.items()
    ]


def office_choices(offices: Iterable[Office], *, current: str) -> list[Choice]:
    """The offices this person may choose from, all of them first; nothing where there is no choice."""
    found = [Choice(value=str(office.pk), text=office.name, is_current=str(office.pk) == current) for office in offices]
    if len(found) < 2:
        return []
    return [Choice(value="", text=_("All offices"), is_current=not current), *found]


def inbox_address(*, view: str, office: str = "", after: str = "") -> str:
    """The address of a view of the inbox; what is empty is left out."""
    parts: Mapping[str, str] = {"view": "" if view == "todo" else view, "office": office, "after": after}
    query = urlencode({key: value for key, value in parts.items() if value})
    return reverse("desk:inbox") + (f"?{query}" if query else "")


def _row(
    case: Case, definition: ServiceDefinition, *, today: date, days_off: frozenset[date], person_id: int
) -> CaseRow:
    language = get_language() or "el"
    return CaseRow(
        href=reverse("desk:case", args=[case.pk]),
        service=definition.title.in_language(language),
        protocol=case.protocol,
        applicant=case.applicant_name or _("No name given"),
        state=state_tag(case.state),
        deadline=deadline_of(case, today=today, days_off=days_off),
        why=_why(case, definition, language),
        closed_at=case.closed_at,
        office=case.office.name if case.office else _("No office"),
        assignee=(case.assignee.get_full_name() or case.assignee.username) if case.assignee else "",
        is_late=case.is_late(today=today),
        is_mine=case.assignee_id == person_id,
    )


def _why(case: Case, definition: ServiceDefinition, language: str) -> str:
    if case.closed_at is not None:
        return ""
    if case.due_date is None:
        return days_left_text(case)
    parts = [_("term of %(term)s") % {"term": term_text(days=case.term_days, unit=case.term_unit)}]
    if definition.deadline is not None:
        parts.append(definition.deadline.source.text.in_language(language))
    return ", ".join(parts)
