import io
import zlib
from contextlib import suppress

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter

from dimos.eforms.definition.fields import FileKind
from dimos.eforms.files import images
from dimos.eforms.files.checking import CheckedFile, FileIsRefused, check_file, printed_name
from dimos.eforms.tests.factories import jpeg, pdf, png, upload

ALL: tuple[FileKind, ...] = ("pdf", "jpeg", "png", "webp")


def checked(content: bytes, name: str, accept: tuple[FileKind, ...] = ALL, megabytes: int = 1) -> CheckedFile:
    with override("en"):
        return check_file(upload=upload(content, name), accept=accept, max_megabytes=megabytes)


def stream(body: bytes, dictionary: bytes = b"") -> bytes:
    packed = zlib.compress(body)
    return b"2 0 obj << /Filter /FlateDecode " + dictionary + b" >>\nstream\n" + packed + b"\nendstream endobj\n"


def object_stream(dictionary: bytes, packed: bytes) -> bytes:
    """An object stream that holds a program, dressed up in some way."""
    return b"4 0 obj <<" + dictionary + b">>stream\n" + packed + b"\nendstream endobj"


PROGRAM = b"5 0 << /S /JavaScript /JS (app.alert\\(1\\)) >>"


def encrypted(password: str) -> bytes:
    writer = PdfFileWriter()
    writer.insert_page(PageObject(contents=writer.add_object(StreamObject(stream_data=b"")), media_box=(0, 0, 9, 9)))
    writer.encrypt(owner_pass="owner", user_pass=password)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (pdf(), "bill.pdf", "application/pdf"),
        # Encryption draws lots: the test processes must agree on a name.
        pytest.param(encrypted(""), "bill.pdf", "application/pdf", id="encrypted without a password"),
        (pdf(), "BILL.PDF", "application/pdf"),
        (jpeg(), "photo.jpeg", "image/jpeg"),
        (png(), "scan.png", "image/png"),
    ],
)
def test_a_file_that_is_what_it_says_is_taken(content: bytes, name: str, media_type: str) -> None:
    file = checked(content, name)
    assert file.media_type == media_type
    assert file.size > 0
    assert len(file.sha256) == 64


def test_a_file_without_an_ending_gets_the_right_one() -> None:
    assert checked(jpeg(), "photo").name == "photo.jpg"


@pytest.mark.parametrize(
    ("content", "name", "part"),
    [
        (b"", "bill.pdf", "is empty"),
        (b"MZ\x90\x00" + bytes(100), "bill.pdf", "not one of the kinds"),
        (b"<html><script>", "bill.pdf", "not one of the kinds"),
        (b"PK\x03\x04" + bytes(100), "bill.docx", "PDF, JPG, PNG"),
        (jpeg(), "bill.pdf", "really a JPG file"),
        (pdf(), "photo.jpg", "really a PDF file"),
        (pdf() + bytes(1_100_000), "bill.pdf", "The limit is 1 MB"),
        (pdf()[:-8], "bill.pdf", "not complete"),
        (b"%PDF-1.4\nstartxref\n0\n%%EOF", "bill.pdf", "no pages"),
        pytest.param(encrypted("secret"), "bill.pdf", "locked with a password", id="encrypted"),
        (pdf(b"/Encrypt 3 0 R"), "bill.pdf", "no pages"),
        (pdf(b"<< /S /JavaScript >>"), "bill.pdf", "programs"),
        (pdf(b"<< /S /J#61vaScript >>"), "bill.pdf", "programs"),
        (pdf(b"<< /S /Launch >>"), "bill.pdf", "programs"),
        (pdf(stream(b"<< /JavaScript 4 0 R >>", b"/Type /ObjStm")), "bill.pdf", "programs"),
        (pdf(pages=201), "bill.pdf", "more than 200 pages"),
        (pdf(stream(bytes(101_000_000))), "bill.pdf", "too large to open"),
        (jpeg()[:200], "photo.jpg", "damaged"),
        (png()[:40], "scan.png", "damaged"),
    ],
)
def test_a_file_that_cannot_be_taken_is_told_why_and_what_to_do(content: bytes, name: str, part: str) -> None:
    with pytest.raises(FileIsRefused, match=part):
        checked(content, name)


@pytest.mark.parametrize(
    ("dictionary", "packed"),
    [
        (b"/Type /Obj#53tm /Filter /FlateDecode", zlib.compress(PROGRAM)),
        (b"/Type /ObjStm /Filter 9 0 R", zlib.compress(PROGRAM)),
        (b"/Type /ObjStm /Filter /FlateDecode /X (" + b"a" * 3_000 + b")", zlib.compress(PROGRAM)),
        (b"/Type /ObjStm", PROGRAM),
        (b"/Type /ObjStm /Filter /ASCIIHexDecode", PROGRAM.hex().encode() + b">"),
        (b"/Type /ObjStm /Filter [/FlateDecode /ASCIIHexDecode]", zlib.compress(PROGRAM.hex().encode() + b">")),
    ],
)
def test_a_program_does_not_hide_in_an_object_stream(dictionary: bytes, packed: bytes) -> None:
    with pytest.raises(FileIsRefused, match=r"programs|unusual"):
        checked(pdf(object_stream(dictionary, packed)), "bill.pdf")


def test_large_images_are_examined_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "LARGE", 50)
    monkeypatch.setattr(images, "LONGEST_WAIT_SECONDS", 0.01)
    assert checked(png(), "scan.png").kind == "png"

    with images._one_at_a_time, pytest.raises(FileIsRefused, match="in a minute"):
        checked(png(), "scan.png")


def test_a_kind_that_is_not_accepted_is_refused() -> None:
    with pytest.raises(FileIsRefused, match="Choose one of these: PDF"):
        checked(jpeg(), "photo.jpg", accept=("pdf",))


def test_an_image_with_too_many_pixels_is_refused_without_being_opened() -> None:
    header = png(1, 1)
    width = (100_000).to_bytes(4, "big")
    chunk = b"IHDR" + width + width + header[24:29]
    giant = header[:8] + header[8:12] + chunk + zlib.crc32(chunk).to_bytes(4, "big") + header[33:]
    with pytest.raises(FileIsRefused, match=r"too many pixels|damaged"):
        checked(giant, "bomb.png")


def test_a_photo_loses_the_place_where_it_was_taken_and_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Secret camera"
    exif.get_ifd(0x8825)[2] = (37.0, 2.0, 3.0)
    content = jpeg(40, 20, exif=exif.tobytes(), comment=b"secret comment")
    assert b"Secret camera" in content
    cleaned = checked(content, "photo.jpg").content
    assert b"Secret camera" not in cleaned
    assert b"secret comment" not in cleaned
    with Image.open(io.BytesIO(cleaned)) as image:
        assert image.size == (20, 40)
        assert not image.getexif()


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\n\\bill.pdf", "bill.pdf"),
        ("λογαριασμός ΔΕΗ\u202e\x00.pdf", "λογαριασμός ΔΕΗ.pdf"),
        ("a" * 300 + ".pdf", "a" * 94 + ".pdf"),
        ("...", "file"),
        ("", "file"),
    ],
)
def test_a_files_name_is_made_safe(name: str, printed: str) -> None:
    with override("en"):
        assert printed_name(name) == printed


@given(
    st.sampled_from([b"%PDF-1.4\n", jpeg(), png(), b"RIFF\x00\x00\x00\x00WEBP"]),
    st.binary(max_size=600),
    st.integers(0, 600),
)
@settings(deadline=None)
def test_any_bytes_are_taken_or_refused(head: bytes, body: bytes, cut: int) -> None:
    with suppress(FileIsRefused):
        assert checked(head[:cut] + body + b"\nstartxref\n0\n%%EOF", "file").size
