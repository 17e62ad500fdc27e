"""Servers of the tests' own, apart from the one that holds the test databases."""

import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dimos.operations.embedded import Cluster, EmbeddedServer
from dimos.operations.unprivileged import server_user

PASSWORD = "administrator"


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that the database server's own user may enter (pytest's tmp_path is closed to it)."""
    with tempfile.TemporaryDirectory(prefix="dimos-operations-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        yield folder


@pytest.fixture(scope="session")
def blank_cluster() -> Iterator[Path]:
    """A cluster's home as it is when just made, to be copied: making one takes longer than most tests."""
    with tempfile.TemporaryDirectory(prefix="dimos-blank-") as name:
        Path(name).chmod(0o711)
        cluster = Cluster(home=Path(name) / "home", user=server_user(), password=PASSWORD, durable=False)
        cluster.prepare()
        yield cluster.home


@pytest.fixture
def make_server(open_folder: Path, blank_cluster: Path) -> Iterator[Callable[..., EmbeddedServer]]:
    """Makes servers (not started) on clusters below one folder; all are stopped at the end."""
    made: list[EmbeddedServer] = []

    def make(name: str = "cluster", *, durable: bool = False) -> EmbeddedServer:
        cluster = Cluster(home=open_folder / name, user=server_user(), password=PASSWORD, durable=durable)
        if not cluster.home.exists():
            subprocess.run(["cp", "--archive", str(blank_cluster), str(cluster.home)], check=True)
        server = EmbeddedServer(cluster=cluster, log=open_folder / f"{name}.log")
        made.append(server)
        return server

    yield make
    for server in made:
        server.release()
