"""The command's tree. Whatever is heavy or needs a database is loaded when its command runs."""

import sys
from typing import NoReturn

import typer

from dimos.cli import bench, catalogue, certificates, journal, municipalities, registers, staff, system
from dimos.cli.speech import fail

application = typer.Typer(
    name="dimos",
    help="The digital town hall: start it, look after it, fill it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

system.attach(application)
registers.attach(application)
catalogue.attach(application)
municipalities.attach(application)
staff.attach(application)
journal.attach(application)
certificates.attach(application)
bench.attach(application)


def main() -> NoReturn:
    """Run the command; an error that has a name ends in one clear message, not in a traceback."""
    try:
        application()
    except RuntimeError as fact:
        fail(str(fact) or type(fact).__name__)
    sys.exit(0)
