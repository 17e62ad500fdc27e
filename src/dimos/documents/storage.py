"""Where sealed files lie: under their digest, written once, on the disk before anything refers to them."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.utils.functional import cached_property

ALIAS = "documents"


class FileIsMissing(Exception):
    """The storage does not hold the file of this document."""


class FileIsDamaged(Exception):
    """The file in the storage is not the one that was sealed."""


class DurableFileSystemStorage(FileSystemStorage):
    """A folder in which a file is there in full or not at all, and outlives a loss of power once `save` returned."""

    @cached_property
    def base_location(self) -> str:
        return str(Path(settings.DIMOS_DATA_DIR) / ALIAS)

    def _save(self, name: str, content: IO[bytes]) -> str:
        path = Path(self.path(name))
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".draft", delete=False) as draft:
            draft.write(content.read())
            draft.flush()
            os.fsync(draft.fileno())
        Path(draft.name).replace(path)
        for folder in (path.parent, path.parent.parent):
            _sync_folder(folder)
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:  # noqa: ARG002 - Django's signature
        """A digest names one content: writing it again changes nothing."""
        return name


def keep_file(*, municipality_id: int, data: bytes) -> tuple[str, str]:
    """Store a sealed file; return its SHA-256 (hex) and its key.

    Called before the row that refers to it is committed: a crash in between leaves a file without a row, never the
    reverse.
    """
    digest = hashlib.sha256(data).hexdigest()
    key = f"{municipality_id}/{digest[:2]}/{digest}.pdf"
    return digest, document_storage().save(key, ContentFile(data))


def fetch_file(*, key: str, digest: str) -> bytes:
    """Return the stored file. Raises `FileIsMissing` or `FileIsDamaged`."""
    try:
        with document_storage().open(key, "rb") as file:
            data: bytes = file.read()
    except FileNotFoundError as error:
        raise FileIsMissing from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise FileIsDamaged
    return data


def document_storage() -> Storage:
    """The storage named `documents` in the settings, or a folder of the installation's data."""
    return storages[ALIAS] if ALIAS in settings.STORAGES else DurableFileSystemStorage()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
