"""The municipalities of this installation."""

from typing import Annotated

import typer

from dimos.cli.speech import show

All = Annotated[bool, typer.Option("--all", help="All municipalities of the country, not only those that have joined.")]


def attach(application: typer.Typer) -> None:
    """Put the commands into the tree."""
    group = typer.Typer(help="The municipalities.", no_args_is_help=True)
    group.callback()(_nothing)
    group.command("list")(list_municipalities)
    application.add_typer(group, name="municipality")


def list_municipalities(all_of_them: All = False) -> None:
    """List municipalities: code, host label, name, population."""
    from dimos.cli.ground import django_at_hand

    with django_at_hand():
        from dimos.municipalities.public import all_municipalities, joined_municipalities

        chosen = all_municipalities() if all_of_them else joined_municipalities()
        for municipality in chosen:
            label = f"{municipality.id:>5}  {municipality.slug:<28}{municipality.name_el:<36}"
            show(f"{label}{municipality.population_2021:>9,}")


def _nothing() -> None:
    """A group with one command keeps its name."""
