"""What a server that ended badly leaves behind: backends still writing, a pid file that names nobody."""

import os
import signal
import time
from pathlib import Path

PATIENCE_SECONDS = 20.0
INSISTENCE = (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL)


def clear_remains(*, data: Path, patience_seconds: float = PATIENCE_SECONDS) -> None:
    """Wait until no process of an earlier server works in the cluster, then remove its pid file.

    PostgreSQL's own check looks only at whether *some* process has the recorded number, so a recycled number would keep
    the server from starting. Removing the file is safe only when nobody is left, which the working directory shows:
    every PostgreSQL process lives in its data folder. Whoever does not leave by himself is told to, ever more firmly.
    """
    for signal_number in (None, *INSISTENCE):
        if signal_number is not None:
            for process in processes_in(data=data):
                _tell(process, signal_number)
        if _gone_within(data, patience_seconds if signal_number is None else 5.0):
            break
    (data / "postmaster.pid").unlink(missing_ok=True)
    # The socket has a lock of its own, in the cluster's home.
    for lock in data.parent.glob(".s.PGSQL.*"):
        lock.unlink(missing_ok=True)


def processes_in(*, data: Path) -> list[int]:
    """The processes whose working directory is the cluster's data folder."""
    if not data.exists():
        return []
    target = os.path.realpath(data)
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit() and _works_in(entry, target)]


def _works_in(entry: Path, target: str) -> bool:
    try:
        return os.readlink(entry / "cwd") == target  # noqa: PTH115 - as text: the folder may be gone
    except OSError:
        return False


def _gone_within(data: Path, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while processes_in(data=data):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _tell(process: int, signal_number: int) -> None:
    try:
        os.kill(process, signal_number)
    except ProcessLookupError:
        return
