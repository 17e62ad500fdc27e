from dimos.notifications.models.outgoing_message import Channel, OutgoingMessage, State

__all__ = ["Channel", "OutgoingMessage", "State"]
