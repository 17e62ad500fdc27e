"""What a command stands on before it can use the rooms: a database at hand, and Django."""

import contextlib
import os
from collections.abc import Iterator

from dimos.operations.database import database_at_hand
from dimos.operations.demonstration import adopt_running_mode
from dimos.operations.secrets_store import secret


@contextlib.contextmanager
def django_at_hand(*, role: str = "app") -> Iterator[None]:
    """Django, set up on the installation's database (the embedded server is started for the command if none runs)."""
    adopt_running_mode()
    with database_at_hand():
        os.environ["DIMOS_DATABASE_ROLE"] = role
        os.environ["DIMOS_SECRET_KEY"] = secret("secret_key")
        set_up_django()
        try:
            yield
        finally:
            from django.db import connections

            connections.close_all()


def set_up_django() -> None:
    """Django without asking for a database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("DIMOS_LOG_FORMAT", "console")
    os.environ.setdefault("DIMOS_SECRET_KEY", "unused: nothing is signed by a command without a database")
    import django

    django.setup()
