"""Where the stories are played: one Chromium in a thread of its own, and the people in it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.journeys.person import Person

Told = TypeVar("Told")
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Stage:
    """Playwright holds an event loop in its thread, which Django's database layer refuses to meet in the tests' own."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="stage")
        self._playwright: Playwright | None = None
        self.browser: Browser | None = None

    def play(self, scene: Callable[[], Told]) -> Told:
        """Play a scene in the stage's thread, and give what it gives."""
        return self._thread.submit(scene).result()

    def open(self) -> None:
        """Start Chromium."""
        self.play(self._open)

    def close(self) -> None:
        """End Chromium and the thread."""
        self.play(self._close)
        self._thread.shutdown()

    def _open(self) -> None:
        self._playwright = sync_playwright().start()
        self.browser = self._playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))

    def _close(self) -> None:
        if self.browser is not None:
            self.browser.close()
        if self._playwright is not None:
            self._playwright.stop()


class People:
    """Whoever takes part in one story. Each comes from an address of their own, so that no limit joins them."""

    _arrived = 0

    def __init__(self, *, browser: Browser, port: int, folder: Path) -> None:
        self._browser = browser
        self._port = port
        self._folder = folder
        self._present: list[Person] = []

    def someone(
        self,
        *,
        at: str = "kalamata",
        locale: str = "el-GR",
        width: int = 1280,
        javascript: bool = True,
        thorough: bool = False,
    ) -> Person:
        """A person in front of a browser at a municipality's host, or at the national one (`at=""`).

        `thorough`: every page they come to is examined with axe, and at the widths of phones.
        """
        People._arrived += 1
        options: dict[str, Any] = {
            "base_url": f"http://{f'{at}.' if at else ''}localhost:{self._port}",
            "locale": locale,
            "viewport": {"width": width, "height": 900},
            "java_script_enabled": javascript,
            "accept_downloads": True,
            "extra_http_headers": {"X-Forwarded-For": f"10.77.{People._arrived // 250}.{People._arrived % 250 + 1}"},
        }
        person = Person(self._browser.new_context(**options).new_page(), thorough=thorough)
        self._present.append(person)
        return person

    def complaints(self) -> list[str]:
        """What was wrong with the pages they came to."""
        return [complaint for person in self._present for complaint in person.complaints]

    def photograph(self) -> list[Path]:
        """A picture of what each sees now."""
        pictures = [self._folder / f"person-{number}.png" for number, _ in enumerate(self._present, start=1)]
        for person, picture in zip(self._present, pictures, strict=True):
            person.page.screenshot(path=picture, full_page=True)
        return pictures

    def leave(self) -> None:
        """Close their browsers."""
        for person in self._present:
            person.page.context.close()
