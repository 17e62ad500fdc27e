"""A real installation on a free port with data of its own, whose processes can be killed."""

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from dimos.operations.tether import spawn_tethered

NOT_OURS = ("DIMOS_", "DJANGO_", "DATABASE_URL", "PYTEST_")
START_SECONDS = 240.0
RECOVERY_SECONDS = 60.0


class StackDidNotAnswer(RuntimeError):
    """The installation did not become ready in time."""


class Stack:
    """One `dimos up` with the demonstration."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _two_free_ports()
        self._log = folder / "up.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(NOT_OURS)}
        own = {
            "DIMOS_DATA_DIR": str(self.folder),
            "DIMOS_DEMO": "1",
            "PORT": str(self.port),
            # So that each citizen may have an address of his own; else the limit per address would end the storm.
            "DIMOS_TRUSTED_PROXIES": "1",
        }
        with self._log.open("wb") as output:
            self._process = spawn_tethered(
                command=[sys.executable, "-m", "dimos.cli", "up"], environment=kept | own, output=output
            )
        self.wait_until_ready(seconds=START_SECONDS)

    def stop(self) -> None:
        """Stop it as Ctrl-C does; nothing may be left running."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(timeout=60)

    def kill(self, name: str) -> int:
        """End a process at once, as a power failure would; its number."""
        process = self.processes()[name]
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        return process or 0

    def processes(self) -> dict[str, int | None]:
        """The supervised processes, by name."""
        return dict(json.loads((self.folder / "processes.json").read_text())["processes"])

    def wait_until_ready(self, *, seconds: float = RECOVERY_SECONDS) -> float:
        """Wait until it answers; how long that took."""
        begun = time.monotonic()
        while time.monotonic() - begun < seconds:
            if self._process is not None and self._process.poll() is not None:
                break
            if self._answers():
                return time.monotonic() - begun
            time.sleep(0.05)
        message = f"no answer on port {self.port} within {seconds:.0f} s\n{self._log.read_text()}"
        raise StackDidNotAnswer(message)

    @property
    def owner_url(self) -> str:
        """The database, for whoever counts afterwards."""
        return str(json.loads((self.folder / "database.json").read_text())["owner_url"])

    def _answers(self) -> bool:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            line.request("GET", "/readyz", headers={"Host": "localhost"})
            return line.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            line.close()


@contextlib.contextmanager
def running_stack() -> Iterator[Stack]:
    """An installation for the length of the block, with everything it wrote removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="dimos-robustness-"))
    folder.chmod(0o711)
    stack = Stack(folder)
    try:
        stack.start()
        yield stack
    finally:
        stack.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _two_free_ports() -> int:
    """A port that is free and whose neighbour is: the demonstration's sign-in listens there."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            with contextlib.suppress(OSError, OverflowError):
                second.bind(("127.0.0.1", port + 1))
                return port
