"""Which steps and fields a person sees, given what is answered and known; and what is still missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from dimos.eforms.answers import Answers, Facts, is_blank, named_parts, rule_values
from dimos.eforms.definition.fields import AskingField, FieldPart, FileField, InformationField, StepDefinition
from dimos.eforms.rules import RuleFailed, holds


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something that keeps the answers from being sent, and where to mend it."""

    step_id: str
    field_id: str
    message: str
    is_missing: bool


def is_met(*, rule: str | None, values: Mapping[str, object], otherwise: bool = False) -> bool:
    """Whether a rule holds; no rule holds always, and one that gives no result counts as `otherwise`."""
    if rule is None:
        return True
    try:
        return holds(rule=rule, values=values)
    except RuleFailed:
        return otherwise


def is_locked(*, field: FieldPart, facts: Facts) -> bool:
    """Whether the field shows a register's value that cannot be changed. Unknown values are asked instead."""
    return field.locked and field.prefill is not None and facts.named(field.prefill) is not None


def locked_value(*, field: FieldPart, facts: Facts) -> object:
    """The fact a locked field shows; in words where the field holds words."""
    value = facts.named(field.prefill) if field.prefill else None
    if getattr(field, "type", "") in ("text", "long_text") and value is not None and not isinstance(value, str):
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
    return value


def visible_steps(
    *, steps: Iterable[StepDefinition], answers: Answers, facts: Facts
) -> tuple[StepDefinition, ...]:  # fmt: skip
    """The steps this person goes through, in order."""
    return _walk(steps=steps, answers=answers, facts=facts)[0]


def visible_answers(*, steps: Iterable[StepDefinition], answers: Answers, facts: Facts) -> dict[str, object]:
    """The answers that count: locked fields from the facts, and nothing typed into what is hidden now.

    What is sent and what rules decide on. Hidden fields are blank, so a rule never sees a stale answer.
    """
    return _walk(steps=steps, answers=answers, facts=facts)[1]


def visible_fields(*, steps: Iterable[StepDefinition], answers: Answers, facts: Facts) -> tuple[AskingField, ...]:
    """The fields this person is asked, in order."""
    return _walk(steps=steps, answers=answers, facts=facts)[2]


def problems(
    *, steps: Iterable[StepDefinition], answers: Answers, facts: Facts, language: str
) -> tuple[Problem, ...]:  # fmt: skip
    """What keeps the answers from being sent: required ones missing, rules not met. In the order of the form."""
    found: list[Problem] = []
    shown, counted, asked = _walk(steps=tuple(steps), answers=answers, facts=facts)
    values = rule_values(answers=counted, facts=facts)
    ids = {field.id for field in asked}
    with override(language):
        for step in shown:
            for field in (field for field in step.asking if field.id in ids):
                for message, is_missing in _field_problems(field, counted.get(field.id), values, language):
                    found.append(
                        Problem(step_id=step.id, field_id=field.id, message=message, is_missing=is_missing)
                    )  # fmt: skip
    return tuple(found)


def is_required(*, field: AskingField, values: Mapping[str, object]) -> bool:
    """Whether the field must be answered here and now."""
    return field.required or (field.required_if is not None and is_met(rule=field.required_if, values=values))


def rule_messages(*, field: AskingField, values: Mapping[str, object], language: str) -> list[str]:
    """The messages of the field's own rules that its answer does not meet."""
    unmet = (check for check in field.valid_if if not is_met(rule=check.rule, values=values, otherwise=True))
    return [check.message.in_language(language) for check in unmet]


def _field_problems(
    field: AskingField, value: object, values: Mapping[str, object], language: str
) -> list[tuple[str, bool]]:
    if is_blank(value):
        return [(_("This is missing: fill it in."), True)] if is_required(field=field, values=values) else []
    return [(message, False) for message in rule_messages(field=field, values=values, language=language)]


def _walk(
    *, steps: Iterable[StepDefinition], answers: Answers, facts: Facts
) -> tuple[tuple[StepDefinition, ...], dict[str, object], tuple[AskingField, ...]]:
    """Steps, answers and fields that count. Rules look back only, so one pass in order is enough."""
    steps = tuple(steps)
    counted: dict[str, object] = {
        field.id: () if isinstance(field, FileField) or field.type == "choices" else None
        for step in steps for field in step.asking
    }  # fmt: skip
    values = rule_values(answers=counted, facts=facts)
    shown: list[StepDefinition] = []
    asked: list[AskingField] = []
    for step in steps:
        if not is_met(rule=step.visible_if, values=values):
            continue
        visible = 0
        for field in step.fields:
            if not is_met(rule=field.visible_if, values=values):
                continue
            visible += 1
            if isinstance(field, InformationField):
                continue
            asked.append(field)
            counted[field.id] = _counted_value(field, answers, facts, blank=counted[field.id])
            values |= named_parts(f"answers.{field.id}", counted[field.id])
        if visible:
            shown.append(step)
    return tuple(shown), counted, tuple(asked)


def _counted_value(field: AskingField, answers: Answers, facts: Facts, *, blank: object) -> object:
    if is_locked(field=field, facts=facts):
        return locked_value(field=field, facts=facts)
    value = answers.get(field.id)
    return blank if value is None else value
