"""The key of a municipality's seal, with its certificate and the chain above it."""

from dataclasses import dataclass
from pathlib import Path

from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


class SealKeyCannotBeOpened(Exception):
    """The key file of the seal is damaged, or its passphrase is another one."""


class SealKeyIsUnsuitable(Exception):
    """The seal needs an EC or RSA key with its certificate."""


@dataclass(frozen=True, slots=True)
class SealCredentials:
    """A loaded private key, its certificate and the issuers' certificates, in asn1crypto form."""

    key: PrivateKey
    certificate: asn1_x509.Certificate
    chain: tuple[asn1_x509.Certificate, ...]


def open_pkcs12(*, data: bytes, passphrase: bytes) -> SealCredentials:
    """Return the credentials in a PKCS#12 file. Raises `SealKeyCannotBeOpened` or `SealKeyIsUnsuitable`."""
    try:
        store = pkcs12.load_pkcs12(data, passphrase)
    except ValueError as error:
        raise SealKeyCannotBeOpened from error
    if store.cert is None or not isinstance(store.key, (ec.EllipticCurvePrivateKey, rsa.RSAPrivateKey)):
        raise SealKeyIsUnsuitable
    certificates = [held.certificate for held in (store.cert, *store.additional_certs)]
    own, *chain = [asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER)) for certificate in certificates]
    return SealCredentials(key=store.key, certificate=own, chain=tuple(chain))


def open_pkcs12_file(*, path: Path, passphrase: bytes) -> SealCredentials:
    """Return the credentials in the PKCS#12 file at `path`. Raises as `open_pkcs12`, or `OSError`."""
    return open_pkcs12(data=path.read_bytes(), passphrase=passphrase)
