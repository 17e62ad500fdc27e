"""The first accounts of an installation: whoever has the machine makes them."""

from typing import Annotated

import typer

from dimos.cli.speech import fail, say

Municipality = Annotated[str, typer.Option("--municipality", help="Host label, for example kalamata.")]
Roles = Annotated[str, typer.Option("--role", help="clerk, supervisor, editor or administrator.")]
Password = Annotated[
    str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True, help="Asked for where it is not given.")
]
Officer = Annotated[bool, typer.Option("--ministry", help="An officer of the ministry instead, without municipality.")]


def attach(application: typer.Typer) -> None:
    """Put the commands into the tree."""
    group = typer.Typer(help="Accounts of staff.", no_args_is_help=True)
    group.callback()(_nothing)
    group.command("add")(add)
    application.add_typer(group, name="staff")


def add(
    username: Annotated[str, typer.Argument(help="What they sign in with.")],
    first_name: Annotated[str, typer.Option(prompt=True)],
    last_name: Annotated[str, typer.Option(prompt=True)],
    password: Password,
    municipality: Municipality = "",
    role: Roles = "administrator",
    ministry: Officer = False,
) -> None:
    """Make an account and give it a role; the second factor is set up at the first sign-in."""
    from dimos.cli.ground import django_at_hand

    with django_at_hand():
        from dimos.audit.public import SYSTEM
        from dimos.identity.public import PasswordIsWeak, Role, UsernameIsTaken, create_staff, grant_role
        from dimos.kernel.clock import now
        from dimos.municipalities.public import joined_municipalities, municipality_scope

        town = joined_municipalities().filter(slug=municipality).first()
        if town is None and not ministry:
            fail(f"no municipality “{municipality}” has joined: see `dimos municipality join`.")
        if role not in Role.values:
            fail(f"there is no role “{role}”: choose one of {', '.join(Role.values)}.")
        try:
            user = create_staff(
                username=username, password=password, first_name=first_name, last_name=last_name, actor=SYSTEM,
                at=now(), is_ministry_officer=ministry,
            )  # fmt: skip
        except (UsernameIsTaken, PasswordIsWeak) as refused:
            fail(str(refused))
        if town is not None:
            with municipality_scope(town.pk):
                grant_role(user=user, role=Role(role), actor=SYSTEM, at=now())
    say(f"{username} can sign in at /staff/sign-in/")


def _nothing() -> None:
    """A group with one command keeps its name."""
