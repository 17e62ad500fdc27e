"""A PostgreSQL cluster on disk: where it lies, who owns it, how it is made."""

import hashlib
import os
import pwd
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from dimos.operations.embedded.programs import reachable_programs
from dimos.operations.places import prepare_data_directory
from dimos.operations.private_files import read_private
from dimos.operations.secrets_store import secret
from dimos.operations.unprivileged import hand_over, may_enter, server_user

ADMINISTRATOR = "postgres"
STATE_FILE = "database.json"
# Beyond this the kernel refuses the name of a unix socket (108 bytes with the file name and the final zero).
LONGEST_SOCKET_FOLDER = 90


class ClusterNotInitialised(RuntimeError):
    """The database cluster could not be made."""


@dataclass(frozen=True)
class Cluster:
    """One cluster: `home` belongs to the server's user alone and holds `data` and the unix socket."""

    home: Path
    user: pwd.struct_passwd | None
    password: str
    durable: bool = True

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def socket_folder(self) -> Path | None:
        return self.home if len(os.fsencode(self.home)) <= LONGEST_SOCKET_FOLDER else None

    @property
    def exists(self) -> bool:
        return (self.data / "PG_VERSION").exists()

    @property
    def programs(self) -> Path:
        """The folder with `bin/postgres`, reachable for the server's user."""
        return reachable_programs(user=self.user, beside=self.home)

    def prepare(self) -> None:
        """Make the cluster if it is not there: scram passwords only, UTF-8, Unicode rules that know the final sigma."""
        self.home.mkdir(parents=True, exist_ok=True)
        hand_over(path=self.home, user=self.user)
        self.home.chmod(0o700)
        if not self.exists:
            self._initialise()

    def environment(self) -> dict[str, str]:
        return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}

    def _initialise(self) -> None:
        descriptor, name = tempfile.mkstemp(dir=self.home)
        password_file = Path(name)
        try:
            with os.fdopen(descriptor, "w") as file:
                file.write(self.password)
            hand_over(path=password_file, user=self.user)
            outcome = subprocess.run(
                self._initdb(password_file),
                env=self.environment(),
                cwd=self.home,
                user=self.user.pw_uid if self.user else None,
                group=self.user.pw_gid if self.user else None,
                extra_groups=[] if self.user else None,
                capture_output=True,
                text=True,
                check=False,
            )
        finally:
            password_file.unlink()
        if outcome.returncode != 0:
            message = f"The database cluster could not be made in {self.data}:\n{outcome.stderr.strip()}"
            raise ClusterNotInitialised(message)

    def _initdb(self, password_file: Path) -> list[str]:
        return [
            str(self.programs / "bin" / "initdb"),
            f"--pgdata={self.data}",
            f"--username={ADMINISTRATOR}",
            f"--pwfile={password_file}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--locale-provider=builtin",
            "--builtin-locale=PG_UNICODE_FAST",
            "--no-instructions",
            *([] if self.durable else ["--no-sync"]),
        ]


def locate_cluster() -> Cluster:
    """The installation's own cluster.

    Started by root inside a folder closed to others (a checkout under root's home), the server's user could not reach
    `var/postgres`; the cluster then lies under /var/lib/dimos, in a folder named after the data folder.
    """
    directory = prepare_data_directory()
    user = server_user()
    home = directory / "postgres"
    recorded = read_private(directory / STATE_FILE).get("home")
    if recorded and (Path(recorded) / "data" / "PG_VERSION").exists():
        home = Path(recorded)
    elif not may_enter(directory=directory, user=user):
        home = _outside(directory)
    return Cluster(home=home, user=user, password=secret("database_administrator_password"))


def _outside(directory: Path) -> Path:
    name = hashlib.sha256(os.fsencode(directory)).hexdigest()[:12]
    for parent in (Path("/var/lib"), Path("/var/tmp"), Path(tempfile.gettempdir())):  # noqa: S108 - private folder beneath
        if os.access(parent, os.W_OK):
            shelter = parent / "dimos"
            shelter.mkdir(exist_ok=True)
            shelter.chmod(0o711)
            return shelter / name
    message = (
        f"No folder was found for the database outside {directory}; set DIMOS_DATA_DIR to one that others may enter."
    )
    raise ClusterNotInitialised(message)
