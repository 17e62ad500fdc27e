"""The notifications' door: telling people."""

from dimos.notifications.actions.forget_messages import forget_messages
from dimos.notifications.actions.queue_message import AddressIsInvalid, queue_message
from dimos.notifications.models import OutgoingMessage
from dimos.notifications.queries import latest_messages, messages_about

__all__ = [
    "AddressIsInvalid",
    "OutgoingMessage",
    "forget_messages",
    "latest_messages",
    "messages_about",
    "queue_message",
]
