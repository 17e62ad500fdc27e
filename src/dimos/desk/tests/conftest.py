"""The desk on Kalamata's host, and who sits at it.

Imports stand inside the fixtures: pytest reads this file before Django is configured.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest


@pytest.fixture(autouse=True, scope="session")
def _static_folder() -> None:
    from django.conf import settings

    # WhiteNoise warns of a missing folder, and warnings are errors.
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def _own_urls(settings: Any) -> None:
    from dimos.municipalities.public import forget_hosts

    settings.ROOT_URLCONF = settings.DIMOS_MUNICIPAL_URLCONF = "dimos.desk.tests.urls"
    settings.DIMOS_UI_SLOTS = {}
    settings.DIMOS_SECOND_FACTOR_COMPULSORY = False
    forget_hosts()


@pytest.fixture(autouse=True)
def _standing_clock() -> Iterator[None]:
    from dimos.desk.tests.factories import AT
    from dimos.kernel.clock import standing_still

    with standing_still(at=AT):
        yield


@pytest.fixture
def kalamata(db: None) -> Iterator[None]:
    """The town hall, with the scope open for what the test itself reads and writes."""
    from dimos.desk.tests.factories import KALAMATA, town
    from dimos.municipalities.public import municipality_scope

    town()
    with municipality_scope(KALAMATA):
        yield


@pytest.fixture
def at_desk(kalamata: None) -> Callable[..., Any]:
    """Signs somebody in and gives their browser."""
    from django.test import Client

    from dimos.desk.tests.factories import HOST

    def sign_in(user: Any = None) -> Client:
        client = Client(HTTP_HOST=HOST)
        if user is not None:
            client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def clerk(at_desk: Callable[..., Any]) -> Any:
    """A clerk of all offices, in front of the browser: `clerk.user` is the account."""
    from dimos.desk.tests.factories import staff
    from dimos.identity.public import Role

    user = staff("clerk", Role.CLERK)
    client = at_desk(user)
    client.user = user
    return client


@pytest.fixture
def supervisor(at_desk: Callable[..., Any]) -> Any:
    """A supervisor of all offices."""
    from dimos.desk.tests.factories import staff
    from dimos.identity.public import Role

    user = staff("supervisor", Role.SUPERVISOR, first_name="Κώστας")
    client = at_desk(user)
    client.user = user
    return client
