"""What a sealer and its key are, whoever makes them."""

from datetime import datetime
from typing import Protocol

from dimos.documents.sealing.obstacles import SealingIsNotPossible


class Sealer(Protocol):
    """Seals finished PDF files in the name of one municipality."""

    def seal(self, pdf: bytes, *, at: datetime) -> bytes:
        """Return `pdf` with a PAdES seal that certifies it (no later change allowed), dated `at`.

        The whole sealed file, or a `SealingIsNotPossible`.
        """
        ...


class SealKey(Protocol):
    """A private key that signs, wherever it lies."""

    @property
    def is_elliptic(self) -> bool:
        """Whether it signs with ECDSA; else with RSA (PKCS#1 v1.5)."""
        ...

    def sign(self, data: bytes) -> bytes:
        """Return the signature over the SHA-256 of `data`, as CMS wants it. May raise `SealingIsNotPossible`."""
        ...


class FileCannotBeSealed(SealingIsNotPossible):
    """The file does not have the structure this sealer understands."""
