"""What `dimos up` runs: each service starts, is watched, and stops."""

import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from dimos.operations.embedded import EmbeddedServer
from dimos.operations.tether import spawn_tethered

LOG_LIMIT_BYTES = 10 * 1024 * 1024
# Set for the processes that `dimos up` looks after.
SUPERVISED = "DIMOS_SUPERVISED"
# What passes the walls between municipalities has no business in a process that answers strangers.
KEPT_FROM_PROCESSES = frozenset({"DIMOS_OWNER_DATABASE_URL", "DATABASE_URL"})


class Service(Protocol):
    """Something that runs until it is stopped."""

    @property
    def name(self) -> str: ...
    @property
    def pid(self) -> int | None: ...
    @property
    def is_running(self) -> bool: ...
    def start(self) -> None: ...
    def stop(self) -> None: ...


@dataclass
class DatabaseService:
    """The embedded PostgreSQL."""

    server: EmbeddedServer
    name: str = "database"

    @property
    def pid(self) -> int | None:
        return self.server.pid

    @property
    def is_running(self) -> bool:
        return self.server.is_running

    def start(self) -> None:
        self.server.start()

    def stop(self) -> None:
        self.server.stop()


@dataclass
class ProcessService:
    """A program of ours in a process of its own; its output goes to `log`, or to the terminal where there is none."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    log: Path | None = None
    patience_seconds: float = 25.0
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def pid(self) -> int | None:
        return self._process.pid if self.is_running and self._process else None

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        inherited = {name: value for name, value in os.environ.items() if name not in KEPT_FROM_PROCESSES}
        environment = inherited | self.environment | {SUPERVISED: "1"}
        if self.log is None:
            self._process = spawn_tethered(command=self.command, environment=environment)
            return
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as output:
            self.log.chmod(0o600)
            self._process = spawn_tethered(command=self.command, environment=environment, output=output)

    def stop(self) -> None:
        if self._process is None:
            return
        self._signal(signal.SIGTERM)
        deadline = time.monotonic() + self.patience_seconds
        while self.is_running and time.monotonic() < deadline:
            time.sleep(0.02)
        # The whole group: whatever the program started ends with it.
        self._signal(signal.SIGKILL, group=True)
        self._process.wait()

    def _signal(self, number: int, *, group: bool = False) -> None:
        if self._process is None:
            return
        try:
            if group:
                os.killpg(self._process.pid, number)
            else:
                self._process.send_signal(number)
        except ProcessLookupError:
            return
