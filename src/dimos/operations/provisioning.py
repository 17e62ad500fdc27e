"""Makes roles, database, extensions and privileges; running it again changes nothing."""

import os
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

EXTENSIONS = ("unaccent", "pg_trgm", "btree_gist")
OLDEST_SERVER = 150000
# Databases that every server has and that belong to nobody in particular.
COMMON_DATABASES = {"", "postgres", "template1"}

Session = psycopg.Connection[tuple[object, ...]]


class ServerIsTooOld(RuntimeError):
    """The database server is older than PostgreSQL 15."""


@dataclass(frozen=True)
class Names:
    """What this installation's roles and database are called; a prefix lets several share a server."""

    owner: str
    app: str
    database: str

    @classmethod
    def from_environment(cls, *, database: str = "") -> "Names":
        prefix = os.environ.get("DIMOS_DATABASE_PREFIX") or "dimos"
        return cls(
            owner=f"{prefix}_owner",
            app=f"{prefix}_app",
            database=prefix if database in COMMON_DATABASES else database,
        )


@dataclass(frozen=True)
class Connections:
    """The two ways in: the role that owns the schema and migrates, and the role the application runs as."""

    owner_url: str
    app_url: str


def provision(*, administrator_url: str, names: Names, owner_password: str, app_password: str) -> Connections:
    """Make what is missing and return the two ways in.

    The administrator is a superuser, or a role with CREATEROLE and CREATEDB.
    """
    connections = Connections(
        owner_url=_replace(administrator_url, names.owner, owner_password, names.database),
        app_url=_replace(administrator_url, names.app, app_password, names.database),
    )
    with administrator(administrator_url) as connection:
        if connection.info.server_version < OLDEST_SERVER:
            message = (
                f"The database server has version {connection.info.server_version // 10000}; Dimos needs 15 or newer."
            )
            raise ServerIsTooOld(message)
        _ensure_role(connection, names.owner, owner_password)
        _ensure_role(connection, names.app, app_password)
        _ensure_database(connection, names)
        _ensure_password(connection, names.owner, owner_password, connections.owner_url)
        _ensure_extensions(_replace_database(administrator_url, names.database), connections.owner_url)
        _ensure_privileges(connections.owner_url, names)
        _ensure_password(connection, names.app, app_password, connections.app_url)
    return connections


def drop_database(*, administrator_url: str, name: str) -> None:
    """Remove a database, ending its sessions."""
    with administrator(administrator_url) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def clone_database(*, administrator_url: str, template: str, name: str, owner: str) -> None:
    """Make a database as a copy of another that nobody is connected to; one of that name is replaced."""
    with administrator(administrator_url) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(
                sql.Identifier(name), sql.Identifier(template), sql.Identifier(owner)
            )
        )


def administrator(url: str) -> Session:
    """A session of the administrator on a database that is there even before ours is."""
    for candidate in (_replace_database(url, "postgres"), _replace_database(url, "template1")):
        try:
            return psycopg.connect(candidate, autocommit=True, connect_timeout=10)
        except psycopg.OperationalError:
            continue
    return psycopg.connect(url, autocommit=True, connect_timeout=10)


def _ensure_role(connection: Session, role: str, password: str) -> None:
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone() is None:
        attributes = sql.SQL("LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB PASSWORD {}").format(sql.Literal(password))
        connection.execute(sql.SQL("CREATE ROLE {} WITH {}").format(sql.Identifier(role), attributes))


def _ensure_password(connection: Session, role: str, password: str, url: str) -> None:
    try:
        psycopg.connect(url, connect_timeout=10).close()
    except psycopg.OperationalError:
        statement = sql.SQL("ALTER ROLE {} WITH LOGIN PASSWORD {}")
        connection.execute(statement.format(sql.Identifier(role), sql.Literal(password)))
        psycopg.connect(url, connect_timeout=10).close()


def _ensure_database(connection: Session, names: Names) -> None:
    question = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = %s"
    known = connection.execute(question, [names.database]).fetchone()
    if known is not None and known[0] == names.owner:
        return
    superuser = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    if not (superuser and superuser[0]):
        # A role that merely may create roles has to be a member of the owner to hand a database over to it.
        connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(names.owner)))
    if known is None:
        statement = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' {}")
    else:
        statement = sql.SQL("ALTER DATABASE {} OWNER TO {}")
    locale = _locale(connection.info.server_version)
    connection.execute(statement.format(sql.Identifier(names.database), sql.Identifier(names.owner), locale))


def _locale(server_version: int) -> sql.SQL:
    if server_version >= 180000:
        return sql.SQL("LOCALE_PROVIDER builtin BUILTIN_LOCALE 'PG_UNICODE_FAST' LOCALE 'C.UTF-8'")
    if server_version >= 170000:
        return sql.SQL("LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C.UTF-8'")
    return sql.SQL("LOCALE 'C.UTF-8'")


def _ensure_extensions(administrator_url: str, owner_url: str) -> None:
    with psycopg.connect(owner_url, autocommit=True) as connection:
        present = {row[0] for row in connection.execute("SELECT extname FROM pg_extension")}
        missing = [name for name in EXTENSIONS if name not in present]
    if not missing:
        return
    # All three are trusted: the database's owner may create them where the administrator may not enter.
    for url in (administrator_url, owner_url):
        try:
            with psycopg.connect(url, autocommit=True) as connection:
                for name in missing:
                    connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name)))
            return
        except (psycopg.OperationalError, psycopg.errors.InsufficientPrivilege):
            if url == owner_url:
                raise


def _ensure_privileges(owner_url: str, names: Names) -> None:
    app, database = sql.Identifier(names.app), sql.Identifier(names.database)
    default = "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {what} TO {app}"
    with psycopg.connect(owner_url) as connection:
        for what in ("SELECT, INSERT, UPDATE, DELETE ON TABLES", "USAGE, SELECT ON SEQUENCES", "EXECUTE ON FUNCTIONS"):
            connection.execute(sql.SQL(default).format(what=sql.SQL(what), app=app))
        connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        connection.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(app))
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
        connection.execute(sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(database, app))


def _replace(url: str, user: str, password: str, database: str) -> str:
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    credentials = f"{quote(user, safe='')}:{quote(password, safe='')}"
    return urlunsplit(parts._replace(netloc=f"{credentials}@{place}", path=f"/{database}"))


def _replace_database(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))
