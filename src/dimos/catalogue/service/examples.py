"""A definition's own examples, run."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from dimos.catalogue.service.assessment import Assessment, assess, document_text
from dimos.catalogue.service.definition import Example, Expected, Given, ServiceDefinition
from dimos.catalogue.service.facts import APPLICANT_FACTS, REGISTER_FACTS
from dimos.catalogue.service.mistakes import Mistake
from dimos.catalogue.service.outcomes import DocumentOutcome
from dimos.eforms.public import (
    Answers,
    AnswersAreUnreadable,
    Facts,
    FactValue,
    Kind,
    answers_from_json,
    problems,
    visible_fields,
)


@dataclass(frozen=True, kw_only=True)
class ExampleResult:
    """What came of one example; `differences` is empty when all is as expected."""

    name: str
    differences: tuple[str, ...]

    @property
    def passes(self) -> bool:
        """Whether all is as expected."""
        return not self.differences


def run_examples(*, definition: ServiceDefinition) -> tuple[ExampleResult, ...]:
    """Every example of the definition, run."""
    return tuple(
        ExampleResult(name=example.name, differences=tuple(_differences(definition, example)))
        for example in definition.examples
    )


def failing_examples(*, definition: ServiceDefinition) -> list[Mistake]:
    """The examples that do not come out as they say."""
    return [
        Mistake(path=("examples", number), message=f"The example “{result.name}” fails: {difference}")
        for number, result in enumerate(run_examples(definition=definition))
        for difference in result.differences
    ]


def facts_of(given: Given) -> Facts:
    """An example's facts, typed."""
    return Facts(
        register={key: _fact(REGISTER_FACTS.get(key), value) for key, value in given.register_facts.items()},
        applicant={key: _fact(APPLICANT_FACTS.get(key), value) for key, value in given.applicant.items()},
        today=date.fromisoformat(given.today),
    )


def _fact(kind: Kind | None, value: Any) -> FactValue:
    return date.fromisoformat(value) if kind is Kind.DATE and isinstance(value, str) else value


def _differences(definition: ServiceDefinition, example: Example) -> Iterator[str]:
    try:
        facts = facts_of(example.given)
        answers = answers_from_json(steps=definition.steps, document=example.given.answers)
    except (AnswersAreUnreadable, ValueError) as error:
        yield str(error)
        return
    yield from _assessed(example.expect, assess(definition=definition, answers=answers, facts=facts))
    yield from _seen(definition, example.expect, answers, facts)
    if example.expect.rows and isinstance(definition.outcome, DocumentOutcome):
        text = document_text(definition=definition, answers=answers, facts=facts, language="el")
        rows = {row.id: row.value for row in text.rows}
        for row, value in example.expect.rows.items():
            if rows.get(row) != value:
                yield f"the row `{row}` says “{rows.get(row, 'nothing')}” instead of “{value}”."


def _assessed(expect: Expected, assessment: Assessment) -> Iterator[str]:
    if expect.eligible not in (None, assessment.is_eligible):
        yield f"eligible is {assessment.is_eligible}, expected {expect.eligible}."
    if expect.instant not in (None, assessment.is_instant):
        yield f"instant is {assessment.is_instant}, expected {expect.instant}."
    reasons = len(assessment.not_instant_because)
    if expect.reasons not in (None, reasons):
        yield f"{reasons} reasons are given for not being instant, expected {expect.reasons}."


def _seen(definition: ServiceDefinition, expect: Expected, answers: Answers, facts: Facts) -> Iterator[str]:
    seen = {field.id for field in visible_fields(steps=definition.steps, answers=answers, facts=facts)}
    for field_id in expect.visible:
        if field_id not in seen:
            yield f"`{field_id}` is not asked, but should be."
    for field_id in expect.hidden:
        if field_id in seen:
            yield f"`{field_id}` is asked, but should not be."
    if expect.missing is not None:
        found = problems(steps=definition.steps, answers=answers, facts=facts, language="en")
        missing = sorted(problem.field_id for problem in found)
        if missing != sorted(expect.missing):
            yield f"missing or not valid is {missing}, expected {sorted(expect.missing)}."
