"""What the pages of the citizen's cases print."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from dimos.cases.public import (
    Case,
    CaseEvent,
    Clock,
    DayUnit,
    Draft,
    EventKind,
    Move,
    State,
    days_between,
    days_off_around,
    definition_of,
    documents_of,
    events_of,
    files_of,
    follow_code,
    messages_of,
    moves_from,
)
from dimos.catalogue.public import ServiceDefinition, definition_of_version
from dimos.documents.public import DocumentState, IssuedDocument
from dimos.eforms.public import answers_from_json, read_back
from dimos.kernel.clock import local
from dimos.kernel.ids import format_code
from dimos.ui.components import Deadline, SummaryRow, Tag, TimelineEvent, Tone


def state_tag(state: str) -> Tag:
    """The state in the citizen's words."""
    tags = {
        State.RECEIVED: (_("Received"), Tone.BLUE),
        State.IN_WORK: (_("Being examined"), Tone.BLUE),
        State.AWAITING_CITIZEN: (_("Something is needed from you"), Tone.YELLOW),
        State.APPROVED: (_("Approved"), Tone.GREEN),
        State.COMPLETED: (_("Completed"), Tone.GREEN),
        State.REJECTED: (_("Not accepted"), Tone.RED),
        State.WITHDRAWN: (_("Withdrawn"), Tone.GREY),
    }
    text, tone = tags[State(state)]
    return Tag(text, tone)


def deadline_of(*, case: Case, today: date, days_off: frozenset[date]) -> Deadline | None:
    """The legal clock as a badge; None for a closed case."""
    clock: Clock = case.clock
    if case.closed_at is not None:
        return None
    if clock.due_date is None:
        return Deadline(is_stopped=True)
    left = days_between(start=today, end=clock.due_date, unit=DayUnit.WORKING, days_off=days_off)
    return Deadline(working_days=left, due_date=clock.due_date)


def event_title(kind: str) -> str:
    titles = {
        EventKind.SUBMITTED: _("Your request was received and registered"),
        EventKind.HANDED_OVER: _("The document could not be made by itself; a clerk takes care of it"),
        EventKind.TAKEN: _("A clerk is examining your request"),
        EventKind.CORRECTION_REQUESTED: _("The municipality asked you for something; the legal term stopped"),
        EventKind.CORRECTION_SUPPLIED: _("You sent what was asked for; the legal term runs"),
        EventKind.APPROVED: _("Your request was approved"),
        EventKind.ISSUED: _("Your document was issued"),
        EventKind.COMPLETED: _("Your request was completed"),
        EventKind.REJECTED: _("Your request was not accepted"),
        EventKind.WITHDRAWN: _("You withdrew your request"),
        EventKind.REOPENED: _("Your request is being examined again, with a new legal term"),
        EventKind.DOCUMENT_REVOKED: _("A document was revoked"),
        EventKind.DOCUMENT_REPLACED: _("A document was replaced by a new one"),
    }
    return titles[EventKind(kind)]


def timeline_of(*, case: Case, events: Iterable[CaseEvent]) -> list[TimelineEvent]:
    """What happened, and what the law says comes next."""
    rows = [
        TimelineEvent(
            event_title(event.kind),
            local(event.at),
            text=event.detail.get("reasons") or event.detail.get("reason") or event.detail.get("remarks") or "",
        )
        for event in events
    ]
    if case.closed_at is None and case.due_date is not None:
        rows.append(TimelineEvent(_("By law you have an answer by this day"), case.due_date, state="future"))
    return rows


def document_rows(*, case: Case, documents: Iterable[IssuedDocument]) -> list[dict[str, Any]]:
    states = {
        DocumentState.VALID: Tag(_("Valid"), Tone.GREEN),
        DocumentState.REPLACED: Tag(_("Replaced"), Tone.YELLOW),
        DocumentState.REVOKED: Tag(_("Revoked"), Tone.RED),
    }
    return [
        {
            "title": document.title,
            "protocol": f"{document.protocol_number}/{document.protocol_year}",
            "code": format_code(document.code),
            "verify_url": f"/v/{document.code}",
            "url": reverse("cases:document", args=[case.submission_key, document.pk]),
            "tag": states[DocumentState(document.state)],
            "is_valid": document.state == DocumentState.VALID,
            "valid_until": document.valid_until,
        }
        for document in documents
    ]


def title_of(case: Case) -> str:
    return definition_of(case=case).title.in_language(get_language() or "el")


def mine_page(*, cases: Iterable[Case], drafts: Iterable[Draft], today: date) -> dict[str, Any]:
    days_off = days_off_around(day=today)
    return {
        "cases": [
            {
                "title": title_of(case),
                "href": reverse("cases:case", args=[case.submission_key]),
                "protocol": case.protocol,
                "submitted_at": local(case.submitted_at),
                "tag": state_tag(case.state),
                "deadline": deadline_of(case=case, today=today, days_off=days_off),
            }
            for case in cases
        ],
        "drafts": [
            {
                "title": definition_of_version(version_id=draft.definition_id).title.in_language(
                    get_language() or "el"
                ),
                "href": reverse("apply:start", args=[draft.service]),
                "changed_at": local(draft.changed_at),
            }
            for draft in drafts
        ],
    }


def case_page(*, case: Case, today: date) -> dict[str, Any]:
    definition, language = definition_of(case=case), get_language() or "el"
    possible = moves_from(state=State(case.state))
    return {
        "case": case,
        "title": title_of(case),
        "tag": state_tag(case.state),
        "deadline": deadline_of(case=case, today=today, days_off=days_off_around(day=today)),
        "facts": _summary(case),
        "timeline": timeline_of(case=case, events=events_of(case=case)),
        "messages_of_case": messages_of(case=case),
        "documents": document_rows(case=case, documents=documents_of(case=case)),
        "files": files_of(case=case),
        "sections": _sections(case, definition, language),
        "missing": [definition.field(field).label.in_language(language) for field in case.missing],
        "bring": _bring(case, definition, language),
        "may_correct": Move.SUPPLY_CORRECTION in possible,
        "may_withdraw": Move.WITHDRAW in possible and definition.lifecycle.may_withdraw,
        "follow_code": follow_code(case=case),
    }


def _summary(case: Case) -> list[SummaryRow]:
    rows = [
        SummaryRow(_("Protocol number"), case.protocol),
        SummaryRow(_("Received"), date_format(local(case.submitted_at), "DATETIME_FORMAT")),
    ]
    if case.office is not None:
        contact = ", ".join(part for part in (case.office.name, case.office.phone) if part)
        rows.append(SummaryRow(_("Competent office"), contact))
    if case.closed_at is not None:
        rows.append(SummaryRow(pgettext("case", "Closed"), date_format(local(case.closed_at), "DATETIME_FORMAT")))
    return rows


def _sections(case: Case, definition: ServiceDefinition, language: str) -> list[dict[str, Any]]:
    answers = answers_from_json(steps=definition.steps, document=case.answers)
    sections = read_back(steps=definition.steps, answers=answers, language=language)
    return [
        {"title": s.title, "rows": [SummaryRow(line.label, line.value) for line in s.lines]}
        for s in sections
        if s.lines
    ]


def _bring(case: Case, definition: ServiceDefinition, language: str) -> list[str]:
    outcome = definition.outcome
    if outcome is None or outcome.kind != "counter" or case.state != State.APPROVED:
        return []
    return [text.in_language(language) for text in outcome.bring]
