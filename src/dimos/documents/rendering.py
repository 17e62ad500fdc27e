"""Draws a document: content and imprint in, PDF/A-3a and PDF/UA-1 out, the same bytes for the same input."""

import dataclasses
import json
import re
import threading
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst
import zxingcpp
from babel.dates import format_date, format_datetime

from dimos.documents.content import AnyContent, DocumentContent, Imprint, Letterhead, Row
from dimos.documents.text import printable_line, printable_paragraphs
from dimos.kernel.clock import local
from dimos.kernel.greek import upper_greek
from dimos.kernel.text import TextIsTooLong

TEMPLATES: Final = Path(__file__).parent / "templates_typst"
_STANDARDS: "Final[list[typst.PDFStandard]]" = ["a-3a", "ua-1"]
_UNPRINTABLE: Final = re.compile(r'the text `"(.+?)"` could not be displayed')
_PARAGRAPH_FIELDS: Final = frozenset({"intro", "purpose", "compensation", "deadline_note"})


class DocumentCannotBeDrawn(Exception):
    """The document cannot be drawn."""


class DocumentDoesNotFit(DocumentCannotBeDrawn):
    """The text needs more pages than the document may have."""


class DocumentHasNoTitle(DocumentCannotBeDrawn):
    """The document has no title."""


class CharactersCannotBePrinted(DocumentCannotBeDrawn):
    """The text has characters that no font of the documents can print."""

    def __init__(self, characters: str) -> None:
        super().__init__(self.__doc__)
        self.characters = characters


def draw_document(*, content: AnyContent, letterhead: Letterhead, imprint: Imprint) -> bytes:
    """Return the unsealed PDF of an issued document.

    Raises `DocumentDoesNotFit`, `CharactersCannotBePrinted` or `DocumentHasNoTitle`; each is a `DocumentCannotBeDrawn`.
    """
    data = _common_data(content, letterhead, imprint.issued_at) | {
        "preview": False,
        "demonstration": imprint.is_demonstration,
        "protocol": str(imprint.protocol),
        "code": imprint.code,
        "url": imprint.verification_url,
        "valid_until": _day(imprint.valid_until, content.language) if imprint.valid_until else "",
    }
    return _compile(
        content.template, data, qr=_qr_svg(imprint.verification_url), arms=letterhead.arms_svg, at=imprint.issued_at
    )


def draw_preview(*, content: AnyContent, letterhead: Letterhead, at: datetime) -> bytes:
    """Return what the document will look like: watermarked, without number, code or seal. Raises as `draw_document`."""
    data = _common_data(content, letterhead, at) | {
        "preview": True,
        "demonstration": False,
        "protocol": "—",
        "code": "",
        "url": "",
        "valid_until": "",
    }
    return _compile(content.template, data, qr="", arms=letterhead.arms_svg, at=at)


def warm_up() -> None:
    """Load the fonts and the templates of this thread before the first person waits for them."""
    draw_preview(
        content=DocumentContent(title="…"), letterhead=Letterhead(municipality="…"), at=datetime(2026, 1, 1, tzinfo=UTC)
    )


def _common_data(content: AnyContent, letterhead: Letterhead, at: datetime) -> dict[str, Any]:
    language = content.language
    head = dataclasses.replace(
        letterhead,
        unit=content.office or letterhead.unit,
        subunit=content.suboffice if content.office else letterhead.subunit,
        arms_svg="",
    )
    try:
        data = {name: _printable(name, value, language) for name, value in _fields(content).items()}
        letterhead_data = {name: printable_line(value) for name, value in _fields(head).items()}
    except TextIsTooLong as error:
        raise DocumentDoesNotFit from error
    if not data["title"]:
        raise DocumentHasNoTitle
    return data | {
        "heading": upper_greek(data["title"]),
        "letterhead": letterhead_data,
        "date": _day(local(at).date(), language),
        "moment": _moment(at, language),
    }


def _fields(instance: AnyContent | Letterhead) -> dict[str, Any]:
    return {field.name: getattr(instance, field.name) for field in dataclasses.fields(instance)}


def _printable(name: str, value: Any, language: str) -> Any:
    """Turn one field into what the template reads: clean text, paragraphs, written-out dates."""
    if name in _PARAGRAPH_FIELDS:
        return printable_paragraphs(value)
    if name == "follow_url":
        return value
    if isinstance(value, str):
        return printable_line(value)
    if isinstance(value, tuple):
        return [_printable_item(item) for item in value]
    if isinstance(value, datetime):
        return _moment(value, language)
    if isinstance(value, date):
        return _day(value, language)
    return "" if value is None else value


def _printable_item(item: str | Row) -> str | dict[str, str]:
    if isinstance(item, str):
        return printable_line(item)
    return {"label": printable_line(item.label), "value": printable_line(item.value)}


def _day(day: date, language: str) -> str:
    return format_date(day, "d MMMM y", locale=language)


def _moment(moment: datetime, language: str) -> str:
    return format_datetime(local(moment), "d MMMM y, HH:mm", locale=language)


def _qr_svg(url: str) -> str:
    barcode = zxingcpp.create_barcode(url, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    return str(zxingcpp.write_barcode_to_svg(barcode, add_quiet_zones=False))


def _compile(template: str, data: dict[str, Any], *, qr: str, arms: str, at: datetime) -> bytes:
    inputs = {"data": json.dumps(data, ensure_ascii=False), "qr": qr, "arms": arms or _neutral_arms()}
    try:
        drawn = _compiler().compile(
            input=str(TEMPLATES / f"{template}.typ"),
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=_STANDARDS,
            timestamp=int(at.timestamp()),
        )
    except typst.TypstError as error:
        raise _named(error) from error
    if not isinstance(drawn, bytes):
        raise DocumentCannotBeDrawn
    return drawn


def _named(error: typst.TypstError) -> DocumentCannotBeDrawn:
    if "overflow:" in error.message:
        return DocumentDoesNotFit()
    unprintable = _UNPRINTABLE.search(error.message)
    if unprintable:
        return CharactersCannotBePrinted(unprintable[1])
    return DocumentCannotBeDrawn(error.message)


_of_this_thread = threading.local()


def _compiler() -> typst.Compiler:
    """One compiler a thread: its inputs are its own state. The fonts are read once a process."""
    compiler: typst.Compiler | None = getattr(_of_this_thread, "compiler", None)
    if compiler is None:
        compiler = typst.Compiler(root=str(TEMPLATES), font_paths=_fonts(), ignore_system_fonts=True)
        _of_this_thread.compiler = compiler
    return compiler


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(TEMPLATES / "fonts")])


@cache
def _neutral_arms() -> str:
    return (TEMPLATES / "assets" / "arms.svg").read_text(encoding="utf-8")
