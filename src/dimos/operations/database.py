"""Finds the installation's database, whoever runs it, before Django reads its settings."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import psycopg

from dimos.operations.embedded import Cluster, EmbeddedServer, locate_cluster
from dimos.operations.embedded.cluster import STATE_FILE
from dimos.operations.places import data_directory, prepare_data_directory
from dimos.operations.private_files import read_private, write_private
from dimos.operations.provisioning import Connections, Names, provision
from dimos.operations.secrets_store import secret

OWNER_VARIABLE = "DIMOS_OWNER_DATABASE_URL"
APP_VARIABLE = "DIMOS_APP_DATABASE_URL"


class DatabaseIsNotRunning(RuntimeError):
    """No database was found: start it with `dimos up`, or set DATABASE_URL to a PostgreSQL server."""

    def __init__(self) -> None:
        super().__init__(self.__class__.__doc__)


@dataclass(frozen=True)
class Source:
    """Where the connections come from: the `environment`, a `DATABASE_URL`, or the `embedded` server."""

    kind: str
    administrator_url: str = ""


def source() -> Source:
    """Who runs the database, by what the operator has set."""
    if os.environ.get(APP_VARIABLE):
        return Source(kind="environment")
    if url := os.environ.get("DATABASE_URL"):
        return Source(kind="url", administrator_url=url.replace("postgres://", "postgresql://", 1))
    return Source(kind="embedded")


def resolve() -> Connections:
    """The two ways in, without changing anything; raises DatabaseIsNotRunning where none is known.

    Roles of a server behind DATABASE_URL that was never provisioned do not let anyone in: call `provide` first.
    """
    found = source()
    if found.kind == "environment":
        # Web and worker are given the application's way in only: then the owner's is empty.
        return Connections(owner_url=os.environ.get(OWNER_VARIABLE, ""), app_url=os.environ[APP_VARIABLE])
    if found.kind == "url":
        return _provisioned(found.administrator_url)
    state = read_private(data_directory() / STATE_FILE)
    if not state.get("owner_url") or not _answers(str(state["owner_url"])):
        raise DatabaseIsNotRunning
    return Connections(owner_url=str(state["owner_url"]), app_url=str(state["app_url"]))


def publish(connections: Connections) -> None:
    """Tell this process and its children which database to use."""
    if connections.owner_url:
        os.environ[OWNER_VARIABLE] = connections.owner_url
    os.environ[APP_VARIABLE] = connections.app_url
    os.environ["DIMOS_APP_ROLE"] = urlsplit(connections.app_url).username or "dimos_app"


def embedded_server() -> EmbeddedServer:
    """The installation's own server, not yet started."""
    directory = prepare_data_directory()
    configured = os.environ.get("DIMOS_DATABASE_PORT")
    state = read_private(directory / STATE_FILE)
    return EmbeddedServer(
        cluster=locate_cluster(),
        log=directory / "logs" / "postgres.log",
        port=int(configured) if configured else None,
        preferred_port=int(state["port"]) if "port" in state else None,
    )


def provide(server: EmbeddedServer | None) -> Connections:
    """Make roles, database and privileges on the running server (or on DATABASE_URL's), and publish the way in."""
    found = source() if server is None else Source(kind="embedded", administrator_url=server.administrator_url)
    connections = resolve() if found.kind == "environment" else _provision(found.administrator_url)
    if server is not None:
        _remember(server.cluster, server.port, connections)
    publish(connections)
    return connections


@contextlib.contextmanager
def database_at_hand() -> Iterator[Connections]:
    """A database for one command: the running one, else the embedded server for as long as the command takes."""
    found = source()
    if found.kind != "embedded":
        yield provide(None)
        return
    with contextlib.suppress(DatabaseIsNotRunning):
        connections = resolve()
        publish(connections)
        yield connections
        return
    server = embedded_server()
    try:
        server.start()
        yield provide(server)
    finally:
        server.release()


def _provision(administrator_url: str) -> Connections:
    return provision(
        administrator_url=administrator_url,
        names=Names.from_environment(database=urlsplit(administrator_url).path.lstrip("/")),
        owner_password=secret("owner_database_password"),
        app_password=secret("app_database_password"),
    )


def _provisioned(administrator_url: str) -> Connections:
    return _provision(administrator_url)


def _remember(cluster: Cluster, port: int, connections: Connections) -> None:
    state = {
        "home": str(cluster.home),
        "port": port,
        "owner_url": connections.owner_url,
        "app_url": connections.app_url,
    }
    write_private(data_directory() / STATE_FILE, state)


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True
