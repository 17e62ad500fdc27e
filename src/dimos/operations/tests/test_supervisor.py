import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dimos.operations.private_files import read_private
from dimos.operations.services import ProcessService
from dimos.operations.supervisor import Supervisor


@dataclass
class Imagined:
    """A service without a process; `stopped` collects names in the order of stopping."""

    name: str
    stopped: list[str] = field(default_factory=list)
    starts: int = 0
    is_running: bool = False
    pid: int | None = 1

    def start(self) -> None:
        self.starts += 1
        self.is_running = True

    def stop(self) -> None:
        self.is_running = False
        self.stopped.append(self.name)


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def supervisor(tmp_path: Path, told: list[str]) -> Supervisor:
    return Supervisor(record=tmp_path / "processes.json", tell=told.append, about={"port": 8000})


def test_who_ends_is_started_again(supervisor: Supervisor, told: list[str]) -> None:
    web = Imagined("web")
    supervisor.add(web)
    web.is_running = False

    assert supervisor.wait_until(lambda: web.starts == 2, seconds=5)
    assert told == ["web ended unexpectedly; starting it again"]


def test_who_keeps_ending_is_started_ever_more_slowly(supervisor: Supervisor, told: list[str]) -> None:
    web = Imagined("web")
    supervisor.add(web)

    def always_down() -> bool:
        web.is_running = False
        return web.starts == 3

    begun = time.monotonic()
    assert supervisor.wait_until(always_down, seconds=10)
    assert time.monotonic() - begun >= 1.0
    assert told[-1].endswith("in 1 s")


def test_they_stop_in_the_reverse_order(supervisor: Supervisor) -> None:
    order: list[str] = []
    for name in ("database", "worker", "web"):
        supervisor.add(Imagined(name, order))

    supervisor.stop()

    assert order == ["web", "worker", "database"]


def test_the_record_names_the_processes_and_goes_with_them(supervisor: Supervisor) -> None:
    supervisor.add(Imagined("web"))

    assert read_private(supervisor.record) == {"port": 8000, "processes": {"web": 1}}
    supervisor.stop()
    assert not supervisor.record.exists()


def test_a_process_that_ignores_the_request_is_ended(tmp_path: Path) -> None:
    script = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(600)"
    )
    log = tmp_path / "stubborn.log"
    stubborn = ProcessService(name="stubborn", command=[sys.executable, "-c", script], log=log, patience_seconds=0.2)
    stubborn.start()
    deadline = time.monotonic() + 20
    while "up" not in log.read_text() and time.monotonic() < deadline:
        pass

    stubborn.stop()

    assert not stubborn.is_running
    assert log.stat().st_mode & 0o077 == 0


def test_processes_that_answer_strangers_are_not_given_the_owners_way_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIMOS_OWNER_DATABASE_URL", "postgresql://owner")
    monkeypatch.setenv("DATABASE_URL", "postgresql://administrator")
    monkeypatch.setenv("DIMOS_APP_DATABASE_URL", "postgresql://app")
    log = tmp_path / "log"
    program = "import os; print(sorted(name for name in os.environ if name.endswith('DATABASE_URL')), flush=True)"
    service = ProcessService(name="probe", command=[sys.executable, "-c", program], log=log)

    service.start()
    deadline = time.monotonic() + 20
    while service.is_running and time.monotonic() < deadline:
        time.sleep(0.02)

    assert log.read_text().strip() == "['DIMOS_APP_DATABASE_URL']"
