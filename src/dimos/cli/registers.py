"""Fill the local civil register."""

from pathlib import Path
from typing import Annotated

import typer

from dimos.cli.speech import fail, show

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="A CSV file.")]
Slug = Annotated[str, typer.Option("--municipality", help="Whose register (`dimos municipality list` names them).")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Examine the file; change nothing.")]
Mapping = Annotated[
    list[str] | None, typer.Option("--mapping", help="field=column, where the file's columns have names of their own.")
]
Errors = Annotated[
    Path | None, typer.Option("--errors", help="Where to write the rows that were refused, with reasons.")
]


def attach(application: typer.Typer) -> None:
    """Put the commands into the tree."""
    group = typer.Typer(help="The local civil register.", no_args_is_help=True)
    group.command("import")(import_register)
    application.add_typer(group, name="register")


def import_register(
    file: File, municipality: Slug, dry_run: DryRun = False, mapping: Mapping = None, errors: Errors = None
) -> None:
    """Bring people of a CSV file into a municipality's register; the same file twice changes nothing."""
    from dimos.cli.ground import django_at_hand

    with django_at_hand():
        from dimos.cli.register_import import import_file

        refused = import_file(
            path=file, municipality=municipality, dry_run=dry_run, mapping=_pairs(mapping or []), errors=errors
        )
    raise typer.Exit(1 if refused else 0)


def _pairs(mapping: list[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for entry in mapping:
        field, equals, column = entry.partition("=")
        if not equals or not field or not column:
            fail(f"--mapping takes field=column, not {entry!r}.")
        pairs[field] = column
    if pairs:
        show("Columns: " + ", ".join(f"{field} from {column!r}" for field, column in pairs.items()))
    return pairs
