"""TAXISnet sign-in: OAuth 2 authorization code with an XML userinfo (ΓΓΠΣΔΔ; decision 50207 ΕΞ 2022, Β΄ 6149).

It is not OpenID Connect: no id token, no PKCE, no nonce. What protects the sign-in is the state, which callers keep.
"""

import ssl
from dataclasses import dataclass
from functools import cache
from typing import Final
from urllib.parse import quote, urlencode
from xml.etree.ElementTree import ParseError

import httpx
from defusedxml.ElementTree import fromstring

from dimos.identity.rules import Claims, read_claims

LARGEST_ANSWER: Final = 64 * 1024
TIMEOUT: Final = httpx.Timeout(8.0, connect=4.0)
LONGEST_CODE: Final = 512


class TaxisnetFailure(Exception):
    """The sign-in with TAXISnet did not work."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class TaxisnetIsDown(TaxisnetFailure):
    """TAXISnet does not answer."""


class TaxisnetAnswerIsUnreadable(TaxisnetFailure):
    """TAXISnet answered something that cannot be read."""


class SignInCodeIsSpent(TaxisnetFailure):
    """TAXISnet does not accept the sign-in code: it is too old, or was used before."""


class TaxisnetRefusesUs(TaxisnetFailure):
    """TAXISnet does not accept this installation's credentials."""


@dataclass(frozen=True, kw_only=True)
class Taxisnet:
    """The provider, as this installation is registered with it.

    `base_url` is for our own calls, `public_url` for the visitor's browser; both end before `/oauth`.
    """

    client_id: str
    client_secret: str
    base_url: str
    public_url: str

    @property
    def authorize_url(self) -> str:
        return f"{self.public_url.rstrip('/')}/oauth/authorize"

    def sign_out_url(self, *, return_url: str) -> str:
        """Where the browser ends TAXISnet's own session; it comes back to `return_url`."""
        query = urlencode({"url": return_url})
        return f"{self.public_url.rstrip('/')}/logout/{quote(self.client_id, safe='')}/?{query}"

    def claims(self, *, code: str, redirect_uri: str) -> Claims:
        """Trade the code for the person's data.

        Raises a TaxisnetFailure, or what `rules.read_claims` raises.
        """
        if not code or len(code) > LONGEST_CODE:
            raise SignInCodeIsSpent
        with httpx.Client(verify=_tls(), timeout=TIMEOUT, follow_redirects=False, trust_env=False) as http:
            return read_claims(self._userinfo(http, self._token(http, code, redirect_uri)))

    def _token(self, http: httpx.Client, code: str, redirect_uri: str) -> str:
        form = {
            "grant_type": "authorization_code",
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "redirect_uri": redirect_uri,
            "code": code,
            "scope": "read",
        }
        request = http.build_request("POST", f"{self.base_url.rstrip('/')}/oauth/token", data=form)
        status, content = _ask(http, request)
        if status == httpx.codes.UNAUTHORIZED:
            raise TaxisnetRefusesUs
        if status == httpx.codes.BAD_REQUEST:
            raise SignInCodeIsSpent
        if status != httpx.codes.OK:
            raise TaxisnetAnswerIsUnreadable
        return _token_in(content)

    def _userinfo(self, http: httpx.Client, token: str) -> dict[str, str]:
        request = http.build_request(
            "GET",
            f"{self.base_url.rstrip('/')}/userinfo",
            params={"format": "xml"},
            headers={"Authorization": f"Bearer {token}"},
        )
        status, content = _ask(http, request)
        if status != httpx.codes.OK:
            raise TaxisnetAnswerIsUnreadable
        return userinfo_attributes(content)


def userinfo_attributes(content: bytes) -> dict[str, str]:
    """The attributes of `<root><userinfo …/></root>`; raises TaxisnetAnswerIsUnreadable.

    No document type, no entities, nothing fetched: an answer that tries is unreadable.
    """
    try:
        root = fromstring(content, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except (ParseError, ValueError, LookupError):
        raise TaxisnetAnswerIsUnreadable from None
    element = next(root.iter("userinfo"), None)
    if element is None:
        raise TaxisnetAnswerIsUnreadable
    return dict(element.attrib)


@cache
def _tls() -> ssl.SSLContext:
    """Made once: reading the certificate authorities takes longer than the sign-in."""
    return httpx.create_ssl_context(trust_env=False)


def _ask(http: httpx.Client, request: httpx.Request) -> tuple[int, bytes]:
    try:
        response = http.send(request, stream=True)
        try:
            content = _limited(response)
        finally:
            response.close()
    except httpx.HTTPError:
        raise TaxisnetIsDown from None
    if response.is_server_error:
        raise TaxisnetIsDown
    return response.status_code, content


def _limited(response: httpx.Response) -> bytes:
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > LARGEST_ANSWER:
            raise TaxisnetAnswerIsUnreadable
    return bytes(content)


def _token_in(content: bytes) -> str:
    try:
        answer = httpx.Response(200, content=content).json()
        token = answer["access_token"]
    except (ValueError, KeyError, TypeError):
        raise TaxisnetAnswerIsUnreadable from None
    if not isinstance(token, str) or not token.isascii() or not token.isprintable() or not token:
        raise TaxisnetAnswerIsUnreadable
    return token
