"""Runs the embedded PostgreSQL as a direct child: it ends with its parent and recovers after a kill."""

import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg

from dimos.operations.embedded.cluster import ADMINISTRATOR, Cluster
from dimos.operations.embedded.remains import clear_remains
from dimos.operations.tether import spawn_tethered

LOOPBACK = "127.0.0.1"
READY_SECONDS = 60.0
LOG_LIMIT_BYTES = 10 * 1024 * 1024
SETTINGS = {
    "listen_addresses": LOOPBACK,
    "shared_buffers": "256MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "100",
    # Statements and key values are personal data; the log gets neither.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
}
# For tests: a cluster that is thrown away needs no durability.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "128MB"}


CLUSTER_IS_LOCKED = (
    "The database does not accept the password kept in secrets.json of the data folder. "
    "Bring back the secrets.json that belongs to this cluster (it is part of every backup)."
)


class ServerDidNotStart(RuntimeError):
    """The embedded database server did not start."""


class ServerBelongsToAnother(RuntimeError):
    """Another process runs this installation's database server already."""


class EmbeddedServer:
    """One server on one cluster, for the life of the calling process (start it from the main thread)."""

    def __init__(
        self, *, cluster: Cluster, log: Path, port: int | None = None, preferred_port: int | None = None
    ) -> None:
        self.cluster = cluster
        self.port = port or 0
        self._fixed = port is not None
        self._preferred = preferred_port
        self._log = log
        self._lock: IO[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The process number of the running server."""
        return self._process.pid if self.is_running and self._process else None

    @property
    def is_running(self) -> bool:
        """Whether the server's process lives (it may still be recovering)."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start the server and return when it answers.

        Raises ServerBelongsToAnother while another process supervises the same cluster, ServerDidNotStart with the end
        of its log when it cannot run.
        """
        self.cluster.prepare()
        self._take_lock()
        # A killed server that nobody waited for would still count as running.
        self.stop()
        clear_remains(data=self.cluster.data)
        for attempt in range(3):
            self._choose_port(retry=attempt > 0)
            position = self._launch()
            if self._answers():
                return
            said = _tail(self._log, position)
            self.stop()
            if self._fixed or "already in use" not in said:
                break
        message = f"The database server did not start (port {self.port}). It said:\n{said}"
        raise ServerDidNotStart(message)

    def stop(self) -> None:
        """Stop cleanly: open transactions are rolled back, everything committed is on disk."""
        if self._process is not None and self.is_running:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self._process.send_signal(signal.SIGQUIT)
                self._process.wait(timeout=10)

    def release(self) -> None:
        """Stop, and let another process have the cluster."""
        self.stop()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def url(self, *, user: str, password: str, database: str) -> str:
        """A connection URL, over the unix socket where its path is short enough, else over loopback."""
        credentials = f"{quote(user)}:{quote(password, safe='')}"
        folder = self.cluster.socket_folder
        if folder is None:
            return f"postgresql://{credentials}@{LOOPBACK}:{self.port}/{database}"
        return f"postgresql://{credentials}@:{self.port}/{database}?host={quote(str(folder), safe='')}"

    @property
    def administrator_url(self) -> str:
        """The superuser's URL of the database `postgres`."""
        return self.url(user=ADMINISTRATOR, password=self.cluster.password, database="postgres")

    def _take_lock(self) -> None:
        if self._lock is not None:
            return
        lock = (self.cluster.home / "supervisor.lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as refusal:
            lock.close()
            message = f"Another process runs the database of {self.cluster.home} already."
            raise ServerBelongsToAnother(message) from refusal
        self._lock = lock

    def _choose_port(self, *, retry: bool) -> None:
        if self._fixed or (self.port and not retry):
            return
        wished = None if retry else self._preferred
        self.port = wished if wished and _is_free(wished) else _free_port()

    def _launch(self) -> int:
        folder = self.cluster.socket_folder
        settings = SETTINGS | ({} if self.cluster.durable else CARELESS)
        settings |= {"port": str(self.port), "unix_socket_directories": str(folder) if folder else ""}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with _appending(self._log) as log:
            position = log.tell()
            self._process = spawn_tethered(
                command=[str(self.cluster.programs / "bin" / "postgres"), "-D", str(self.cluster.data), *options],
                environment=self.cluster.environment(),
                user=self.cluster.user,
                output=log,
                death_signal=signal.SIGINT,
                directory=None if self.cluster.user is None else Path("/"),
            )
        return position

    def _answers(self) -> bool:
        deadline = time.monotonic() + READY_SECONDS
        while self.is_running and time.monotonic() < deadline:
            try:
                psycopg.connect(self.administrator_url, connect_timeout=5).close()
            except psycopg.OperationalError as refusal:
                if "password authentication failed" in str(refusal):
                    raise ServerDidNotStart(CLUSTER_IS_LOCKED) from refusal
                time.sleep(0.02)
            else:
                return True
        return False


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def _appending(path: Path) -> Iterator[IO[bytes]]:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > LOG_LIMIT_BYTES:
        path.replace(path.with_suffix(".log.1"))
    with path.open("ab") as log:
        path.chmod(0o600)
        log.seek(0, os.SEEK_END)
        yield log


def _tail(log: Path, position: int) -> str:
    with log.open("rb") as file:
        file.seek(position)
        return file.read().decode(errors="replace")[-2000:].strip()
