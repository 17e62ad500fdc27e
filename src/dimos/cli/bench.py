"""Measurements."""

import importlib.util
import sys

import typer

from dimos.cli.speech import fail
from dimos.operations.places import REPOSITORY


def attach(application: typer.Typer) -> None:
    """Put the commands into the tree."""
    application.command("bench", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(bench)


def bench(context: typer.Context) -> None:
    """Measure, and print ratios as JSON lines."""
    import subprocess

    sys.path.insert(0, str(REPOSITORY))
    if importlib.util.find_spec("bench.__main__") is None and not (REPOSITORY / "bench" / "__main__.py").exists():
        fail("there is nothing to measure in this installation: the folder bench/ is only in the repository.")
    command = [sys.executable, "-m", "bench", *context.args]
    raise typer.Exit(subprocess.run(command, cwd=REPOSITORY, check=False).returncode)
