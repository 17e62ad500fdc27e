"""The queue's way into the room."""

from datetime import timedelta
from importlib import import_module

from django.conf import settings
from procrastinate.contrib.django import app

from dimos.identity.actions.limit import forget_allowances
from dimos.kernel.clock import now

FULL_AGAIN = timedelta(hours=24)


@app.periodic(cron="17 3 * * *")
@app.task(name="identity.tidy_up", queue="housekeeping")
def tidy_up(timestamp: int) -> None:
    """Every night: forget visitors' allowances and sessions that are over. May run twice."""
    forget_allowances(before=now() - FULL_AGAIN)
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
