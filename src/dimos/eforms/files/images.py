"""Images: opened within bounds, turned upright, and rid of the place, date and device hidden in them."""

import io
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, Final

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

PIXEL_LIMIT: Final = 60_000_000
LARGE: Final = 16_000_000
LONGEST_WAIT_SECONDS: Final = 10.0
_FORMATS: Final = ("JPEG", "PNG", "WEBP")
_OPTIONS: Final[dict[str, dict[str, Any]]] = {"JPEG": {"quality": 90, "optimize": True}, "WEBP": {"quality": 90}}
_one_at_a_time: Final = threading.Lock()


class ImageIsUnsafe(ValueError):
    """The image is damaged or too large to open; the message is for the person."""


def clean_image(content: bytes) -> bytes:
    """The same picture without metadata, in the same format, first frame only. Raises ImageIsUnsafe."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return _without_metadata(content)
    except ImageIsUnsafe:
        raise
    except Exception as error:
        # Decoders of damaged files raise struct.error, KeyError, zlib.error and more.
        raise ImageIsUnsafe(_("The image is damaged. Save it again or take a new photo.")) from error


def _without_metadata(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content), formats=_FORMATS) as checked:
        image_format = str(checked.format)
        _refuse_giants(checked)
        checked.verify()
        is_large = checked.width * checked.height > LARGE
    with _turn() if is_large else nullcontext():
        return _rewritten(content, image_format)


def _rewritten(content: bytes, image_format: str) -> bytes:
    with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
        profile = image.info.get("icc_profile")
        # In place: a copy of the largest picture is a quarter of a gigabyte.
        ImageOps.exif_transpose(image, in_place=True)
        image.load()
        image.info = {}
        image.getexif().clear()
        written = io.BytesIO()
        image.save(written, format=image_format, icc_profile=profile, **_OPTIONS.get(image_format, {}))
    return written.getvalue()


@contextmanager
def _turn() -> Iterator[None]:
    """Large pictures wait for each other: a few kilobytes may unfold to 240 MB, and they come from anybody."""
    if not _one_at_a_time.acquire(timeout=LONGEST_WAIT_SECONDS):
        raise ImageIsUnsafe(_("Too many large images are being examined just now. Try again in a minute."))
    try:
        yield
    finally:
        _one_at_a_time.release()


def _refuse_giants(image: Image.Image) -> None:
    width, height = image.size
    if width * height > PIXEL_LIMIT:
        message = _("The image has too many pixels (%(width)d × %(height)d). Save it smaller and choose it again.")
        raise ImageIsUnsafe(message % {"width": width, "height": height})
