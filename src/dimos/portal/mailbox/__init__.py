"""The demonstration's mailbox: what people would have been sent. Never mounted in real service."""
