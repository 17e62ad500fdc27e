"""The queue's worker process."""

import asyncio
import logging
import os
from collections.abc import Callable
from typing import Any

from django.db import close_old_connections
from procrastinate import App
from procrastinate.contrib.django import app as application
from procrastinate.exceptions import ConnectorException

from dimos.operations.services import SUPERVISED
from dimos.operations.tether import end_soon_after_parent

LOOK_FOR_STALLED_EVERY_SECONDS = 10.0
# A worker says every ten seconds that it lives; one that missed three is taken for dead.
HEARTBEAT_SECONDS = 10.0
DEAD_AFTER_SECONDS = 30.0
STOPPING_SECONDS = 20.0

logger = logging.getLogger(__name__)


def work(*, concurrency: int) -> None:
    """Do jobs until SIGTERM or Ctrl-C; a job that has begun is finished."""
    if os.environ.get(SUPERVISED):
        end_soon_after_parent(grace_seconds=STOPPING_SECONDS / 4)
    with application.replace_connector(application.connector.get_worker_connector()) as worker_application:  # type: ignore[attr-defined]
        asyncio.run(_work(worker_application, concurrency))


async def _work(worker_application: App, concurrency: int) -> None:
    async with worker_application.open_async():
        rescue = asyncio.create_task(_rescue_stalled_jobs(worker_application))
        try:
            await worker_application.run_worker_async(
                concurrency=concurrency,
                shutdown_graceful_timeout=STOPPING_SECONDS,
                update_heartbeat_interval=HEARTBEAT_SECONDS,
                stalled_worker_timeout=DEAD_AFTER_SECONDS,
                task_middleware=[_with_living_connections],
            )
        finally:
            rescue.cancel()


def _with_living_connections(call_next: Callable[[], Any], context: Any, worker: Any) -> Any:
    """Django checks its connections at the start of requests only; a job needs that too."""
    close_old_connections()
    try:
        return call_next()
    finally:
        close_old_connections()


async def _rescue_stalled_jobs(worker_application: App) -> None:
    """Put back what a killed worker had begun: nobody else would, it stays `doing` for ever."""
    manager = worker_application.job_manager
    while True:
        try:
            for job in await manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER_SECONDS):
                await manager.retry_job(job)
                logger.warning("job %s was left by a worker that ended; it is queued again", job.id)
        except ConnectorException:
            logger.warning("the database does not answer; looking for stalled jobs again later")
        await asyncio.sleep(LOOK_FOR_STALLED_EVERY_SECONDS)
