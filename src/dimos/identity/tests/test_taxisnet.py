"""The adapter against a provider that misbehaves."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
import pytest

from dimos.identity.adapters import taxisnet as adapter
from dimos.identity.adapters.taxisnet import (
    SignInCodeIsSpent,
    Taxisnet,
    TaxisnetAnswerIsUnreadable,
    TaxisnetFailure,
    TaxisnetIsDown,
    TaxisnetRefusesUs,
    userinfo_attributes,
)
from dimos.identity.counterpart.server import serve

TOKEN = b'{"access_token": "t", "token_type": "bearer"}'
USERINFO = '<root><userinfo taxid="000001010 " lastname="Α" firstname="Β"/></root>'.encode()
BILLION_LAUGHS = b"""<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><root><userinfo taxid="&c;"/></root>"""
EXTERNAL = b"""<!DOCTYPE root [<!ENTITY x SYSTEM "file:///etc/passwd">]><root><userinfo taxid="1"/>&x;</root>"""
REMOTE_DTD = b"""<!DOCTYPE root SYSTEM "http://127.0.0.1:9/x.dtd"><root><userinfo taxid="1"/></root>"""


@contextmanager
def provider(
    *, token: tuple[str, bytes] = ("200 OK", TOKEN), userinfo: tuple[str, bytes] = ("200 OK", USERINFO)
) -> Iterator[Taxisnet]:
    def application(environ, start_response):
        status, content = token if environ["PATH_INFO"].endswith("/token") else userinfo
        start_response(status, [("Content-Type", "text/plain"), ("Content-Length", str(len(content)))])
        return [content]

    with serve(application) as server:
        yield at(server.address)


def at(address: str) -> Taxisnet:
    return Taxisnet(client_id="a", client_secret="b", base_url=address, public_url=address)


def ask(taxisnet: Taxisnet) -> object:
    return taxisnet.claims(code="c", redirect_uri="http://localhost/")


def test_a_good_answer_is_read() -> None:
    with provider() as taxisnet:
        assert ask(taxisnet).afm == "000001010"


@pytest.mark.parametrize("content", [BILLION_LAUGHS, EXTERNAL, REMOTE_DTD], ids=["laughs", "external", "remote"])
def test_hostile_xml_is_unreadable(content: bytes) -> None:
    with pytest.raises(TaxisnetAnswerIsUnreadable):
        userinfo_attributes(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not xml",
        b"<root/>",
        b"<html><body>Maintenance</body></html>",
        b"\xff\xfe\x00",
        b'<?xml version="1.0" encoding="nope"?><root/>',
    ],
)
def test_garbage_is_unreadable(content: bytes) -> None:
    with provider(userinfo=("200 OK", content)) as taxisnet, pytest.raises(TaxisnetAnswerIsUnreadable):
        ask(taxisnet)


def test_an_answer_in_greek_encoding_is_read() -> None:
    content = '<?xml version="1.0" encoding="ISO-8859-7"?><root><userinfo lastname="ΔΟΚΙΜΗ"/></root>'.encode(
        "iso8859-7"
    )

    assert userinfo_attributes(content)["lastname"] == "ΔΟΚΙΜΗ"


def test_an_endless_answer_is_cut_short() -> None:
    with provider(userinfo=("200 OK", b" " * 5_000_000)) as taxisnet, pytest.raises(TaxisnetAnswerIsUnreadable):
        ask(taxisnet)


@pytest.mark.parametrize(
    ("token", "failure"),
    [
        (("400 Bad Request", b"{}"), SignInCodeIsSpent),
        (("401 Unauthorized", b"{}"), TaxisnetRefusesUs),
        (("302 Found", b""), TaxisnetAnswerIsUnreadable),
        (("500 Internal Server Error", b""), TaxisnetIsDown),
        (("503 Service Unavailable", b"<html>"), TaxisnetIsDown),
        (("200 OK", b"<html>"), TaxisnetAnswerIsUnreadable),
        (("200 OK", b"[]"), TaxisnetAnswerIsUnreadable),
        (("200 OK", b'{"access_token": 7}'), TaxisnetAnswerIsUnreadable),
        (("200 OK", b'{"access_token": "a\\r\\nX-Evil: 1"}'), TaxisnetAnswerIsUnreadable),
    ],
)
def test_each_answer_of_the_token_address_has_its_name(
    token: tuple[str, bytes], failure: type[TaxisnetFailure]
) -> None:
    with provider(token=token) as taxisnet, pytest.raises(failure):
        ask(taxisnet)


def test_nobody_listening_means_down() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    with pytest.raises(TaxisnetIsDown):
        ask(at(f"http://127.0.0.1:{port}"))


def test_a_provider_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapter, "TIMEOUT", httpx.Timeout(0.2))
    with _deaf_server() as address, pytest.raises(TaxisnetIsDown):
        ask(at(address))


@pytest.mark.parametrize("code", ["", "x" * 5000])
def test_an_impossible_code_is_not_even_sent(code: str) -> None:
    with pytest.raises(SignInCodeIsSpent):
        at("http://127.0.0.1:1").claims(code=code, redirect_uri="http://localhost/")


def test_signing_out_names_the_client_and_the_way_back() -> None:
    url = at("https://oauth2.gsis.gr/oauth2server/").sign_out_url(return_url="https://kalamata.example/?a=1&b=2")

    assert url == "https://oauth2.gsis.gr/oauth2server/logout/a/?url=https%3A%2F%2Fkalamata.example%2F%3Fa%3D1%26b%3D2"


@contextmanager
def _deaf_server() -> Iterator[str]:
    """Accepts connections and says nothing."""
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=_accept_until(listening, done), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        done.set()
    thread.join(timeout=2)


def _accept_until(listening: socket.socket, done: threading.Event) -> Callable[[], None]:
    def run() -> None:
        listening.settimeout(5)
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        with connection:
            done.wait(5)

    return run
