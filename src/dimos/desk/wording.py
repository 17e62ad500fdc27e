"""How cases are told: states, terms, deadlines. For the inbox and the case page alike."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dimos.cases.public import Case, DayUnit, State, days_between
from dimos.ui.components import Deadline, Tag, Tone

STATES = {
    State.RECEIVED: Tag(gettext_lazy("New"), Tone.BLUE),
    State.IN_WORK: Tag(gettext_lazy("In work"), Tone.YELLOW),
    State.AWAITING_CITIZEN: Tag(gettext_lazy("Waiting for the citizen"), Tone.PURPLE),
    State.APPROVED: Tag(gettext_lazy("Approved, to be completed at the counter"), Tone.GREEN),
    State.COMPLETED: Tag(gettext_lazy("Completed"), Tone.GREEN),
    State.REJECTED: Tag(gettext_lazy("Rejected"), Tone.RED),
    State.WITHDRAWN: Tag(gettext_lazy("Withdrawn"), Tone.GREY),
}


def state_tag(state: str) -> Tag:
    """The state in words and colour."""
    return STATES[State(state)]


def deadline_of(case: Case, *, today: date, days_off: frozenset[date]) -> Deadline | None:
    """The case's deadline in working days; None once it is closed."""
    if case.closed_at is not None:
        return None
    if case.due_date is None:
        return Deadline(is_stopped=True)
    left = days_between(start=today, end=case.due_date, unit=DayUnit.WORKING, days_off=days_off)
    # A term may have ended on a day off: no working day has passed since, and yet it is late.
    return Deadline(working_days=min(left, -1) if case.due_date < today else left, due_date=case.due_date)


def term_text(*, days: int, unit: str) -> str:
    """The legal term: "50 working days"."""
    if unit == DayUnit.WORKING:
        return ngettext("%(days)s working day", "%(days)s working days", days) % {"days": days}
    return ngettext("%(days)s calendar day", "%(days)s calendar days", days) % {"days": days}


def days_left_text(case: Case) -> str:
    """What is left of a term that stands still."""
    left = case.days_left or 0
    if left < 0:
        return _("The term had passed when the clock was stopped")
    return _("%(term)s left when the clock starts again") % {"term": term_text(days=left, unit=case.term_unit)}
