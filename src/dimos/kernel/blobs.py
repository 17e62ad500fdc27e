"""Files kept under the digest of their content: written in full, on the disk before anything names them."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage


class BlobIsMissing(Exception):
    """The storage does not hold this file."""


class BlobIsDamaged(Exception):
    """The file in the storage is not the one that was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """Where content lies, and its SHA-256 in hexadecimal."""

    name: str
    sha256: str


class DurableFileSystemStorage(FileSystemStorage):
    """A folder in which a file is there in full or not at all, and survives a loss of power after `save`."""

    def _save(self, name: str, content: IO[bytes]) -> str:
        path = Path(self.path(name))
        _make_private(path.parent, root=Path(self.location))
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".draft", delete=False) as draft:
            draft.write(content.read())
            draft.flush()
            os.fsync(draft.fileno())
        Path(draft.name).replace(path)
        for folder in (path.parent, path.parent.parent):
            _sync_folder(folder)
        return name


def keep_blob(*, folder: str, data: bytes, ending: str = "") -> Blob:
    """Store content durably in the default storage; the same content is kept once.

    Called before the row that names it is committed: a crash in between leaves a file without a row, never the reverse.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    name = f"{folder}/{sha256[:2]}/{sha256}{ending}"
    if default_storage.exists(name):
        _touch(name)
    else:
        default_storage.save(name, ContentFile(data))
    return Blob(name=name, sha256=sha256)


def read_blob(*, blob: Blob) -> bytes:
    """The stored content. Raises BlobIsMissing or BlobIsDamaged."""
    try:
        with default_storage.open(blob.name) as file:
            data: bytes = file.read()
    except FileNotFoundError as error:
        raise BlobIsMissing from error
    if hashlib.sha256(data).hexdigest() != blob.sha256:
        raise BlobIsDamaged
    return data


def _make_private(folder: Path, *, root: Path) -> None:
    """The folder and those above it, for our own eyes: `mkdir(parents=True)` would open the upper ones to all."""
    for each in (*reversed([one for one in folder.parents if one.is_relative_to(root)]), folder):
        each.mkdir(mode=0o700, parents=True, exist_ok=True)


def sweep_blobs(*, folder: str, is_wanted: Callable[[str], bool], before: datetime) -> int:
    """Delete the files of a folder that nothing names and nobody has kept again since `before`; returns how many.

    `before` must lie further back than any transaction lasts: a file is on the disk before its row is committed.
    """
    gone = 0
    if not default_storage.exists(folder):
        return gone
    for part in default_storage.listdir(folder)[0]:
        for file in default_storage.listdir(f"{folder}/{part}")[1]:
            name = f"{folder}/{part}/{file}"
            if default_storage.get_modified_time(name) < before and not is_wanted(name):
                default_storage.delete(name)
                gone += 1
    return gone


def _touch(name: str) -> None:
    if isinstance(default_storage, FileSystemStorage):
        os.utime(default_storage.path(name))


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
