"""Putting work into the queue, in the caller's transaction: it is done if and only if that commits."""

import json
from typing import Final

from django.db import connection

# The function the library itself calls. Its own way there builds four objects and a composite literal, which costs a
# submission more than the journal does; `test_queue` holds the two against each other.
_PUT: Final = """
SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(%s, %s, 0, NULL, NULL, %s::jsonb, NULL)::procrastinate_job_to_defer_v1])
"""


def put_in_queue(*, task: str, queue: str, **arguments: str | int) -> None:
    """Have a task run with these arguments soon after the commit, at least once. Locks and delays: see the library."""
    with connection.cursor() as cursor:
        cursor.execute(_PUT, [queue, task, json.dumps(arguments)])
