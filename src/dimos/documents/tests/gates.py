"""Independent judges of a finished file."""

import io
import subprocess
from datetime import datetime
from pathlib import Path

import page
from asn1crypto import pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

PROFILES = (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1)
KNOWN_FALSE_ALARM = "STREAM-LENGTH-001"


def conformance_failures(pdf: bytes) -> list[str]:
    """Return what PDF/A-3a and PDF/UA-1 object to, apart from one rule known to alarm without cause."""
    reports = [page.validate_pdf_bytes(pdf, profile=profile) for profile in PROFILES]
    failures = [failure for report in reports for failure in report.failures]
    return [f"{one.rule_id}: {one.message}" for one in failures if not one.rule_id.endswith(KNOWN_FALSE_ALARM)]


def signature_status(pdf: bytes, authority: bytes, at: datetime) -> PdfSignatureStatus:
    """Return pyHanko's judgement of the only signature."""
    (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    root = x509.Certificate.load(pem.unarmor(authority)[2])
    return validate_pdf_signature(signature, ValidationContext(trust_roots=[root], moment=at))


def text_of(pdf: bytes) -> str:
    """Return the text a reader can select, line by line."""
    return run("pdftotext", "-layout", "-", "-", data=pdf)


def picture_of(pdf: bytes, *, dots_per_inch: int) -> bytes:
    """Return the first page as PNG."""
    return _run(["pdftoppm", "-singlefile", "-r", str(dots_per_inch), "-png", "-"], pdf).stdout


def run(*command: str | Path, data: bytes = b"") -> str:
    """Run a judge of the operating system; return what it says, errors included."""
    answer = _run([str(part) for part in command], data)
    return (answer.stdout + answer.stderr).decode("utf-8", "replace")


def _run(command: list[str], data: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, input=data, capture_output=True, check=False, timeout=30)
