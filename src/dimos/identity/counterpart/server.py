"""The counterpart on a socket: the standard library's WSGI server with a thread for each request."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer
from wsgiref.types import WSGIApplication


class RunningServer:
    """A server that answers in its own threads."""

    def __init__(self, server: WSGIServer, thread: threading.Thread) -> None:
        self._server = server
        self._thread = thread

    @property
    def address(self) -> str:
        return f"http://{self._server.server_address[0]!s}:{self._server.server_address[1]}"

    def wait(self) -> None:
        """Until the server is stopped or the person presses Ctrl-C."""
        try:
            self._thread.join()
        except KeyboardInterrupt:
            return


@contextmanager
def serve(application: WSGIApplication, *, host: str = "127.0.0.1", port: int = 0) -> Iterator[RunningServer]:
    """Answer at host and port (0: a free one) for the length of the block."""
    server = _ThreadingServer((host, port), _QuietHandler)
    server.set_app(application)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield RunningServer(server, thread)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _ThreadingServer(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    block_on_close = False

    def server_bind(self) -> None:
        """As the parent, without its reverse look-up of the host's name."""
        self.socket.setsockopt(1, 2, 1)
        super(WSGIServer, self).server_bind()
        self.setup_environ()


class _QuietHandler(WSGIRequestHandler):
    timeout = 10

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Addresses carry codes: nothing is logged."""
