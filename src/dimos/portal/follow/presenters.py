"""What whoever holds the code of a case may see: where it is, never what it says."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dimos.cases.public import Case, State, days_off_around, events_of
from dimos.kernel.clock import local
from dimos.portal.cases.presenters import deadline_of, event_title, state_tag, title_of
from dimos.ui.components import Deadline, SummaryRow, Tag, TimelineEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowPage:
    """The public face of a case."""

    title: str
    protocol: str
    tag: Tag
    rows: tuple[SummaryRow, ...]
    timeline: tuple[TimelineEvent, ...]
    next_step: str
    has_owner: bool


def follow_page(*, case: Case, today: date) -> FollowPage:
    """State, deadline and steps; no names, no answers, no reasons, no messages."""
    deadline = deadline_of(case=case, today=today, days_off=days_off_around(day=today))
    return FollowPage(
        title=title_of(case),
        protocol=case.protocol,
        tag=state_tag(case.state),
        rows=tuple(_rows(case, deadline)),
        timeline=tuple(_timeline(case)),
        next_step=_next_step(State(case.state)),
        has_owner=case.applicant_id is not None,
    )


def _rows(case: Case, deadline: Deadline | None) -> list[SummaryRow]:
    rows = [
        SummaryRow(_("State"), state_tag(case.state)),
        SummaryRow(_("Protocol number"), case.protocol),
        SummaryRow(_("Received"), date_format(local(case.submitted_at), "j E Y, H:i")),
    ]
    if deadline is not None:
        rows.append(SummaryRow(_("Deadline by law"), deadline))
    if case.office is not None:
        rows.append(SummaryRow(_("Office"), case.office.name))
    return rows


def _timeline(case: Case) -> list[TimelineEvent]:
    events = [TimelineEvent(event_title(event.kind), local(event.at)) for event in events_of(case=case)]
    if case.closed_at is None and case.due_date is not None:
        events.append(TimelineEvent(_("By law you have an answer by this day"), case.due_date, state="future"))
    return events


def _next_step(state: State) -> str:
    return {
        State.RECEIVED: _("The office will examine it. You need do nothing now."),
        State.IN_WORK: _("The office is examining it. You need do nothing now."),
        State.AWAITING_CITIZEN: _("The office needs something from you: see the message you were sent."),
        State.APPROVED: _("It was approved; the office is completing it."),
        State.COMPLETED: _("It is completed."),
        State.REJECTED: _("It was not accepted; the reasons are in the message you were sent."),
        State.WITHDRAWN: _("It was withdrawn."),
    }[state]
