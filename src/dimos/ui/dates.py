"""A date asked in three boxes, as people read it on their papers, with an answer for each way it can go wrong."""

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

PARTS = ("day", "month", "year")

_BOX_LABELS = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
_PART_NAMES = {"day": _("the day"), "month": _("the month"), "year": _("the year")}
_MISSING = {
    ("day",): _("The date must include a day"),
    ("month",): _("The date must include a month"),
    ("year",): _("The date must include a year"),
    ("day", "month"): _("The date must include a day and a month"),
    ("day", "year"): _("The date must include a day and a year"),
    ("month", "year"): _("The date must include a month and a year"),
}


@dataclass(frozen=True, slots=True)
class DateParts:
    """What was typed in the three boxes, untouched."""

    day: str = ""
    month: str = ""
    year: str = ""

    @classmethod
    def of(cls, value: object) -> "DateParts":
        """The parts of a date, of an ISO text (a stored draft), or of nothing."""
        if isinstance(value, DateParts):
            return value
        if isinstance(value, date):
            return cls(str(value.day), str(value.month), str(value.year))
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            year, month, day = value.split("-")
            return cls(str(int(day)), str(int(month)), year)
        return cls()

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of the empty boxes."""
        return tuple(part for part in PARTS if not getattr(self, part).strip())


class DateProblem(ValidationError):
    """The typed date can't be used; `parts` names the boxes to be corrected."""

    def __init__(self, message: Any, *, code: str, parts: tuple[str, ...] = PARTS, params: Any = None) -> None:
        super().__init__(message, code=code, params=params)
        self.parts = parts


class DateBoxes(forms.Widget):
    """Three text inputs: day, month, year. Posted as `<name>_day`, `<name>_month`, `<name>_year`."""

    template_name = "ui/forms/date_boxes.html"
    use_fieldset = True
    wrong_parts: tuple[str, ...] = ()

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> DateParts | None:
        """What was typed, or None when all boxes are empty."""
        if f"{name}_day" not in data and name in data:
            return DateParts.of(data.get(name))
        typed = DateParts(*(str(data.get(f"{name}_{part}", "")).strip() for part in PARTS))
        return None if len(typed.missing) == len(PARTS) else typed

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template prints: one entry per box."""
        context = super().get_context(name, value, attrs)
        parts, final = self.format_value(value), context["widget"]["attrs"]
        group_id, autocomplete = final.get("id", f"id_{name}"), final.get("autocomplete", "")
        context["boxes"] = [
            {
                "name": f"{name}_{part}",
                "id": f"{group_id}_{part}",
                "label": label,
                "value": getattr(parts, part),
                "autocomplete": f"{autocomplete}-{part}" if autocomplete else "off",
                "width": 4 if part == "year" else 2,
                "is_wrong": part in self.wrong_parts,
            }
            for part, label in _BOX_LABELS.items()
        ]
        return context

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether the form was sent without these boxes."""
        return name not in data and not any(f"{name}_{part}" in data for part in PARTS)

    def format_value(self, value: object) -> DateParts:
        """The parts to print in the boxes."""
        return DateParts.of(value)

    def id_for_label(self, id_: str) -> str:
        """The first box, where the error summary leads."""
        return f"{id_}_day" if id_ else id_


class DateBoxesField(forms.Field):
    """Cleans to a `date`. `earliest` and `latest` may be dates or functions that give one."""

    widget = DateBoxes
    default_error_messages = {
        "required": _("Enter the date"),
        "not_a_number": _("Write %(part)s in digits, for example %(example)s"),
        "short_year": _("The year must have four digits, for example 1985"),
        "no_such_month": _("The month must be between 1 and 12"),
        "no_such_day": _("The day must be between 1 and 31"),
        "day_past_month": _("%(month)s %(year)s has %(days)s days"),
        "too_early": _("The date must be %(limit)s or later"),
        "too_late": _("The date must be %(limit)s or earlier"),
    }

    def __init__(
        self,
        *,
        earliest: date | Callable[[], date] | None = None,
        latest: date | Callable[[], date] | None = None,
        **options: Any,
    ) -> None:
        self.earliest = earliest
        self.latest = latest
        super().__init__(**options)

    def to_python(self, value: object) -> date | None:
        """The date that was typed. Raises DateProblem with the boxes at fault."""
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        parts = DateParts.of(value)
        if parts.missing == PARTS:
            return None
        if parts.missing:
            raise DateProblem(_MISSING[parts.missing], code="incomplete", parts=parts.missing)
        day = self._number(parts.day, part="day", example="27")
        month = _month_named(parts.month) or self._number(parts.month, part="month", example="3")
        year = self._number(parts.year, part="year", example="1985")
        return self._calendar_day(day=day, month=month, year=year, year_typed=parts.year)

    def validate(self, value: date | None) -> None:
        """Refuses an empty required date and one outside the limits."""
        super().validate(value)
        if value is None:
            return
        earliest, latest = _resolved(self.earliest), _resolved(self.latest)
        if earliest is not None and value < earliest:
            raise self._outside("too_early", limit=earliest)
        if latest is not None and value > latest:
            raise self._outside("too_late", limit=latest)

    def has_changed(self, initial: object, data: object) -> bool:
        """Whether other parts than the initial ones were typed."""
        return DateParts.of(initial) != DateParts.of(data)

    def _outside(self, code: str, *, limit: date) -> DateProblem:
        return DateProblem(self.error_messages[code], code=code, params={"limit": date_format(limit, "j E Y")})

    def _number(self, typed: str, *, part: str, example: str) -> int:
        if not re.fullmatch(r"[0-9]{1,4}", typed):
            raise DateProblem(
                self.error_messages["not_a_number"],
                code="not_a_number",
                parts=(part,),
                params={"part": _PART_NAMES[part], "example": example},
            )
        return int(typed)

    def _calendar_day(self, *, day: int, month: int, year: int, year_typed: str) -> date:
        if len(year_typed) != 4 or year < 1000:
            raise DateProblem(self.error_messages["short_year"], code="short_year", parts=("year",))
        if not 1 <= month <= 12:
            raise DateProblem(self.error_messages["no_such_month"], code="no_such_month", parts=("month",))
        if not 1 <= day <= 31:
            raise DateProblem(self.error_messages["no_such_day"], code="no_such_day", parts=("day",))
        days = calendar.monthrange(year, month)[1]
        if day > days:
            raise DateProblem(
                self.error_messages["day_past_month"],
                code="day_past_month",
                parts=("day",),
                params={"month": MONTHS[month], "year": year, "days": days},
            )
        return date(year, month, day)


def _resolved(limit: date | Callable[[], date] | None) -> date | None:
    return limit() if callable(limit) else limit


def _month_named(typed: str) -> int | None:
    """The one month that was written as a word ("Μαρτίου", "Μάρ", "March"); None for digits and riddles ("Ιου")."""
    word = _plain(typed)
    if len(word) < 3 or word.isdigit():
        return None
    found = set()
    for language in ("el", "en"):
        with override(language):
            for number, name in MONTHS.items():
                nominative = _plain(str(name))
                genitive = nominative.removesuffix("ος") + "ου"
                if nominative.startswith(word) or genitive.startswith(word):
                    found.add(int(number))
    return found.pop() if len(found) == 1 else None


def _plain(word: str) -> str:
    return word.strip().rstrip(".").lower().translate(str.maketrans("άέήίόύώϊΐϋΰ", "αεηιουωιιυυ"))
