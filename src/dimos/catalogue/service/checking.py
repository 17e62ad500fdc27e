"""What a definition's shape cannot say: do its rules hold together?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dimos.catalogue.service.definition import ServiceDefinition
from dimos.catalogue.service.facts import vocabulary
from dimos.catalogue.service.lengths import check_lengths
from dimos.catalogue.service.mistakes import Mistake, Path
from dimos.catalogue.service.outcomes import DocumentOutcome
from dimos.catalogue.service.references import check_references, placed_fields
from dimos.eforms.public import (
    AskingField,
    ChoiceField,
    ChoicesField,
    InformationField,
    Kind,
    RuleFailed,
    RuleIsMistaken,
    Vocabulary,
    evaluate,
    names_in,
)

PRINTABLE: Final = frozenset({Kind.TEXT, Kind.WHOLE, Kind.DECIMAL, Kind.DATE, Kind.TEXTS})
YES_OR_NO: Final = frozenset({Kind.YES_NO})

_COMPARED: Final = re.compile(r"answers\.(\w+)\s*[!=]=\s*(?:'([^']*)'|\"([^\"]*)\")")
_CONTAINED: Final = re.compile(r"(?:'([^']*)'|\"([^\"]*)\")\s+in\s+answers\.(\w+)")

PlacedRule = tuple[Path, str, frozenset[Kind]]


def check_definition(definition: ServiceDefinition) -> list[Mistake]:
    """Everything that is wrong with the rules and references of a well-shaped definition; empty when all is well."""
    found = [*check_references(definition), *check_lengths(definition)]
    known = _Known(
        vocabulary=vocabulary(definition),
        options={
            field.id: frozenset(option.value for option in field.options)
            for field in definition.fields
            if isinstance(field, ChoiceField | ChoicesField)
        },
    )
    found += [mistake for placed in placed_rules(definition) for mistake in _rule(known, placed)]
    if not found:
        found += [*_order(definition), *_unreachable(definition)]
    return found


def placed_rules(definition: ServiceDefinition) -> Iterator[PlacedRule]:
    """Every rule of the definition with its path and the kinds it may give."""
    for number, condition in enumerate(definition.who_may_ask.conditions):
        yield ("who_may_ask", "conditions", number, "rule"), condition.rule, YES_OR_NO
    yield from _form_rules(definition)
    if definition.instant:
        yield ("instant", "rule"), definition.instant.rule, YES_OR_NO
        for number, refusal in enumerate(definition.instant.refusals):
            yield ("instant", "refusals", number, "when"), refusal.when, YES_OR_NO
    if isinstance(definition.outcome, DocumentOutcome):
        for number, row in enumerate(definition.outcome.rows):
            if row.when:
                yield ("outcome", "rows", number, "when"), row.when, YES_OR_NO
            if row.value:
                yield ("outcome", "rows", number, "value"), row.value, PRINTABLE


def _form_rules(definition: ServiceDefinition) -> Iterator[PlacedRule]:
    for s, step in enumerate(definition.steps):
        if step.visible_if:
            yield ("steps", s, "visible_if"), step.visible_if, YES_OR_NO
    for path, field in placed_fields(definition):
        if field.visible_if:
            yield (*path, "visible_if"), field.visible_if, YES_OR_NO
        if isinstance(field, InformationField):
            continue
        if field.required_if:
            yield (*path, "required_if"), field.required_if, YES_OR_NO
        for number, check in enumerate(field.valid_if):
            yield (*path, "valid_if", number, "rule"), check.rule, YES_OR_NO


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What rules may name, and what the choices among it can be."""

    vocabulary: Vocabulary
    options: dict[str, frozenset[str]]


def _rule(known: _Known, placed: PlacedRule) -> Iterator[Mistake]:
    path, rule, gives = placed
    try:
        known.vocabulary.check(rule=rule, gives=gives)
    except RuleIsMistaken as mistake:
        in_line = f"in line {mistake.line}, " if mistake.line > 1 else ""
        place = f"{in_line}at character {mistake.column} of the rule"
        yield Mistake(path=path, message=f"{mistake.message} ({place})")
        return
    for field_id, value in _literals(rule):
        options = known.options.get(field_id)
        if options is not None and value not in options:
            listed = ", ".join(sorted(options))
            yield Mistake(path=path, message=f"“{value}” is not an option of `{field_id}`. Its options: {listed}.")


def _literals(rule: str) -> Iterator[tuple[str, str]]:
    for found in _COMPARED.finditer(rule):
        yield found[1], found[2] or found[3] or ""
    for found in _CONTAINED.finditer(rule):
        yield found[3], found[1] or found[2] or ""


def _order(definition: ServiceDefinition) -> Iterator[Mistake]:
    """Whether a question is shown may depend on earlier ones only: so it can be told in one pass, without circles."""
    position = {field.id: number for number, field in enumerate(definition.fields)}
    graph = {field.id: _used(field.visible_if) for _path, field in placed_fields(definition)}
    seen = 0
    for s, step in enumerate(definition.steps):
        for used in sorted(_used(step.visible_if)):
            if position.get(used, -1) >= seen:
                yield Mistake(path=("steps", s, "visible_if"), message=_later(used))
        for f, field in enumerate(step.fields):
            for used in sorted(_used(field.visible_if)):
                if position.get(used, -1) >= seen:
                    circle = field.id in _reached(used, graph)
                    message = f"`{field.id}` and `{used}` depend on each other: a circle." if circle else _later(used)
                    yield Mistake(path=("steps", s, "fields", f, "visible_if"), message=message)
            seen += isinstance(field, AskingField)


def _later(field_id: str) -> str:
    return f"`{field_id}` is asked later. A rule on what is shown can only look back: move the question or the rule."


def _used(rule: str | None) -> set[str]:
    return {name.split(".")[1] for name in names_in(rule=rule or "") if name.startswith("answers.")}


def _reached(start: str, graph: dict[str, set[str]]) -> set[str]:
    reached, pending = set[str](), [start]
    while pending:
        here = pending.pop()
        if here not in reached:
            reached.add(here)
            pending += graph.get(here, ())
    return reached


def _unreachable(definition: ServiceDefinition) -> Iterator[Mistake]:
    placed: list[tuple[Path, str | None]] = [
        (("steps", s, "visible_if"), step.visible_if) for s, step in enumerate(definition.steps)
    ]
    placed += [((*path, "visible_if"), field.visible_if) for path, field in placed_fields(definition)]
    for path, rule in placed:
        if rule and not names_in(rule=rule) and not _constant(rule):
            yield Mistake(path=path, message="This rule never holds, so nobody ever sees this. Remove it or the rule.")


def _constant(rule: str) -> bool:
    try:
        return bool(evaluate(rule=rule, values={}))
    except RuleFailed:
        return False
