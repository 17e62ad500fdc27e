"""How a service ends: with a document, at the counter, or with an answer."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from dimos.eforms.public import Identifier, Part, Rule, Slug, Text


class DocumentRow(Part):
    """A line of the document's table: a rule's value, or an answer as it is read back."""

    id: Identifier
    label: Text
    value: Rule | None = None
    answer: Identifier | None = None
    when: Rule | None = None

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.value is None) == (self.answer is None):
            message = "a row takes its content from either `value` (a rule) or `answer` (a field's id)"
            raise ValueError(message)
        return self


class DocumentOutcome(Part):
    """The municipality issues a sealed document."""

    kind: Literal["document"]
    document: Slug
    title: Text
    intro: Text
    rows: Annotated[tuple[DocumentRow, ...], Field(min_length=1, max_length=40)]
    purpose: Annotated[
        tuple[Identifier, ...], Field(description="Fields that say the purpose; the first one answered is printed")
    ] = ()
    validity_months: Annotated[int, Field(ge=1, le=600)] | None = None


class CounterOutcome(Part):
    """The request is made online and completed at the counter (level 2)."""

    kind: Literal["counter"]
    bring: Annotated[tuple[Text, ...], Field(min_length=1)]
    completed: Text


class AnswerOutcome(Part):
    """The person gets an answer, or sees that it was done."""

    kind: Literal["answer"]
    answer: Text


Outcome = Annotated[DocumentOutcome | CounterOutcome | AnswerOutcome, Field(discriminator="kind")]
