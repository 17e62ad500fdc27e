"""The demonstration: its content, its people, and its own identity provider."""

import importlib.util
import os
import subprocess
import sys

from dimos.operations.places import PROCESSES_FILE, REPOSITORY, data_directory
from dimos.operations.private_files import read_private


class DemonstrationFailed(RuntimeError):
    """The demonstration could not be loaded."""


def is_available() -> bool:
    """Whether this program carries a demonstration."""
    return importlib.util.find_spec("dimos.demo") is not None


def load_demonstration() -> bool:
    """Load the demonstration in a process of its own; doing it again changes nothing. False where there is none."""
    if not is_available():
        return False
    outcome = subprocess.run(
        [sys.executable, "-m", "dimos.cli", "demo"],
        env=os.environ | {"DIMOS_DEMO": "1"},
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    if outcome.returncode != 0:
        message = f"The demonstration could not be loaded.\n{(outcome.stdout + outcome.stderr)[-4000:]}"
        raise DemonstrationFailed(message)
    return True


def adopt_running_mode() -> None:
    """Let a command called by hand see the system as the running `dimos up` does: demonstration or real service."""
    running = read_private(data_directory() / PROCESSES_FILE)
    if running:
        os.environ.setdefault("DIMOS_DEMO", "1" if running.get("demonstration") else "0")
        os.environ.setdefault("PORT", str(running.get("port", 8000)))


def counterpart_environment(*, port: int) -> dict[str, str]:
    """What makes the application sign people in at the demonstration's own identity provider."""
    return {
        "DIMOS_TAXISNET_CLIENT_ID": "dimos-demo",
        "DIMOS_TAXISNET_CLIENT_SECRET": "only-for-the-demonstration",
        "DIMOS_TAXISNET_BASE_URL": f"http://127.0.0.1:{port}/oauth2server",
        "DIMOS_TAXISNET_PUBLIC_URL": f"http://localhost:{port}/oauth2server",
    }
