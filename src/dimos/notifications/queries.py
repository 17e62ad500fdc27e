"""Reading what was, or is about to be, sent."""

from django.db.models import QuerySet

from dimos.notifications.models import OutgoingMessage


def latest_messages() -> QuerySet[OutgoingMessage]:
    """The messages of the municipality whose scope is open, latest first."""
    messages: QuerySet[OutgoingMessage] = OutgoingMessage.objects.order_by("-created_at", "-id")
    return messages


def messages_about(*, reference: str) -> QuerySet[OutgoingMessage]:
    """The messages about one thing (`case:12`), in the order they were written."""
    messages: QuerySet[OutgoingMessage] = OutgoingMessage.objects.filter(reference=reference).order_by("id")
    return messages
