"""One installation and one Chromium for all stories; each story has people of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.person import AXE
from tests.journeys.stage import CHROMIUM, People, Stage
from tests.robustness.stack import Stack, running_stack

if TYPE_CHECKING:
    from _pytest.python import Function


@pytest.fixture(scope="session")
def town_hall(request: pytest.FixtureRequest) -> Iterator[Stack]:
    """`dimos up` with the demonstration, on free ports and with data of its own."""
    if getattr(request.config.option, "loadgroup", False):
        # Else each process would start an installation of its own, and nobody would notice but the clock.
        assert all(
            item.nodeid.endswith("@journeys") for item in request.session.items if "town_hall" in item.fixturenames
        )
    with running_stack() as stack:
        yield stack


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed")
    if not AXE.exists():
        pytest.skip("assets are not built")
    stage = Stage()
    stage.open()
    yield stage
    stage.close()


@pytest.fixture
def people(stage: Stage, town_hall: Stack, tmp_path: Path) -> Iterator[People]:
    assert stage.browser is not None
    people = People(browser=stage.browser, port=town_hall.port, folder=tmp_path)
    yield people
    stage.play(people.leave)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: "Function") -> bool | None:
    """Play a story on the stage; it also fails if anything was wrong with a page anybody came to."""
    stage, people = pyfuncitem.funcargs.get("stage"), pyfuncitem.funcargs.get("people")
    if not isinstance(stage, Stage) or not isinstance(people, People):
        return None
    arguments = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}

    def story() -> None:
        try:
            pyfuncitem.obj(**arguments)
            assert people.complaints() == []
        except BaseException as failure:
            failure.add_note(f"pictures: {[str(picture) for picture in people.photograph()]}")
            failure.add_note(_last_words(pyfuncitem.funcargs["town_hall"]))
            raise

    stage.play(story)
    return True


def _last_words(stack: Stack) -> str:
    """What the installation said last: which process was started again, and what the web server thought wrong."""
    logs = [stack.folder / "up.log", stack.folder / "logs" / "web.log"]
    return "\n".join(f"{log.name}:\n{log.read_text(errors='replace')[-3000:]}" for log in logs if log.exists())


@pytest.fixture
def a_bill(tmp_path: Path) -> Path:
    """A real PDF that a citizen attaches."""
    import typst

    source = tmp_path / "bill.typ"
    source.write_text("= Λογαριασμός ρεύματος\nΝικόλαος Υποθετικός, Πλατεία Υπόθεσης 3\n", encoding="utf-8")
    file = tmp_path / "λογαριασμός.pdf"
    typst.compile(source, output=file)
    return file
