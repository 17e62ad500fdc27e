"""Examines a file someone uploaded: does it bear a seal of ours, and is it as it was sealed?

Foreign files are hostile until shown otherwise. What can be said without parsing is said first; the rest happens in a
process of its own, with little memory and little time.
"""

import base64
import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

LARGEST_FILE: Final = 10 * 1024 * 1024
_SECONDS: Final = 15
_AT_ONCE = threading.BoundedSemaphore(2)
_WAITING_SECONDS: Final = 2


class Finding(StrEnum):
    """What an examination says of a file."""

    INTACT = "intact"
    ALTERED = "altered"
    FOREIGN = "foreign"
    UNSEALED = "unsealed"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    BUSY = "busy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """The finding; for a seal of ours also who sealed, when, and the SHA-256 of the file as it was sealed."""

    finding: Finding
    sealed_by: str = ""
    sealed_at: datetime | None = None
    sealed_digest: str = ""


def examine_file(*, data: bytes, authorities: tuple[bytes, ...], at: datetime) -> Examination:
    """Return what the file is. `authorities` are the PEM certificates under which our seals were issued.

    Never raises for the content of `data`; answers within a quarter of a minute.
    """
    if len(data) > LARGEST_FILE:
        return Examination(finding=Finding.TOO_LARGE)
    if b"%PDF-" not in data[:1024]:
        return Examination(finding=Finding.UNREADABLE)
    if b"/ByteRange" not in data:  # a signature dictionary cannot be compressed: its offsets must be visible
        return Examination(finding=Finding.UNSEALED)
    return _examine_apart(data, authorities, at)


def _examine_apart(data: bytes, authorities: tuple[bytes, ...], at: datetime) -> Examination:
    question = {
        "at": at.isoformat(),
        "authorities": [pem.decode("ascii") for pem in authorities],
        "file": base64.b64encode(data).decode("ascii"),
    }
    command = [sys.executable, "-m", "dimos.documents.examination_process"]
    surroundings = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PATH": os.environ.get("PATH", "")}
    # Whoever waits for a turn holds a thread of the server: a few hostile files must not hold them all.
    if not _AT_ONCE.acquire(timeout=_WAITING_SECONDS):
        return Examination(finding=Finding.BUSY)
    try:
        answer = subprocess.run(  # noqa: S603 - our own interpreter and module
            command,
            input=json.dumps(question).encode("ascii"),
            capture_output=True,
            timeout=_SECONDS,
            env=surroundings,
            check=True,
        )
        found = json.loads(answer.stdout)
    except (subprocess.SubprocessError, json.JSONDecodeError):
        return Examination(finding=Finding.UNREADABLE)
    finally:
        _AT_ONCE.release()
    return Examination(
        finding=Finding(found["finding"]),
        sealed_by=found["sealed_by"],
        sealed_at=datetime.fromisoformat(found["sealed_at"]) if found["sealed_at"] else None,
        sealed_digest=found["sealed_digest"],
    )
