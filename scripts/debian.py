"""Packages of the machine's own Debian; standard library only, for the bootstrap."""

import ctypes
import os
import shutil
import subprocess

BROWSER_PROGRAMS = {"chromium": "chromium", "pdfsig": "poppler-utils", "pdftoppm": "poppler-utils"}

# The Node inside Playwright stands on it; a bare Debian lacks it.
BROWSER_LIBRARIES = {"libatomic.so.1": "libatomic1"}

# Tests of the seals are skipped without them.
SEAL_PROGRAMS = {"softhsm2-util": "softhsm2", "certutil": "libnss3-tools"}


def missing_for_seals() -> list[str]:
    """The Debian packages with which all tests of the seals run and which the machine lacks."""
    return sorted({package for program, package in SEAL_PROGRAMS.items() if not shutil.which(program)})


def missing_for_browser() -> list[str]:
    """The Debian packages that the browser journeys need and the machine lacks."""
    programs = {package for program, package in BROWSER_PROGRAMS.items() if not shutil.which(program)}
    return sorted(programs | {package for name, package in BROWSER_LIBRARIES.items() if not has_library(name)})


def has_library(name: str) -> bool:
    """Whether the machine has a shared library."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def install_debian(packages: list[str]) -> bool:
    """Install packages as root by apt-get; False where that is not possible."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *packages]
    if succeeds(install, environment=quiet):
        return True
    return succeeds(["apt-get", "update", "--quiet"], environment=quiet) and succeeds(install, environment=quiet)


def succeeds(command: list[str], *, attempts: int = 1, environment: dict[str, str] | None = None) -> bool:
    """Whether a command ends well; what it prints is kept back."""
    for _ in range(attempts):
        try:
            answer = subprocess.run(command, env=environment, capture_output=True, check=False)
        except OSError:
            return False
        if answer.returncode == 0:
            return True
    return False
