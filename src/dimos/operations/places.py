"""Where an installation keeps its things."""

import os
from pathlib import Path

PROCESSES_FILE = "processes.json"
REPOSITORY = Path(__file__).resolve().parents[3]


def data_directory() -> Path:
    """The absolute folder of everything this installation writes (`DIMOS_DATA_DIR`, else `var/` of the checkout)."""
    configured = os.environ.get("DIMOS_DATA_DIR")
    return Path(configured).expanduser().resolve() if configured else REPOSITORY / "var"


def prepare_data_directory() -> Path:
    """The data folder, made if it was missing.

    Others may pass through but not list it: the database server runs as a user of its own beneath it. What is
    private inside (secrets, files, the cluster) carries its own narrow mode.
    """
    directory = data_directory()
    if not directory.exists():
        directory.mkdir(parents=True)
        directory.chmod(0o711)
    return directory
