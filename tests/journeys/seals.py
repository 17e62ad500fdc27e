"""What independent judges say of a sealed file."""

import io
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import zxingcpp
from PIL import Image

from dimos.documents.sealing.authority import DemonstrationAuthority
from dimos.documents.tests.gates import picture_of, run, signature_status, text_of
from dimos.kernel.clock import now
from tests.robustness.stack import Stack

QR_DOTS_PER_INCH = 150


def assert_is_sealed(file: Path, stack: Stack) -> None:
    """Poppler finds the whole file signed, and pyHanko trusts it for the sake of the demonstration's authority."""
    verdict = run("pdfsig", "-nocert", file)
    assert "Signature is Valid" in verdict
    assert "Total document signed" in verdict
    with ThreadPoolExecutor(max_workers=1) as elsewhere:  # pyHanko needs an event loop; the stage's is Playwright's
        status = elsewhere.submit(signature_status, file.read_bytes(), _authority_of(stack), now()).result()
    assert status.bottom_line, status.summary()


def code_on(file: Path) -> str:
    """The address in its QR code."""
    picture = Image.open(io.BytesIO(picture_of(file.read_bytes(), dots_per_inch=QR_DOTS_PER_INCH)))
    (found,) = zxingcpp.read_barcodes(picture)
    return str(found.text)


def words_on(file: Path) -> str:
    """What can be read on it."""
    return text_of(file.read_bytes())


def altered_copy(file: Path) -> Path:
    """The same file with one byte of the page changed."""
    data = bytearray(file.read_bytes())
    position = data.index(b"stream\n") + len(b"stream\n") + 20
    data[position] ^= 1
    copy = file.with_name("altered.pdf")
    copy.write_bytes(data)
    return copy


def _authority_of(stack: Stack) -> bytes:
    secret = json.loads((stack.folder / "secrets.json").read_text())["secret_key"]
    return DemonstrationAuthority(folder=stack.folder / "seals", secret=secret).certificate()
