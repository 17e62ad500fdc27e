"""Small definitions and facts for the tests of this room."""

import io
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from dimos.eforms.answers import Facts
from dimos.eforms.definition.fields import StepDefinition

TODAY = date(2026, 11, 23)
EVERY_KIND = (
    "text", "long_text", "choice", "choices", "yes_no", "date", "number", "money", "afm", "amka", "iban", "phone",
    "email", "postal_code", "vehicle_plate", "address", "place", "file", "declaration",
)  # fmt: skip


def words(text: str) -> dict[str, str]:
    return {"el": f"{text} (ελ)", "en": text}


def field(kind: str, field_id: str = "x", **more: Any) -> dict[str, Any]:
    extras: dict[str, dict[str, Any]] = {
        "choice": {"options": [{"value": "red", "label": words("Red")}, {"value": "blue", "label": words("Blue")}]},
        "choices": {"options": [{"value": "red", "label": words("Red")}, {"value": "blue", "label": words("Blue")}]},
        "declaration": {"statement": words("I declare")},
    }
    return {"id": field_id, "type": kind, "label": words(field_id)} | extras.get(kind, {}) | more


def step(*fields: dict[str, Any], step_id: str = "step", **more: Any) -> StepDefinition:
    return StepDefinition.model_validate({"id": step_id, "title": words("Title"), "fields": list(fields)} | more)


def facts(today: date = TODAY, applicant: dict[str, Any] | None = None, **register: Any) -> Facts:
    return Facts(register=register, applicant=applicant or {}, today=today)


def jpeg(width: int = 8, height: int = 8, **options: Any) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(written, "JPEG", **options)
    return written.getvalue()


def png(width: int = 8, height: int = 8) -> bytes:
    written = io.BytesIO()
    Image.new("L", (width, height)).save(written, "PNG")
    return written.getvalue()


def pdf(body: bytes = b"", pages: int = 1) -> bytes:
    page = b"<< /Type /Page >>\n" * pages
    return b"%PDF-1.4\n1 0 obj << /Type /Pages /Count 1 >> endobj\n" + page + body + b"\nstartxref\n9\n%%EOF\n"


def upload(content: bytes, name: str = "file.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
