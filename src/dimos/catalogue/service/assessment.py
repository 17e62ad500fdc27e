"""What the rules of a service say about one application."""

from collections.abc import Mapping
from dataclasses import dataclass

from dimos.catalogue.service.definition import ServiceDefinition
from dimos.catalogue.service.outcomes import DocumentOutcome, DocumentRow
from dimos.eforms.public import (
    Answers,
    Facts,
    RuleFailed,
    Text,
    evaluate,
    is_met,
    printed_plain,
    printed_value,
    rule_values,
    visible_answers,
)


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """Whether the person may ask, and whether the registers suffice; with the reasons where not."""

    is_eligible: bool
    is_instant: bool
    ineligible_because: tuple[Text, ...]
    not_instant_because: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True)
class PrintedRow:
    """A line of the document."""

    id: str
    label: str
    value: str


@dataclass(frozen=True, kw_only=True)
class DocumentText:
    """The words of the document, in one language. `missing` names rows whose value is not known: do not issue then."""

    kind: str
    title: str
    intro: str
    rows: tuple[PrintedRow, ...]
    purpose: str
    legal_basis: tuple[str, ...]
    validity_months: int | None
    missing: tuple[str, ...]


class ServiceIssuesNoDocument(LookupError):
    """The outcome of this service is not a document."""


def assess(*, definition: ServiceDefinition, answers: Answers, facts: Facts) -> Assessment:
    """What the rules say. A rule that gives no result makes nobody ineligible, and nothing instant: a clerk decides."""
    if definition.instant is None and not definition.who_may_ask.conditions:
        return Assessment(is_eligible=True, is_instant=False, ineligible_because=(), not_instant_because=())
    values = _values(definition, answers, facts)
    unmet = tuple(
        condition.reason
        for condition in definition.who_may_ask.conditions
        if not is_met(rule=condition.rule, values=values, otherwise=True)
    )
    instant = definition.instant
    is_instant = instant is not None and not unmet and is_met(rule=instant.rule, values=values)
    refusals = instant.refusals if instant is not None and not is_instant else ()
    because = tuple(refusal.reason for refusal in refusals if is_met(rule=refusal.when, values=values))
    return Assessment(
        is_eligible=not unmet, is_instant=is_instant, ineligible_because=unmet, not_instant_because=because
    )


def document_text(*, definition: ServiceDefinition, answers: Answers, facts: Facts, language: str) -> DocumentText:
    """The words of the document this application leads to. Raises ServiceIssuesNoDocument."""
    outcome = definition.outcome
    if not isinstance(outcome, DocumentOutcome):
        raise ServiceIssuesNoDocument(ServiceIssuesNoDocument.__doc__)
    counted = visible_answers(steps=definition.steps, answers=answers, facts=facts)
    values = rule_values(answers=counted, facts=facts)
    rows = tuple(
        PrintedRow(
            id=row.id,
            label=row.label.in_language(language),
            value=_content(row, definition, counted, values, language),
        )
        for row in outcome.rows
        if is_met(rule=row.when, values=values)
    )
    purposes = (
        printed_value(field=definition.field(field_id), value=counted.get(field_id), language=language)
        for field_id in outcome.purpose
    )
    return DocumentText(
        kind=outcome.document,
        title=outcome.title.in_language(language),
        intro=outcome.intro.in_language(language),
        rows=rows,
        purpose=next(filter(None, purposes), ""),
        legal_basis=tuple(law.text.in_language(language) for law in definition.legal_basis if law.confirmed),
        validity_months=outcome.validity_months,
        missing=tuple(row.label for row in rows if not row.value),
    )


def _content(
    row: DocumentRow,
    definition: ServiceDefinition,
    counted: Mapping[str, object],
    values: Mapping[str, object],
    language: str,
) -> str:
    if row.answer is not None:
        return printed_value(field=definition.field(row.answer), value=counted.get(row.answer), language=language)
    try:
        return printed_plain(value=evaluate(rule=row.value or "", values=values), language=language)
    except RuleFailed:
        return ""


def _values(definition: ServiceDefinition, answers: Answers, facts: Facts) -> dict[str, object]:
    counted = visible_answers(steps=definition.steps, answers=answers, facts=facts)
    return rule_values(answers=counted, facts=facts)
