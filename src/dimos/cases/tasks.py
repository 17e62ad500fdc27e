"""The queue's way into the room."""

from datetime import datetime

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from dimos.cases import letters
from dimos.cases.actions.attach_file import sweep_attachments
from dimos.cases.actions.keep_draft import discard_old_drafts
from dimos.kernel.clock import now
from dimos.municipalities.public import joined_municipalities, municipality_scope


@app.periodic(cron="31 3 * * *")
@app.task(name="cases.tidy_up", queue="housekeeping")
def tidy_up(timestamp: int) -> None:
    """Every night, for every municipality, visited or not: throw away drafts that were left. May run twice."""
    for municipality in joined_municipalities():
        with municipality_scope(municipality.pk):
            discard_old_drafts(at=now())
            sweep_attachments(at=now())


@app.task(name=letters.WRITE, queue="mail", retry=RetryStrategy(max_attempts=10, exponential_wait=2))
def write_letter(*, municipality_id: int, case_id: int, name: str, key: str, at: str) -> None:
    """Write the letter of one step of a case. May run twice."""
    with municipality_scope(municipality_id):
        letters.write_letter(case_id=case_id, name=name, key=key, at=datetime.fromisoformat(at))
