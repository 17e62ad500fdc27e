"""States of a case, who may move it where, and the legal clock. Pure: no database, no "today".

Sources: Code of Administrative Procedure (law 2690/1999) art. 4 as amended by law 3242/2004 art. 6: the term starts
when the file is complete at the competent service; law 4727/2020 art. 30 §5: an electronic deadline that ends on a
holiday ends on the next working day.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum


class State(StrEnum):
    """Where a case stands now."""

    RECEIVED = "received"
    IN_WORK = "in_work"
    AWAITING_CITIZEN = "awaiting_citizen"
    APPROVED = "approved"
    COMPLETED = "completed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    """What may be done to a case."""

    TAKE = "take"
    REQUEST_CORRECTION = "request_correction"
    SUPPLY_CORRECTION = "supply_correction"
    APPROVE = "approve"
    COMPLETE = "complete"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"


RUNNING = frozenset({State.RECEIVED, State.IN_WORK, State.APPROVED})
CLOSED = frozenset({State.COMPLETED, State.REJECTED, State.WITHDRAWN})
OPEN = frozenset(State) - CLOSED

MOVES: dict[tuple[State, Move], State] = {
    (State.RECEIVED, Move.TAKE): State.IN_WORK,
    (State.RECEIVED, Move.REQUEST_CORRECTION): State.AWAITING_CITIZEN,
    (State.IN_WORK, Move.REQUEST_CORRECTION): State.AWAITING_CITIZEN,
    (State.AWAITING_CITIZEN, Move.SUPPLY_CORRECTION): State.IN_WORK,
    (State.RECEIVED, Move.APPROVE): State.APPROVED,
    (State.IN_WORK, Move.APPROVE): State.APPROVED,
    (State.APPROVED, Move.COMPLETE): State.COMPLETED,
    (State.RECEIVED, Move.REJECT): State.REJECTED,
    (State.IN_WORK, Move.REJECT): State.REJECTED,
    (State.AWAITING_CITIZEN, Move.REJECT): State.REJECTED,
    (State.RECEIVED, Move.WITHDRAW): State.WITHDRAWN,
    (State.IN_WORK, Move.WITHDRAW): State.WITHDRAWN,
    (State.AWAITING_CITIZEN, Move.WITHDRAW): State.WITHDRAWN,
    (State.COMPLETED, Move.REOPEN): State.IN_WORK,
    (State.REJECTED, Move.REOPEN): State.IN_WORK,
    (State.WITHDRAWN, Move.REOPEN): State.IN_WORK,
}


class MoveIsNotAllowed(ValueError):
    """This cannot be done to a case in its present state."""


def state_after(*, state: State, move: Move) -> State:
    """The state that follows; raises MoveIsNotAllowed."""
    try:
        return MOVES[state, move]
    except KeyError:
        raise MoveIsNotAllowed(MoveIsNotAllowed.__doc__) from None


def moves_from(*, state: State) -> frozenset[Move]:
    """What may be done to a case in this state."""
    return frozenset(move for at, move in MOVES if at == state)


class DayUnit(StrEnum):
    """What a legal term counts."""

    WORKING = "working"
    CALENDAR = "calendar"


@dataclass(frozen=True, kw_only=True)
class Clock:
    """The legal clock of one case: a term in days, and either the day it ends (running) or the days left (stopped).

    It is stopped from the beginning where the file was not complete when it was filed.
    """

    days: int
    unit: DayUnit
    due_date: date | None = None
    days_left: int | None = None

    @property
    def is_running(self) -> bool:
        return self.due_date is not None


def new_clock(*, days: int, unit: DayUnit) -> Clock:
    """A clock that has not started: the whole term is left."""
    if days < 0:
        message = "a term cannot be negative"
        raise ValueError(message)
    return Clock(days=days, unit=unit, days_left=days)


def start_clock(*, clock: Clock, on: date, days_off: AbstractSet[date]) -> Clock:
    """Start or resume on a day; a running clock stays as it is. The day itself does not count."""
    if clock.days_left is None:
        return clock
    due = shift(day=on, by=clock.days_left, unit=clock.unit, days_off=days_off)
    return replace(clock, due_date=due, days_left=None)


def stop_clock(*, clock: Clock, on: date, days_off: AbstractSet[date]) -> Clock:
    """Stop on a day, keeping the days that are left (negative once the term has passed)."""
    if clock.due_date is None:
        return clock
    left = days_between(start=on, end=clock.due_date, unit=clock.unit, days_off=days_off)
    return replace(clock, due_date=None, days_left=min(left, clock.days))


def is_working_day(*, day: date, days_off: AbstractSet[date]) -> bool:
    """Monday to Friday and no holiday."""
    return day.weekday() < 5 and day not in days_off


def shift(*, day: date, by: int, unit: DayUnit, days_off: AbstractSet[date]) -> date:
    """The day `by` days after (before, if negative); an end on a day off moves to the next working day."""
    if unit is DayUnit.WORKING:
        step, remaining = (1, by) if by >= 0 else (-1, -by)
        while remaining:
            day += timedelta(days=step)
            remaining -= is_working_day(day=day, days_off=days_off)
    else:
        day += timedelta(days=by)
    while not is_working_day(day=day, days_off=days_off):
        day += timedelta(days=1)
    return day


def days_between(*, start: date, end: date, unit: DayUnit, days_off: AbstractSet[date]) -> int:
    """Days of the unit after `start` up to and with `end`; negative when `end` lies before."""
    if end < start:
        return -days_between(start=end, end=start, unit=unit, days_off=days_off)
    span = (end - start).days
    if unit is DayUnit.CALENDAR:
        return span
    return sum(is_working_day(day=start + timedelta(days=n), days_off=days_off) for n in range(1, span + 1))
