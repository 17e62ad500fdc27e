"""Is an uploaded file what it says, small enough, and harmless to open? Storing it is for others."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

import puremagic
from django.utils.translation import gettext as _

from dimos.eforms.definition.fields import FileKind
from dimos.eforms.files.images import ImageIsUnsafe, clean_image
from dimos.eforms.files.pdfs import PdfIsUnsafe, check_pdf
from dimos.kernel.text import TextIsTooLong, clean_line

MEGABYTE: Final = 1_000_000

MEDIA_TYPES: Final[dict[FileKind, str]] = {
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
_ENDINGS: Final[dict[FileKind, tuple[str, ...]]] = {
    "pdf": (".pdf",),
    "jpeg": (".jpg", ".jpeg", ".jfif"),
    "png": (".png",),
    "webp": (".webp",),
}
_NAMES: Final[dict[FileKind, str]] = {"pdf": "PDF", "jpeg": "JPG", "png": "PNG", "webp": "WEBP"}
_UNSAFE_IN_NAMES: Final = re.compile(r"[\\/:*?\"<>|\s]+")


class Upload(Protocol):
    """What the check needs of an uploaded file; Django's `UploadedFile` fits."""

    name: str | None
    size: int | None

    def read(self, size: int = -1) -> bytes: ...
    def seek(self, position: int) -> int: ...


class FileIsRefused(ValueError):
    """The file cannot be taken; the message tells the person why and what to do, in the active language."""


@dataclass(frozen=True, kw_only=True)
class CheckedFile:
    """A file that is what it says. `content` is ready to be stored; images have lost their hidden data."""

    name: str
    kind: FileKind
    media_type: str
    content: bytes

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.content)

    @property
    def sha256(self) -> str:
        """Digest of the content, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()

    def __str__(self) -> str:
        return self.name


def check_file(*, upload: Upload, accept: tuple[FileKind, ...], max_megabytes: int) -> CheckedFile:
    """The file, checked by its content and not by its name. Raises FileIsRefused."""
    name = printed_name(upload.name or "")
    limit = max_megabytes * MEGABYTE
    if (upload.size or 0) > limit:
        raise FileIsRefused(_too_big(name, max_megabytes))
    upload.seek(0)
    content = upload.read(limit + 1)
    if len(content) > limit:
        raise FileIsRefused(_too_big(name, max_megabytes))
    if not content:
        raise FileIsRefused(_("The file “%(name)s” is empty. Choose it again.") % {"name": name})
    kind = sniffed_kind(content)
    if kind is None or kind not in accept:
        raise FileIsRefused(_wrong_kind(name, accept))
    if not name.lower().endswith(_ENDINGS[kind]) and "." in name:
        raise FileIsRefused(_lying(name, kind))
    try:
        content = _CLEANERS[kind](content)
    except (ImageIsUnsafe, PdfIsUnsafe) as error:
        raise FileIsRefused(_("The file “%(name)s” cannot be taken.") % {"name": name} + " " + str(error)) from None
    return CheckedFile(name=_with_ending(name, kind), kind=kind, media_type=MEDIA_TYPES[kind], content=content)


def sniffed_kind(content: bytes) -> FileKind | None:
    """What the first bytes say it is, or None for anything a form never takes."""
    head = content[:4_096]
    if head.lstrip(b"\x00\t\n\x0c\r ").startswith(b"%PDF-"):
        return "pdf"
    try:
        found = {match.mime_type for match in puremagic.magic_string(head)}
    except (puremagic.PureError, ValueError):
        return None
    return next((kind for kind in ("jpeg", "png", "webp") if MEDIA_TYPES[kind] in found), None)


def printed_name(name: str) -> str:
    """A file's name without path, hidden characters or anything a file system minds; at most 100 characters."""
    try:
        line = clean_line(name.replace("\\", "/").rsplit("/", 1)[-1][-400:], limit=400)
    except TextIsTooLong:
        line = ""
    bare = _UNSAFE_IN_NAMES.sub(" ", line).strip(" .")
    stem, dot, ending = bare.rpartition(".")
    if dot and len(ending) <= 5:
        return f"{stem[:94].strip()}.{ending}"
    return bare[:100] or _("file")


def kind_names(accept: tuple[FileKind, ...]) -> str:
    """The accepted kinds as people call them: «PDF, JPG, PNG»."""
    return ", ".join(_NAMES[kind] for kind in accept)


def _with_ending(name: str, kind: FileKind) -> str:
    return name if name.lower().endswith(_ENDINGS[kind]) else f"{name}{_ENDINGS[kind][0]}"


_CLEANERS: Final[dict[FileKind, Callable[[bytes], bytes]]] = {
    "pdf": check_pdf,
    "jpeg": clean_image,
    "png": clean_image,
    "webp": clean_image,
}


def _too_big(name: str, limit: int) -> str:
    message = _(
        "The file “%(name)s” is too big. The limit is %(limit)d MB: scan it again at a lower quality or split it."
    )
    return message % {"name": name, "limit": limit}


def _wrong_kind(name: str, accept: tuple[FileKind, ...]) -> str:
    message = _("The file “%(name)s” is not one of the kinds taken here. Choose one of these: %(kinds)s.")
    return message % {"name": name, "kinds": kind_names(accept)}


def _lying(name: str, kind: FileKind) -> str:
    message = _(
        "The file “%(name)s” is really a %(kind)s file. Give its name the right ending, or choose another file."
    )
    return message % {"name": name, "kind": _NAMES[kind]}
