"""What the day holds, counted no further than anybody wants to read; and the way from a number to its case."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dimos.cases.public import Reach, count_in_hand

MOST = 99
_NUMBER = re.compile(r"(?P<number>[0-9]{1,9})(?:\s*[/.\-\\]\s*(?P<year>[0-9]{4}))?")


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A count that stops at MOST; `has_more` says that it did."""

    count: int
    has_more: bool

    def __str__(self) -> str:
        return f"{self.count}+" if self.has_more else str(self.count)


@dataclass(frozen=True, kw_only=True)
class Day:
    """What is late, and what falls due up to the end of this week."""

    late: Figure
    this_week: Figure


def day_of(*, reach: Reach, today: date) -> Day:
    """Two counts over the index by due date, each of a hundred rows at most."""
    sunday = today + timedelta(days=6 - today.weekday())
    return Day(
        late=_figure(reach=reach, due_from=None, due_until=today - timedelta(days=1)),
        this_week=_figure(reach=reach, due_from=today, due_until=sunday),
    )


def protocol_number_in(text: str, *, today: date) -> tuple[int, int] | None:
    """The (number, year) that was typed; this year where none was; None if it is no protocol number."""
    found = _NUMBER.fullmatch(text.strip())
    return (int(found["number"]), int(found["year"] or today.year)) if found else None


def _figure(*, reach: Reach, due_from: date | None, due_until: date) -> Figure:
    found = count_in_hand(reach=reach, due_from=due_from, due_until=due_until, most=MOST + 1)
    return Figure(count=min(found, MOST), has_more=found > MOST)
