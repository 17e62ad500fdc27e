"""The system user the database server runs as when Dimos is started by root (PostgreSQL refuses to run as root)."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

USER = "dimos-postgres"


class NoUnprivilegedUser(RuntimeError):
    """There is no unprivileged user to run the database server as; name one in DIMOS_POSTGRES_USER."""

    def __init__(self) -> None:
        super().__init__(self.__class__.__doc__)


def server_user() -> pwd.struct_passwd | None:
    """The user for the database server; None where the caller is unprivileged himself."""
    if os.geteuid() != 0:
        return None
    wanted = os.environ.get("DIMOS_POSTGRES_USER") or USER
    found = _user(wanted)
    if found is None and wanted == USER:
        found = _create_user() or _user("postgres") or _user("nobody")
    if found is None or found.pw_uid == 0:
        raise NoUnprivilegedUser
    return found


def may_enter(*, directory: Path, user: pwd.struct_passwd | None) -> bool:
    """Whether the user may pass through the folder and each one above it."""
    return _passes("-x", directory, user)


def may_run(*, program: Path, user: pwd.struct_passwd | None) -> bool:
    """Whether the user may reach and execute the program."""
    return _passes("-x", program, user)


def hand_over(*, path: Path, user: pwd.struct_passwd | None) -> None:
    """Make the user the owner of the file or folder."""
    if user is not None:
        os.chown(path, user.pw_uid, user.pw_gid)


def _passes(check: str, path: Path, user: pwd.struct_passwd | None) -> bool:
    answer = subprocess.run(
        ["/usr/bin/test", check, str(path)],
        check=False,
        cwd="/",
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
    )
    return answer.returncode == 0


def _user(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _create_user() -> pwd.struct_passwd | None:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd is None:
        return None
    subprocess.run(
        [
            useradd,
            "--system",
            "--user-group",
            "--no-create-home",
            "--home-dir",
            "/nonexistent",
            "--shell",
            "/usr/sbin/nologin",
            USER,
        ],
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return _user(USER)
