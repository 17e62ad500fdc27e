"""What stands at the head of a municipality's documents."""

import re
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.utils.translation import override

from dimos.documents.content import Language, Letterhead
from dimos.kernel.greek import upper_greek
from dimos.municipalities.public import Municipality, Profile

_LARGEST_ARMS: Final = 300_000
_SVG_ROOT: Final = "{http://www.w3.org/2000/svg}svg"
_OUTSIDE_PAINT = re.compile(r"url\((?!#)|@import", re.IGNORECASE)
_SHAPES: Final = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
_PAINT: Final = {"linearGradient", "radialGradient", "stop", "clipPath", "mask", "use"}
_DRAWN_WITH: Final = frozenset({"svg", "g", "defs", "title", "desc"} | _SHAPES | _PAINT)


def letterhead_of(*, municipality: Municipality, profile: Profile, language: Language) -> Letterhead:
    """Return the head in `language`; the arms are the municipality's, or empty for the neutral ones."""
    with override(language):
        name, region = municipality.name, municipality.regional_unit.region.name
    english = language == "en"
    return Letterhead(
        municipality=upper_greek(name),
        region=upper_greek(region),
        place="" if english else profile.place_el,
        address=profile.address_en if english and profile.address_en else profile.address_el,
        phone=profile.phone,
        email=profile.email,
        arms_svg=_arms(profile.arms),
    )


def is_safe_drawing(*, svg: bytes) -> bool:
    """Whether `svg` is a small drawing of shapes, without text, pictures, styles or references to elsewhere."""
    if len(svg) > _LARGEST_ARMS:
        return False
    try:
        root = ElementTree.fromstring(svg.decode("utf-8"))
    except (ElementTree.ParseError, DefusedXmlException, ValueError):
        return False
    return root.tag == _SVG_ROOT and all(_is_safe_element(element) for element in root.iter())


def _is_safe_element(element: Element) -> bool:
    refers_inside = all(value.startswith("#") for name, value in element.attrib.items() if name.endswith("href"))
    paints_inside = not any(_OUTSIDE_PAINT.search(value) for value in element.attrib.values())
    return str(element.tag).rpartition("}")[2] in _DRAWN_WITH and refers_inside and paints_inside


def _arms(path: str) -> str:
    """Read the arms at a path below the data folder or among the static files; anything odd gives the neutral arms."""
    found = _below_data(path) or _among_static_files(path)
    if found is None:
        return ""
    svg = found.read_bytes()
    return svg.decode("utf-8") if is_safe_drawing(svg=svg) else ""


def _below_data(path: str) -> Path | None:
    folder = Path(settings.DIMOS_DATA_DIR).resolve()
    candidate = (folder / path).resolve()
    return candidate if candidate.is_relative_to(folder) and candidate.is_file() else None


def _among_static_files(path: str) -> Path | None:
    try:
        found = finders.find(path) if path else None
    except SuspiciousFileOperation:
        return None
    return Path(found) if found and Path(found).is_file() else None
