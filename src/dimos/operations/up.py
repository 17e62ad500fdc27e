"""`dimos up`: the whole system from one command."""

import errno
import http.client
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from dimos.operations.database import embedded_server, provide, source
from dimos.operations.demonstration import counterpart_environment, load_demonstration
from dimos.operations.fingerprint import known_steps, program_fingerprint, remember_step
from dimos.operations.migration import migrate
from dimos.operations.places import PROCESSES_FILE, prepare_data_directory
from dimos.operations.secrets_store import secret
from dimos.operations.services import DatabaseService, ProcessService
from dimos.operations.supervisor import Supervisor

READY_SECONDS = 120.0
LOOPBACK = "127.0.0.1"
EVERY_ADDRESS = "0.0.0.0"  # noqa: S104 - only compared with


class PortIsTaken(RuntimeError):
    """Another program listens on the port already."""


class SecretKeyIsMissing(RuntimeError):
    """DIMOS_SECRET_KEY is not set; outside the demonstration you choose it (50 random characters)."""

    def __init__(self) -> None:
        super().__init__(self.__class__.__doc__)


class SystemDidNotStart(RuntimeError):
    """The system did not become ready in time."""


class Installation:
    """One start of the system: database, schema, demonstration, processes, in this order."""

    def __init__(self, *, port: int, demonstration: bool, tell: Callable[[str], None], verbose: bool = False) -> None:
        self.port = port
        self.demonstration = demonstration
        self.address = os.environ.get("DIMOS_BIND", LOOPBACK)
        self._tell = tell
        self._verbose = verbose
        self._directory = prepare_data_directory()
        about: dict[str, object] = {"port": port, "demonstration": demonstration}
        self._supervisor = Supervisor(record=self._directory / PROCESSES_FILE, tell=tell, about=about)

    def run(self, *, on_ready: Callable[[], None]) -> None:
        """Start everything, call `on_ready` once it answers, and keep it running until told to stop.

        Raises PortIsTaken, SecretKeyIsMissing, SystemDidNotStart, and whatever the database says on the way.
        """
        self._check_ports()
        self._set_environment()
        self._supervisor.listen()
        try:
            self._start_database()
            if not self._supervisor.is_stopping:
                self._start_processes()
            if self._supervisor.wait_until(self._answers, seconds=READY_SECONDS):
                on_ready()
                self._supervisor.watch()
            elif not self._supervisor.is_stopping:
                message = f"The system did not become ready in {READY_SECONDS:.0f} s; see {self._directory / 'logs'}."
                raise SystemDidNotStart(message)
        finally:
            self._supervisor.stop()

    def _check_ports(self) -> None:
        for port in (self.port, self.port + 1) if self.demonstration else (self.port,):
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind((self.address, port))
                except OSError as refusal:
                    if refusal.errno != errno.EADDRINUSE:
                        raise
                    message = f"Port {port} is in use by another program. Choose another: PORT={self.port + 10} make up"
                    raise PortIsTaken(message) from refusal

    def _set_environment(self) -> None:
        if not self.demonstration and not os.environ.get("DIMOS_SECRET_KEY"):
            raise SecretKeyIsMissing
        os.environ["DIMOS_SECRET_KEY"] = secret("secret_key")
        os.environ["DIMOS_DATA_DIR"] = str(self._directory)
        os.environ["DIMOS_DEMO"] = "1" if self.demonstration else "0"
        os.environ["PORT"] = str(self.port)
        if self.demonstration:
            for name, value in counterpart_environment(port=self.port + 1).items():
                os.environ.setdefault(name, value)

    def _start_database(self) -> None:
        server = embedded_server() if source().kind == "embedded" else None
        if server is not None:
            if server.cluster.home.parent != self._directory:
                self._tell(f"the database lies in {server.cluster.home} (its own user cannot enter {self._directory})")
            self._supervisor.add(DatabaseService(server))
        connections = provide(server)
        fingerprint = program_fingerprint()
        known = known_steps(owner_url=connections.owner_url)
        if known.get("schema") != fingerprint:
            self._tell("bringing the database schema up to date")
            migrate(verbosity=0)
            remember_step(owner_url=connections.owner_url, step="schema", fingerprint=fingerprint)
        if self.demonstration and known.get("demo") != fingerprint:
            self._tell("loading the demonstration")
            if load_demonstration():
                remember_step(owner_url=connections.owner_url, step="demo", fingerprint=fingerprint)

    def _start_processes(self) -> None:
        python = sys.executable
        self._add("worker", [python, "-m", "dimos.cli", "worker"])
        if self.demonstration:
            command = [python, "-m", "dimos.identity.counterpart", "--port", str(self.port + 1)]
            self._add("demonstration sign-in", command)
        self._add("web", [python, "-m", "dimos.operations.web"])

    def _add(self, name: str, command: list[str]) -> None:
        log: Path | None = self._directory / "logs" / f"{name.replace(' ', '-')}.log"
        if self._verbose or not self.demonstration:
            log = None
        self._supervisor.add(ProcessService(name=name, command=command, log=log))

    def _answers(self) -> bool:
        host = LOOPBACK if self.address == EVERY_ADDRESS else self.address
        line = http.client.HTTPConnection(host, self.port, timeout=5)
        try:
            line.request("GET", "/readyz", headers={"Host": f"localhost:{self.port}"})
            return line.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            line.close()
