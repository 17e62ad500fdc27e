"""Rules in CEL: checked against declared names and types when written, evaluated in microseconds. Pure.

A rule sees `answers.*`, `register.*`, `applicant.*` and `today`. What is not known or not answered is null: comparing
it for equality is safe, computing with it fails. Types are declared when a rule is checked; when it runs every name may
also be null, which the library refuses for a declared type. So a rule is compiled twice, strictly and freely.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from difflib import get_close_matches
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Final

from cel_expr_python import cel  # type: ignore[import-untyped]

LENGTH_LIMIT: Final = 1_000
PARTS: Final = ("street", "number", "postal_code", "settlement", "words", "latitude", "longitude")
FUNCTIONS: Final = ("date(year, month, day)", "full_years(from, until)", "months_after(day, months)", "printed(day)")

_STRINGS = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'")
_NAMES = re.compile(rf"\b(?:(?:answers|register|applicant)\.\w+(?:\.(?:{'|'.join(PARTS)})\b(?!\())?|today\b)")
_POSITION = re.compile(r"ERROR: <input>:(\d+):(\d+): (.*)")
_UNDECLARED = re.compile(r"undeclared reference to '([^']+)'")
_OVERLOAD = re.compile(r"found no matching overload for '_?([^']+?)_?' applied to '\((.*)\)'")
_WORDS: Final = (
    (re.compile(r"wrapper\((\w+)\)"), r"\1"),
    (re.compile(r"list\(string\)"), "list of choices"),
    (re.compile(r"timestamp|google\.protobuf\.Timestamp"), "date"),
    (re.compile(r"\bint\b"), "whole number"),
    (re.compile(r"\bdouble\b"), "decimal number"),
    (re.compile(r"\bbool\b"), "yes/no"),
    (re.compile(r"\bstring\b"), "text"),
)


class Kind(StrEnum):
    """What a name holds, or what a rule gives."""

    TEXT = "text"
    WHOLE = "whole number"
    DECIMAL = "decimal number"
    YES_NO = "yes/no"
    DATE = "date"
    TEXTS = "list of choices"


_TYPES: Final = {
    Kind.TEXT: cel.Type("google.protobuf.StringValue"),
    Kind.WHOLE: cel.Type("google.protobuf.Int64Value"),
    Kind.DECIMAL: cel.Type("google.protobuf.DoubleValue"),
    Kind.YES_NO: cel.Type("google.protobuf.BoolValue"),
    Kind.DATE: cel.Type.TIMESTAMP,
    Kind.TEXTS: cel.Type.List(cel.Type.STRING),
}
_PLAIN: Final = {
    Kind.TEXT: cel.Type.STRING,
    Kind.WHOLE: cel.Type.INT,
    Kind.DECIMAL: cel.Type.DOUBLE,
    Kind.YES_NO: cel.Type.BOOL,
}


class RuleIsMistaken(ValueError):
    """The rule cannot be understood."""

    def __init__(self, message: str, *, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


class RuleFailed(ArithmeticError):
    """The rule gave no result: it divides by zero, or computes with something that is not known."""

    def __init__(self, rule: str, cause: str) -> None:
        super().__init__(f"{self.__doc__} ({cause}: {rule})")
        self.rule = rule
        self.cause = cause


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The names a rule may use, with what they hold: `{"answers.purpose": Kind.TEXT, …}`. `today` is always known."""

    names: Mapping[str, Kind]

    def check(self, *, rule: str, gives: frozenset[Kind] = frozenset({Kind.YES_NO})) -> None:
        """Raise RuleIsMistaken, with position and remedy, unless the rule is well formed and of one of those kinds."""
        if len(rule) > LENGTH_LIMIT:
            message = f"The rule is longer than {LENGTH_LIMIT} characters. Split it."
            raise RuleIsMistaken(message)
        try:
            found = self._environment.compile(rule).return_type()
        except RuntimeError as error:
            raise self._mistake(str(error)) from None
        accepted = [
            kind for kind in gives for wanted in (_TYPES[kind], _PLAIN.get(kind, _TYPES[kind])) if wanted == found
        ]
        if not accepted:
            message = (
                f"The rule gives {_in_words(found.name().lower())}, but {' or '.join(sorted(gives))} is needed here."
            )
            raise RuleIsMistaken(message)

    @cached_property
    def _environment(self) -> cel.Env:
        declared = {name: _TYPES[kind] for name, kind in self.names.items()} | {"today": cel.Type.TIMESTAMP}
        return cel.NewEnv(variables=declared, functions=_FUNCTIONS)

    def _mistake(self, error: str) -> RuleIsMistaken:
        found = _POSITION.search(error)
        if found is None:
            return RuleIsMistaken(error.splitlines()[0])
        line, column, message = int(found[1]), int(found[2]), found[3]
        if unknown := _UNDECLARED.search(message):
            message = self._unknown_name(unknown[1])
        elif overload := _OVERLOAD.search(message):
            message = f"“{overload[1]}” cannot be applied to ({_in_words(overload[2])})."
        elif "Syntax error" in message:
            message = f"The rule is not complete or not well formed here. ({message.split(' expecting ')[0]})"
        return RuleIsMistaken(message, line=line, column=column)

    def _unknown_name(self, name: str) -> str:
        near = get_close_matches(name, [*self.names, "today"], n=1, cutoff=0.6)
        if "." not in name and not near:
            known = f"Names begin with answers., register. or applicant.; functions: {', '.join(FUNCTIONS)}."
            return f"“{name}” is not known. {known}"
        return f"“{name}” is not known." + (f" Did you mean “{near[0]}”?" if near else "")


def names_in(*, rule: str) -> frozenset[str]:
    """The names a rule uses: `answers.purpose`, `register.address`, `answers.home.street`, `today`."""
    return frozenset(_NAMES.findall(_STRINGS.sub('""', rule)))


def evaluate(*, rule: str, values: Mapping[str, object]) -> object:
    """What a rule gives: None, bool, int, float, str, date, or a list of those. Raises RuleFailed, RuleIsMistaken.

    `values` binds the names (`answers.purpose`); one that is missing is null.
    """
    data = {name: _to_cel(values.get(name)) for name in _names(rule)}
    days = frozenset(name for name, value in data.items() if isinstance(value, datetime))
    try:
        result = _compiled(rule, days).eval(data=data)
    except RuntimeError as error:  # It counts to its limit and gives up, or was given a value it has no type for.
        raise RuleFailed(rule, str(error)) from None
    if result.type() == cel.Type.ERROR:
        raise RuleFailed(rule, str(result.plain_value()))
    return _from_cel(result.plain_value())


def holds(*, rule: str, values: Mapping[str, object]) -> bool:
    """Whether a yes/no rule holds; null counts as no. Raises RuleFailed, RuleIsMistaken."""
    result = evaluate(rule=rule, values=values)
    if result is not None and not isinstance(result, bool):
        raise RuleFailed(rule, "not a yes or no")
    return bool(result)


def matches(*, pattern: str, text: str) -> bool:
    """Whether the whole text fits a regular expression, in time linear in its length whatever the pattern (RE2)."""
    try:
        result = _matcher().eval(data={"text": text, "pattern": rf"\A(?:{pattern})\z"})
    except RuntimeError as error:
        raise RuleIsMistaken(str(error)) from None
    if result.type() == cel.Type.ERROR:
        message = f"The pattern {pattern} is not a regular expression (RE2): {result.plain_value()}"
        raise RuleIsMistaken(message)
    return bool(result.plain_value())


@lru_cache(maxsize=1)
def _matcher() -> cel.Expression:
    texts = {"text": cel.Type.STRING, "pattern": cel.Type.STRING}
    return cel.NewEnv(variables=texts).compile("text.matches(pattern)")


@lru_cache(maxsize=4_096)
def _names(rule: str) -> tuple[str, ...]:
    return tuple(sorted(names_in(rule=rule)))


@lru_cache(maxsize=8_192)
def _compiled(rule: str, days: frozenset[str]) -> cel.Expression:
    """The rule, ready to run. A date must be declared as one, since the library takes no date for a free type."""
    if len(rule) > LENGTH_LIMIT:
        raise RuleIsMistaken(rule[:80])
    declared = {name: cel.Type.TIMESTAMP if name in days else cel.Type.DYN for name in _names(rule)}
    try:
        return cel.NewEnv(variables=declared, functions=_FUNCTIONS).compile(rule)
    except RuntimeError as error:
        raise RuleIsMistaken(str(error).splitlines()[0]) from None


def _to_cel(value: object) -> object:
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return list(value) if isinstance(value, tuple) else value


def _from_cel(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value


def _in_words(types: str) -> str:
    for pattern, word in _WORDS:
        types = pattern.sub(word, types)
    return types


def _date(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


def _full_years(start: datetime, end: datetime) -> int:
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def _months_after(day: datetime, months: int) -> datetime:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime(year, month + 1, min(day.day, monthrange(year, month + 1)[1]), tzinfo=UTC)


def _printed(day: datetime) -> str:
    return f"{day:%d/%m/%Y}"


def _function(name: str, gives: cel.Type, takes: list[cel.Type], run: object) -> cel.FunctionDecl:
    return cel.FunctionDecl(name, [cel.Overload(f"dimos_{name}", gives, takes, False, run)])


_FUNCTIONS: Final = [
    _function("date", cel.Type.TIMESTAMP, [cel.Type.INT] * 3, _date),
    _function("full_years", cel.Type.INT, [cel.Type.TIMESTAMP] * 2, _full_years),
    _function("months_after", cel.Type.TIMESTAMP, [cel.Type.TIMESTAMP, cel.Type.INT], _months_after),
    _function("printed", cel.Type.STRING, [cel.Type.TIMESTAMP], _printed),
]
