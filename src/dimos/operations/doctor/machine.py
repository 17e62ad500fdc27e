"""The machine and the checkout: Python, assets, translations, clock, folders, tools."""

import os
import shutil
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from dimos.operations.doctor.finding import Finding, advice, good, wrong
from dimos.operations.places import REPOSITORY, data_directory

ROOMS = REPOSITORY / "src" / "dimos"
LEAST_FREE_BYTES = 1024**3
# No clock of this century shows an earlier year than the program's own.
YEAR_OF_THIS_PROGRAM = 2026


def _python() -> Iterator[Finding]:
    version = sys.version.split()[0]
    if (3, 11) <= sys.version_info < (3, 14):
        yield good("Python", version)
    else:
        yield wrong("Python", f"{version} is not supported", "run Dimos with Python 3.11, 3.12 or 3.13")


def _node() -> Iterator[Finding]:
    own = REPOSITORY / ".tools" / "node" / "bin" / "node"
    found = str(own) if own.exists() else shutil.which("node")
    if found:
        yield good("Node", f"{found} (needed only to build assets)")
    else:
        yield advice("Node", "is not there; it is needed only to build assets", "make build gets it from PyPI")


def _assets() -> Iterator[Finding]:
    built = ROOMS / "ui" / "static" / "ui"
    if any(built.glob("*.css")) or any(built.glob("**/*.css")):
        yield good("Assets", "are built")
    else:
        yield wrong("Assets", "are not built: pages will have no style", "make build")


def _translations() -> Iterator[Finding]:
    sources = list(ROOMS.glob("*/locale/*/LC_MESSAGES/django.po"))
    stale = [path for path in sources if not _is_compiled(path)]
    if stale:
        rooms = ", ".join(sorted(path.parts[-4] for path in stale))
        yield wrong("Translations", f"are not compiled: {rooms}", "make build")
    else:
        yield good("Translations", f"are compiled ({len(sources)} rooms)")


def _is_compiled(path: Path) -> bool:
    return path.with_suffix(".mo").exists()


def _clock() -> Iterator[Finding]:
    now = datetime.now(UTC)
    if now.year < YEAR_OF_THIS_PROGRAM:
        yield wrong("Clock", f"shows {now:%Y-%m-%d}", "set the machine's clock; legal deadlines and seals depend on it")
    else:
        athens = now.astimezone(ZoneInfo("Europe/Athens"))
        yield good("Clock", f"{athens:%Y-%m-%d %H:%M %Z} in Athens (the machine's own zone is {time.tzname[0]})")


def _storage() -> Iterator[Finding]:
    directory = data_directory()
    if not directory.exists():
        yield advice("Storage", f"{directory} does not exist yet", "dimos up makes it; or set DIMOS_DATA_DIR")
        return
    if not os.access(directory, os.W_OK | os.X_OK):
        yield wrong(
            "Storage", f"{directory} is not writable", f"chown {os.geteuid()} {directory}, or set DIMOS_DATA_DIR"
        )
        return
    free = shutil.disk_usage(directory).free
    if free < LEAST_FREE_BYTES:
        yield wrong("Storage", f"only {free // 1024**2} MB are free in {directory}", "make room, or set DIMOS_DATA_DIR")
    else:
        yield good("Storage", f"{directory}, {free // 1024**3} GB free")
    secrets = directory / "secrets.json"
    if secrets.exists() and secrets.stat().st_mode & 0o077:
        yield wrong("Secrets", f"{secrets} can be read by others", f"chmod 600 {secrets}")


def _browser() -> Iterator[Finding]:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found:
        yield good("Chromium", f"{found} (needed only for tests)")
    else:
        yield advice("Chromium", "is not there; it is needed only for tests", "apt-get install chromium")


CHECKS = (_python, _node, _assets, _translations, _clock, _storage, _browser)
