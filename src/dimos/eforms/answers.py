"""Answers: typed values while a form is filled in, canonical JSON when they are kept."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import singledispatch
from typing import Any

from dimos.eforms.definition.fields import (
    AddressField,
    AskingField,
    ChoicesField,
    DateField,
    FileField,
    NumberField,
    PlaceField,
    StepDefinition,
)
from dimos.eforms.rules import Kind


@dataclass(frozen=True, kw_only=True)
class Address:
    """A postal address in Greece; the postal code has five digits."""

    street: str
    number: str = ""
    postal_code: str
    settlement: str

    def __str__(self) -> str:
        return f"{f'{self.street} {self.number}'.strip()}, {self.postal_code} {self.settlement}"


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place in words, and in degrees (WGS 84) where the person pointed at it."""

    words: str
    latitude: float | None = None
    longitude: float | None = None

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, kw_only=True)
class FileAnswer:
    """A file that was checked and stored; `id` is the store's."""

    id: str
    name: str
    media_type: str
    size: int
    sha256: str

    def __str__(self) -> str:
        return self.name


AnswerValue = str | bool | int | Decimal | date | tuple[str, ...] | Address | Place | tuple[FileAnswer, ...] | None
Answers = Mapping[str, AnswerValue]
FactValue = str | bool | int | date | None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known without asking: the register's entry, the signed-in person, and what day it is.

    Keys are bare names (`address`, `first_name`); what is missing or None is unknown.
    """

    register: Mapping[str, FactValue]
    applicant: Mapping[str, FactValue]
    today: date

    def named(self, name: str) -> FactValue:
        """The fact under a full name such as `register.address`, or None."""
        source, _, key = name.partition(".")
        return (self.register if source == "register" else self.applicant).get(key)


class AnswersAreUnreadable(ValueError):
    """The stored answers do not fit the fields they were given for."""


def is_blank(value: object) -> bool:
    """Whether nothing was answered. No and zero are answers."""
    return value in (None, "", ())


def answers_to_json(*, answers: Mapping[str, object]) -> dict[str, Any]:
    """The answers as plain JSON values, blank ones left out, keys in order: same answers, same text."""
    return {key: to_json(answers[key]) for key in sorted(answers) if not is_blank(answers[key])}


def canonical_json(document: object) -> str:
    """JSON with sorted keys and no spaces: what digests are taken of."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def answers_from_json(*, steps: Iterable[StepDefinition], document: Mapping[str, Any]) -> dict[str, AnswerValue]:
    """The typed answers in a stored document, complete: a field without an answer has None or an empty tuple.

    Keys of fields that no longer exist are left out. Raises AnswersAreUnreadable.
    """
    answers: dict[str, AnswerValue] = {}
    for field in (field for step in steps for field in step.asking):
        stored = document.get(field.id)
        try:
            answers[field.id] = _blank(field) if stored is None else _from_json(field, stored)
        except (TypeError, ValueError, KeyError, InvalidOperation) as error:
            message = f"{AnswersAreUnreadable.__doc__} ({field.id})"
            raise AnswersAreUnreadable(message) from error
    return answers


def rule_values(*, answers: Mapping[str, object], facts: Facts) -> dict[str, object]:
    """Everything a rule may name, bound: what `evaluate` and `holds` take."""
    values: dict[str, object] = {f"register.{key}": value for key, value in facts.register.items()}
    values |= {f"applicant.{key}": value for key, value in facts.applicant.items()}
    values["today"] = facts.today
    for key, value in answers.items():
        values |= named_parts(f"answers.{key}", value)
    return values


def rule_kinds(field: AskingField) -> dict[str, Kind]:
    """The names under which rules see a field's answer (without `answers.`), and what they hold."""
    parts: dict[str, Kind] = {}
    if isinstance(field, AddressField):
        parts = dict.fromkeys((f"{field.id}.{part}" for part in Address.__dataclass_fields__), Kind.TEXT)
    elif isinstance(field, PlaceField):
        parts = {f"{field.id}.words": Kind.TEXT}
        parts |= {f"{field.id}.{part}": Kind.DECIMAL for part in ("latitude", "longitude")}
    elif isinstance(field, NumberField) and field.decimals:
        parts = {field.id: Kind.DECIMAL}
    else:
        parts = {field.id: _KINDS.get(field.type, Kind.TEXT)}
    return parts


_KINDS = {
    "choices": Kind.TEXTS,
    "file": Kind.TEXTS,
    "yes_no": Kind.YES_NO,
    "declaration": Kind.YES_NO,
    "date": Kind.DATE,
    "number": Kind.WHOLE,
    "money": Kind.WHOLE,
}


def named_parts(name: str, value: object) -> dict[str, object]:
    """One answer under the names by which rules see it."""
    if isinstance(value, Address | Place):
        return {f"{name}.{part}": content for part, content in asdict(value).items()}
    if isinstance(value, tuple):
        return {name: [str(item) for item in value]}
    if isinstance(value, Decimal):
        return {name: float(value)}
    return {name: value}


def _blank(field: AskingField) -> AnswerValue:
    return () if isinstance(field, ChoicesField | FileField) else None


@singledispatch
def to_json(value: object) -> Any:
    """One answer as a plain JSON value."""
    return value


@to_json.register
def _(value: date) -> str:
    return value.isoformat()


@to_json.register
def _(value: Decimal) -> str:
    return format(value.normalize(), "f")


@to_json.register
def _(value: tuple) -> list[Any]:  # type: ignore[type-arg]
    return [to_json(item) for item in value]


@to_json.register(Address)
@to_json.register(Place)
@to_json.register(FileAnswer)
def _(value: Any) -> dict[str, Any]:
    return {key: part for key, part in sorted(asdict(value).items()) if part not in ("", None)}


def _from_json(field: AskingField, stored: Any) -> AnswerValue:
    if isinstance(field, DateField):
        return date.fromisoformat(stored)
    if isinstance(field, NumberField):
        return Decimal(str(stored)) if field.decimals else int(stored)
    if isinstance(field, AddressField):
        return Address(**stored)
    if isinstance(field, PlaceField):
        return Place(**stored)
    if isinstance(field, FileField):
        return tuple(FileAnswer(**item) for item in stored)
    if isinstance(field, ChoicesField):
        return tuple(str(item) for item in stored)
    wanted: Any = {"yes_no": bool, "declaration": bool, "money": int}.get(field.type, str)
    if type(stored) is not wanted:
        raise TypeError
    return stored  # type: ignore[no-any-return]
