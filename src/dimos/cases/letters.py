"""What the citizen is told by e-mail at each step of a case."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils.translation import override

from dimos.cases.definitions import definition_of
from dimos.cases.follow import follow_code
from dimos.cases.models import Case, CaseMessage, EventKind
from dimos.kernel.queue import put_in_queue
from dimos.municipalities.public import current_municipality_id, municipality_here
from dimos.notifications.public import queue_message

WRITE = "cases.write_letter"


def queue_letter(*, case: Case, kind: EventKind, at: datetime) -> None:
    """Have the letter of a step written once the caller's transaction commits; none where no address was given."""
    _queue(case=case, name=str(kind), key=f"{case.reference}:{kind}:{case.version}", at=at)


def queue_message_notice(*, case: Case, message: CaseMessage, at: datetime) -> None:
    """Have the notice written that a message waits in the case; the message stays where access is controlled."""
    _queue(case=case, name="message", key=f"{case.reference}:message:{message.pk}", at=at)


def write_letter(*, case_id: int, name: str, key: str, at: datetime) -> None:
    """Write a letter in the case's language and hand it to the post, in the open scope.

    `name` is the template's and `key` the letter's own: a second call with it writes nothing.
    """
    case: Case | None = Case.objects.filter(id=case_id).first()
    if case is None or not case.contact_email:
        return
    municipality = municipality_here()
    definition = definition_of(case=case)
    site = municipality.address + ("/en" if case.language == "en" else "")
    signed_in = case.applicant_id is not None
    with override(case.language):
        letter = render_to_string(
            f"cases/letters/{name}.txt",
            {
                "case": case,
                "municipality": municipality,
                "service": definition.title.in_language(case.language),
                "signed_in": signed_in,
                "follow_code": follow_code(case=case),
            },
        )
    subject, _, text = letter.strip().partition("\n")
    queue_message(
        reference=case.reference,
        to_address=case.contact_email,
        subject=subject.strip(),
        text=text.strip(),
        link=f"{site}/cases/{case.submission_key}/" if signed_in else f"{site}/cases/follow/",
        language=case.language,
        idempotency_key=key,
        at=at,
    )


def _queue(*, case: Case, name: str, key: str, at: datetime) -> None:
    # The words are found by the worker: whoever submits need not wait for them, nor anyone behind the protocol's lock.
    if case.contact_email:
        put_in_queue(
            task=WRITE, queue="mail", municipality_id=current_municipality_id(), case_id=case.pk, name=name, key=key,
            at=at.isoformat(),
        )  # fmt: skip
