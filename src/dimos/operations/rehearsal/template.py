"""A migrated cluster kept between test runs, for as long as what made it stays the same."""

import fcntl
import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from dimos.operations.database import publish
from dimos.operations.embedded import Cluster, EmbeddedServer
from dimos.operations.migration import migrate
from dimos.operations.places import REPOSITORY
from dimos.operations.provisioning import Connections, Names, provision
from dimos.operations.unprivileged import may_enter, server_user

# On a loopback server that lives as long as a test run.
PASSWORD = "rehearsal"  # noqa: S105
NAMES = Names(owner="dimos_owner", app="dimos_app", database="dimos_template")
KEPT_TEMPLATES = 3
SOURCES = REPOSITORY / "src"
# Whatever a migration runs or reads.
PATTERNS = (
    "dimos/*/migrations/*.py",
    "dimos/*/apps.py",
    "dimos/*/data/**/*",
    "dimos/catalogue/definitions/*",
    "dimos/catalogue/models/*.py",
    "dimos/catalogue/actions/*.py",
    "dimos/catalogue/service/*.py",
    "dimos/kernel/**/*.py",
    "dimos/audit/**/*.py",
    "dimos/municipalities/**/*.py",
    "dimos/operations/*.py",
    "dimos/operations/embedded/*.py",
    "config/settings/*.py",
)


def rehearsal_cluster(home: Path) -> Cluster:
    """A cluster in `home`, without durability."""
    return Cluster(home=home, user=server_user(), password=PASSWORD, durable=False)


def fill_from_template(cluster: Cluster) -> None:
    """Put a migrated cluster into place: a copy of the kept one, made first where it is missing or out of date."""
    shelf = REPOSITORY / "var" / "test-templates"
    shelf.mkdir(parents=True, exist_ok=True)
    if not may_enter(directory=shelf, user=cluster.user):
        _build(cluster, cluster.home.parent)
        return
    with (shelf / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = shelf / _fingerprint()
        if not kept.exists():
            unfinished = shelf / "unfinished"
            shutil.rmtree(unfinished, ignore_errors=True)
            _build(rehearsal_cluster(unfinished), shelf)
            unfinished.rename(kept)
        kept.touch()
        _forget_old(shelf)
        subprocess.run(["cp", "--archive", "--reflink=auto", str(kept), str(cluster.home)], check=True)


def prepare_template(*, administrator_url: str, names: Names) -> Connections:
    """Make roles and a migrated database on a running server."""
    connections = provision(
        administrator_url=administrator_url, names=names, owner_password=PASSWORD, app_password=PASSWORD
    )
    publish(connections)
    migrate(verbosity=0)
    return connections


def _build(cluster: Cluster, folder: Path) -> None:
    server = EmbeddedServer(cluster=cluster, log=folder / "build.log")
    try:
        server.start()
        prepare_template(administrator_url=server.administrator_url, names=NAMES)
    finally:
        server.release()


def _fingerprint() -> str:
    digest = hashlib.sha256((REPOSITORY / "uv.lock").read_bytes())
    for path in sorted(set(_inputs())):
        digest.update(str(path.relative_to(SOURCES)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _inputs() -> Iterator[Path]:
    for pattern in PATTERNS:
        for path in SOURCES.glob(pattern):
            if path.is_file() and not {"tests", "__pycache__"}.intersection(path.parts):
                yield path


def _forget_old(shelf: Path) -> None:
    templates = [path for path in shelf.iterdir() if path.is_dir()]
    for path in sorted(templates, key=lambda path: path.stat().st_mtime, reverse=True)[KEPT_TEMPLATES:]:
        shutil.rmtree(path, ignore_errors=True)
