"""What a definition names: is it there, and only once?"""

from collections.abc import Iterable, Iterator

from dimos.catalogue.service.definition import ServiceDefinition
from dimos.catalogue.service.facts import APPLICANT_FACTS, REGISTER_FACTS
from dimos.catalogue.service.mistakes import Mistake, Path
from dimos.catalogue.service.outcomes import DocumentOutcome
from dimos.eforms.public import FieldDefinition, InformationField, RuleIsMistaken, matches

PlacedField = tuple[Path, FieldDefinition]


def check_references(definition: ServiceDefinition) -> list[Mistake]:
    """Ids used twice, facts and fields that do not exist, patterns that are none."""
    return [
        *_duplicates(definition),
        *_clashes(definition),
        *_facts(definition),
        *_patterns(definition),
        *_of_outcome(definition),
        *_of_examples(definition),
    ]


def placed_fields(definition: ServiceDefinition) -> Iterator[PlacedField]:
    """Every field and information with its path, in order."""
    for s, step in enumerate(definition.steps):
        for f, field in enumerate(step.fields):
            yield ("steps", s, "fields", f), field


def _duplicates(definition: ServiceDefinition) -> Iterator[Mistake]:
    yield from _twice(((path, field.id) for path, field in placed_fields(definition)), "field")
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


def _clashes(definition: ServiceDefinition) -> Iterator[Mistake]:
    """A date is asked in three boxes, whose names no other field may have."""
    ids = {field.id for field in definition.fields}
    for path, field in placed_fields(definition):
        if field.type == "date":
            for box in sorted(ids & {f"{field.id}_{part}" for part in ("day", "month", "year")}):
                message = f"The boxes of this date would clash with the field `{box}`. Give that field another id."
                yield Mistake(path=(*path, "id"), message=message)


def _facts(definition: ServiceDefinition) -> Iterator[Mistake]:
    known = {f"register.{name}" for name in REGISTER_FACTS} | {f"applicant.{name}" for name in APPLICANT_FACTS}
    for path, field in placed_fields(definition):
        if not isinstance(field, InformationField) and field.prefill and field.prefill not in known:
            message = f"`{field.prefill}` is not a fact that is known. Known: {', '.join(sorted(known))}."
            yield Mistake(path=(*path, "prefill"), message=message)


def _patterns(definition: ServiceDefinition) -> Iterator[Mistake]:
    for path, field in placed_fields(definition):
        if field.type == "text" and field.pattern is not None:
            try:
                matches(pattern=field.pattern, text="")
            except RuleIsMistaken as mistake:
                yield Mistake(path=(*path, "pattern"), message=mistake.message)


def _of_outcome(definition: ServiceDefinition) -> Iterator[Mistake]:
    ids = {field.id for field in definition.fields}
    outcome = definition.outcome
    if not isinstance(outcome, DocumentOutcome):
        return
    for number, field_id in enumerate(outcome.purpose):
        if field_id not in ids:
            yield Mistake(path=("outcome", "purpose", number), message=f"There is no field `{field_id}`.")
    for number, row in enumerate(outcome.rows):
        if row.answer and row.answer not in ids:
            path: Path = ("outcome", "rows", number, "answer")
            yield Mistake(path=path, message=f"There is no field `{row.answer}`.")


def _of_examples(definition: ServiceDefinition) -> Iterator[Mistake]:
    ids = {field.id for field in definition.fields}
    for number, example in enumerate(definition.examples):
        given = example.given
        for key in given.answers:
            if key not in ids:
                path: Path = ("examples", number, "given", "answers", key)
                yield Mistake(path=path, message=f"There is no field `{key}`.")
        for source, facts, known in (
            ("register", given.register_facts, REGISTER_FACTS),
            ("applicant", given.applicant, APPLICANT_FACTS),
        ):
            for key in facts:
                if key not in known:
                    path = ("examples", number, "given", source, key)
                    yield Mistake(path=path, message=f"`{source}.{key}` is not a fact that is known.")
