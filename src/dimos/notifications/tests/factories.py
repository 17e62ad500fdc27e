"""Messages as other rooms queue them."""

from datetime import UTC, datetime
from typing import Any

from dimos.notifications.actions.queue_message import queue_message
from dimos.notifications.models import OutgoingMessage

KALAMATA = 4401
MOMENT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def queued(**changes: Any) -> OutgoingMessage:
    """A message to a fictional person, in the open scope."""
    values: dict[str, Any] = {
        "reference": "case:12",
        "to_address": "maria@example.org",
        "subject": "Το αίτημά σας με αριθμό 12/2026 παραλήφθηκε",
        "text": "Καλημέρα σας.\n\nΠαραλάβαμε το αίτημά σας. Θα απαντήσουμε έως τις 20 Απριλίου 2026.",
        "idempotency_key": "case:12:received",
        "link": "http://kalamata.localhost:8000/cases/12/",
        "at": MOMENT,
    }
    return queue_message(**values | changes)
