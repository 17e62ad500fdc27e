"""The ground all tests stand on: a database per test process, connected as the role that owns nothing."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.utils import translation

from dimos.operations.database import publish
from dimos.operations.provisioning import Connections
from dimos.operations.rehearsal import ask_for_database, open_rehearsal

ADDRESS_VARIABLE = "DIMOS_TEST_DATABASES"
TEST_ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "DIMOS_SECRET_KEY": "only-for-tests-" + "0123456789abcdef" * 3,
    "DIMOS_BASE_HOST": "localhost",
    "DIMOS_DEMO": "0",
    "DIMOS_LOG_FORMAT": "console",
    "DIMOS_DATABASE_ROLE": "app",
    # Nobody listens there; the first test that needs a database is given the address of a real one.
    "DIMOS_APP_DATABASE_URL": "postgresql://dimos_app@127.0.0.1:1/none",
    "DIMOS_OWNER_DATABASE_URL": "postgresql://dimos_owner@127.0.0.1:1/none",
}


def pytest_configure(config: pytest.Config) -> None:
    """Fix what Django reads from outside, before any of it is imported."""
    os.environ.update(TEST_ENVIRONMENT)
    data = Path(tempfile.mkdtemp(prefix="dimos-data-"))
    os.environ["DIMOS_DATA_DIR"] = str(data)
    os.environ["DIMOS_APP_ROLE"] = "dimos_test_app" if os.environ.get("DATABASE_URL") else "dimos_app"
    config.add_cleanup(lambda: shutil.rmtree(data, ignore_errors=True))
    if not hasattr(config, "workerinput"):
        rehearsal = open_rehearsal()
        os.environ[ADDRESS_VARIABLE] = str(rehearsal.address)
        config.add_cleanup(rehearsal.close)
    _configure_django()


def _configure_django() -> None:
    from django.conf import settings
    from django.test import TransactionTestCase

    # Reading one setting is what makes pytest-django call django.setup().
    assert settings.DATABASES
    TransactionTestCase._fixture_teardown = _empty_tables  # type: ignore[method-assign]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Begin in the default language: a page of the test before may have left another active."""
    translation.deactivate()


@pytest.fixture(scope="session")
def test_database() -> Connections:
    """The connections of this test process's own database, made at first use."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    return ask_for_database(address=Path(os.environ[ADDRESS_VARIABLE]), name=f"dimos_{worker}")


@pytest.fixture(scope="session")
def django_db_setup(test_database: Connections, django_db_blocker: Any) -> Iterator[None]:
    """Point Django at the test database, as the application's role: row-level security holds in tests too."""
    from django.db import connections

    publish(test_database)
    with django_db_blocker.unblock():
        connections["default"].close()
        connections["default"].settings_dict.update(_django_names(test_database.app_url))
    with psycopg.connect(test_database.owner_url) as connection:
        _reference_tables.update(row[0] for row in connection.execute(FILLED_TABLES))
    yield
    with django_db_blocker.unblock():
        connections.close_all()


@pytest.fixture
def owner_connection(transactional_db: None, test_database: Connections) -> Iterator[psycopg.Connection[Any]]:
    """A session of the role that owns the schema, outside Django; for tests of what the application's role may not."""
    with psycopg.connect(test_database.owner_url, autocommit=True) as connection:
        yield connection


def _django_names(url: str) -> dict[str, Any]:
    parts = psycopg.conninfo.conninfo_to_dict(url)
    return {
        "NAME": parts["dbname"],
        "USER": parts["user"],
        "PASSWORD": parts["password"],
        "HOST": parts.get("host", ""),
        "PORT": parts.get("port", ""),
    }


_reference_tables: set[str] = set()

FILLED_TABLES = """
    SELECT format('%I.%I', nspname, relname)
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind = 'r' AND nspname = 'public' AND pg_relation_size(pg_class.oid) > 0
"""


def _empty_tables(case: Any) -> None:
    """Undo a test that commits: empty every table that was empty before the first test, as the owner.

    The application's role may not TRUNCATE, which is what Django's own way (`flush`) would do.
    """
    with psycopg.connect(os.environ["DIMOS_OWNER_DATABASE_URL"], autocommit=True) as connection:
        filled = [row[0] for row in connection.execute(FILLED_TABLES)]
        doomed = [table for table in filled if table not in _reference_tables]
        if doomed:
            connection.execute(f"TRUNCATE {', '.join(doomed)} RESTART IDENTITY CASCADE")  # type: ignore[call-overload]
        # Emptying a table past the application gives no new stamp to the settings that were in it.
        connection.execute("UPDATE municipalities_municipality SET configuration = gen_random_uuid()")
