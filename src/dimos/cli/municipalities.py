"""The municipalities of this installation."""

from typing import Annotated

import typer

from dimos.cli.speech import fail, say, show

All = Annotated[bool, typer.Option("--all", help="All municipalities of the country, not only those that have joined.")]


def attach(application: typer.Typer) -> None:
    """Put the commands into the tree."""
    group = typer.Typer(help="The municipalities.", no_args_is_help=True)
    group.command("list")(list_municipalities)
    group.command("join")(join)
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


def join(
    slug: Annotated[
        str, typer.Argument(help="Host label, for example kalamata (see `dimos municipality list --all`).")
    ],
    place: Annotated[str, typer.Option(help="Where its documents are dated, in Greek: Καλαμάτα.")] = "",
    address: Annotated[str, typer.Option(help="Postal address, in Greek.")] = "",
    phone: Annotated[str, typer.Option(help="Telephone of the switchboard.")] = "",
    email: Annotated[str, typer.Option(help="E-mail of the registry.")] = "",
) -> None:
    """Take a municipality into service: its profile, the offices that the national services need, the services."""
    from dimos.cli.ground import django_at_hand

    with django_at_hand():
        from dimos.audit.public import SYSTEM
        from dimos.catalogue.public import adopt_national_services
        from dimos.kernel.clock import now
        from dimos.municipalities.public import (
            STARTING_OFFICES,
            ProfileData,
            all_municipalities,
            join_municipality,
            municipality_scope,
        )

        town = all_municipalities().filter(slug=slug).first()
        if town is None:
            fail(f"there is no municipality “{slug}”: see `dimos municipality list --all`.")
        profile = ProfileData(address_el=address, place_el=place, phone=phone, email=email)
        join_municipality(
            municipality_id=town.pk, profile=profile, offices=list(STARTING_OFFICES), actor=SYSTEM, at=now()
        )
        with municipality_scope(town.pk):
            adopted = adopt_national_services(actor=SYSTEM, at=now())
        say(f"{town.name_el} is served at {town.address}, with {len(adopted)} services")
