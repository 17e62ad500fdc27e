"""Small JSON files that only their owner may read."""

import json
import os
import tempfile
from pathlib import Path
from typing import Any


def read_private(path: Path) -> dict[str, Any]:
    """The object in a JSON file; empty where there is no file."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return content if isinstance(content, dict) else {}


def write_private(path: Path, content: dict[str, Any]) -> None:
    """Replace the file in one step, with mode 0600: a crash leaves the old or the new file, never half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    Path(temporary).replace(path)
