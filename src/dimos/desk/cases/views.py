"""The page of one case, and the messages written on it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_safe

from dimos.audit.public import entries_about_subject
from dimos.cases.public import (
    Case,
    Step,
    definition_of,
    documents_of,
    events_of,
    files_of,
    may_supervise_case,
    messages_of,
    note_reading,
    send_message,
)
from dimos.desk.access import opened_case, person_of
from dimos.desk.cases.choices import next_step
from dimos.desk.cases.comparison import compare
from dimos.desk.cases.forms import MessageForm, StepForm
from dimos.desk.cases.presenters import (
    READINGS,
    Reading,
    case_head,
    printed_documents,
    printed_files,
    printed_messages,
    readings,
    timeline,
)
from dimos.desk.cases.step_view import StepView
from dimos.identity.public import actor_of
from dimos.kernel.clock import now, today
from dimos.municipalities.public import current_municipality_id

READINGS_SHOWN = 20


@require_safe
def case_page(request: HttpRequest, case_id: int) -> HttpResponse:
    """Everything about a case on one page; opening it is an entry in the journal, which the citizen sees."""
    case = opened_case(request, case_id)
    person = person_of(request)
    note_reading(case=case, actor=actor_of(person), at=now())
    language = get_language() or "el"
    definition = definition_of(case=case)
    supervises = may_supervise_case(user=person, case=case)
    events = list(events_of(case=case))
    last_event = events[-1].pk if events else 0
    context = {
        "case": case,
        "head": case_head(case=case, definition=definition, today=today(), language=language),
        "next": next_step(case=case, definition=definition, person_id=person.pk, may_supervise=supervises),
        "seen": last_event,
        "comparison": compare(case=case, definition=definition, language=language),
        "files": printed_files(files_of(case=case), definition=definition, language=language),
        "documents": printed_documents(documents_of(case=case), case=case, may_supervise=supervises),
        "messages_of_case": printed_messages(messages_of(case=case)),
        "message_form": MessageForm(
            initial={"last_message": _last_message(case)}, case=case, definition=definition, auto_id="message_%s"
        ),
        "events": timeline(events, definition=definition, language=language),
        "readings": _readings(case),
    }
    return render(request, "desk/cases/case.html", context)


def _readings(case: Case) -> list[Reading]:
    entries = entries_about_subject(municipality_id=current_municipality_id(), subject=case.reference)
    return readings(entries.filter(action__in=list(READINGS))[:READINGS_SHOWN])


class SendMessage(StepView):
    """Write to the citizen; possible in every state."""

    is_versioned = False
    form_class = MessageForm
    heading = gettext_lazy("Message to the citizen")
    explanation = gettext_lazy("The citizen is told by e-mail that a message waits, and reads it in the case.")
    submit_label = gettext_lazy("Send the message")
    done = gettext_lazy("The message was sent.")

    def make_form(self, data: Any, **options: Any) -> StepForm:
        """Knows the last message that was on the page."""
        form = super().make_form(data, **options)
        form.initial["last_message"] = _last_message(self.case)
        return form

    def take(self, form: MessageForm, step: Step) -> None:
        """Send it, once."""
        text = form.cleaned_data["text"]
        own = messages_of(case=self.case).filter(author_id=self.person.pk, from_citizen=False)
        if not own.filter(id__gt=form.seen_message, text=text).exists():
            send_message(case_id=self.case.pk, text=text, from_citizen=False, step=step)


def _last_message(case: Case) -> int:
    return messages_of(case=case).values_list("id", flat=True).last() or 0
