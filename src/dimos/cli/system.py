"""Start, migrate, work, demonstrate, examine."""

import os
from typing import Annotated

import typer

from dimos.cli.speech import fail, say, show

Port = Annotated[int, typer.Option(envvar="PORT", help="Where the web server listens.", min=1, max=65534)]
Demonstration = Annotated[bool, typer.Option("--demo/--no-demo", envvar="DIMOS_DEMO", help="With fictional content.")]
Scale = Annotated[int | None, typer.Option(min=1, help="Also generate this many fictional cases.")]


def attach(application: typer.Typer) -> None:
    """Put the commands into the tree."""
    application.command()(up)
    application.command()(migrate)
    application.command()(worker)
    application.command()(demo)
    application.command()(doctor)
    application.command(
        name="django",
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
    )(django_command)


def up(
    port: Port = 8000,
    demo: Demonstration = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="Show what the processes say.")] = False,
) -> None:
    """Start everything and keep it running until Ctrl-C."""
    from dimos.cli.welcome import welcome
    from dimos.operations.up import Installation

    installation = Installation(port=port, demonstration=demo, tell=say, verbose=verbose)
    installation.run(on_ready=lambda: welcome(port=port, demonstration=demo))
    say("stopped")


def migrate() -> None:
    """Make roles and database where they are missing and bring the schema up to date."""
    from dimos.operations.database import database_at_hand
    from dimos.operations.fingerprint import program_fingerprint, remember_step
    from dimos.operations.migration import migrate as bring_up_to_date
    from dimos.operations.secrets_store import secret

    with database_at_hand() as connections:
        os.environ["DIMOS_SECRET_KEY"] = secret("secret_key")
        bring_up_to_date()
        remember_step(owner_url=connections.owner_url, step="schema", fingerprint=program_fingerprint())


def worker(
    concurrency: Annotated[int, typer.Option(min=1, help="How many jobs at a time.")] = 4,
) -> None:
    """Do the queue's work until told to stop."""
    from dimos.cli.ground import django_at_hand

    with django_at_hand():
        from dimos.operations.worker import work

        work(concurrency=concurrency)


def demo(scale: Scale = None) -> None:
    """Load the demonstration; doing it again changes nothing."""
    from dimos.cli.ground import django_at_hand
    from dimos.operations.demonstration import is_available

    if not is_available():
        fail("this program carries no demonstration.")
    os.environ["DIMOS_DEMO"] = "1"
    with django_at_hand():
        import dimos.demo

        dimos.demo.load(**({"scale": scale} if scale else {}))
    say("the demonstration is loaded")


def doctor() -> None:
    """Say what is missing or wrong here, and how to mend it."""
    from dimos.operations.doctor import examine

    wrong = 0
    for finding in examine():
        wrong += finding.is_serious
        show(f"{finding.mark} {finding.subject}: {finding.fact}")
        if finding.remedy:
            show(f"      → {finding.remedy}")
    show()
    show("All is well." if not wrong else f"{wrong} to mend.")
    raise typer.Exit(1 if wrong else 0)


def django_command(context: typer.Context) -> None:
    """Run one of Django's own commands on this installation (DIMOS_DATABASE_ROLE=owner: as the owner)."""
    from dimos.cli.ground import django_at_hand

    with django_at_hand(role=os.environ.get("DIMOS_DATABASE_ROLE", "app")):
        from django.core.management import execute_from_command_line

        execute_from_command_line(["dimos django", *context.args])
