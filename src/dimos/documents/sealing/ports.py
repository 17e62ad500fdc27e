"""What a sealer is, whoever makes it."""

from datetime import datetime
from typing import Protocol


class Sealer(Protocol):
    """Seals finished PDF files in the name of one municipality."""

    def seal(self, pdf: bytes, *, at: datetime) -> bytes:
        """Return `pdf` with a PAdES seal that certifies it (no later change allowed), dated `at`."""
        ...


class FileCannotBeSealed(Exception):
    """The file does not have the structure this sealer understands."""
