"""Fails where uv.lock does not fit pyproject.toml."""

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import bootstrap


def main() -> int:
    """uv's own answer."""
    environment = {**bootstrap.os.environ, **bootstrap.certificates(), "UV_PYTHON_DOWNLOADS": "never"}
    command = [bootstrap.uv(), "lock", "--check", "--python", sys.executable]
    return subprocess.run(command, cwd=bootstrap.ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
