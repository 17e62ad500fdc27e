"""What every move of a case has in common: lock the row, check, move state and clock, write the row and its event."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from dimos.audit.public import Actor, record
from dimos.cases.models import Case, CaseEvent, EventKind
from dimos.cases.rules import CLOSED, RUNNING, Move, State, new_clock, start_clock, state_after, stop_clock
from dimos.kernel.clock import local
from dimos.municipalities.public import current_municipality_id, local_holidays, national_holidays


class CaseHasChanged(RuntimeError):
    """Somebody else has worked on this case since you opened it."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One move in the making: who makes it, when, and the version of the case they had before their eyes."""

    actor: Actor
    at: datetime
    version: int | None = None


def days_off_around(*, day: date) -> frozenset[date]:
    """National and local holidays of the year before, of, and after a day."""
    national = (national_holidays(year) for year in (day.year - 1, day.year, day.year + 1))
    return local_holidays().union(*national)


def locked_case(*, case_id: int, step: Step) -> Case:
    """The case with its row locked; raises CaseHasChanged if it is no longer the one that was before their eyes."""
    case = Case.objects.select_for_update(of=("self",)).get(id=case_id)
    if step.version is not None and step.version != case.version:
        raise CaseHasChanged(CaseHasChanged.__doc__)
    return case


def moved_case(*, case_id: int, move: Move, step: Step) -> Case:
    """Lock the case and move its state and clock, without saving; raises MoveIsNotAllowed or CaseHasChanged."""
    case = locked_case(case_id=case_id, step=step)
    case.state = state_after(state=State(case.state), move=move)
    today = local(step.at).date()
    days_off = days_off_around(day=today)
    if move is Move.REOPEN:
        case.clock = new_clock(days=case.term_days, unit=case.clock.unit)
    if case.state in RUNNING:
        case.clock = start_clock(clock=case.clock, on=today, days_off=days_off)
    elif case.state == State.AWAITING_CITIZEN:
        case.clock = stop_clock(clock=case.clock, on=today, days_off=days_off)
    case.closed_at = step.at if case.state in CLOSED else None
    case.changed_at = step.at
    case.version += 1
    return case


def write_step(*, case: Case, kind: EventKind, step: Step, detail: Mapping[str, object] | None = None) -> None:
    """Save the moved case, its event and its journal entry."""
    case.save()
    write_event(case=case, kind=kind, step=step, detail=detail)
    record(
        municipality_id=current_municipality_id(), actor=step.actor, action=f"case.{kind}", subject=case.reference,
        person_id=case.applicant_id, at=step.at,
    )  # fmt: skip


def write_event(*, case: Case, kind: EventKind, step: Step, detail: Mapping[str, object] | None = None) -> None:
    """Add a row to the case's history."""
    event = new_event(case=case, kind=kind, step=step, detail=detail)
    event.case = case
    event.save(force_insert=True)


def new_event(
    *, case: Case, kind: EventKind, step: Step, detail: Mapping[str, object] | None = None
) -> CaseEvent:  # fmt: skip
    """A row of the history, unsaved and not yet tied to the case."""
    return CaseEvent(
        at=step.at,
        kind=kind,
        actor_kind=step.actor.kind,
        actor_id=step.actor.id,
        actor_label=step.actor.label,
        state=case.state,
        due_date=case.due_date,
        detail=dict(detail or {}),
    )
