"""Have a message go out, if and only if the caller's transaction commits."""

import uuid
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection
from procrastinate.contrib.django import app

from dimos.kernel.rows import named_row
from dimos.kernel.text import clean_line, clean_text
from dimos.municipalities.public import current_municipality_id
from dimos.notifications.models import OutgoingMessage

DELIVER = "notifications.deliver_message"

# One statement instead of an insert between a savepoint and its release.
_WRITE = """
INSERT INTO notifications_outgoingmessage ({row.columns}) VALUES ({row.placeholders})
ON CONFLICT (municipality_id, idempotency_key) DO NOTHING RETURNING id
"""


class AddressIsInvalid(ValueError):
    """The text is not an e-mail address."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


def queue_message(
    *,
    reference: str,
    to_address: str,
    subject: str,
    text: str,
    idempotency_key: str,
    at: datetime,
    language: str = "el",
    link: str = "",
) -> OutgoingMessage:
    """Write an e-mail to one person and hand it to the queue, in the caller's transaction and open scope.

    `text` holds paragraphs parted by blank lines, in `language`; `link` is an absolute address offered below them.
    The subject is read on locked screens: no personal data in it. `reference` (`case:12`) threads the messages about
    one thing. A second call with the same `idempotency_key` returns the first message and sends nothing.
    Raises AddressIsInvalid, and TextIsTooLong for a subject above 150 letters or a text above 20,000.
    """
    municipality_id = current_municipality_id()
    message = OutgoingMessage(
        municipality_id=municipality_id,
        to_address=_checked_address(to_address),
        language="en" if language == "en" else "el",
        subject=clean_line(subject, limit=150),
        text_body=clean_text(text),
        link=clean_line(link),
        reference=reference,
        idempotency_key=idempotency_key,
        message_id=f"<{uuid.uuid4().hex}.{municipality_id}@{settings.DIMOS_BASE_HOST}>",
        created_at=at,
    )
    if not _written(message):
        first: OutgoingMessage = OutgoingMessage.objects.get(idempotency_key=idempotency_key)
        return first
    app.configure_task(DELIVER).defer(municipality_id=municipality_id, message_id=message.pk)
    return message


def _written(message: OutgoingMessage) -> bool:
    """Insert the message and give it its key; False if one with its idempotency key is there already."""
    row = named_row(row=message, prefix="message")
    with connection.cursor() as cursor:
        cursor.execute(_WRITE.format(row=row), row.values)
        written = cursor.fetchone()
    if written is not None:
        message.pk = written[0]
        message._state.adding, message._state.db = False, connection.alias  # noqa: SLF001 - what save() does
    return written is not None


def _checked_address(text: str) -> str:
    address = text.strip()
    if len(address) > 254:
        raise AddressIsInvalid
    try:
        validate_email(address)
    except ValidationError:
        raise AddressIsInvalid from None
    return address
