"""What a definition's shape cannot say: do its rules hold together?"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from dimos.catalogue.service.definition import ServiceDefinition
from dimos.catalogue.service.facts import APPLICANT_FACTS, REGISTER_FACTS, vocabulary
from dimos.catalogue.service.mistakes import Mistake, Path
from dimos.catalogue.service.outcomes import DocumentOutcome
from dimos.eforms.public import (
    AskingField,
    FieldDefinition,
    InformationField,
    Kind,
    RuleFailed,
    RuleIsMistaken,
    evaluate,
    matches,
    names_in,
)

PRINTABLE: Final = frozenset({Kind.TEXT, Kind.WHOLE, Kind.DECIMAL, Kind.DATE, Kind.TEXTS})
YES_OR_NO: Final = frozenset({Kind.YES_NO})

_COMPARED: Final = re.compile(r"answers\.(\w+)\s*[!=]=\s*(?:'([^']*)'|\"([^\"]*)\")")
_CONTAINED: Final = re.compile(r"(?:'([^']*)'|\"([^\"]*)\")\s+in\s+answers\.(\w+)")

PlacedRule = tuple[Path, str, frozenset[Kind]]
PlacedField = tuple[Path, FieldDefinition]


def check_definition(definition: ServiceDefinition) -> list[Mistake]:
    """Everything that is wrong with the rules and references of a well-shaped definition; empty when all is well."""
    found = [*_duplicates(definition), *_facts(definition), *_patterns(definition), *_references(definition)]
    found += [mistake for placed in placed_rules(definition) for mistake in _rule(definition, placed)]
    if not found:
        found += [*_order(definition), *_unreachable(definition)]
    return found


def placed_rules(definition: ServiceDefinition) -> Iterator[PlacedRule]:
    """Every rule of the definition with its path and the kinds it may give."""
    for number, condition in enumerate(definition.who_may_ask.conditions):
        yield ("who_may_ask", "conditions", number, "rule"), condition.rule, YES_OR_NO
    for s, step in enumerate(definition.steps):
        if step.visible_if:
            yield ("steps", s, "visible_if"), step.visible_if, YES_OR_NO
    for path, field in _fields(definition):
        if field.visible_if:
            yield (*path, "visible_if"), field.visible_if, YES_OR_NO
        if isinstance(field, InformationField):
            continue
        if field.required_if:
            yield (*path, "required_if"), field.required_if, YES_OR_NO
        for number, check in enumerate(field.valid_if):
            yield (*path, "valid_if", number, "rule"), check.rule, YES_OR_NO
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


def _fields(definition: ServiceDefinition) -> Iterator[PlacedField]:
    for s, step in enumerate(definition.steps):
        for f, field in enumerate(step.fields):
            yield ("steps", s, "fields", f), field


def _rule(definition: ServiceDefinition, placed: PlacedRule) -> Iterator[Mistake]:
    path, rule, gives = placed
    try:
        vocabulary(definition).check(rule=rule, gives=gives)
    except RuleIsMistaken as mistake:
        place = (
            f"at character {mistake.column} of the rule" if mistake.line == 1 else f"in line {mistake.line} of the rule"
        )
        yield Mistake(path=path, message=f"{mistake.message} ({place})")
        return
    options = {
        field.id: {option.value for option in field.options}
        for field in definition.fields
        if field.type in ("choice", "choices")
    }  # fmt: skip
    for field_id, value in _literals(rule):
        if field_id in options and value not in options[field_id]:
            known = ", ".join(sorted(options[field_id]))
            yield Mistake(path=path, message=f"“{value}” is not an option of `{field_id}`. Its options: {known}.")


def _literals(rule: str) -> Iterator[tuple[str, str]]:
    for found in _COMPARED.finditer(rule):
        yield found[1], found[2] or found[3] or ""
    for found in _CONTAINED.finditer(rule):
        yield found[3], found[1] or found[2] or ""


def _duplicates(definition: ServiceDefinition) -> Iterator[Mistake]:
    yield from _twice(((path, field.id) for path, field in _fields(definition)), "field")
    yield from _twice(((("steps", s), step.id) for s, step in enumerate(definition.steps)), "step")
    needs = enumerate(definition.description.needs)
    yield from _twice(((("description", "needs", n), need.id) for n, need in needs), "document")
    if isinstance(definition.outcome, DocumentOutcome):
        rows = enumerate(definition.outcome.rows)
        yield from _twice(((("outcome", "rows", n), row.id) for n, row in rows), "row")


def _twice(placed: Iterable[tuple[Path, str]], noun: str) -> Iterator[Mistake]:
    seen: set[str] = set()
    for path, identity in placed:
        if identity in seen:
            message = f"A {noun} with the id `{identity}` exists already. Give this one another id."
            yield Mistake(path=(*path, "id"), message=message)
        seen.add(identity)


def _facts(definition: ServiceDefinition) -> Iterator[Mistake]:
    known = {f"register.{name}" for name in REGISTER_FACTS} | {f"applicant.{name}" for name in APPLICANT_FACTS}
    for path, field in _fields(definition):
        if not isinstance(field, InformationField) and field.prefill and field.prefill not in known:
            message = f"`{field.prefill}` is not a fact that is known. Known: {', '.join(sorted(known))}."
            yield Mistake(path=(*path, "prefill"), message=message)


def _patterns(definition: ServiceDefinition) -> Iterator[Mistake]:
    for path, field in _fields(definition):
        if field.type == "text" and field.pattern is not None:
            try:
                matches(pattern=field.pattern, text="")
            except RuleIsMistaken as mistake:
                yield Mistake(path=(*path, "pattern"), message=mistake.message)


def _references(definition: ServiceDefinition) -> Iterator[Mistake]:
    ids = {field.id for field in definition.fields}
    outcome = definition.outcome
    if isinstance(outcome, DocumentOutcome):
        if outcome.purpose and outcome.purpose not in ids:
            yield Mistake(path=("outcome", "purpose"), message=f"There is no field `{outcome.purpose}`.")
        for number, row in enumerate(outcome.rows):
            if row.answer and row.answer not in ids:
                path = ("outcome", "rows", number, "answer")
                yield Mistake(path=path, message=f"There is no field `{row.answer}`.")
    for number, example in enumerate(definition.examples):
        for key in example.given.answers:
            if key not in ids:
                path = ("examples", number, "given", "answers", key)
                yield Mistake(path=path, message=f"There is no field `{key}`.")
        for source, known in (("register", REGISTER_FACTS), ("applicant", APPLICANT_FACTS)):
            facts = example.given.register_facts if source == "register" else example.given.applicant
            for key in facts:
                if key not in known:
                    path = ("examples", number, "given", source, key)
                    yield Mistake(path=path, message=f"`{source}.{key}` is not a fact that is known.")


def _order(definition: ServiceDefinition) -> Iterator[Mistake]:
    """Whether a question is shown may depend on earlier ones only: so it can be told in one pass, without circles."""
    position = {field.id: number for number, field in enumerate(definition.fields)}
    graph = {field.id: _used(field.visible_if) for _path, field in _fields(definition)}
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
    placed = [(("steps", s, "visible_if"), step.visible_if) for s, step in enumerate(definition.steps)]
    placed += [((*path, "visible_if"), field.visible_if) for path, field in _fields(definition)]
    for path, rule in placed:
        if rule and not names_in(rule=rule) and not _constant(rule):
            yield Mistake(path=path, message="This rule never holds, so nobody ever sees this. Remove it or the rule.")


def _constant(rule: str) -> bool:
    try:
        return bool(evaluate(rule=rule, values={}))
    except RuleFailed:
        return False
