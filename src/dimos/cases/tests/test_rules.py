from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from dimos.cases.rules import (
    CLOSED,
    MOVES,
    OPEN,
    RUNNING,
    Clock,
    DayUnit,
    Move,
    MoveIsNotAllowed,
    State,
    days_between,
    is_working_day,
    moves_from,
    new_clock,
    shift,
    start_clock,
    state_after,
    stop_clock,
)

EASTER_2026 = frozenset({date(2026, 4, 10), date(2026, 4, 13)})
NO_HOLIDAYS: frozenset[date] = frozenset()
days = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))
units = st.sampled_from(DayUnit)
holidays = st.frozensets(days, max_size=30)


@pytest.mark.parametrize(
    ("start", "by", "unit", "expected"),
    [
        # Five working days from the Tuesday before Easter skip Good Friday, the weekend and Easter Monday.
        (date(2026, 4, 7), 5, DayUnit.WORKING, date(2026, 4, 16)),
        (date(2026, 4, 7), 0, DayUnit.WORKING, date(2026, 4, 7)),
        # Ten calendar days from a Wednesday end on a Saturday, hence on Monday.
        (date(2026, 11, 4), 10, DayUnit.CALENDAR, date(2026, 11, 16)),
        (date(2026, 11, 4), 50, DayUnit.CALENDAR, date(2026, 12, 24)),
        (date(2026, 11, 11), -2, DayUnit.WORKING, date(2026, 11, 9)),
    ],
)
def test_a_term_ends_on_a_working_day(start: date, by: int, unit: DayUnit, expected: date) -> None:
    assert shift(day=start, by=by, unit=unit, days_off=EASTER_2026) == expected


@given(start=days, by=st.integers(0, 400), unit=units, days_off=holidays)
def test_the_last_day_is_always_worked(start: date, by: int, unit: DayUnit, days_off: frozenset[date]) -> None:
    due = shift(day=start, by=by, unit=unit, days_off=days_off)

    assert is_working_day(day=due, days_off=days_off)
    assert due >= start + timedelta(days=by if unit is DayUnit.CALENDAR else 0)


@given(start=days, by=st.integers(1, 200), days_off=holidays)
def test_working_days_count_back_to_the_same_number(start: date, by: int, days_off: frozenset[date]) -> None:
    due = shift(day=start, by=by, unit=DayUnit.WORKING, days_off=days_off)

    assert days_between(start=start, end=due, unit=DayUnit.WORKING, days_off=days_off) == by


@given(start=days, term=st.integers(1, 60), work=st.integers(0, 59), pause=st.integers(0, 90), days_off=holidays)
def test_a_pause_neither_eats_nor_adds_working_days(
    start: date, term: int, work: int, pause: int, days_off: frozenset[date]
) -> None:
    clock = start_clock(clock=new_clock(days=term, unit=DayUnit.WORKING), on=start, days_off=days_off)
    stopped_on = shift(day=start, by=min(work, term), unit=DayUnit.WORKING, days_off=days_off)
    resumed_on = stopped_on + timedelta(days=pause)

    stopped = stop_clock(clock=clock, on=stopped_on, days_off=days_off)
    resumed = start_clock(clock=stopped, on=resumed_on, days_off=days_off)

    assert stopped.days_left == term - min(work, term) or not is_working_day(day=start, days_off=days_off)
    assert resumed.due_date is not None
    assert resumed.due_date >= clock.due_date  # type: ignore[operator]


def test_stopping_a_late_clock_does_not_hide_that_it_is_late() -> None:
    clock = Clock(days=5, unit=DayUnit.WORKING, due_date=date(2026, 11, 9))

    stopped = stop_clock(clock=clock, on=date(2026, 11, 11), days_off=NO_HOLIDAYS)
    resumed = start_clock(clock=stopped, on=date(2026, 11, 18), days_off=NO_HOLIDAYS)

    assert stopped.days_left == -2
    assert resumed.due_date == date(2026, 11, 16)


def test_starting_twice_changes_nothing() -> None:
    clock = start_clock(clock=new_clock(days=5, unit=DayUnit.WORKING), on=date(2026, 11, 9), days_off=NO_HOLIDAYS)

    assert start_clock(clock=clock, on=date(2026, 11, 20), days_off=NO_HOLIDAYS) == clock


def test_a_term_cannot_be_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        new_clock(days=-1, unit=DayUnit.WORKING)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", Move)
def test_what_is_not_in_the_table_is_refused(state: State, move: Move) -> None:
    if (state, move) in MOVES:
        assert state_after(state=state, move=move) == MOVES[state, move]
        assert move in moves_from(state=state)
    else:
        with pytest.raises(MoveIsNotAllowed):
            state_after(state=state, move=move)
        assert move not in moves_from(state=state)


def test_every_state_is_reached_and_every_open_state_is_left() -> None:
    assert {State.RECEIVED, *MOVES.values()} == set(State)
    assert all(moves_from(state=state) for state in OPEN)
    assert all(moves_from(state=state) == {Move.REOPEN} for state in CLOSED)


class LifeOfACase(RuleBasedStateMachine):
    """Any order of moves on any days keeps state and clock in step."""

    def __init__(self) -> None:
        super().__init__()
        self.state = State.RECEIVED
        self.today = date(2026, 3, 2)
        fresh = new_clock(days=5, unit=DayUnit.WORKING)
        self.clock = start_clock(clock=fresh, on=self.today, days_off=EASTER_2026)

    @rule(days=st.integers(0, 30))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(move=st.sampled_from(Move))
    def somebody_acts(self, move: Move) -> None:
        if move not in moves_from(state=self.state):
            with pytest.raises(MoveIsNotAllowed):
                state_after(state=self.state, move=move)
            return
        self.state = state_after(state=self.state, move=move)
        if move is Move.REOPEN:
            self.clock = new_clock(days=5, unit=DayUnit.WORKING)
        if self.state in RUNNING:
            self.clock = start_clock(clock=self.clock, on=self.today, days_off=EASTER_2026)
        elif self.state is State.AWAITING_CITIZEN:
            self.clock = stop_clock(clock=self.clock, on=self.today, days_off=EASTER_2026)

    @invariant()
    def the_clock_runs_exactly_while_the_municipality_owes(self) -> None:
        if self.state in RUNNING:
            assert self.clock.due_date is not None
        if self.state is State.AWAITING_CITIZEN:
            assert self.clock.due_date is None

    @invariant()
    def it_runs_or_stands_never_both(self) -> None:
        assert (self.clock.due_date is None) != (self.clock.days_left is None)
        assert self.clock.days_left is None or self.clock.days_left <= self.clock.days


TestLifeOfACase = LifeOfACase.TestCase
