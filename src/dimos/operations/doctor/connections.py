"""The database: can it be reached, is it new enough, do the roles keep their places, is every wall up?"""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg

from dimos.operations.database import DatabaseIsNotRunning, publish, resolve, source
from dimos.operations.demonstration import adopt_running_mode
from dimos.operations.doctor.finding import Finding, good, wrong
from dimos.operations.provisioning import EXTENSIONS, OLDEST_SERVER, Connections

DATABASE = "Database"


def _connection() -> Iterator[Finding]:
    kind = source().kind
    try:
        connections = resolve()
        server_version, who = _ask(connections.app_url)
    except DatabaseIsNotRunning as fact:
        yield wrong(DATABASE, "no server is running", str(fact).partition(": ")[2])
        return
    except psycopg.OperationalError as failure:
        remedy = "dimos migrate makes the roles and the database" if kind == "url" else "see logs/postgres.log"
        yield wrong(DATABASE, f"cannot be reached: {str(failure).strip().splitlines()[0]}", remedy)
        return
    publish(connections)
    version = f"{server_version // 10000}.{server_version % 10000}"
    if server_version < OLDEST_SERVER:
        yield wrong(DATABASE, f"PostgreSQL {version} is too old", "use PostgreSQL 15 or newer")
    else:
        yield good(DATABASE, f"PostgreSQL {version} ({kind}), as {who}")
    yield from _extensions(connections)
    yield from _roles(connections)


def _ask(url: str) -> tuple[int, str]:
    with psycopg.connect(url, connect_timeout=10) as connection:
        return connection.info.server_version, connection.info.user


def _extensions(connections: Connections) -> Iterator[Finding]:
    with psycopg.connect(connections.owner_url) as connection:
        present = {row[0] for row in connection.execute("SELECT extname FROM pg_extension")}
    missing = [name for name in EXTENSIONS if name not in present]
    if missing:
        yield wrong(
            "Extensions", f"missing: {', '.join(missing)}", "as superuser: CREATE EXTENSION …; then dimos migrate"
        )
    else:
        yield good("Extensions", ", ".join(EXTENSIONS))


def _roles(connections: Connections) -> Iterator[Finding]:
    question = """
        SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb,
               (SELECT count(*) FROM pg_class WHERE relowner = pg_roles.oid)
        FROM pg_roles WHERE rolname = current_user
    """
    for name, url in (("application", connections.app_url), ("owner", connections.owner_url)):
        role = urlsplit(url).username
        with psycopg.connect(url) as connection:
            too_mighty, owned = connection.execute(question).fetchone() or (True, 0)
        if too_mighty:
            yield wrong(
                f"Role {role}", f"the {name}'s role may pass the walls", f"ALTER ROLE {role} NOSUPERUSER NOBYPASSRLS"
            )
        elif name == "application" and owned:
            yield wrong(
                f"Role {role}", f"owns {owned} tables and so may pass their walls", "let the owner's role own them"
            )
        else:
            yield good(f"Role {role}", f"the {name}'s, with no more rights than it needs")


def connect_django() -> None:
    """Set Django up on the database that was found."""
    adopt_running_mode()
    os.environ["DIMOS_DATABASE_ROLE"] = "owner"
    from dimos.operations.secrets_store import secret

    os.environ["DIMOS_SECRET_KEY"] = secret("secret_key")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("DIMOS_LOG_FORMAT", "console")
    import django

    django.setup()


def _migrations() -> Iterator[Finding]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        names = ", ".join(f"{migration.app_label}.{migration.name}" for migration, _ in pending[:5])
        yield wrong("Schema", f"{len(pending)} migrations are pending ({names}…)", "dimos migrate")
    else:
        yield good("Schema", "is up to date")


def _walls() -> Iterator[Finding]:
    from django.apps import apps
    from django.db import connection

    from dimos.municipalities.public import MunicipalModel

    tables = {model._meta.db_table for model in apps.get_models() if issubclass(model, MunicipalModel)}
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relrowsecurity")
        walled = {row[0] for row in cursor.fetchall()}
    if missing := sorted(tables - walled):
        yield wrong(
            "Walls", f"no row-level security on {', '.join(missing)}", "dimos migrate; else report it as a defect"
        )
    else:
        yield good("Walls", f"row-level security is on for all {len(tables)} municipal tables")


CHECKS = (_connection,)
SCHEMA_CHECKS = (_migrations, _walls)
