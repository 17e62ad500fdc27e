"""A case as its page prints it: head, history, messages, files, documents, readers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dimos.audit.public import JournalEntry
from dimos.cases.public import Case, CaseEvent, CaseFile, CaseMessage, Channel, EventKind, days_off_around
from dimos.catalogue.public import ServiceDefinition
from dimos.desk.wording import days_left_text, deadline_of, state_tag, term_text
from dimos.documents.public import DocumentState, IssuedDocument
from dimos.kernel.clock import local
from dimos.ui.components import Deadline, SummaryRow, Tag, Text, TimelineEvent, Tone

EVENTS = {
    EventKind.SUBMITTED: gettext_lazy("Submitted"),
    EventKind.HANDED_OVER: gettext_lazy("Could not be issued by itself"),
    EventKind.TAKEN: gettext_lazy("Taken in hand"),
    EventKind.CORRECTION_REQUESTED: gettext_lazy("Correction requested"),
    EventKind.CORRECTION_SUPPLIED: gettext_lazy("Correction received"),
    EventKind.APPROVED: gettext_lazy("Approved"),
    EventKind.ISSUED: gettext_lazy("Document issued"),
    EventKind.COMPLETED: gettext_lazy("Completed"),
    EventKind.REJECTED: gettext_lazy("Rejected"),
    EventKind.WITHDRAWN: gettext_lazy("Withdrawn"),
    EventKind.REOPENED: gettext_lazy("Reopened"),
    EventKind.DOCUMENT_REVOKED: gettext_lazy("Document revoked"),
    EventKind.DOCUMENT_REPLACED: gettext_lazy("Document replaced"),
}
READINGS = {
    "case.read": gettext_lazy("Opened the case"),
    "case.file_read": gettext_lazy("Opened an attached file"),
    "case.document_read": gettext_lazy("Opened an issued document"),
}
CHANNELS = {Channel.WEB: gettext_lazy("Online"), Channel.COUNTER: gettext_lazy("At the counter")}
DOCUMENT_TONES = {
    DocumentState.VALID: Tone.GREEN,
    DocumentState.REPLACED: Tone.GREY,
    DocumentState.REVOKED: Tone.RED,
}
OPENED_IN_BROWSER = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp"})


@dataclass(frozen=True, kw_only=True)
class CaseHead:
    """What stands on top of every page about a case."""

    title: str
    protocol: str
    state: Tag
    deadline: Deadline | None
    why: str
    silence: str
    facts: tuple[SummaryRow, ...]


@dataclass(frozen=True, kw_only=True)
class PrintedMessage:
    """One message, on its writer's side."""

    from_citizen: bool
    author: str
    text: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PrintedFile:
    """One attached file; `open_href` is empty where a browser could not show it safely."""

    name: str
    answer: str
    size: str
    open_href: str
    download_href: str


@dataclass(frozen=True, kw_only=True)
class PrintedDocument:
    """One issued document, and what may be done to it."""

    title: str
    protocol: str
    code: str
    state: Tag
    sealed_at: datetime
    reason: str
    open_href: str
    download_href: str
    revoke_href: str
    replace_href: str


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Who opened what, when."""

    who: str
    what: Text
    at: datetime


def case_head(*, case: Case, definition: ServiceDefinition, today: date, language: str) -> CaseHead:
    """Title, state, deadline and the reason for it, and who is concerned."""
    deadline = deadline_of(case, today=today, days_off=days_off_around(day=today))
    return CaseHead(
        title=definition.title.in_language(language),
        protocol=case.protocol,
        state=state_tag(case.state),
        deadline=deadline,
        why=_why(case, definition, language) if deadline else "",
        silence=definition.silence.effect.in_language(language) if deadline else "",
        facts=_facts(case),
    )


def _why(case: Case, definition: ServiceDefinition, language: str) -> str:
    term = _("Legal term: %(term)s from the complete application") % {
        "term": term_text(days=case.term_days, unit=case.term_unit)
    }
    source = f" ({definition.deadline.source.text.in_language(language)})" if definition.deadline else ""
    left = f". {days_left_text(case)}" if case.due_date is None else ""
    return f"{term}{source}{left}."


def _facts(case: Case) -> tuple[SummaryRow, ...]:
    contact = "\n".join(part for part in (case.contact_phone, case.contact_email) if part)
    return (
        SummaryRow(_("Applicant"), case.applicant_name or _("No name given")),
        SummaryRow(_("Contact"), contact or _("No contact given")),
        SummaryRow(
            _("Submitted"),
            _("%(moment)s, %(channel)s")
            % {
                "moment": date_format(local(case.submitted_at), "DATETIME_FORMAT"),
                "channel": CHANNELS[Channel(case.channel)],
            },
        ),
        SummaryRow(_("Office"), case.office.name if case.office else _("No office")),
        SummaryRow(_("Assigned to"), _assignee(case)),
    )


def _assignee(case: Case) -> str:
    if case.assignee is not None:
        return case.assignee.get_full_name() or case.assignee.username
    return _("Done automatically") if case.instant else _("Nobody yet")


def timeline(events: Iterable[CaseEvent], *, definition: ServiceDefinition, language: str) -> list[TimelineEvent]:
    """The history, latest first, with what each step did to the clock."""
    rows: list[TimelineEvent] = []
    due: date | None = None
    for event in events:
        rows.append(
            TimelineEvent(
                title=EVENTS[EventKind(event.kind)],
                moment=event.at,
                by=event.actor_label if event.actor_kind != "system" else _("Done automatically"),
                text="\n".join(_told(event, due, definition, language)),
            )
        )
        due = event.due_date
    return rows[::-1]


def _told(event: CaseEvent, due: date | None, definition: ServiceDefinition, language: str) -> Iterable[str]:
    for name in ("text", "reasons", "remarks", "reason"):
        if event.detail.get(name):
            yield str(event.detail[name])
    labels = {field.id: field.label.in_language(language) for field in definition.fields}
    fields = [labels[field] for field in event.detail.get("fields", ()) if field in labels]
    if fields:
        yield _("Concerns: %(fields)s") % {"fields": ", ".join(fields)}
    if event.due_date and event.due_date != due:
        yield _("The clock runs: due on %(date)s") % {"date": date_format(event.due_date, "DATE_FORMAT")}
    elif due and not event.due_date:
        yield _("The clock stopped")


def printed_messages(messages: Iterable[CaseMessage]) -> list[PrintedMessage]:
    """What was said, oldest first."""
    return [
        PrintedMessage(
            from_citizen=message.from_citizen,
            author=message.author_label or (_("The citizen") if message.from_citizen else _("The municipality")),
            text=message.text,
            at=message.at,
        )
        for message in messages
    ]


def printed_files(files: Iterable[CaseFile], *, definition: ServiceDefinition, language: str) -> list[PrintedFile]:
    """What was attached, and to which answer."""
    labels = {field.id: field.label.in_language(language) for field in definition.fields}
    return [
        PrintedFile(
            name=file.name,
            answer=labels.get(file.field, ""),
            size=filesizeformat(file.size_bytes),
            open_href=reverse("desk:open_file", args=[file.case_id, file.key]) if opens(file) else "",
            download_href=reverse("desk:file", args=[file.case_id, file.key]),
        )
        for file in files
    ]


def opens(file: CaseFile) -> bool:
    """Whether a browser can show it without running anything of it."""
    return file.content_type in OPENED_IN_BROWSER


def printed_documents(documents: Iterable[IssuedDocument], *, case: Case, may_supervise: bool) -> list[PrintedDocument]:
    """What was issued, latest first. Supervisors may end the life of a document that is in force."""
    return [
        PrintedDocument(
            title=document.title,
            protocol=str(document.protocol),
            code=document.printed_code,
            state=Tag(DocumentState(document.state).label, DOCUMENT_TONES[DocumentState(document.state)]),
            sealed_at=document.sealed_at,
            reason=document.reason,
            open_href=reverse("desk:open_document", args=[case.pk, document.pk]),
            download_href=reverse("desk:document", args=[case.pk, document.pk]),
            revoke_href=_supervised("desk:revoke", case, document, may=may_supervise),
            replace_href=_supervised("desk:replace", case, document, may=may_supervise),
        )
        for document in documents
    ]


def readings(entries: Iterable[JournalEntry]) -> list[Reading]:
    """Who read the case, as the citizen sees it too."""
    return [
        Reading(who=entry.actor_label or _("The system"), what=READINGS[entry.action], at=entry.at)
        for entry in entries
        if entry.action in READINGS
    ]


def _supervised(name: str, case: Case, document: IssuedDocument, *, may: bool) -> str:
    return reverse(name, args=[case.pk, document.pk]) if may and document.is_in_force else ""
