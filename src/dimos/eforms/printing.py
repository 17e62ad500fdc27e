"""Answers as people read them back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from dimos.eforms.answers import Answers, Facts, is_blank
from dimos.eforms.definition.fields import AskingField, ChoiceField, ChoicesField, NumberField, StepDefinition
from dimos.eforms.fields.identifiers import printed_phone
from dimos.eforms.visibility import is_locked, visible_answers, visible_fields, visible_steps
from dimos.kernel.money import Money


@dataclass(frozen=True, kw_only=True)
class AnswerLine:
    """One answer read back; `value` is empty when nothing was answered. `step_id` leads to where it is changed."""

    step_id: str
    field_id: str
    label: str
    value: str
    is_locked: bool


@dataclass(frozen=True, kw_only=True)
class AnswerSection:
    """The answers of one step."""

    step_id: str
    title: str
    lines: tuple[AnswerLine, ...]


def read_back(
    *, steps: Iterable[StepDefinition], answers: Answers, facts: Facts | None = None, language: str
) -> tuple[AnswerSection, ...]:
    """The answers as they are printed: for «check your answers», the clerk and the receipt.

    With `facts` only what the person was asked, locked values included; without them every field that has an answer
    (a submitted case keeps only answers that count).
    """
    steps = tuple(steps)
    if facts is not None:
        asked = {field.id for field in visible_fields(steps=steps, answers=answers, facts=facts)}
        shown = visible_steps(steps=steps, answers=answers, facts=facts)
        values: dict[str, object] = visible_answers(steps=steps, answers=answers, facts=facts)
    else:
        asked = {key for key, value in answers.items() if not is_blank(value)}
        shown, values = steps, dict(answers)
    sections = tuple(
        AnswerSection(
            step_id=step.id,
            title=step.title.in_language(language),
            lines=tuple(
                _line(step.id, field, values.get(field.id), facts, language)
                for field in step.asking
                if field.id in asked
            ),
        )
        for step in shown
    )
    return tuple(section for section in sections if section.lines)


def printed_value(*, field: AskingField, value: object, language: str) -> str:
    """One answer as text in that language; empty when blank. Several choices or files stand on lines of their own."""
    if is_blank(value):
        return ""
    with override(language):
        if isinstance(field, ChoiceField):
            return field.label_of(str(value), language)
        if isinstance(field, ChoicesField) and isinstance(value, tuple):
            return "\n".join(field.label_of(str(item), language) for item in value)
        if isinstance(value, bool):
            return _printed_yes(value, is_declaration=field.type == "declaration")
        if field.type == "money" and isinstance(value, int):
            return Money(value).format("en" if language == "en" else "el")
        if field.type == "phone":
            return printed_phone(str(value))
        printed = printed_plain(value=value, language=language)
        unit = field.unit.in_language(language) if isinstance(field, NumberField) and field.unit else ""
        return f"{printed} {unit}".rstrip()


def printed_plain(*, value: object, language: str) -> str:
    """A value that belongs to no field, such as a register's fact or what a rule gave."""
    if is_blank(value):
        return ""
    with override(language):
        if isinstance(value, bool):
            return _printed_yes(value, is_declaration=False)
        if isinstance(value, date):
            return date_format(value, "j F Y" if language == "en" else "d/m/Y")
        if isinstance(value, Decimal | float):
            return str(value) if language == "en" else str(value).replace(".", ",")
        if isinstance(value, tuple | list):
            return "\n".join(str(item) for item in value)
    return str(value)


def _printed_yes(value: bool, *, is_declaration: bool) -> str:
    if is_declaration:
        return _("Declared") if value else ""
    return _("Yes") if value else _("No")


def _line(step_id: str, field: AskingField, value: object, facts: Facts | None, language: str) -> AnswerLine:
    return AnswerLine(
        step_id=step_id,
        field_id=field.id,
        label=field.label.in_language(language),
        value=printed_value(field=field, value=value, language=language),
        is_locked=field.locked if facts is None else is_locked(field=field, facts=facts),
    )
