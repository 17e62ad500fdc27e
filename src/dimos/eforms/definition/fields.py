"""The kinds of field a form can have. Few and good: a new kind needs a reason that no present one meets."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from dimos.eforms.definition.text import Identifier, Part, Rule, Text

FileKind = Literal["pdf", "jpeg", "png", "webp"]
Day = date | Literal["today"]


class ValidIf(Part):
    """A rule the answer must meet, and what to tell the person when it does not: what is wrong and what to do."""

    rule: Rule
    message: Text


class FieldPart(Part):
    """What every field has. Ids are stable for good: answers of running cases are kept under them."""

    id: Identifier
    label: Text
    hint: Text | None = None
    required: bool = True
    visible_if: Rule | None = None
    required_if: Rule | None = None
    valid_if: tuple[ValidIf, ...] = ()
    prefill: Annotated[str, Field(pattern=r"^(register|applicant)\.[a-z_]+$")] | None = None
    locked: bool = False

    @model_validator(mode="after")
    def _locked_needs_a_source(self) -> Self:
        if self.locked and self.prefill is None:
            message = "a locked field needs `prefill: register.…`, since the person cannot fill it in"
            raise ValueError(message)
        return self


class TextField(FieldPart):
    type: Literal["text"]
    min_length: Annotated[int, Field(ge=0)] = 0
    max_length: Annotated[int, Field(ge=1, le=500)] = 200
    pattern: Annotated[str, Field(max_length=200)] | None = None
    pattern_message: Text | None = None
    autocomplete: str = ""

    @model_validator(mode="after")
    def _pattern_needs_words(self) -> Self:
        if self.pattern is not None and self.pattern_message is None:
            message = "a `pattern` needs a `pattern_message` that says what to write instead"
            raise ValueError(message)
        return self


class LongTextField(FieldPart):
    type: Literal["long_text"]
    min_length: Annotated[int, Field(ge=0)] = 0
    max_length: Annotated[int, Field(ge=1, le=20_000)] = 2_000
    rows: Annotated[int, Field(ge=2, le=30)] = 5


class Option(Part):
    value: Identifier
    label: Text
    hint: Text | None = None


class _WithOptions(FieldPart):
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=100)]

    @model_validator(mode="after")
    def _values_are_unique(self) -> Self:
        values = [option.value for option in self.options]
        if twice := sorted({value for value in values if values.count(value) > 1}):
            message = f"the option value “{twice[0]}” is used twice; give each option its own"
            raise ValueError(message)
        return self

    def label_of(self, value: str, language: str) -> str:
        """The option's label, or the value itself if it is no longer offered."""
        return next((option.label.in_language(language) for option in self.options if option.value == value), value)


class ChoiceField(_WithOptions):
    type: Literal["choice"]
    display: Literal["radio", "select"] = "radio"


class ChoicesField(_WithOptions):
    type: Literal["choices"]
    max_choices: Annotated[int, Field(ge=1)] | None = None


class YesNoField(FieldPart):
    type: Literal["yes_no"]


class DateField(FieldPart):
    type: Literal["date"]
    earliest: Day | None = None
    latest: Day | None = None


class NumberField(FieldPart):
    type: Literal["number"]
    decimals: Annotated[int, Field(ge=0, le=6)] = 0
    min: Decimal | None = None
    max: Decimal | None = None
    unit: Text | None = None


class MoneyField(FieldPart):
    type: Literal["money"]
    min_cents: int = 0
    max_cents: int = 100_000_000_00


class AfmField(FieldPart):
    type: Literal["afm"]


class AmkaField(FieldPart):
    type: Literal["amka"]


class IbanField(FieldPart):
    type: Literal["iban"]


class PhoneField(FieldPart):
    type: Literal["phone"]


class EmailField(FieldPart):
    type: Literal["email"]


class PostalCodeField(FieldPart):
    type: Literal["postal_code"]


class VehiclePlateField(FieldPart):
    type: Literal["vehicle_plate"]


class AddressField(FieldPart):
    type: Literal["address"]


class PlaceField(FieldPart):
    """A place on the map: words always, coordinates if the person gave them."""

    type: Literal["place"]


class FileField(FieldPart):
    type: Literal["file"]
    accept: Annotated[tuple[FileKind, ...], Field(min_length=1)] = ("pdf", "jpeg", "png")
    max_files: Annotated[int, Field(ge=1, le=20)] = 1
    max_megabytes: Annotated[int, Field(ge=1, le=20)] = 10


class DeclarationField(FieldPart):
    """A solemn declaration (law 1599/1986): the person ticks that the statement is true."""

    type: Literal["declaration"]
    statement: Text


class InformationField(Part):
    """Words between the fields; asks nothing."""

    type: Literal["information"]
    id: Identifier
    body: Text
    visible_if: Rule | None = None


AskingField = (
    TextField | LongTextField | ChoiceField | ChoicesField | YesNoField | DateField | NumberField | MoneyField
    | AfmField | AmkaField | IbanField | PhoneField | EmailField | PostalCodeField | VehiclePlateField | AddressField
    | PlaceField | FileField | DeclarationField
)  # fmt: skip
FieldDefinition = Annotated[AskingField | InformationField, Field(discriminator="type")]


class StepDefinition(Part):
    """One page of a form; best with one question."""

    id: Identifier
    title: Text
    intro: Text | None = None
    visible_if: Rule | None = None
    fields: Annotated[tuple[FieldDefinition, ...], Field(min_length=1, max_length=40)]

    @property
    def asking(self) -> tuple[AskingField, ...]:
        """The fields that ask for something, in order."""
        return tuple(field for field in self.fields if not isinstance(field, InformationField))
