"""The key of a municipality's seal, with its certificate and the chain above it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from asn1crypto import pem
from asn1crypto import x509 as asn1_x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, load_der_public_key, pkcs12

from dimos.documents.sealing.obstacles import SealHasExpired, SealKeyCannotBeOpened, SealKeyIsUnsuitable
from dimos.documents.sealing.ports import SealKey

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
Certificates = tuple[asn1_x509.Certificate, ...]


@dataclass(frozen=True)
class LoadedKey:
    """Implements `SealKey` with a key in memory."""

    key: PrivateKey

    @cached_property
    def is_elliptic(self) -> bool:
        """Whether it signs with ECDSA."""
        return isinstance(self.key, ec.EllipticCurvePrivateKey)

    def sign(self, data: bytes) -> bytes:
        """Return the signature over the SHA-256 of `data`."""
        if isinstance(self.key, ec.EllipticCurvePrivateKey):
            return self.key.sign(data, ec.ECDSA(hashes.SHA256()))
        return self.key.sign(data, padding.PKCS1v15(), hashes.SHA256())


@dataclass(frozen=True, slots=True)
class SealCredentials:
    """A key ready to sign, its certificate and the issuers' certificates, in asn1crypto form."""

    key: SealKey
    certificate: asn1_x509.Certificate
    chain: Certificates

    @property
    def root(self) -> asn1_x509.Certificate:
        """The highest certificate that came with the key."""
        return self.chain[-1] if self.chain else self.certificate

    def check_moment(self, at: datetime) -> None:
        """Raise `SealHasExpired` unless the certificate is valid at `at`."""
        validity = self.certificate["tbs_certificate"]["validity"]
        if not validity["not_before"].native <= at <= validity["not_after"].native:
            raise SealHasExpired

    def check_key(self) -> None:
        """Raise `SealKeyIsUnsuitable` unless the key is the one that the certificate speaks of."""
        public = load_der_public_key(self.certificate.public_key.dump())
        sample = b"Dimos: does this key belong to its certificate?"
        signature = self.key.sign(sample)
        try:
            if isinstance(public, ec.EllipticCurvePublicKey) and self.key.is_elliptic:
                public.verify(signature, sample, ec.ECDSA(hashes.SHA256()))
            elif isinstance(public, rsa.RSAPublicKey) and not self.key.is_elliptic:
                public.verify(signature, sample, padding.PKCS1v15(), hashes.SHA256())
            else:
                raise SealKeyIsUnsuitable
        except InvalidSignature as error:
            raise SealKeyIsUnsuitable from error


def open_pkcs12(*, data: bytes, passphrase: bytes) -> SealCredentials:
    """Return the credentials in a PKCS#12 file. Raises `SealKeyCannotBeOpened` or `SealKeyIsUnsuitable`."""
    try:
        store = pkcs12.load_pkcs12(data, passphrase)
    except ValueError as error:
        raise SealKeyCannotBeOpened from error
    if store.cert is None or not isinstance(store.key, (ec.EllipticCurvePrivateKey, rsa.RSAPrivateKey)):
        raise SealKeyIsUnsuitable
    certificates = [held.certificate for held in (store.cert, *store.additional_certs)]
    own, *others = [asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER)) for certificate in certificates]
    return SealCredentials(key=LoadedKey(store.key), certificate=own, chain=chain_above(own, others))


def open_pkcs12_file(*, path: Path, passphrase: bytes) -> SealCredentials:
    """Return the credentials in the PKCS#12 file at `path`. Raises as `open_pkcs12`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SealKeyCannotBeOpened(path.name) from error
    return open_pkcs12(data=data, passphrase=passphrase)


def read_certificates(*, path: Path) -> Certificates:
    """Return the certificates in a PEM file, in its order; none at all raises `SealKeyIsUnsuitable`."""
    try:
        blocks = [der for kind, _, der in pem.unarmor(path.read_bytes(), multiple=True) if kind == "CERTIFICATE"]
        certificates = tuple(asn1_x509.Certificate.load(der, strict=True) for der in blocks)
    except (OSError, ValueError) as error:
        raise SealKeyIsUnsuitable(path.name) from error
    if not certificates:
        raise SealKeyIsUnsuitable(path.name)
    return certificates


def chain_above(certificate: asn1_x509.Certificate, others: Iterable[asn1_x509.Certificate]) -> Certificates:
    """Return the issuers of `certificate` among `others`, the nearest first, the root (if there) last."""
    by_subject = {one.subject.hashable: one for one in others}
    chain: list[asn1_x509.Certificate] = []
    current = certificate
    while current.issuer != current.subject:
        issuer = by_subject.pop(current.issuer.hashable, None)
        if issuer is None:
            break
        chain.append(issuer)
        current = issuer
    return tuple(chain)
