"""Asks a time-stamping service (RFC 3161) over HTTP, within limits, and believes no answer that it has not examined."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from ssl import SSLContext
from typing import Any, Final

import httpx
from asn1crypto import cms, tsp
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import handle_tsp_response
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko.sign.validation.status import TimestampSignatureStatus
from pyhanko_certvalidator import ValidationContext

from dimos.documents.sealing.credentials import Certificates
from dimos.documents.sealing.obstacles import TimeStampIsUnusable, TimeStampServiceDoesNotAnswer

_LONGEST_ANSWER: Final = 64 * 1024
_HEADERS: Final = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
_BUSY: Final = {408, 425, 429}


class SignerOfTimeStampsIsNew(Exception):
    """The time stamp bears another certificate than those whose evidence was gathered; gather again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeStampAccount:
    """Where the service is, who we are there, and whom to trust; without `authorities` the chain is not examined."""

    url: str
    user: str = ""
    password: str = ""
    authorities: Certificates = ()
    seconds: float = 8.0


class HttpTimeStamper(TimeStamper):
    """A pyHanko time stamper. Raises `TimeStampServiceDoesNotAnswer` and `TimeStampIsUnusable`."""

    def __init__(self, account: TimeStampAccount) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._account = account

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """Return a time-stamp token over this digest."""
        nonce, request = self.request_cms(message_digest, md_algorithm)  # type: ignore[no-untyped-call]
        answer = await self._ask(request.dump())
        try:
            token = handle_tsp_response(tsp.TimeStampResp.load(answer, strict=True), nonce)
            await self._examine(token, message_digest, md_algorithm)
        except (TimeStampIsUnusable, SignerOfTimeStampsIsNew):
            raise
        except Exception as error:  # a strange answer may break the parser anywhere
            raise TimeStampIsUnusable(type(error).__name__) from error
        return token

    async def _ask(self, question: bytes) -> bytes:
        account = self._account
        auth = httpx.BasicAuth(account.user, account.password) if account.user else None
        try:
            async with asyncio.timeout(account.seconds):  # httpx limits each step, not the whole
                return await _post(account.url, question, auth)
        except (httpx.HTTPError, TimeoutError, OSError) as error:
            raise TimeStampServiceDoesNotAnswer(type(error).__name__) from error
        except httpx.InvalidURL as error:
            raise TimeStampIsUnusable("DIMOS_SEAL_TSA_URL") from error

    async def _examine(self, token: cms.ContentInfo, digest: bytes, md_algorithm: str) -> None:
        authorities = self._account.authorities
        info = token["content"]["encap_content_info"]["content"].parsed
        context = ValidationContext(trust_roots=list(authorities), moment=info["gen_time"].native)
        expected: Callable[[str], bytes] = lambda algorithm: digest if algorithm == md_algorithm else b""  # noqa: E731
        status = TimestampSignatureStatus(**await validate_tst_signed_data(token["content"], context, expected))
        if not (status.valid and status.intact and (status.trusted or not authorities)):
            raise TimeStampIsUnusable
        self._note_signers(token, md_algorithm)

    def _note_signers(self, token: cms.ContentInfo, md_algorithm: str) -> None:
        """B-LT gathers evidence before the seal, about the signers of an earlier token: tell when they are others."""
        if not self._dummy_response_cache:
            return
        known = set(self._certs)
        self._register_dummy(md_algorithm, token)  # type: ignore[no-untyped-call]
        now = datetime.now(UTC)
        self._certs = {name: one for name, one in self._certs.items() if one.not_valid_after > now}
        if set(self._certs) - known:
            raise SignerOfTimeStampsIsNew


async def _post(url: str, question: bytes, auth: httpx.Auth | None) -> bytes:
    received = bytearray()
    options: dict[str, Any] = {"verify": _tls(), "timeout": None, "follow_redirects": False, "trust_env": False}
    async with (
        httpx.AsyncClient(**options) as http,
        http.stream("POST", url, content=question, headers=_HEADERS, auth=auth) as response,
    ):
        if response.is_server_error or response.status_code in _BUSY:
            raise TimeStampServiceDoesNotAnswer(response.status_code)
        if response.status_code != httpx.codes.OK:
            raise TimeStampIsUnusable(response.status_code)
        async for part in response.aiter_bytes():
            received += part
            if len(received) > _LONGEST_ANSWER:
                raise TimeStampIsUnusable("too long")
    return bytes(received)


@cache
def _tls() -> SSLContext:
    """Made once: reading the machine's authorities takes longer than a time stamp."""
    return httpx.create_ssl_context(trust_env=False)
