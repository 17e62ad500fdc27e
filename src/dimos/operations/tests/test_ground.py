"""The tests' own ground: the database they stand on."""

from typing import Any

import psycopg
import pytest
from django.db import connection

from dimos.operations.fingerprint import known_steps, remember_step
from dimos.operations.provisioning import Connections


@pytest.mark.django_db
def test_tests_run_as_the_role_that_owns_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user LIKE '%%_app', (SELECT count(*) FROM pg_tables WHERE tableowner = current_user)"
        )
        assert cursor.fetchone() == (True, 0)


@pytest.mark.parametrize("_again", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_leaves_nothing(_again: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_session")
        assert cursor.fetchone() == (0,)
        cursor.execute("INSERT INTO django_session VALUES ('key', 'data', now())")


def test_the_owner_has_a_connection_of_its_own(owner_connection: psycopg.Connection[Any]) -> None:
    assert owner_connection.execute("SELECT current_user LIKE '%_owner'").fetchone() == (True,)


def test_steps_are_noted_on_the_database(test_database: Connections) -> None:
    remember_step(owner_url=test_database.owner_url, step="schema", fingerprint="a")
    remember_step(owner_url=test_database.owner_url, step="demo", fingerprint="b")

    assert known_steps(owner_url=test_database.owner_url) == {"schema": "a", "demo": "b"}
