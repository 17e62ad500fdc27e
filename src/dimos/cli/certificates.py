"""Issued documents."""

from pathlib import Path
from typing import Annotated

import typer

from dimos.cli.speech import show

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="A PDF that Dimos has sealed.")]


def attach(application: typer.Typer) -> None:
    """Put the commands into the tree."""
    application.command("verify")(verify)


def verify(file: File) -> None:
    """Say whether a sealed PDF is what was issued: valid, replaced, revoked, unknown, altered."""
    from dimos.cli.ground import django_at_hand

    with django_at_hand():
        from dimos.cli.document_proof import verdict_on

        verdict = verdict_on(file.read_bytes())
        show(verdict.text)
    raise typer.Exit(0 if verdict.holds else 1)
