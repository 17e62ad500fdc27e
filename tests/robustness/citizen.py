"""Somebody who reports a problem in a browser without JavaScript, and does not give up."""

import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

import httpx

SERVICE = "/services/problem-report/apply/"
PATIENCE_SECONDS = 120.0
MOST_PAGES = 20


class GaveUp(RuntimeError):
    """The citizen got no answer for as long as anyone would wait."""


class PageReader(HTMLParser):
    """The first form of the page's content, as a browser would send it: hidden fields, first choices, empty texts."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.texts: list[str] = []
        self._in_main = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        self._in_main = self._in_main or tag == "main"
        name = given.get("name", "")
        if not self._in_main or not name or name.endswith("__remove"):
            return
        kind = given.get("type", "text")
        if tag == "textarea" or (tag == "input" and kind in {"text", "search"}):
            self.texts.append(name)
            self.fields[name] = given.get("value", "")
        elif tag == "input" and kind == "radio":
            self.fields.setdefault(name, given.get("value", "on"))
        elif tag == "input" and kind not in {"file", "submit", "checkbox"}:
            self.fields[name] = given.get("value", "")


@dataclass
class Citizen:
    """One person with one thing to report; `mark` stands in the report so that it can be found again."""

    port: int
    number: int
    mark: str
    host: str = "kalamata.localhost"
    tries: int = field(default=0, init=False)

    def report(self) -> str:
        """Report, going on where it broke off, until there is an answer; its address. Raises GaveUp."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        with self._browser() as browser:
            answer = self._insist(browser, "GET", SERVICE, deadline)
            for _ in range(MOST_PAGES):
                if answer.url.path.endswith("/done/"):
                    return str(answer.url.path)
                answer = self._insist(browser, "POST", answer.url.path, deadline, self._filled(answer))
        message = f"more than {MOST_PAGES} pages, the last: {answer.url.path} ({answer.status_code})"
        raise GaveUp(message)

    def _browser(self) -> httpx.Client:
        address = f"10.{self.number // 62500 % 250}.{self.number // 250 % 250}.{self.number % 250 + 1}"
        headers = {"Host": self.host, "X-Forwarded-For": address, "Accept-Language": "el"}
        return httpx.Client(base_url=f"http://127.0.0.1:{self.port}", headers=headers, timeout=10, trust_env=False)

    def _filled(self, page: httpx.Response) -> dict[str, str]:
        reader = PageReader()
        reader.feed(page.text)
        for name in reader.texts:
            reader.fields[name] = f"{self.mark}: σβηστό φως"
        return reader.fields

    def _insist(
        self, browser: httpx.Client, method: str, path: str, deadline: float, data: dict[str, str] | None = None
    ) -> httpx.Response:
        """Ask until the answer is one; a lost connection is met with the same request again."""
        while time.monotonic() < deadline:
            self.tries += 1
            try:
                return self._follow(browser, browser.request(method, path, data=data))
            except (httpx.TransportError, Interruption):
                time.sleep(0.1)
        message = f"{method} {path}"
        raise GaveUp(message)

    def _follow(self, browser: httpx.Client, answer: httpx.Response) -> httpx.Response:
        while answer.is_redirect:
            path = urlsplit(urljoin(str(answer.url), answer.headers["location"])).path
            answer = browser.get(path)
        if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise Interruption
        if answer.status_code not in {HTTPStatus.OK, HTTPStatus.UNPROCESSABLE_ENTITY}:
            message = f"{answer.url.path}: {answer.status_code}"
            raise GaveUp(message)
        return answer


class Interruption(Exception):
    """The server said that it cannot now."""
