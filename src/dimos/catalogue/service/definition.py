"""What a service is: everything a citizen, a clerk and the law need to know about it, as typed and frozen data."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, HttpUrl, model_validator

from dimos.catalogue.service.outcomes import Outcome
from dimos.eforms.public import AskingField, Identifier, Part, Rule, Slug, StepDefinition, Text, Words


class Citation(Part):
    """A legal source. `confirmed` says that its text was read; what was not is never printed as law."""

    text: Text
    confirmed: bool


class Mitos(Part):
    """The procedure's entry in the national registry of procedures (law 4727/2020, article 90)."""

    id: Annotated[str, Field(pattern=r"^[0-9]{6}$")]
    uuid: Annotated[str, Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")] | None = None
    confirmed: bool


class Evidence(Part):
    """A supporting document, and how it gets into the file (law 4727/2020, article 28 §4)."""

    id: Identifier
    title: Text
    obtained: Literal["register", "attached", "declared"]
    detail: Text | None = None


class Description(Part):
    """The service's page, in plain words."""

    what: Text
    who: Text | None = None
    needs: tuple[Evidence, ...] = ()
    then: Text


class Condition(Part):
    """A rule with the reason that is told when it is not met."""

    rule: Rule
    reason: Text


class Audience(Part):
    """Who may ask: signed in as a citizen or not at all, and under which conditions."""

    sign_in: Literal["citizen", "anyone"]
    conditions: tuple[Condition, ...] = ()


class Refusal(Part):
    """Why it is not done at once, told to the person who sends it and to the clerk who gets it."""

    when: Rule
    reason: Text


class Instant(Part):
    """When the registers suffice, so that no clerk is needed."""

    rule: Rule
    refusals: tuple[Refusal, ...] = ()


class Deadline(Part):
    """How long the municipality may take, from the day the file is complete.

    `forward_days` and `several_services_extra_days` are those of the code of administrative procedure (law 2690/1999,
    article 4 §1).
    """

    days: Annotated[int, Field(ge=1, le=400)]
    counting: Literal["working", "calendar"]
    source: Citation
    forward_days: Annotated[int, Field(ge=0, le=30)] = 3
    several_services_extra_days: Annotated[int, Field(ge=0, le=60)] = 10


class Fee(Part):
    cents: Annotated[int, Field(ge=0, le=10_000_00)] = 0
    source: Citation | None = None


class Lifecycle(Part):
    """Which turns a case may take."""

    may_ask_for_correction: bool = True
    may_withdraw: bool = True
    may_reopen: bool = True
    may_object: bool = False
    needs_inspection: bool = False
    decided_by: Literal["office", "council"] = "office"
    answers_may_be_anonymous: bool = False


class Silence(Part):
    """What it means if the municipality lets the deadline pass."""

    meaning: Literal["approval", "refusal", "none", "unknown"]
    effect: Text
    source: Citation | None = None


class Retention(Part):
    """Years a case is kept after it is closed, by outcome."""

    granted_years: Annotated[int, Field(ge=0, le=100)]
    refused_years: Annotated[int, Field(ge=0, le=100)]
    withdrawn_years: Annotated[int, Field(ge=0, le=100)]
    source: Citation


class Notifications(Part):
    """Sentences added to the usual messages."""

    received: Text | None = None
    granted: Text | None = None
    refused: Text | None = None


class Link(Part):
    """Where the same is offered nationally; shown first."""

    url: HttpUrl
    label: Text


class Given(Part):
    """What an example starts from. Dates are written as 2024-05-31."""

    answers: dict[Identifier, Any] = {}
    register_facts: Annotated[dict[Identifier, Any], Field(alias="register")] = {}
    applicant: dict[Identifier, Any] = {}
    today: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")] = "2026-11-23"


class Expected(Part):
    """What must come out. What is left out is not checked."""

    eligible: bool | None = None
    instant: bool | None = None
    reasons: int | None = None
    visible: tuple[Identifier, ...] = ()
    hidden: tuple[Identifier, ...] = ()
    missing: tuple[Identifier, ...] | None = None
    rows: dict[Identifier, str] = {}


class Example(Part):
    """Given these answers and registers, this happens. Run whenever the definition is published."""

    name: Words
    given: Given
    expect: Expected


class ServiceDefinition(Part):
    """One service, whole. Published versions never change."""

    id: Slug
    title: Text
    summary: Text
    keywords: tuple[Words, ...] = ()
    level: Literal["2", "3", "L"]
    subject: Slug
    life_events: tuple[Slug, ...] = ()
    office: Slug
    mitos: Mitos | None = None
    link: Link | None = None
    description: Description
    legal_basis: tuple[Citation, ...] = ()
    who_may_ask: Audience
    steps: tuple[StepDefinition, ...] = ()
    instant: Instant | None = None
    deadline: Deadline | None = None
    fee: Fee = Fee()
    outcome: Outcome | None = None
    lifecycle: Lifecycle = Lifecycle()
    silence: Silence
    retention: Retention | None = None
    notifications: Notifications = Notifications()
    examples: tuple[Example, ...] = ()

    @model_validator(mode="after")
    def _level_decides_what_is_needed(self) -> Self:
        if self.level == "L":
            if self.link is None:
                message = "a service of level L needs `link`: the address where it is offered"
                raise ValueError(message)
            return self
        missing = [name for name in ("steps", "deadline", "outcome", "retention") if not getattr(self, name)]
        if missing:
            message = f"a service of level {self.level} needs `{missing[0]}`"
            raise ValueError(message)
        return self

    @property
    def fields(self) -> tuple[AskingField, ...]:
        """Every field that asks for something, in order."""
        return tuple(field for step in self.steps for field in step.asking)

    def field(self, field_id: str) -> AskingField:
        """The field with that id; raises KeyError."""
        for field in self.fields:
            if field.id == field_id:
                return field
        raise KeyError(field_id)
