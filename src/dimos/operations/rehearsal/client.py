"""The test run's side: starts the server process, asks it for databases."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from dimos.operations.provisioning import Connections
from dimos.operations.tether import spawn_tethered

ANSWER_SECONDS = 300.0


class NoTestDatabase(RuntimeError):
    """The test database could not be made."""


@dataclass(frozen=True)
class Rehearsal:
    """A waiting server process. It costs nothing until the first database is asked for."""

    address: Path
    process: subprocess.Popen[bytes]

    def close(self) -> None:
        """End the server and remove all its databases."""
        self.process.terminate()
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
        shutil.rmtree(self.address.parent, ignore_errors=True)


def open_rehearsal() -> Rehearsal:
    """Start the server process of this test run; it ends with the calling process."""
    folder = Path(tempfile.mkdtemp(prefix="dimos-tests-"))
    # The database server's own user passes through here.
    folder.chmod(0o711)
    address = folder / "ask"
    command = [sys.executable, "-m", "dimos.operations.rehearsal.server", str(address)]
    return Rehearsal(address=address, process=spawn_tethered(command=command, environment=dict(os.environ)))


def ask_for_database(*, address: Path, name: str) -> Connections:
    """A fresh copy of the migrated template; the first question takes as long as the migrations do."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(ANSWER_SECONDS)
        _connect(line, address)
        line.sendall(name.encode() + b"\n")
        with line.makefile() as answers:
            answer = json.loads(answers.readline() or '{"error": "The server of the test databases ended."}')
    if "error" in answer:
        message = f"The test database could not be made.\n{answer['error']}"
        raise NoTestDatabase(message)
    return Connections(owner_url=answer["owner_url"], app_url=answer["app_url"])


def _connect(line: socket.socket, address: Path) -> None:
    deadline = time.monotonic() + 10
    while True:
        try:
            return line.connect(str(address))
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
