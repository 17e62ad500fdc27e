"""Starts the server on a database, and sends it requests over a few kept connections."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

from bench.ground import Database
from dimos.operations.tether import spawn_tethered

STARTING_SECONDS = 60.0
CONNECTIONS = 8
_visitors = count(1)


class AnswerWasUnexpected(RuntimeError):
    """The server answered with another status than the measurement needs."""


@dataclass(frozen=True)
class Site:
    """A running server."""

    port: int


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """A browser: its host and its cookies. The token is what forms send back."""

    host: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> bytes:
        """A GET as it goes over the line."""
        return self._request("GET", path, b"", "")

    def post(self, path: str, **fields: str) -> bytes:
        """A form as it goes over the line."""
        form = fields | ({"csrfmiddlewaretoken": self.cookies["csrftoken"]} if "csrftoken" in self.cookies else {})
        return self._request("POST", path, urlencode(form).encode(), "application/x-www-form-urlencoded")

    def _request(self, method: str, path: str, body: bytes, content_type: str) -> bytes:
        number = next(_visitors)
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {self.host}",
            f"X-Forwarded-For: 10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
            f"Cookie: {'; '.join(f'{name}={value}' for name, value in self.cookies.items())}",
            "Accept-Language: el",
        ]
        if method == "POST":
            lines += [f"Content-Type: {content_type}", f"Content-Length: {len(body)}"]
        return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass(frozen=True)
class Outcome:
    """What a batch took: all of it, and each answer."""

    seconds: float
    latencies_ms: list[float]

    @property
    def ms_each(self) -> float:
        """The wall time of the batch, divided among its requests."""
        return self.seconds * 1000 / len(self.latencies_ms)


@contextmanager
def site_on(database: Database, *, log: Path) -> Iterator[Site]:
    """A server process on this database."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = os.environ | {"PORT": str(port), "DIMOS_APP_DATABASE_URL": database.connections.app_url}
    with log.open("ab") as output:
        process = spawn_tethered(
            command=[sys.executable, "-m", "bench.server"], environment=environment, output=output,
            directory=Path(__file__).parents[1],
        )  # fmt: skip
        try:
            _await(port, process, log)
            yield Site(port)
        except AnswerWasUnexpected as unexpected:
            unexpected.add_note(log.read_text(errors="replace")[-4000:])
            raise
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()


def send(site: Site, requests: Sequence[bytes], *, expect: int, connections: int = CONNECTIONS) -> Outcome:
    """Send every request once, as fast as answers come, over so many connections. Raises AnswerWasUnexpected."""
    shares = [requests[start::connections] for start in range(min(connections, len(requests)))]
    lines = [_Line(site.port) for _ in shares]
    results: list[list[tuple[int, float]]] = [[] for _ in shares]
    threads = [
        threading.Thread(target=lambda line=line, share=share, result=result: result.extend(line.ask(share)))
        for line, share, result in zip(lines, shares, results, strict=True)
    ]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - start
    for line in lines:
        line.close()
    answers = [answer for result in results for answer in result]
    wrong = [status for status, _ in answers if status != expect]
    if wrong or len(answers) != len(requests):
        path = requests[0].split(b" ", 2)[1].decode()
        message = f"{path}: {len(wrong)} of {len(requests)} answers were not {expect} but {sorted(set(wrong))}"
        raise AnswerWasUnexpected(message)
    return Outcome(seconds, [latency for _, latency in answers])


class _Line:
    """One kept connection."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, requests: Sequence[bytes]) -> Iterator[tuple[int, float]]:
        for request in requests:
            start = time.perf_counter()
            self._socket.sendall(request)
            status = self._read()
            yield status, (time.perf_counter() - start) * 1000

    def close(self) -> None:
        self._socket.close()

    def _read(self) -> int:
        data = b""
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += self._more()
        head = data[:end].lower()
        _, _, rest = head.partition(b"content-length:")
        expected = int(rest.split(b"\r\n", 1)[0]) if rest else 0
        received = len(data) - end - 4
        while received < expected:
            received += len(self._more())
        return int(head[9:12])

    def _more(self) -> bytes:
        received = self._socket.recv(262_144)
        if not received:
            raise ConnectionError("the server closed the line")
        return received


def _await(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + STARTING_SECONDS
    while True:
        try:
            send(Site(port), [Visitor(host="localhost").get("/healthz")], expect=200)
        except (OSError, AnswerWasUnexpected):
            if process.poll() is not None or time.monotonic() > deadline:
                message = f"the server did not start:\n{log.read_text(errors='replace')[-2000:]}"
                raise RuntimeError(message) from None
            time.sleep(0.05)
        else:
            return
