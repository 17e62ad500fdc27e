"""What the applicant stated beside what the registers said, and why no certificate came by itself."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dimos.cases.public import Case, facts_from_json
from dimos.catalogue.public import ServiceDefinition, assess
from dimos.eforms.public import (
    AnswerLine,
    Answers,
    AnswersAreUnreadable,
    Facts,
    answers_from_json,
    printed_plain,
    printed_value,
    read_back,
)
from dimos.kernel.greek.folding import fold
from dimos.ui.components import SummaryRow, Text

FACTS = {
    "last_name": gettext_lazy("Last name"),
    "first_name": gettext_lazy("First name"),
    "father_name": gettext_lazy("Father's name"),
    "mother_name": gettext_lazy("Mother's name"),
    "birth_date": gettext_lazy("Date of birth"),
    "address": gettext_lazy("Address"),
    "postal_code": gettext_lazy("Postal code"),
    "settlement": gettext_lazy("Settlement"),
    "resident_since": gettext_lazy("Resident since"),
    "household_number": gettext_lazy("Household number"),
    "household_size": gettext_lazy("People in the household"),
}
SOURCES = {"register": gettext_lazy("Civil register"), "applicant": gettext_lazy("National sign-in")}


@dataclass(frozen=True, kw_only=True)
class ComparedAnswer:
    """One answer; `known` is what a register had for it and `source` which one, both empty where none was asked."""

    label: str
    answer: str
    known: str
    source: Text
    differs: bool


@dataclass(frozen=True, kw_only=True)
class ComparedStep:
    """The answers of one step of the form."""

    title: str
    answers: tuple[ComparedAnswer, ...]

    @property
    def has_title(self) -> bool:
        """Whether the step says more than its only question."""
        return len(self.answers) > 1


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Everything the decision rests on."""

    steps: tuple[ComparedStep, ...]
    register: tuple[SummaryRow, ...]
    is_registered: bool
    is_register_down: bool
    because: tuple[str, ...]
    is_unreadable: bool = False

    @property
    def differences(self) -> int:
        """How many answers are not what the registers say."""
        return sum(answer.differs for step in self.steps for answer in step.answers)


def compare(*, case: Case, definition: ServiceDefinition, language: str) -> Comparison:
    """The answers of a case beside the facts that were kept with it."""
    facts = facts_from_json(document=case.facts)
    try:
        answers = answers_from_json(steps=definition.steps, document=case.answers)
    except AnswersAreUnreadable:
        return Comparison(
            steps=(), register=(), is_registered=False, is_register_down=False, because=(), is_unreadable=True
        )
    sections = read_back(steps=definition.steps, answers=answers, language=language)
    is_down = bool(case.facts.get("register_is_down"))
    return Comparison(
        steps=tuple(
            ComparedStep(
                title=section.title,
                answers=tuple(_compared(line, definition, facts, language) for line in section.lines),
            )
            for section in sections
        ),
        register=_register_rows(facts, language),
        is_registered=facts.register.get("found") is True,
        is_register_down=is_down,
        because=_because(case, definition, answers, facts, language, is_down=is_down),
    )


def _compared(line: AnswerLine, definition: ServiceDefinition, facts: Facts, language: str) -> ComparedAnswer:
    field = definition.field(line.field_id)
    known: str = ""
    source: Text = ""
    if field.prefill:
        known = printed_value(field=field, value=facts.named(field.prefill), language=language)
        source = SOURCES[field.prefill.partition(".")[0]]
    elif field.type == "address":
        known, source = _registered_address(facts), SOURCES["register"]
    return ComparedAnswer(
        label=line.label,
        answer=line.value,
        known=known,
        source=source,
        differs=bool(known) and not _agree(line.value, known),
    )


def _registered_address(facts: Facts) -> str:
    street, code, settlement = (
        str(facts.register.get(name) or "") for name in ("address", "postal_code", "settlement")
    )
    return ", ".join(part for part in (street, f"{code} {settlement}".strip()) if part) if street else ""


def _agree(answer: str, known: str) -> bool:
    """Whether both say the same to a reader: accents, capitals and punctuation aside; an address may say more."""
    stated, registered = _words(answer), _words(known)
    return stated == registered or f" {stated} ".startswith(f" {registered} ")


def _words(text: str) -> str:
    return " ".join("".join(letter if letter.isalnum() else " " for letter in fold(text)).split())


def _register_rows(facts: Facts, language: str) -> tuple[SummaryRow, ...]:
    if facts.register.get("found") is not True:
        return ()
    return tuple(
        SummaryRow(key=label, value=printed_plain(value=facts.register.get(name), language=language) or _("Not known"))
        for name, label in FACTS.items()
        if name in facts.register
    )


def _because(
    case: Case, definition: ServiceDefinition, answers: Answers, facts: Facts, language: str, *, is_down: bool
) -> tuple[str, ...]:
    """Why a clerk has to look; empty for a case that needed none."""
    if case.instant:
        return ()
    reasons = []
    if is_down:
        reasons.append(_("The register did not answer: what the applicant stated is unverified."))
    found = assess(definition=definition, answers=answers, facts=facts)
    reasons += [text.in_language(language) for text in (*found.ineligible_because, *found.not_instant_because)]
    if definition.instant is None:
        reasons.append(_("This service is always decided by an official."))
    elif not reasons:
        reasons.append(_("The registers do not suffice to decide without an official."))
    return tuple(dict.fromkeys(reasons))
