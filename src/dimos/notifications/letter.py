"""Turns a message into an e-mail: headers, plain text first, the same in simple HTML beside it."""

from dataclasses import dataclass
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import override

from dimos.notifications.models import OutgoingMessage


@dataclass(frozen=True, kw_only=True)
class Sender:
    """The municipality that writes: its name in the reader's language, and where an answer goes (empty: nowhere)."""

    name: str
    reply_to: str = ""
    phone: str = ""


def compose(*, message: OutgoingMessage, sender: Sender, earlier_ids: list[str]) -> EmailMultiAlternatives:
    """The e-mail of a message. `earlier_ids` are the Message-IDs of its thread, oldest first."""
    context = {
        "paragraphs": message.text_body.split("\n\n"),
        "message": message,
        "sender": sender,
    }
    with override(message.language):
        text = render_to_string("notifications/email.txt", context)
        html = render_to_string("notifications/email.html", context)
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    email = EmailMultiAlternatives(
        subject=message.subject,
        body=text.strip() + "\n",
        from_email=formataddr((sender.name, address)),
        to=[message.to_address],
        reply_to=[sender.reply_to] if sender.reply_to else None,
        headers=_headers(message, earlier_ids),
    )
    email.attach_alternative(html, "text/html")
    return email


def _headers(message: OutgoingMessage, earlier_ids: list[str]) -> dict[str, str]:
    headers = {
        "Message-ID": message.message_id,
        "Content-Language": message.language,
        # RFC 3834: no out-of-office answers to this; Exchange understands only its own header.
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if earlier_ids:
        headers |= {"In-Reply-To": earlier_ids[-1], "References": " ".join(earlier_ids)}
    return headers
