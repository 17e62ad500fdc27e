"""A municipality's open scope, and a real mail server."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope


@dataclass
class MailServer:
    """Listens on loopback when told to; keeps what it is given; answers as it is told."""

    host: str = "127.0.0.1"
    port: int = 0
    answer: str = "250 OK"
    recipient_answer: str = "250 OK"
    letters: list[EmailMessage] = field(default_factory=list)
    controller: Controller | None = None

    async def handle_RCPT(self, server: Any, session: Any, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        if self.recipient_answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient_answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802
        if self.answer.startswith("250"):
            letter = message_from_bytes(envelope.content or b"", policy=policy.default)
            assert isinstance(letter, EmailMessage)
            self.letters.append(letter)
        return self.answer

    def start(self) -> None:
        self.controller = Controller(self, hostname=self.host, port=self.port)
        self.controller.start()

    def stop(self) -> None:
        if self.controller:
            self.controller.stop()
            self.controller = None


@pytest.fixture
def absent_mail_server(settings: Any) -> Iterator[MailServer]:
    """A mail server that is set but does not answer until `start()`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        server = MailServer(port=probe.getsockname()[1])
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.host, server.port
    settings.DIMOS_DEMO = False
    yield server
    server.stop()


@pytest.fixture
def mail_server(absent_mail_server: MailServer) -> MailServer:
    """A mail server that answers."""
    absent_mail_server.start()
    return absent_mail_server


@pytest.fixture
def kalamata(db: None) -> Iterator[int]:
    """The scope of a municipality."""
    from dimos.municipalities.public import municipality_scope
    from dimos.notifications.tests.factories import KALAMATA

    with municipality_scope(KALAMATA):
        yield KALAMATA
