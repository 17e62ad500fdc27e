"""Hand one queued message to the mail server."""

import smtplib
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.translation import override

from dimos.municipalities.public import all_municipalities, current_municipality_id, municipality_scope, profile_here
from dimos.notifications.letter import Sender, compose
from dimos.notifications.models import OutgoingMessage, State
from dimos.notifications.rules import MOST_ATTEMPTS, is_final

LONGEST_THREAD = 10


class DeliveryIsDelayed(RuntimeError):
    """The mail server did not take the message; it is to be tried again."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


def deliver_message(*, municipality_id: int, message_id: int, at: datetime) -> OutgoingMessage | None:
    """Send a message unless it has been; two at once wait for each other. None: there is no such message (any more).

    What the server refuses for good, and what it refused too often, is marked failed. Raises DeliveryIsDelayed when
    it is worth another attempt. A crash between the server's "250" and our commit sends a message twice, under one
    Message-ID: SMTP has nothing better to offer.
    """
    with municipality_scope(municipality_id):
        message: OutgoingMessage | None = OutgoingMessage.objects.select_for_update().filter(id=message_id).first()
        if message is None or message.state != State.QUEUED:
            return message
        _attempt(message, at)
        message.save(update_fields=["state", "attempts", "last_error", "sent_at"])
    if message.state == State.QUEUED:
        raise DeliveryIsDelayed
    return message


def _attempt(message: OutgoingMessage, at: datetime) -> None:
    if settings.DIMOS_DEMO and not settings.EMAIL_HOST:
        message.state, message.sent_at = State.KEPT, at
        return
    message.attempts += 1
    message.last_error, is_over = _send(_email_of(message)) if settings.EMAIL_HOST else ("no mail server is set", False)
    if not message.last_error:
        message.state, message.sent_at = State.SENT, at
    elif is_over or message.attempts >= MOST_ATTEMPTS:
        message.state = State.FAILED


def _send(email: EmailMultiAlternatives) -> tuple[str, bool]:
    """What went wrong (empty: nothing) and whether it will go wrong again. The server's words may name the recipient,
    so only its code is kept."""
    try:
        email.send()
    except smtplib.SMTPRecipientsRefused as refused:
        code = next(iter(refused.recipients.values()))[0]
        return f"{code} recipient refused", is_final(code=code)
    except smtplib.SMTPDataError as refused:
        return f"{refused.smtp_code} message refused", is_final(code=refused.smtp_code)
    except smtplib.SMTPResponseException as refused:
        # Greeting, sign-in, sender: ours or the server's to mend, so this is tried again.
        return f"{refused.smtp_code} {type(refused).__name__}", False
    except (smtplib.SMTPException, OSError) as failure:
        return type(failure).__name__, False
    return "", False


def _email_of(message: OutgoingMessage) -> EmailMultiAlternatives:
    earlier = OutgoingMessage.objects.filter(
        reference=message.reference, to_address=message.to_address, id__lt=message.pk
    )
    ids = list(earlier.order_by("-id").values_list("message_id", flat=True)[:LONGEST_THREAD])
    municipality = all_municipalities().get(id=current_municipality_id())
    profile = profile_here()
    with override(message.language):
        sender = Sender(name=municipality.name, reply_to=profile.email, phone=profile.phone)
    return compose(message=message, sender=sender, earlier_ids=ids[::-1])
