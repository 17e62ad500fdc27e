"""The web server that is measured: Granian as in production, one worker."""

import os

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from dimos.operations.web import BLOCKING_THREADS


def serve() -> None:
    """Serve until told to stop."""
    from config.wsgi import application

    server = Server(
        "config.wsgi:application",
        address="127.0.0.1",
        port=int(os.environ["PORT"]),
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=BLOCKING_THREADS,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=lambda: application, wrap_loader=False)


if __name__ == "__main__":
    serve()
