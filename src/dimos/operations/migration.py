"""Brings the schema up to date, as the role that owns it."""

import os
import subprocess
import sys
from pathlib import Path

from dimos.operations.places import REPOSITORY

# createcachetable after migrate: Django has no migration for the table of its database cache.
COMMANDS = (("migrate", "--no-input"), ("createcachetable",))


class MigrationFailed(RuntimeError):
    """The database schema could not be brought up to date."""


def migrate(*, verbosity: int = 1) -> None:
    """Apply what is pending, in a process of its own that alone holds the owner's role.

    The connections must be published in the environment. Raises MigrationFailed with what the process said.
    """
    environment = os.environ | {"DIMOS_DATABASE_ROLE": "owner", "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, str(Path(__file__)), str(verbosity)]
    capture = subprocess.PIPE if verbosity == 0 else None
    outcome = subprocess.run(
        command, env=environment, cwd=REPOSITORY, check=False, text=True, stdout=capture, stderr=subprocess.STDOUT
    )
    if outcome.returncode != 0:
        message = f"The database schema could not be brought up to date.\n{(outcome.stdout or '')[-4000:]}"
        raise MigrationFailed(message)


def _run_commands(verbosity: int) -> None:
    import django
    from django.core.management import call_command

    django.setup()
    for name, *options in COMMANDS:
        call_command(name, *options, verbosity=verbosity)


if __name__ == "__main__":
    _run_commands(int(sys.argv[1]))
