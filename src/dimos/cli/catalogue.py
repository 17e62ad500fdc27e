"""The service definitions."""

from pathlib import Path
from typing import Annotated

import typer

from dimos.cli.speech import show

Where = Annotated[
    Path | None, typer.Argument(exists=True, help="A definition or a folder; all of ours where left out.")
]


def attach(application: typer.Typer) -> None:
    """Put the commands into the tree."""
    group = typer.Typer(help="The service definitions.", no_args_is_help=True)
    group.callback()(_nothing)
    group.command("check")(check)
    application.add_typer(group, name="catalogue")


def check(path: Where = None) -> None:
    """Validate definitions and run the examples they carry; each error names file, line and remedy."""
    from dimos.cli.ground import set_up_django

    set_up_django()
    from dimos.catalogue.public import DEFINITIONS, check_catalogue

    report = check_catalogue(path=path or DEFINITIONS)
    for line in report.lines:
        show(line)
    raise typer.Exit(0 if report.is_sound else 1)


def _nothing() -> None:
    """A group with one command keeps its name."""
