"""What the pages of the application print."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dimos.cases.public import Case, Draft, documents_of, follow_code
from dimos.catalogue.public import OfferedService, ServiceDefinition, assess
from dimos.eforms.public import Problem, StepDefinition, StepForm
from dimos.portal.apply.forms_in_progress import FormInProgress
from dimos.portal.apply.later import may_send_later
from dimos.portal.cases.presenters import document_rows
from dimos.ui.components import SummaryRow


def title_of(definition: ServiceDefinition) -> str:
    return definition.title.in_language(get_language() or "el")


def start_page(*, service: OfferedService, draft: Draft | None) -> dict[str, Any]:
    definition, language = service.definition, get_language() or "el"
    return {
        "title": title_of(definition),
        "summary": definition.summary.in_language(language),
        "sheet_url": f"{reverse('services:directory')}{definition.id}/",
        "draft": draft,
        "needs": [
            {
                "title": e.title.in_language(language),
                "obtained": e.obtained,
                "detail": e.detail.in_language(language) if e.detail else "",
            }
            for e in definition.description.needs
        ],
    }


def step_page(*, form: FormInProgress, step: StepDefinition, page: StepForm, kept: bool) -> dict[str, Any]:
    before = form.step_before(step)
    answered = form.first_unanswered() is None
    if answered:
        back = _address(form, "check")
    elif before is not None:
        back = _address(form, "step", step=before.id)
    else:
        back = reverse("apply:start", args=[form.service.definition.id])
    asking = [part for part in page.parts if part.bound_fields]
    return {
        "form": page,
        "heading": step.title.in_language(form.language),
        "intro": step.intro.in_language(form.language) if step.intro else "",
        "caption": title_of(form.service.definition),
        "back_url": back,
        "step_number": form.number_of(step),
        "step_total": len(form.steps),
        "only_question": len(page.parts) == 1 and len(asking) == 1 and asking[0].definition.type != "declaration",
        "may_send_later": may_send_later(page),
        "typing_was_kept": kept,
        "register_is_down": form.known.register_is_down,
        "discard_url": _address(form, "discard"),
    }


def check_page(*, form: FormInProgress, problems: tuple[Problem, ...], missing: list[str]) -> dict[str, Any]:
    definition, language = form.service.definition, form.language
    assessment = assess(definition=definition, answers=form.answers, facts=form.known.facts)
    sections = [
        {
            "title": section.title,
            "rows": [
                SummaryRow(
                    line.label,
                    line.value or (_("To be sent later") if line.field_id in missing else _("Not given")),
                    change_href="" if line.is_locked else _address(form, "step", step=line.step_id),
                    source=_("Municipal register") if line.is_locked else "",
                )
                for line in section.lines
            ],
        }
        for section in form.sections()
    ]
    last = form.steps[-1]
    return {
        "caption": title_of(definition),
        "sections": sections,
        "problems": [
            {
                "text": p.message,
                "href": _address(form, "step", step=p.step_id),
                "label": _label(definition, p, language),
            }
            for p in problems
        ],
        "missing": [definition.field(field).label.in_language(language) for field in missing],
        "is_instant": assessment.is_instant and not missing,
        "because": [reason.in_language(language) for reason in assessment.not_instant_because],
        "ineligible": [reason.in_language(language) for reason in assessment.ineligible_because],
        "deadline": definition.deadline,
        "fee": definition.fee.cents,
        "back_url": _address(form, "step", step=last.id),
    }


def done_page(*, case: Case, service: OfferedService) -> dict[str, Any]:
    definition, language = service.definition, get_language() or "el"
    outcome = definition.outcome
    return {
        "case": case,
        "title": title_of(definition),
        "documents": document_rows(case=case, documents=documents_of(case=case)),
        "follow_code": follow_code(case=case),
        "missing": [definition.field(field).label.in_language(language) for field in case.missing],
        "then": definition.description.then.in_language(language),
        "bring": [text.in_language(language) for text in outcome.bring]
        if outcome and outcome.kind == "counter"
        else [],
        "deadline": definition.deadline,
    }


def _label(definition: ServiceDefinition, problem: Problem, language: str) -> str:
    return definition.field(problem.field_id).label.in_language(language)


def _address(form: FormInProgress, name: str, **more: str) -> str:
    return reverse(f"apply:{name}", kwargs={"service": form.service.definition.id, "key": form.draft.key, **more})
