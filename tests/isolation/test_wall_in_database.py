"""The second lock, asked of the database itself: what the application's role may see and write, table by table."""

from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import connection

from dimos.municipalities.public import MunicipalForeignKey, MunicipalModel, municipality_scope

MUNICIPAL = sorted((m for m in apps.get_models() if issubclass(m, MunicipalModel)), key=lambda m: m._meta.label)
WALLED = [*(m._meta.db_table for m in MUNICIPAL), "audit_journalentry", "audit_journalhead"]
APPEND_ONLY = ["audit_journalentry", "cases_caseevent", "cases_casemessage", "cases_protocolentry"]
NATIONAL_VERSIONS = ["catalogue_definitionversion"]

pytestmark = pytest.mark.django_db


def ask(sql: str, *parameters: object) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def test_there_are_municipal_models_to_check() -> None:
    assert len(MUNICIPAL) > 10


def test_the_application_owns_nothing_and_cannot_pass_the_wall() -> None:
    assert ask("SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user") == [
        (False, False, False)
    ]
    assert ask("SELECT count(*) FROM pg_class JOIN pg_roles r ON relowner = r.oid WHERE r.rolname = current_user") == [
        (0,)
    ]


@pytest.mark.parametrize("table", WALLED)
def test_row_level_security_is_on(table: str) -> None:
    assert ask("SELECT relrowsecurity FROM pg_class WHERE relname = %s", table) == [(True,)]
    commands = {row[0] for row in ask("SELECT cmd FROM pg_policies WHERE tablename = %s", table)}
    assert {"SELECT", "INSERT"} <= commands


def test_every_table_with_a_municipality_is_behind_the_wall() -> None:
    with_column = {row[0] for row in ask(
        "SELECT table_name FROM information_schema.columns"
            " WHERE column_name = 'municipality_id' AND table_schema = 'public'"
    )}  # fmt: skip

    assert with_column - {"municipalities_hostname"} == set(WALLED)


@pytest.mark.parametrize("model", MUNICIPAL, ids=lambda m: m._meta.label)
def test_references_carry_the_municipality(model: type[MunicipalModel]) -> None:
    constraints = {row[0] for row in ask(
        "SELECT pg_get_constraintdef(c.oid) FROM pg_constraint c JOIN pg_class t ON conrelid = t.oid"
            " WHERE relname = %s",
        model._meta.db_table,
    )}  # fmt: skip

    assert "UNIQUE (municipality_id, id)" in constraints
    for field in model._meta.local_fields:
        if isinstance(field, MunicipalForeignKey):
            start = f"FOREIGN KEY (municipality_id, {field.column}) REFERENCES"
            assert any(definition.startswith(start) for definition in constraints), field.name


@pytest.mark.parametrize("table", WALLED)
def test_without_scope_nothing_is_seen(table: str) -> None:
    journal = " WHERE municipality_id <> 0" if table.startswith("audit_") else ""
    assert ask(f'SELECT count(*) FROM "{table}"{journal}') == [(0,)]


@pytest.mark.parametrize("table", APPEND_ONLY + NATIONAL_VERSIONS)
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
def test_history_can_only_grow(table: str, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.connection.transaction():
        connection.connection.execute(statement.format(table))


@pytest.mark.parametrize("sql", [
    "ALTER TABLE cases_case DISABLE ROW LEVEL SECURITY",
    "DROP POLICY visible ON cases_case",
    "SET ROLE dimos_owner",
    "CREATE TABLE loophole (id int)",
    "ALTER TABLE audit_journalentry DISABLE TRIGGER ALL",
])  # fmt: skip
def test_the_application_cannot_take_the_wall_down(sql: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.connection.transaction():
        connection.connection.execute(sql)


def test_the_scope_ends_with_the_transaction(owner_connection: psycopg.Connection[Any]) -> None:
    connection.close()
    with municipality_scope(4401):
        assert ask("SELECT current_setting('app.municipality', true)") == [("4401",)]
    connection.ensure_connection()

    left = connection.connection.execute("SELECT current_setting('app.municipality', true)").fetchone()

    assert left is not None
    assert not left[0]
