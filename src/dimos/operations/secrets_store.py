"""Secrets of an installation: from the environment, else made once and kept in `secrets.json` of the data folder."""

import fcntl
import os
import secrets
from pathlib import Path

from dimos.operations.places import prepare_data_directory
from dimos.operations.private_files import read_private, write_private


def secret(name: str, *, directory: Path | None = None) -> str:
    """The secret of this name: `DIMOS_<NAME>` if set, else the kept one, made at the first call."""
    configured = os.environ.get(f"DIMOS_{name.upper()}")
    if configured:
        return configured
    folder = directory or prepare_data_directory()
    path = folder / "secrets.json"
    known = read_private(path)
    if name in known:
        return str(known[name])
    # Two processes may start at once; the second must read what the first has written.
    with (folder / ".secrets.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = read_private(path)
        known.setdefault(name, secrets.token_urlsafe(48))
        write_private(path, known)
    return str(known[name])
