"""What the day holds, counted no further than anybody wants to read; and the way from a number to its case."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from dimos.cases.public import Case, Reach

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
    in_hand = Case.objects.running().filter(reach.as_filter())
    sunday = today + timedelta(days=6 - today.weekday())
    return Day(
        late=_figure(in_hand.filter(due_date__lt=today)),
        this_week=_figure(in_hand.filter(due_date__gte=today, due_date__lte=sunday)),
    )


def protocol_number_in(text: str, *, today: date) -> tuple[int, int] | None:
    """The (number, year) that was typed; this year where none was; None if it is no protocol number."""
    found = _NUMBER.fullmatch(text.strip())
    return (int(found["number"]), int(found["year"] or today.year)) if found else None


def case_with_number(*, number: int, year: int, reach: Reach) -> Case | None:
    """The case with this protocol number, if there is one within reach."""
    cases = Case.objects.filter(reach.as_filter(), protocol_year=year, protocol_number=number)
    found: Case | None = None if reach.is_empty else cases.first()
    return found


def _figure(cases: QuerySet[Case]) -> Figure:
    found = cases.order_by("due_date", "id").values("id")[: MOST + 1].count()
    return Figure(count=min(found, MOST), has_more=found > MOST)
