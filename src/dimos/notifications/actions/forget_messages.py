"""Remove what was written to people about one thing, when its retention ends."""

from dimos.notifications.models import OutgoingMessage


def forget_messages(*, reference: str) -> int:
    """Delete the messages about one thing (`case:12`) in the open scope; returns how many. The caller journals it."""
    removed, _ = OutgoingMessage.objects.filter(reference=reference).delete()
    return int(removed)
