"""The journal's proof."""

from typing import Annotated

import typer

from dimos.cli.speech import fail, show

Slug = Annotated[str | None, typer.Option("--municipality", help="One municipality; all of them where left out.")]


def attach(application: typer.Typer) -> None:
    """Put the commands into the tree."""
    group = typer.Typer(help="The journal.", no_args_is_help=True)
    group.callback()(_nothing)
    group.command("verify")(verify)
    application.add_typer(group, name="journal")


def verify(municipality: Slug = None) -> None:
    """Recompute the chain of entries and compare: nothing was changed, removed or slipped in."""
    from dimos.cli.ground import django_at_hand

    with django_at_hand():
        from dimos.cli.journal_proof import prove

        broken = prove(slug=municipality, tell=show)
    if broken:
        fail(f"the journal of {', '.join(broken)} has been tampered with.")


def _nothing() -> None:
    """A group with one command keeps its name."""
