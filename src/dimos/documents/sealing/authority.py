"""A local certification authority for demonstrations: gives each municipality a seal without any paperwork.

Its dates are fixed, so that documents of any demonstrated day can be sealed; its names say that it is not for real use.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

from dimos.documents.sealing.credentials import SealCredentials, open_pkcs12
from dimos.documents.sealing.obstacles import SealKeyCannotBeOpened

AUTHORITY_NAME: Final = "Dimos DEMONSTRATION CA - not for real use"
_FROM: Final = datetime(2020, 1, 1, tzinfo=UTC)
_UNTIL: Final = datetime(2045, 1, 1, tzinfo=UTC)
_AUTHORITY: Final = "authority"


class DemonstrationAuthority:
    """Keeps its own key and the keys it gave out in `folder`, encrypted with a passphrase derived from `secret`."""

    def __init__(self, *, folder: Path, secret: str) -> None:
        self._folder = folder
        self._secret = secret.encode()

    def certificate(self) -> bytes:
        """Return the authority's certificate as PEM, for download and for those who verify."""
        certificate, _ = self._authority()
        return certificate.public_bytes(Encoding.PEM)

    def credentials_for(self, *, municipality_id: int, name: str) -> SealCredentials:
        """Return the seal of a municipality, making it at first use. Raises `SealKeyCannotBeOpened`."""
        label = f"municipality-{municipality_id}"
        path = self._folder / f"{label}.p12"
        if not path.exists():
            authority, authority_key = self._authority()
            with self._locked():
                if not path.exists():
                    certificate, key = _issue_seal(authority, authority_key, municipality_id, name)
                    _write_privately(path, _as_pkcs12(certificate, key, [authority], self._passphrase(label)))
        return open_pkcs12(data=path.read_bytes(), passphrase=self._passphrase(label))

    def _authority(self) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
        path = self._folder / f"{_AUTHORITY}.p12"
        if not path.exists():
            with self._locked():
                if not path.exists():
                    certificate, key = _create_authority()
                    _write_privately(path, _as_pkcs12(certificate, key, [], self._passphrase(_AUTHORITY)))
        store = _open_store(path, self._passphrase(_AUTHORITY))
        if store.cert is None or not isinstance(store.key, ec.EllipticCurvePrivateKey):
            raise SealKeyCannotBeOpened
        return store.cert.certificate, store.key

    def _passphrase(self, label: str) -> bytes:
        derived = HKDF(
            algorithm=hashes.SHA256(), length=32, salt=None, info=b"dimos.documents.sealing:" + label.encode()
        )
        return derived.derive(self._secret).hex().encode("ascii")

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Let one process at a time make keys."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self._folder / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _open_store(path: Path, passphrase: bytes) -> pkcs12.PKCS12KeyAndCertificates:
    try:
        return pkcs12.load_pkcs12(path.read_bytes(), passphrase)
    except ValueError as error:
        raise SealKeyCannotBeOpened from error


def _create_authority() -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(AUTHORITY_NAME, "Dimos")
    builder = (
        _builder(name, name, key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(signs_certificates=True), critical=True)
    )
    return builder.sign(key, hashes.SHA256()), key


def _issue_seal(
    authority: x509.Certificate, authority_key: ec.EllipticCurvePrivateKey, municipality_id: int, name: str
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(f"{name} - DEMONSTRATION"[:64], name[:64], identifier=f"DEMO-{municipality_id}")
    issuer_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key())
    builder = (
        _builder(subject, authority.subject, key)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(signs_certificates=False), critical=True)
        .add_extension(issuer_key, critical=False)
    )
    return builder.sign(authority_key, hashes.SHA256()), key


def _builder(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_FROM)
        .not_valid_after(_UNTIL)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _name(common_name: str, organization: str, identifier: str = "") -> x509.Name:
    attributes = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "GR"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization),
        x509.NameAttribute(NameOID.COMMON_NAME, common_name),
    ]
    if identifier:
        attributes.insert(2, x509.NameAttribute(NameOID.ORGANIZATION_IDENTIFIER, identifier))
    return x509.Name(attributes)


def _key_usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _as_pkcs12(
    certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey, chain: list[x509.Certificate], passphrase: bytes
) -> bytes:
    encryption = BestAvailableEncryption(passphrase)
    return pkcs12.serialize_key_and_certificates(None, key, certificate, chain or None, encryption)


def _write_privately(path: Path, data: bytes) -> None:
    """Write a file that only its owner reads; it is there in full or not at all."""
    draft = path.with_suffix(".draft")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
