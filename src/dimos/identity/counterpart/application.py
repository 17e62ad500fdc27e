"""The counterpart's WSGI application: authorize, token, userinfo, logout, as TAXISnet has them."""

import hmac
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from importlib.resources import files
from typing import Final
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit
from wsgiref.types import StartResponse, WSGIEnvironment
from xml.sax.saxutils import quoteattr

from dimos.identity.counterpart import DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, pages
from dimos.identity.counterpart.grants import Grant, Grants, SignInRequest
from dimos.identity.personas import PERSONAS, Persona

LOCAL_CLIENTS: Final = r"http://([a-z0-9-]+\.)*(localhost|127\.0\.0\.1|testserver)(:\d+)?/.*"
LARGEST_FORM: Final = 16 * 1024
BLANKS: Final = "   "
PREFIX: Final = "/oauth2server"
POLICY: Final = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a visitor or client sent."""

    method: str
    path: str
    query: dict[str, str]
    form: dict[str, str]
    authorization: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What goes back."""

    status: HTTPStatus = HTTPStatus.OK
    content: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    headers: list[tuple[str, str]] = field(default_factory=list)


class Counterpart:
    """The application. Clients must have the demonstration's id and secret, and an address that fits the pattern."""

    def __init__(self, *, redirect_pattern: str = LOCAL_CLIENTS, grants: Grants | None = None) -> None:
        self._redirects = re.compile(redirect_pattern)
        self._grants = grants or Grants()
        self._people = {persona.key: persona for persona in PERSONAS}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        answer = self._answer(_read(environ))
        headers = [
            ("Content-Type", answer.content_type),
            ("Content-Length", str(len(answer.content))),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            *answer.headers,
        ]
        if "Cache-Control" not in dict(answer.headers):
            headers.append(("Cache-Control", "no-store"))
        start_response(f"{answer.status.value} {answer.status.phrase}", headers)
        return [answer.content]

    def _answer(self, request: Request) -> Answer:
        if request.path == "/healthz":
            return Answer(content=b"ok\n", content_type="text/plain; charset=utf-8")
        if request.path == "/static/counterpart.css":
            return _stylesheet()
        if request.path.startswith("/logout/"):
            return self._sign_out(request)
        routes: dict[tuple[str, str], Callable[[Request], Answer]] = {
            ("GET", "/"): self._front,
            ("GET", "/oauth/authorize"): self._offer,
            ("POST", "/oauth/authorize"): self._choose,
            ("POST", "/oauth/token"): self._token,
            ("GET", "/userinfo"): self._userinfo,
        }
        handler = routes.get((request.method, request.path))
        return handler(request) if handler else _page(pages.not_found(request.language), HTTPStatus.NOT_FOUND)

    def _front(self, request: Request) -> Answer:
        return _page(pages.front(request.language))

    def _offer(self, request: Request) -> Answer:
        asked, query = self._asked(request.query), request.query
        if asked is None:
            return _page(pages.wrong_request(request.language), HTTPStatus.BAD_REQUEST)
        if query.get("response_type") != "code" or query.get("scope", "read") != "read":
            return _redirect(asked, {"error": "invalid_request"})
        ticket = self._grants.choices.keep(asked)
        other = "el" if request.language == "en" else "en"
        switch = "?" + urlencode({**query, "lang": other})
        return _page(pages.choice(request.language, PERSONAS, ticket, switch), form_target=_origin(asked.redirect_uri))

    def _choose(self, request: Request) -> Answer:
        asked = self._grants.choices.take(request.form.get("ticket", ""))
        if asked is None:
            return _page(pages.too_late(request.language), HTTPStatus.BAD_REQUEST)
        persona = self._people.get(request.form.get("persona", ""))
        if request.form.get("answer") == "deny" or persona is None:
            return _redirect(asked, {"error": "access_denied"})
        return _redirect(asked, {"code": self._grants.codes.keep(Grant(request=asked, persona_key=persona.key))})

    def _token(self, request: Request) -> Answer:
        form = request.form
        known = hmac.compare_digest(form.get("client_id", "").encode(), DEMO_CLIENT_ID.encode())
        if not known or not hmac.compare_digest(form.get("client_secret", "").encode(), DEMO_CLIENT_SECRET.encode()):
            return _json({"error": "invalid_client"}, HTTPStatus.UNAUTHORIZED)
        if form.get("grant_type") != "authorization_code":
            return _json({"error": "unsupported_grant_type"}, HTTPStatus.BAD_REQUEST)
        grant = self._grants.codes.take(form.get("code", ""))
        if grant is None or grant.request.redirect_uri != form.get("redirect_uri"):
            return _json({"error": "invalid_grant"}, HTTPStatus.BAD_REQUEST)
        token = self._grants.tokens.keep(grant)
        return _json({"access_token": token, "token_type": "bearer", "expires_in": 299, "scope": "read"})

    def _userinfo(self, request: Request) -> Answer:
        scheme, _, token = request.authorization.partition(" ")
        grant = self._grants.tokens.look(token) if scheme.lower() == "bearer" else None
        if grant is None or request.query.get("format") != "xml":
            return _json({"error": "invalid_token"}, HTTPStatus.UNAUTHORIZED)
        content = userinfo(self._people[grant.persona_key]).encode()
        return Answer(content=content, content_type="application/xml;charset=UTF-8")

    def _sign_out(self, request: Request) -> Answer:
        url = request.query.get("url", "")
        known = request.path.removeprefix("/logout/").strip("/") == DEMO_CLIENT_ID
        if known and self._redirects.fullmatch(url):
            return Answer(status=HTTPStatus.FOUND, headers=[("Location", url)])
        return _page(pages.signed_out(request.language))

    def _asked(self, query: dict[str, str]) -> SignInRequest | None:
        redirect_uri, client_id = query.get("redirect_uri", ""), query.get("client_id", "")
        if client_id != DEMO_CLIENT_ID or not self._redirects.fullmatch(redirect_uri):
            return None
        return SignInRequest(client_id=client_id, redirect_uri=redirect_uri, state=query.get("state", ""))


def userinfo(persona: Persona) -> str:
    """The XML as TAXISnet sends it: attributes, with trailing blanks; few of them for a legal person."""
    values = {
        "userid": f"demo_{persona.key}",
        "taxid": persona.afm,
        "lastname": persona.last_name,
        "firstname": persona.first_name,
        "fathername": persona.father_name,
        "mothername": persona.mother_name,
        "birthyear": str(persona.birth_date.year) if persona.birth_date else "",
    }
    attributes = " ".join(f"{name}={quoteattr(value + BLANKS)}" for name, value in values.items())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<root><userinfo {attributes}/></root>\n'


def _read(environ: WSGIEnvironment) -> Request:
    query = dict(parse_qsl(environ.get("QUERY_STRING", ""), max_num_fields=40))
    form: dict[str, str] = {}
    if environ["REQUEST_METHOD"] == "POST":
        length = min(int(environ.get("CONTENT_LENGTH") or 0), LARGEST_FORM)
        content = environ["wsgi.input"].read(length).decode("utf-8", errors="replace")
        form = dict(parse_qsl(content, max_num_fields=40))
    accepted = environ.get("HTTP_ACCEPT_LANGUAGE", "").lower()
    language = query.get("lang") or form.get("lang") or ("en" if accepted.startswith("en") else "el")
    return Request(
        method=environ["REQUEST_METHOD"],
        path=unquote(environ.get("PATH_INFO", "/")).removeprefix(PREFIX) or "/",
        query=query,
        form=form,
        authorization=environ.get("HTTP_AUTHORIZATION", ""),
        language="en" if language == "en" else "el",
    )


def _redirect(asked: SignInRequest, answer: dict[str, str]) -> Answer:
    separator = "&" if urlsplit(asked.redirect_uri).query else "?"
    query = urlencode({**answer, "state": asked.state} if asked.state else answer)
    return Answer(status=HTTPStatus.FOUND, headers=[("Location", f"{asked.redirect_uri}{separator}{query}")])


def _page(content: str, status: HTTPStatus = HTTPStatus.OK, *, form_target: str = "") -> Answer:
    policy = f"{POLICY} {form_target}".strip()
    return Answer(status=status, content=content.encode(), headers=[("Content-Security-Policy", policy)])


def _stylesheet() -> Answer:
    content = files("dimos.identity.counterpart").joinpath("static/counterpart.css").read_bytes()
    return Answer(content=content, content_type="text/css; charset=utf-8", headers=[("Cache-Control", "max-age=300")])


def _json(answer: dict[str, object], status: HTTPStatus = HTTPStatus.OK) -> Answer:
    return Answer(status=status, content=json.dumps(answer).encode(), content_type="application/json;charset=UTF-8")


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
