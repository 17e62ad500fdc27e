"""The queue's way into the room."""

from django.db import OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from dimos.kernel import clock
from dimos.municipalities.public import joined_municipalities
from dimos.registers.actions.forget_uploads import forget_uploads
from dimos.registers.actions.perform_import import perform_import as perform
from dimos.registers.actions.request_work import PERFORM

PATIENCE = RetryStrategy(max_attempts=5, wait=15, retry_exceptions={OperationalError})


@app.task(name=PERFORM, queue="registers", retry=PATIENCE)
def perform_import(*, municipality_id: int, import_id: int, state: str) -> None:
    """Check or run one import. May run twice."""
    perform(municipality_id=municipality_id, import_id=import_id, state=state, at=clock.now())


@app.periodic(cron="17 3 * * *")
@app.task(name="registers.forget_uploads", queue="registers")
def forget_old_uploads(timestamp: int) -> None:
    """Let go of old files, at every municipality."""
    for municipality in joined_municipalities():
        forget_uploads(municipality_id=municipality.id, at=clock.now())
