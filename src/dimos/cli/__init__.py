"""The `dimos` command."""

from dimos.cli.application import main

__all__ = ["main"]
