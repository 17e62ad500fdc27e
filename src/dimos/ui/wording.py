"""How deadlines are told."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dimos.ui.components import Deadline


def deadline_state(due: Deadline) -> str:
    """Which colour and icon a deadline takes: stopped, overdue, soon, calm."""
    if due.is_stopped:
        return "stopped"
    if due.working_days is None:
        return "calm"
    if due.working_days < 0:
        return "overdue"
    return "soon" if due.working_days <= due.soon_within else "calm"


def deadline_text(due: Deadline) -> str:
    """The deadline in words, so that the colour is never needed."""
    if due.is_stopped:
        return _("The clock is stopped")
    if due.working_days is None:
        return _("No deadline")
    if due.working_days == 0:
        return _("Due today")
    if due.working_days < 0:
        days = -due.working_days
        return ngettext("Overdue by %(days)s working day", "Overdue by %(days)s working days", days) % {"days": days}
    days = due.working_days
    return ngettext("Due in %(days)s working day", "Due in %(days)s working days", days) % {"days": days}
