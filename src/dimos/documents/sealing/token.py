"""A device or service that keeps the keys of seals and never gives them out, reached by its PKCS#11 module.

One session per process, used by one thread at a time. A session can end at any moment (the device restarts, a cable is
pulled); then the module is started anew, the login repeated and the work done once more. A refused PIN is never
repeated: tokens lock themselves after a few wrong ones.
"""

import hashlib
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import pkcs11
from asn1crypto import algos, core
from asn1crypto import x509 as asn1_x509
from pkcs11.constants import Attribute, ObjectClass, TokenFlag
from pkcs11.mechanisms import KeyType, Mechanism
from pkcs11.util.ec import encode_ecdsa_signature

from dimos.documents.sealing.credentials import Certificates, SealCredentials, chain_above
from dimos.documents.sealing.obstacles import (
    SealCertificateIsMissing,
    SealIsMissing,
    SealKeyIsUnsuitable,
    TokenDoesNotAnswer,
    TokenIsMissing,
    TokenModuleCannotBeLoaded,
    TokenPinIsRefused,
)

Answer = TypeVar("Answer")

_REFUSALS: Final = (
    pkcs11.PinIncorrect,
    pkcs11.PinInvalid,
    pkcs11.PinLenRange,
    pkcs11.PinExpired,
    pkcs11.PinLocked,
    pkcs11.UserPinNotInitialized,
)
_UNFIT: Final = (
    pkcs11.MechanismInvalid,
    pkcs11.KeyTypeInconsistent,
    pkcs11.KeySizeRange,
    pkcs11.MultipleObjectsReturned,
)


class SealToken:
    """The token with this label in a PKCS#11 module."""

    def __init__(self, *, module: str, label: str, pin: str) -> None:
        self._module = module
        self._label = label
        self._pin = pin
        self._lock = threading.RLock()
        self._session: Any = None
        self._keys: dict[str, Any] = {}
        self._process = os.getpid()
        self._pin_was_refused = False

    def credentials(self, *, label: str, certificates: Certificates = ()) -> SealCredentials:
        """Return the key with this label; its certificate is the first of `certificates`, else the one of that label.

        Raises `SealIsMissing`, `SealCertificateIsMissing`, `SealKeyIsUnsuitable` or a `SealKeyCannotBeOpened`.
        """
        is_elliptic = self._work(lambda session: self._key(session, label).key_type is KeyType.EC)
        held = self._work(_certificates)
        named = [certificate for name, certificate in held if name == label]
        own = certificates[0] if certificates else max(named, key=_end, default=None)
        if own is None:
            raise SealCertificateIsMissing(label)
        chain = chain_above(own, (*(certificate for _, certificate in held), *certificates))
        credentials = SealCredentials(
            key=TokenKey(token=self, label=label, is_elliptic=is_elliptic), certificate=own, chain=chain
        )
        credentials.check_key()
        return credentials

    def certificates(self) -> Certificates:
        """Return every certificate on the token. Raises a `SealKeyCannotBeOpened`."""
        return tuple(certificate for _, certificate in self._work(_certificates))

    def sign(self, *, label: str, data: bytes) -> bytes:
        """Return the signature over the SHA-256 of `data`. Raises as `credentials`."""
        digest = hashlib.sha256(data).digest()  # the device sees the digest alone

        def signature(session: Any) -> bytes:
            key = self._key(session, label)
            if key.key_type is KeyType.EC:
                return encode_ecdsa_signature(key.sign(digest, mechanism=Mechanism.ECDSA))
            return bytes(key.sign(_digest_info(digest), mechanism=Mechanism.RSA_PKCS))

        return self._work(signature)

    def close(self) -> None:
        """End the session; the next use logs in again, with the same PIN even if it was refused."""
        with self._lock:
            self._drop()
            self._pin_was_refused = False

    def _work(self, work: Callable[[Any], Answer]) -> Answer:
        with self._lock:
            try:
                return self._attempt(work)
            except pkcs11.PKCS11Error:
                self._drop()
            try:
                return self._attempt(work)
            except pkcs11.PKCS11Error as error:
                self._drop()
                raise TokenDoesNotAnswer(type(error).__name__) from error

    def _attempt(self, work: Callable[[Any], Answer]) -> Answer:
        try:
            return work(self._opened())
        except _UNFIT as error:
            raise SealKeyIsUnsuitable(type(error).__name__) from error

    def _opened(self) -> Any:
        if self._process != os.getpid():  # a session does not survive a fork
            self._drop()
            self._process = os.getpid()
        if self._session is None:
            self._session = self._log_in()
        return self._session

    def _log_in(self) -> Any:
        token = self._token()
        if self._pin_was_refused or token.flags & (TokenFlag.USER_PIN_LOCKED | TokenFlag.USER_PIN_FINAL_TRY):
            raise TokenPinIsRefused
        try:
            return token.open(user_pin=self._pin)
        except pkcs11.UserAlreadyLoggedIn:  # by another session of this process; the login holds for all of them
            return token.open()
        except _REFUSALS as error:
            self._pin_was_refused = True
            raise TokenPinIsRefused(type(error).__name__) from error

    def _token(self) -> Any:
        try:
            library = pkcs11.lib(self._module)
        except pkcs11.PKCS11Error as error:
            if type(error) is pkcs11.PKCS11Error:  # no answer of the module: it is not there, or no module
                raise TokenModuleCannotBeLoaded(self._module) from error
            raise
        try:
            return library.get_token(token_label=self._label)
        except (pkcs11.NoSuchToken, pkcs11.MultipleTokensReturned) as error:
            raise TokenIsMissing(self._label) from error

    def _key(self, session: Any, label: str) -> Any:
        if label not in self._keys:
            try:
                key = session.get_key(object_class=ObjectClass.PRIVATE_KEY, label=label)
            except pkcs11.NoSuchKey as error:
                raise SealIsMissing(label) from error
            if key.key_type not in {KeyType.EC, KeyType.RSA}:
                raise SealKeyIsUnsuitable(label)
            self._keys[label] = key
        return self._keys[label]

    def _drop(self) -> None:
        """Let go of the session and stop the module, which may have lost its device for good."""
        session, self._session = self._session, None
        self._keys.clear()
        with suppress(pkcs11.PKCS11Error):
            if session is not None and self._process == os.getpid():
                session.close()
        with suppress(pkcs11.PKCS11Error):
            pkcs11.lib(self._module).finalize()


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenKey:
    """Implements `SealKey` with a key that stays on its token."""

    token: SealToken
    label: str
    is_elliptic: bool

    def sign(self, data: bytes) -> bytes:
        """Return the signature over the SHA-256 of `data`. Raises as `SealToken.sign`."""
        return self.token.sign(label=self.label, data=data)


def _certificates(session: Any) -> list[tuple[str, asn1_x509.Certificate]]:
    found = session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
    return [(one[Attribute.LABEL], asn1_x509.Certificate.load(one[Attribute.VALUE])) for one in list(found)]


def _end(certificate: asn1_x509.Certificate) -> Any:
    """A renewed certificate lies beside the former one; the later end is the newer."""
    return certificate["tbs_certificate"]["validity"]["not_after"].native


def _digest_info(digest: bytes) -> bytes:
    """What PKCS#1 v1.5 signs (RFC 8017, 9.2)."""
    algorithm = algos.DigestAlgorithm({"algorithm": "sha256", "parameters": core.Null()})
    return bytes(algos.DigestInfo({"digest_algorithm": algorithm, "digest": digest}).dump())
