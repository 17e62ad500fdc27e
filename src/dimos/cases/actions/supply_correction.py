"""The citizen supplies what was asked for; the legal clock starts or goes on."""

from collections.abc import Mapping

from dimos.cases.actions.attach_file import with_stored_files
from dimos.cases.actions.steps import Step, moved_case, write_step
from dimos.cases.definitions import definition_of
from dimos.cases.letters import queue_letter
from dimos.cases.models import Case, CaseEvent, CaseMessage, EventKind
from dimos.cases.rules import Move
from dimos.eforms.public import AskingField, StepDefinition, Text, answers_to_json, is_blank
from dimos.kernel.text import clean_text

TITLE = Text(el="Διόρθωση ή συμπλήρωση", en="Correction or addition")
LONGEST = 5_000


class NothingWasSupplied(ValueError):
    """Write an answer, or give what was asked for."""


def requested_fields(*, case: Case) -> list[str]:
    """The fields that the last request for correction opened, or the documents that were missing from the beginning."""
    request = CaseEvent.objects.filter(case=case, kind=EventKind.CORRECTION_REQUESTED).order_by("-id").first()
    return list(request.detail.get("fields", [])) if request else list(case.missing)


def correction_step(*, case: Case) -> StepDefinition | None:
    """The fields that are open for correction, as one step of a form; None if only words were asked for."""
    definition = definition_of(case=case)
    wanted = set(requested_fields(case=case))
    fields: tuple[AskingField, ...] = tuple(field for field in definition.fields if field.id in wanted)
    if not fields:
        return None
    return StepDefinition(id="correction", title=TITLE, fields=fields)


def supply_correction(*, case_id: int, answers: Mapping[str, object], text: str, step: Step) -> Case:
    """Merge the corrected answers and put the case back to work.

    `answers` are those of `correction_step` as the form gave them. Raises NothingWasSupplied, MoveIsNotAllowed,
    CaseHasChanged.
    """
    words = clean_text(text, limit=LONGEST)
    if not words and all(is_blank(value) for value in answers.values()):
        raise NothingWasSupplied(NothingWasSupplied.__doc__)
    case = moved_case(case_id=case_id, move=Move.SUPPLY_CORRECTION, step=step)
    stored = with_stored_files(holder=case, answers=answers, at=step.at)
    case.answers = {**case.answers, **answers_to_json(answers=stored)}
    case.missing = [field for field in case.missing if is_blank(stored.get(field))]
    if words:
        CaseMessage.objects.create(
            case=case, at=step.at, from_citizen=True, author_id=step.actor.id, author_label=step.actor.label, text=words
        )
    write_step(case=case, kind=EventKind.CORRECTION_SUPPLIED, step=step, detail={"fields": sorted(answers)})
    queue_letter(case=case, kind=EventKind.CORRECTION_SUPPLIED, at=step.at)
    return case
