"""Keeps services running: restarts what ends, ever more slowly if it keeps ending, and stops them in order."""

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from dimos.operations.private_files import write_private
from dimos.operations.services import Service

LOOK_EVERY_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 30.0
# Whoever has run this long starts with a clean sheet.
STEADY_SECONDS = 10.0


@dataclass
class Watched:
    """A service and how it has been doing."""

    service: Service
    started_at: float = 0.0
    failures: int = 0
    restart_at: float = 0.0

    @property
    def pause_seconds(self) -> float:
        """How long to wait before the next start: none after a single mishap, then doubling."""
        return 0.0 if self.failures <= 1 else min(LONGEST_PAUSE_SECONDS, 0.5 * 2.0 ** (self.failures - 1))


@dataclass
class Supervisor:
    """Runs services in the main thread of this process; `tell` hears one line per event."""

    record: Path
    tell: Callable[[str], None]
    about: dict[str, object] = field(default_factory=dict)
    _watched: list[Watched] = field(default_factory=list)
    _stopping: bool = False

    def listen(self) -> None:
        """From now on Ctrl-C and SIGTERM mean: stop in order."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)

    @property
    def is_stopping(self) -> bool:
        return self._stopping

    def add(self, service: Service) -> None:
        """Start a service and watch it from now on."""
        watched = Watched(service, started_at=time.monotonic())
        self._watched.append(watched)
        service.start()
        self._write_record()

    def wait_until(self, ready: Callable[[], bool], *, seconds: float) -> bool:
        """Watch until the condition holds; False when it took too long or the stop came first."""
        deadline = time.monotonic() + seconds
        while not self._stopping and time.monotonic() < deadline:
            if ready():
                return True
            self._look_after_all()
            time.sleep(LOOK_EVERY_SECONDS)
        return False

    def watch(self) -> None:
        """Watch until asked to stop."""
        while not self._stopping:
            self._look_after_all()
            time.sleep(LOOK_EVERY_SECONDS)

    def stop(self) -> None:
        """Stop the services, the last started first: nobody loses what it stands on."""
        for watched in reversed(self._watched):
            watched.service.stop()
        self.record.unlink(missing_ok=True)

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True

    def _look_after_all(self) -> None:
        for watched in self._watched:
            if not watched.service.is_running and not self._stopping:
                self._restart(watched)

    def _restart(self, watched: Watched) -> None:
        now = time.monotonic()
        if not watched.restart_at:
            watched.failures = 1 if now - watched.started_at > STEADY_SECONDS else watched.failures + 1
            watched.restart_at = now + watched.pause_seconds
            pause = f" in {watched.pause_seconds:.0f} s" if watched.pause_seconds else ""
            self.tell(f"{watched.service.name} ended unexpectedly; starting it again{pause}")
        if now < watched.restart_at:
            return
        watched.restart_at = 0.0
        watched.started_at = time.monotonic()
        try:
            watched.service.start()
        except (OSError, RuntimeError) as failure:
            self.tell(f"{watched.service.name} did not start: {failure}")
        self._write_record()

    def _write_record(self) -> None:
        processes = {watched.service.name: watched.service.pid for watched in self._watched}
        write_private(self.record, {**self.about, "processes": processes})
