"""Which seal a municipality has: its own PKCS#12 file, a key on the token, or one of the demonstration authority."""

import logging
import threading
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from asn1crypto import pem
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings

from dimos.documents.sealing.authority import DemonstrationAuthority
from dimos.documents.sealing.credentials import (
    Certificates,
    SealCredentials,
    chain_above,
    open_pkcs12_file,
    read_certificates,
)
from dimos.documents.sealing.evidence import EvidenceSource
from dimos.documents.sealing.obstacles import SealingIsNotPossible, SealIsMissing, SealSettingsAreIncomplete
from dimos.documents.sealing.own_sealer import OwnSealer
from dimos.documents.sealing.ports import Sealer
from dimos.documents.sealing.pyhanko_sealer import PyhankoSealer
from dimos.documents.sealing.time_stamps import HttpTimeStamper, TimeStampAccount
from dimos.documents.sealing.token import SealToken
from dimos.municipalities.public import Municipality

logger = logging.getLogger(__name__)

_REASON = "Έκδοση εγγράφου"

_sealers: dict[int, Sealer] = {}
_trusted: list[tuple[bytes, ...]] = []  # empty, or one answer
_tokens: list[SealToken] = []  # empty, or the only one
_stampers: list[HttpTimeStamper] = []
_making = threading.Lock()


class SealSource(StrEnum):
    """Where the key of a seal lies."""

    FILE = "file"
    TOKEN = "token"  # noqa: S105 - no password
    DEMONSTRATION = "demonstration"


class SealLevel(StrEnum):
    """What a seal proves about its time (ETSI EN 319 142-1): nothing; when; and that the certificates were valid."""

    BASIC = "B-B"
    TIME_STAMPED = "B-T"
    LONG_TERM = "B-LT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What can be told of a municipality's seal without using it."""

    source: SealSource
    level: SealLevel
    subject: str
    issuer: str
    expires_at: datetime


def sealer_for(*, municipality: Municipality) -> Sealer:
    """Return the municipality's sealer; its key is opened once a process. Raises a `SealingIsNotPossible`."""
    if municipality.id not in _sealers:
        _, credentials = _credentials_of(municipality)
        sealer = _sealer(credentials, name=municipality.name_el)
        with _making:
            _sealers.setdefault(municipality.id, sealer)
    return _sealers[municipality.id]


def seals_are_demonstrations() -> bool:
    """Whether the local demonstration authority seals here; the documents say so in words."""
    return not settings.DIMOS_SEAL_PKCS12_DIR and not settings.DIMOS_SEAL_PKCS11_MODULE


def seal_of(*, municipality: Municipality) -> Seal:
    """Return a description of the municipality's seal, read anew. Raises a `SealingIsNotPossible`.

    In a demonstration this makes the seal if there is none yet.
    """
    source, credentials = _credentials_of(municipality)
    certificate = credentials.certificate
    return Seal(
        source=source,
        level=_level(),
        subject=certificate.subject.human_friendly,
        issuer=certificate.issuer.human_friendly,
        expires_at=certificate["tbs_certificate"]["validity"]["not_after"].native,
    )


def trusted_authorities() -> tuple[bytes, ...]:
    """Return the PEM certificates under which the seals of this installation are issued.

    A key file that cannot be opened is passed over, a token that is away is asked again at the next call.
    """
    if not _trusted:
        roots, is_complete = _roots()
        found = tuple(sorted({_as_pem(root.dump()) for root in roots}))
        if not is_complete:
            return found
        with _making:
            _trusted[:] = [found]
    return _trusted[0]


def authority_certificate() -> bytes | None:
    """Return the demonstration authority's certificate (PEM) for download, or None where real seals are configured."""
    return None if _has_real_seals() else _demonstration_authority().certificate()


def forget_sealers() -> None:
    """Open keys anew at next use: after a key was exchanged, and between tests. Logs out of the token."""
    with _making:
        _sealers.clear()
        _trusted.clear()
        _stampers.clear()
        for token in _tokens:
            token.close()
        _tokens.clear()


def _sealer(credentials: SealCredentials, *, name: str) -> Sealer:
    level = _level()
    if level is SealLevel.BASIC:
        return OwnSealer(credentials=credentials, reason=_REASON, location=name, name=name)
    return PyhankoSealer(
        credentials=credentials,
        reason=_REASON,
        location=name,
        name=name,
        timestamper=_stamper(),
        evidence=_evidence(credentials) if level is SealLevel.LONG_TERM else None,
    )


def _level() -> SealLevel:
    if settings.DIMOS_SEAL_LT:
        for needed in ("DIMOS_SEAL_TSA_URL", "DIMOS_SEAL_TSA_AUTHORITIES"):
            if not getattr(settings, needed):
                raise SealSettingsAreIncomplete(f"DIMOS_SEAL_LT needs {needed}")
        return SealLevel.LONG_TERM
    return SealLevel.TIME_STAMPED if settings.DIMOS_SEAL_TSA_URL else SealLevel.BASIC


def _credentials_of(municipality: Municipality) -> tuple[SealSource, SealCredentials]:
    """The file wins over the token: so a municipality with a file does not need the device."""
    if not _has_real_seals():
        authority, name = _demonstration_authority(), municipality.name_el
        return SealSource.DEMONSTRATION, authority.credentials_for(municipality_id=municipality.id, name=name)
    path = _in_folder(f"{municipality.slug}.p12")
    if path is not None:
        return SealSource.FILE, open_pkcs12_file(path=path, passphrase=_passphrase())
    token = _token()
    if token is None:
        raise SealIsMissing(municipality.slug)
    pem_file = _in_folder(f"{municipality.slug}.pem")
    certificates = read_certificates(path=pem_file) if pem_file else ()
    return SealSource.TOKEN, token.credentials(label=municipality.slug, certificates=certificates)


def _has_real_seals() -> bool:
    return bool(settings.DIMOS_SEAL_PKCS12_DIR or settings.DIMOS_SEAL_PKCS11_MODULE)


def _in_folder(name: str) -> Path | None:
    folder = settings.DIMOS_SEAL_PKCS12_DIR
    path = Path(folder) / name if folder else None
    return path if path is not None and path.is_file() else None


def _passphrase() -> bytes:
    return str(settings.DIMOS_SEAL_PASSPHRASE).encode()


def _token() -> SealToken | None:
    """The only one of this process: one session serves all municipalities on it."""
    module = settings.DIMOS_SEAL_PKCS11_MODULE
    if not module:
        return None
    label, pin = settings.DIMOS_SEAL_PKCS11_TOKEN, settings.DIMOS_SEAL_PKCS11_PIN.get_secret_value()
    for name, value in (("DIMOS_SEAL_PKCS11_TOKEN", label), ("DIMOS_SEAL_PKCS11_PIN", pin)):
        if not value:
            raise SealSettingsAreIncomplete(f"DIMOS_SEAL_PKCS11_MODULE needs {name}")
    with _making:
        if not _tokens:
            _tokens.append(SealToken(module=str(module), label=label, pin=pin))
        return _tokens[0]


def _stamper() -> HttpTimeStamper:
    with _making:
        if not _stampers:
            account = TimeStampAccount(
                url=settings.DIMOS_SEAL_TSA_URL,
                user=settings.DIMOS_SEAL_TSA_USER,
                password=settings.DIMOS_SEAL_TSA_PASSWORD.get_secret_value(),
                authorities=_time_stamp_authorities(),
            )
            _stampers.append(HttpTimeStamper(account))
        return _stampers[0]


def _time_stamp_authorities() -> Certificates:
    path = settings.DIMOS_SEAL_TSA_AUTHORITIES
    return read_certificates(path=Path(path)) if path else ()


def _evidence(credentials: SealCredentials) -> EvidenceSource:
    return EvidenceSource(roots=(credentials.root, *_time_stamp_authorities()), others=credentials.chain)


def _roots() -> tuple[list[asn1_x509.Certificate], bool]:
    """The highest certificate above each seal that is in sight, and whether all were in sight."""
    if not _has_real_seals():
        return [asn1_x509.Certificate.load(pem.unarmor(_demonstration_authority().certificate())[2])], True
    folder = settings.DIMOS_SEAL_PKCS12_DIR
    files = sorted(Path(folder).glob("*.p12")) if folder else []
    certificate_files = (
        sorted(set(Path(folder).glob("*.pem")) - {settings.DIMOS_SEAL_TSA_AUTHORITIES}) if folder else []
    )
    roots, is_complete = [], True
    for path in files:
        try:
            roots.append(open_pkcs12_file(path=path, passphrase=_passphrase()).root)
        except SealingIsNotPossible as obstacle:
            logger.warning("the seal in %s cannot be opened: %s", path.name, type(obstacle).__name__)
    try:
        token = _token()
        on_token = token.certificates() if token else ()
    except SealingIsNotPossible as obstacle:
        logger.warning("the token of the seals cannot be read: %s", type(obstacle).__name__)
        on_token, is_complete = (), False
    for certificates in (*(_certificates_in(path) for path in certificate_files), *((one,) for one in on_token)):
        roots += [_top(certificates[0], (*certificates, *on_token))] if certificates else []
    return roots, is_complete


def _certificates_in(path: Path) -> Certificates:
    try:
        return read_certificates(path=path)
    except SealingIsNotPossible:
        logger.warning("%s holds no certificate that can be read", path.name)
        return ()


def _top(certificate: asn1_x509.Certificate, others: Certificates) -> asn1_x509.Certificate:
    return (certificate, *chain_above(certificate, others))[-1]


def _as_pem(der: bytes) -> bytes:
    return x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM)


def _demonstration_authority() -> DemonstrationAuthority:
    return DemonstrationAuthority(folder=Path(settings.DIMOS_DATA_DIR) / "seals", secret=settings.DIMOS_SEAL_PASSPHRASE)
