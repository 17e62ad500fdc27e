import json
import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
OWN = ("DIMOS_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")


def test_a_measurement_prints_a_line_with_its_bar() -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(OWN)}
    run = subprocess.run(
        [sys.executable, "-m", "bench", "--quick", "--only", "certificate.seal"],
        cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip

    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert [line["name"] for line in lines] == ["certificate.render_and_seal", "certificate.seal_alone"], run.stderr
    assert {"ratio", "bar", "ok", "value_ms", "floor_ms", "n"} <= lines[0].keys()
    assert run.returncode == (0 if lines[0]["ok"] else 1)
