"""Everything `make check` asks of the code; runs all of it, then says what failed."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PYTHON = sys.executable
# What an audit says when it could not ask, rather than when it found something.
UNREACHABLE = (
    "ConnectionError",
    "MaxRetryError",
    "Could not connect",
    "Failed to fetch",
    "timed out",
    "ServiceError",
    "HTTPError",
)


@dataclass(frozen=True)
class Step:
    """One question to the code."""

    name: str
    command: list[str]
    remedy: str
    needs_network: bool = False


@dataclass(frozen=True)
class Result:
    """How it was answered."""

    step: Step
    passed: bool
    warned: bool
    seconds: float
    output: str


STEPS = [
    Step("types", [str(BIN / "mypy")], "mend the types"),
    Step("formatting", [str(BIN / "ruff"), "format", "--check", "."], "make format"),
    Step("lint", [str(BIN / "ruff"), "check", "."], "make format mends some; mend the rest by hand"),
    Step(
        "walls",
        [str(BIN / "lint-imports"), "--no-cache"],
        "see ARCHITECTURE.md: calls go down, through the public door",
    ),
    Step("templates", [str(BIN / "djlint"), "src", "--lint", "--quiet"], "mend the templates"),
    Step("translations", [PYTHON, "scripts/messages.py", "check"], "make messages, then write what is missing"),
    Step("migrations", [PYTHON, "scripts/pending_migrations.py"], "dimos django makemigrations"),
    Step("definitions", [str(BIN / "dimos"), "catalogue", "check"], "each error names file, line and remedy"),
    Step("lock file", [PYTHON, "scripts/check_lock.py"], "uv lock", needs_network=True),
    Step(
        "audit",
        [str(BIN / "pip-audit"), "--skip-editable", "--progress-spinner", "off"],
        "uv lock --upgrade-package …",
        needs_network=True,
    ),
]


def main() -> int:
    """Run all steps, two at a time; 1 if any failed."""
    chosen = [step for step in STEPS if not sys.argv[1:] or step.name in sys.argv[1:]]
    with ThreadPoolExecutor(max_workers=2) as pool:
        results = [report(result) for result in pool.map(run, chosen)]
    failed = [result for result in results if not result.passed]
    print()
    for result in results:
        state = "warning" if result.warned else "ok" if result.passed else "FAILED"
        print(f"  {result.step.name:<14}{state:<9}{result.seconds:6.1f} s")
    print(f"\n{len(failed)} of {len(results)} checks failed." if failed else f"\nAll {len(results)} checks passed.")
    return 1 if failed else 0


def run(step: Step) -> Result:
    """Run one step; a step that cannot reach the network warns instead of failing."""
    begun = time.monotonic()
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1"}
    try:
        answer = subprocess.run(
            step.command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=600
        )
        code, output = answer.returncode, (answer.stdout + answer.stderr).strip()
    except subprocess.TimeoutExpired:
        code, output = 1, "Failed to fetch: took longer than ten minutes"
    warned = code != 0 and step.needs_network and any(word in output for word in UNREACHABLE)
    return Result(step, code == 0 or warned, warned, time.monotonic() - begun, output)


def report(result: Result) -> Result:
    """Print what a person needs to see of it."""
    if result.passed and not result.warned:
        print(f"✓ {result.step.name}", flush=True)
        return result
    print(f"{'!' if result.warned else '✗'} {result.step.name}\n{result.output}", flush=True)
    print(
        "  the network could not be reached: not checked" if result.warned else f"  → {result.step.remedy}", flush=True
    )
    return result


if __name__ == "__main__":
    sys.exit(main())
