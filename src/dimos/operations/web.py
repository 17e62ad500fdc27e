"""The web server: Granian speaking WSGI, one worker process per core, the application loaded once before they split."""

import os
from collections.abc import Callable
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from dimos.operations.places import data_directory
from dimos.operations.tether import die_with_parent

BLOCKING_THREADS = 4
STOPPING_SECONDS = 20


def serve(*, address: str, port: int, workers: int) -> None:
    """Serve until told to stop; requests that have begun are finished."""
    _count_together()
    server = Server(
        "config.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=BLOCKING_THREADS,
        respawn_failed_workers=True,
        respawn_interval=0.1,
        workers_kill_timeout=STOPPING_SECONDS,
        log_level=LogLevels.warning,
    )
    # WhiteNoise warns of a folder that is missing; everything comes from the finders as long as nothing was collected.
    (data_directory() / "static").mkdir(parents=True, exist_ok=True)
    server.serve(target_loader=_loader(), wrap_loader=False)


def _count_together() -> None:
    """The workers' counters meet in files; those of an earlier run are thrown away."""
    folder = data_directory() / "metrics"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.db"):
        old.unlink()
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def _loader() -> Callable[[], Any]:
    from config.wsgi import application

    parent = os.getpid()

    def load() -> Any:
        # Else a worker would outlive a killed server and keep answering with the old code.
        die_with_parent(parent=parent)
        return application

    return load


if __name__ == "__main__":
    serve(
        address=os.environ.get("DIMOS_BIND", "127.0.0.1"),
        port=int(os.environ.get("PORT", "8000")),
        workers=int(os.environ.get("DIMOS_WEB_WORKERS", os.cpu_count() or 1)),
    )
