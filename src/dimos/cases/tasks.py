"""The queue's way into the room."""

from procrastinate.contrib.django import app

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
