"""A small installation for the room's tests: the counterpart over real HTTP, our URLs, a clerk.

Imports stand inside the fixtures: pytest reads this file before Django is configured.
"""

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _own_urls(settings: Any) -> None:
    from dimos.municipalities.public import forget_hosts

    settings.ROOT_URLCONF = "dimos.identity.tests.urls"
    settings.DIMOS_MUNICIPAL_URLCONF = "dimos.identity.tests.urls"
    settings.DIMOS_TRUSTED_PROXIES = 0
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # WhiteNoise warns of a missing folder, and warnings are errors.
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    forget_hosts()


@pytest.fixture(scope="session")
def counterpart() -> Iterator[Any]:
    """The identity provider of the demonstration, on a free port."""
    from dimos.identity.counterpart.application import Counterpart
    from dimos.identity.counterpart.server import serve

    with serve(Counterpart()) as server:
        yield server


@pytest.fixture
def taxisnet(settings: Any, counterpart: Any) -> str:
    """Point the application at the counterpart; the address of the latter."""
    from dimos.identity.tests.browser import point_at

    point_at(settings, counterpart.address)
    return str(counterpart.address)


@pytest.fixture
def visitor(db: None, taxisnet: str) -> Any:
    """Somebody at Kalamata's host."""
    from django.test import Client

    from dimos.identity.tests.browser import KALAMATA_HOST, Visitor

    return Visitor(Client(HTTP_HOST=KALAMATA_HOST), provider=taxisnet)


@pytest.fixture
def clerk(db: None) -> Any:
    """A staff account without roles."""
    from dimos.audit.public import SYSTEM
    from dimos.identity.public import create_staff
    from dimos.identity.tests.browser import AT, PASSWORD

    return create_staff(
        username="clerk", password=PASSWORD, first_name="Άννα", last_name="Υπαλλήλου", actor=SYSTEM, at=AT
    )
