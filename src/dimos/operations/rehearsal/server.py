"""The process that holds the test databases; it starts nothing before it is asked, and leaves nothing behind."""

import json
import os
import signal
import socket
import sys
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from dimos.operations.provisioning import Connections


class Databases(Protocol):
    """A server that makes databases from a template."""

    def make(self, name: str) -> "Connections": ...
    def close(self) -> None: ...


class EmbeddedDatabases:
    """Databases on an embedded server of the test run's own."""

    def __init__(self, folder: Path) -> None:
        from dimos.operations.embedded import EmbeddedServer
        from dimos.operations.rehearsal.template import fill_from_template, rehearsal_cluster

        cluster = rehearsal_cluster(folder / "cluster")
        fill_from_template(cluster)
        self._server = EmbeddedServer(cluster=cluster, log=folder / "postgres.log")
        self._server.start()

    def make(self, name: str) -> "Connections":
        from dimos.operations.provisioning import Connections, clone_database
        from dimos.operations.rehearsal.template import NAMES, PASSWORD

        clone_database(
            administrator_url=self._server.administrator_url, template=NAMES.database, name=name, owner=NAMES.owner
        )
        return Connections(
            owner_url=self._server.url(user=NAMES.owner, password=PASSWORD, database=name),
            app_url=self._server.url(user=NAMES.app, password=PASSWORD, database=name),
        )

    def close(self) -> None:
        self._server.release()


class GivenDatabases:
    """Databases on the server of DATABASE_URL, dropped at the end."""

    def __init__(self, administrator_url: str) -> None:
        from dimos.operations.provisioning import Names
        from dimos.operations.rehearsal.template import prepare_template

        self._url = administrator_url
        self._prefix = f"dimos_test_{os.getpid()}"
        self._made = [f"{self._prefix}_template"]
        # Roles belong to the whole server, so they are shared by test runs and stay.
        self._names = Names(owner="dimos_test_owner", app="dimos_test_app", database=self._made[0])
        self._template = prepare_template(administrator_url=administrator_url, names=self._names)

    def make(self, name: str) -> "Connections":
        from dimos.operations.provisioning import Connections, clone_database

        database = f"{self._prefix}_{name}"
        self._made.append(database)
        clone_database(administrator_url=self._url, template=self._made[0], name=database, owner=self._names.owner)
        return Connections(
            owner_url=self._template.owner_url.replace(self._made[0], database),
            app_url=self._template.app_url.replace(self._made[0], database),
        )

    def close(self) -> None:
        from dimos.operations.provisioning import drop_database

        for name in self._made:
            drop_database(administrator_url=self._url, name=name)


def serve(address: Path) -> None:
    """Answer each line (a name) with the connections of a fresh database, until told to stop."""
    databases: Databases | None = None
    answer: dict[str, str] = {}
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(address))
        listener.listen(64)
        try:
            while True:
                line, _ = listener.accept()
                with line, line.makefile("rw") as stream:
                    try:
                        # What failed once fails for every test: its answer is given again, not sought again.
                        if "error" not in answer:
                            databases = databases or _open(address.parent)
                            made = databases.make(stream.readline().strip())
                            answer = {"owner_url": made.owner_url, "app_url": made.app_url}
                    except Exception as failure:  # noqa: BLE001 - told to the test run, which asked
                        answer = {"error": f"{type(failure).__name__}: {failure}"}
                    stream.write(json.dumps(answer) + "\n")
        finally:
            if databases is not None:
                databases.close()


def _open(folder: Path) -> Databases:
    url = os.environ.get("DATABASE_URL")
    return GivenDatabases(url) if url else EmbeddedDatabases(folder)


def _stop(signal_number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _stop)
    serve(Path(sys.argv[1]))
