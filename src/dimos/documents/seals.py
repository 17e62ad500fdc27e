"""Which seal a municipality has: its own PKCS#12 file, or one of the local demonstration authority."""

import threading
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings

from dimos.documents.sealing.authority import DemonstrationAuthority
from dimos.documents.sealing.credentials import SealCredentials, open_pkcs12_file
from dimos.documents.sealing.own_sealer import OwnSealer
from dimos.documents.sealing.ports import Sealer
from dimos.municipalities.public import Municipality

_sealers: dict[int, Sealer] = {}
_making = threading.Lock()


class SealIsMissing(Exception):
    """The folder of seals holds no PKCS#12 file named after this municipality."""


def sealer_for(*, municipality: Municipality) -> Sealer:
    """Return the municipality's sealer; its key is loaded once a process.

    Raises `SealIsMissing`, `SealKeyCannotBeOpened` or `SealKeyIsUnsuitable`.
    """
    with _making:
        if municipality.id not in _sealers:
            _sealers[municipality.id] = OwnSealer(
                credentials=_credentials_of(municipality),
                reason="Έκδοση εγγράφου",
                location=municipality.name_el,
                name=municipality.name_el,
            )
        return _sealers[municipality.id]


def trusted_authorities() -> tuple[bytes, ...]:
    """Return the PEM certificates under which the seals of this installation are issued."""
    return _trusted_authorities()


def authority_certificate() -> bytes | None:
    """Return the demonstration authority's certificate (PEM) for download, or None where real seals are configured."""
    return None if settings.DIMOS_SEAL_PKCS12_DIR else _demonstration_authority().certificate()


def forget_sealers() -> None:
    """Load keys anew at next use: after a key was exchanged, and between tests."""
    with _making:
        _sealers.clear()
        _trusted_authorities.cache_clear()


def _credentials_of(municipality: Municipality) -> SealCredentials:
    folder = settings.DIMOS_SEAL_PKCS12_DIR
    if not folder:
        return _demonstration_authority().credentials_for(municipality_id=municipality.id, name=municipality.name_el)
    path = Path(folder) / f"{municipality.slug}.p12"
    if not path.is_file():
        raise SealIsMissing
    return open_pkcs12_file(path=path, passphrase=settings.DIMOS_SEAL_PASSPHRASE.encode())


@cache
def _trusted_authorities() -> tuple[bytes, ...]:
    if not settings.DIMOS_SEAL_PKCS12_DIR:
        return (_demonstration_authority().certificate(),)
    passphrase = settings.DIMOS_SEAL_PASSPHRASE.encode()
    files = sorted(Path(settings.DIMOS_SEAL_PKCS12_DIR).glob("*.p12"))
    return tuple({_root_of(open_pkcs12_file(path=path, passphrase=passphrase)) for path in files})


def _root_of(credentials: SealCredentials) -> bytes:
    """The highest certificate that came with the key."""
    highest = credentials.chain[-1] if credentials.chain else credentials.certificate
    return x509.load_der_x509_certificate(highest.dump()).public_bytes(Encoding.PEM)


def _demonstration_authority() -> DemonstrationAuthority:
    return DemonstrationAuthority(folder=Path(settings.DIMOS_DATA_DIR) / "seals", secret=settings.DIMOS_SEAL_PASSPHRASE)
