"""Somebody in front of a browser, who does what people do, and notices what is wrong with a page."""

import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Error, Locator, Page, Response

from tests.journeys.words import GREEK, Words

AXE = Path(__file__).parents[2] / "src" / "dimos" / "ui" / "static" / "ui" / "test" / "axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FIND_FAULTS = """rules => axe.run(document, {runOnly: rules, resultTypes: ["violations"]}).then(
    found => found.violations.map(rule => `${rule.id}: ${rule.nodes[0].html.slice(0, 200)}`))"""
# Sixty-four em at 200 % zoom are 640 pixels.
NARROW = (320, 390, 640)
PATIENCE_MILLISECONDS = 30_000


class Person:
    """Verbs; each that leads to another page returns when that page is there, and looks at it."""

    def __init__(self, page: Page, *, thorough: bool) -> None:
        self.page = page
        self.complaints: list[str] = []
        self._thorough = thorough
        page.set_default_timeout(PATIENCE_MILLISECONDS)
        page.on("console", self._hear)
        page.on("pageerror", self._notice_error)
        page.on("response", self._notice_response)

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    @property
    def heading(self) -> str:
        """The page's title, as one reads it."""
        return self.page.locator("h1").inner_text()

    @property
    def path(self) -> str:
        return self.page.evaluate("location.pathname")

    def goes_to(self, address: str) -> None:
        """Type an address."""
        self.page.goto(address)
        self._look()

    def presses(self, name: str) -> None:
        """Press the button of the page's content."""
        self._go(self.main.get_by_role("button", name=name, exact=True).first)

    def presses_by_key(self, name: str) -> None:
        """Reach the button and press Enter: Chromium may lose a click that scrolls past an open PDF viewer."""
        with self.page.expect_navigation():
            self.main.get_by_role("button", name=name, exact=True).first.press("Enter")
        self._look()

    def submits(self) -> None:
        """Press the button that sends the page's form, whatever it is called."""
        self._go(self.main.locator("form[method=post] button").first)

    def follows(self, name: str, *, exact: bool = True) -> None:
        """Follow the link of the page's content."""
        self._go(self.main.get_by_role("link", name=name, exact=exact).first)

    def follows_anywhere(self, name: str) -> None:
        """Follow a link, in the frame of the page too."""
        self._go(self.page.get_by_role("link", name=name, exact=True).first)

    def fills(self, label: str, text: str) -> None:
        self.main.get_by_label(label, exact=True).first.fill(text)

    def chooses(self, label: str) -> None:
        """Tick or select, by what is written beside it."""
        self.main.get_by_label(label, exact=True).first.check()

    def attaches(self, label: str, file: Path) -> None:
        self.main.get_by_label(label, exact=True).first.set_input_files(file)

    def downloads(self, name: str, folder: Path) -> Path:
        """Follow a link that gives a file; where it was saved."""
        with self.page.expect_download() as waiting:
            self.main.get_by_role("link", name=name, exact=True).first.click()
        file = folder / waiting.value.suggested_filename
        waiting.value.save_as(file)
        return file

    def sees(self, text: str) -> bool:
        """Whether it stands on the page, in whatever case or spacing."""
        return " ".join(text.split()).casefold() in " ".join(self.main.inner_text().split()).casefold()

    def eventually(self, is_so: Callable[[], bool]) -> bool:
        """Whether it comes true while one would wait for it."""
        deadline = time.monotonic() + PATIENCE_MILLISECONDS / 1000
        while not is_so() and time.monotonic() < deadline:
            self.page.wait_for_timeout(100)
        return is_so()

    def signs_in_as(self, name: str, words: Words = GREEK) -> None:
        """From the municipality's sign-in page through the demonstration's provider and back."""
        self.presses(words.sign_in_with_taxisnet)
        self.page.locator("label", has_text=name).click()
        self.presses(words.sign_in)

    def signs_in_to_the_desk(self, username: str, password: str) -> None:
        """With user name and password, as the demonstration has it."""
        self.goes_to("/staff/sign-in/?next=/desk/")
        self.fills(GREEK.username, username)
        self.fills(GREEK.password, password)
        self.presses(GREEK.sign_in)

    def _go(self, target: Locator) -> None:
        with self.page.expect_navigation():
            target.click()
        self._look()

    def _look(self) -> None:
        path = self.path
        self._check_width(path)
        if self._thorough:
            self._examine(path)

    def _examine(self, path: str) -> None:
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        self.complaints += [f"{path}: {fault}" for fault in self.page.evaluate(FIND_FAULTS, AXE_RULES)]
        usual = self.page.viewport_size
        for width in NARROW:
            self.page.set_viewport_size({"width": width, "height": 900})
            self._check_width(path)
        if usual is not None:
            self.page.set_viewport_size(usual)

    def _check_width(self, path: str) -> None:
        wide, window = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        if wide > window:
            self.complaints.append(f"{path}: {wide} pixels wide in a window of {window}")

    def _hear(self, message: ConsoleMessage) -> None:
        # Which answers failed is noticed by _notice_response; the page itself may well say 404 or 422.
        is_worth_it = message.type in {"error", "warning"} and "Failed to load resource" not in message.text
        if is_worth_it:
            self.complaints.append(f"console: {message.text}")

    def _notice_error(self, error: Error) -> None:
        self.complaints.append(f"script: {error}")

    def _notice_response(self, response: Response) -> None:
        belongs_to_page = response.request.resource_type != "document"
        if response.status >= 500 or (belongs_to_page and response.status >= 400):
            self.complaints.append(f"{response.status} {response.url}")
