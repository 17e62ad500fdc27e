"""The letters that the demonstration, which has no mail server, keeps."""

import psycopg

from tests.robustness.stack import Stack

KEPT = """
    SELECT subject FROM notifications_outgoingmessage
    WHERE to_address = %s AND state = 'kept' ORDER BY id
"""


def letters_to(address: str, stack: Stack) -> list[str]:
    """The subjects of what was written to somebody, the oldest first."""
    with psycopg.connect(stack.owner_url) as connection:
        return [row[0] for row in connection.execute(KEPT, [address])]
