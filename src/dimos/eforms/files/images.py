"""Images: opened within bounds, turned upright, and rid of the place, date and device hidden in them."""

import io
import warnings
from typing import Any, Final

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

PIXEL_LIMIT: Final = 60_000_000
_FORMATS: Final = ("JPEG", "PNG", "WEBP")


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
    with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
        upright = ImageOps.exif_transpose(image)
        profile = image.info.get("icc_profile")
        upright.load()
    bare = upright.copy()
    bare.info = {}
    bare.getexif().clear()
    written = io.BytesIO()
    options: dict[str, Any] = {"JPEG": {"quality": 90, "optimize": True}, "WEBP": {"quality": 90}}.get(image_format, {})
    bare.save(written, format=image_format, icc_profile=profile, **options)
    return written.getvalue()


def _refuse_giants(image: Image.Image) -> None:
    width, height = image.size
    if width * height > PIXEL_LIMIT:
        message = _("The image has too many pixels (%(width)d × %(height)d). Save it smaller and choose it again.")
        raise ImageIsUnsafe(message % {"width": width, "height": height})
