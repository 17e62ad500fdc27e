"""What the list-like components print: presenters build these, templates hand them to the tags of `{% load ui %}`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from django.utils.functional import Promise

Text: TypeAlias = str | Promise
"""A string, translated now or when it is printed."""


class Tone(StrEnum):
    """The colour of a tag. Colour never speaks alone: the tag's text says the same."""

    GREY = "grey"
    BLUE = "blue"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    PURPLE = "purple"


@dataclass(frozen=True, slots=True)
class Tag:
    """A status: text and colour."""

    text: Text
    tone: Tone = Tone.GREY


@dataclass(frozen=True, slots=True)
class Deadline:
    """How far a legal deadline is. `working_days` counts to the due date; below zero it has passed."""

    working_days: int | None = None
    due_date: date | None = None
    is_stopped: bool = False
    soon_within: int = 5


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the breadcrumbs; the current page has no address."""

    text: Text
    href: str = ""


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One question and its answer. `change_hint` completes "Change" for screen readers; default: the key."""

    key: Text
    value: Text | Tag | Deadline | date
    change_href: str = ""
    change_hint: Text = ""
    source: Text = ""
    is_different: bool = False


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One moment of a history: `state` is "past", "current" or "future"."""

    title: Text
    moment: datetime | date | None = None
    text: Text = ""
    by: Text = ""
    link_text: Text = ""
    link_href: str = ""
    state: str = "past"


@dataclass(frozen=True, slots=True)
class Task:
    """One row of a task list; without an address it can't be started yet."""

    title: Text
    status: Tag
    href: str = ""
    hint: Text = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: an address of its own, so that it works without JavaScript and can be bookmarked."""

    text: Text
    href: str
    is_current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A table column."""

    title: Text
    is_numeric: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: text, or text that leads somewhere, or a tag, or a deadline."""

    text: Text = ""
    href: str = ""
    tag: Tag | None = None
    deadline: Deadline | None = None
    hint: Text = ""
    shortcut: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of a row is its heading. Plain strings and numbers are accepted as cells."""

    caption: Text
    columns: Sequence[Column | Text]
    rows: Sequence[Sequence[Cell | Text | int | date]] = field(default_factory=tuple)
    is_caption_hidden: bool = False
    empty_text: Text = ""
