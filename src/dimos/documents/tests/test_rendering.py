from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from dimos.documents.content import AnyContent, Row
from dimos.documents.rendering import (
    TEMPLATES,
    CharactersCannotBePrinted,
    DocumentCannotBeDrawn,
    DocumentDoesNotFit,
    DocumentHasNoTitle,
    draw_document,
    draw_preview,
)
from dimos.documents.tests.factories import CERTIFICATE, IMPRINT, ISSUED_AT, LETTERHEAD, RECEIPT
from dimos.documents.tests.gates import conformance_failures, picture_of, run, text_of


def draw(content: AnyContent) -> bytes:
    return draw_document(content=content, letterhead=LETTERHEAD, imprint=IMPRINT)


@pytest.mark.parametrize(
    "content", [CERTIFICATE, RECEIPT, replace(CERTIFICATE, language="en"), replace(RECEIPT, language="en")]
)
def test_a_document_is_archivable_and_accessible(content: AnyContent) -> None:
    assert conformance_failures(draw(content)) == []


def test_a_preview_is_archivable_and_accessible_too() -> None:
    assert conformance_failures(draw_preview(content=CERTIFICATE, letterhead=LETTERHEAD, at=ISSUED_AT)) == []


def test_the_same_content_gives_the_same_bytes() -> None:
    assert draw(CERTIFICATE) == draw(CERTIFICATE)


def test_a_certificate_says_who_what_and_under_which_number() -> None:
    text = text_of(draw(CERTIFICATE))

    for words in (
        "ΔΗΜΟΣ ΚΑΛΑΜΑΤΑΣ",
        "23 Νοεμβρίου 2026",
        "12345/2026",
        "ΠΑΡΑΔΕΙΓΜΑΤΙΔΟΥ",
        "7K3M-Q9TX-2HVB-4WPD",
        "23 Μαΐου 2027",
    ):
        assert words in text


@pytest.mark.parametrize("code", ["YYTP-P925-CD3N-AJS3", "AVAV-AVAV-WAWA-AJAJ", "1111-1111-7J7J-0000"])
def test_a_code_can_be_copied_in_one_piece(code: str) -> None:
    pdf = draw_document(content=CERTIFICATE, letterhead=LETTERHEAD, imprint=replace(IMPRINT, code=code))

    assert code in text_of(pdf)


def test_a_receipt_says_what_is_missing_and_until_when() -> None:
    text = text_of(draw(RECEIPT))

    for words in ("8 Φεβρουαρίου 2027", "Γνωμάτευση ΚΕΠΑ σε ισχύ", "αποζημίωσης", "23 Νοεμβρίου 2026, 10:30"):
        assert words in text


def test_a_preview_bears_no_code_and_no_number() -> None:
    text = text_of(draw_preview(content=CERTIFICATE, letterhead=LETTERHEAD, at=ISSUED_AT))

    assert "Σχέδιο εγγράφου" in text
    assert "Κωδικός επαλήθευσης" not in text
    assert "12345/2026" not in text


def test_the_printed_qr_code_leads_to_the_verification_page() -> None:
    picture = picture_of(draw(CERTIFICATE), dots_per_inch=75)

    (barcode,) = zxingcpp.read_barcodes(Image.open(BytesIO(picture)).convert("L"))

    assert barcode.text == IMPRINT.verification_url


@pytest.mark.parametrize(
    "hostile",
    [
        '#import "x"',
        "#panic(1)",
        "$x^2$ *b* _i_ `c` @ref",
        "\\u{41}",
        "// γ",
        "/* γ */",
        "<script>1</script>",
        "]",
        '"',
        "=",
        "محمد",
    ],
)
def test_markup_and_other_scripts_come_out_literally(hostile: str) -> None:
    content = replace(
        CERTIFICATE, title=hostile, purpose=hostile, rows=(Row(label=hostile, value=hostile),), legal_basis=(hostile,)
    )

    pdf = draw(content)

    assert hostile in text_of(pdf)
    assert conformance_failures(pdf) == []


def test_direction_and_control_characters_disappear() -> None:
    content = replace(CERTIFICATE, purpose="ab\u202ecd\u202c e\x00f\x07g", rows=())

    assert "abcd efg" in text_of(draw(content))


def test_a_word_of_200_letters_stays_on_the_page() -> None:
    content = replace(CERTIFICATE, rows=(Row(label="Όνομα", value="W" * 200),))

    words = run("pdftotext", "-bbox", "-", "-", data=draw(content))

    right_edges = [float(part.split('"')[0]) for part in words.split('xMax="')[1:]]
    assert max(right_edges) < 595 - 40


@pytest.mark.parametrize("text", ["λέξη " * 2_000, "x" * 10_000, "x" * 200_000])
def test_a_text_that_does_not_fit_is_refused(text: str) -> None:
    with pytest.raises(DocumentDoesNotFit):
        draw(replace(CERTIFICATE, purpose=text))


def test_a_service_may_allow_more_pages() -> None:
    pdf = draw(replace(CERTIFICATE, purpose="λέξη " * 900, max_pages=2))

    assert "Σελίδα 2 από 2" in text_of(pdf)
    assert conformance_failures(pdf) == []


@pytest.mark.parametrize("unprintable", ["😀", "李", "ก"])
def test_a_character_without_a_glyph_is_named_not_dropped(unprintable: str) -> None:
    with pytest.raises(CharactersCannotBePrinted) as refusal:
        draw(replace(CERTIFICATE, purpose=f"Όνομα {unprintable}"))

    assert refusal.value.characters == unprintable


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.text(alphabet="#$*_`<>@\\/{}[]()=-+~\"'.:;!?&%^|αΑ \n", max_size=60))
def test_any_text_is_drawn_or_refused_by_name(anything: str, markup: str) -> None:
    content = replace(
        CERTIFICATE, title=anything, intro=markup, rows=(Row(label=markup, value=anything),), legal_basis=(markup,)
    )

    try:
        pdf = draw(content)
    except (CharactersCannotBePrinted, DocumentDoesNotFit, DocumentHasNoTitle):
        return
    assert pdf.startswith(b"%PDF-1.7")


def test_the_unit_that_decides_stands_in_the_head() -> None:
    text = text_of(draw(replace(CERTIFICATE, office="Δημοτική Αστυνομία")))

    assert "Δημοτική Αστυνομία" in text
    assert LETTERHEAD.unit not in text
    assert LETTERHEAD.subunit not in text


def test_a_document_without_a_title_is_refused() -> None:
    with pytest.raises(DocumentHasNoTitle):
        draw(replace(CERTIFICATE, title=" \u202e "))


def test_no_fault_of_a_text_is_anything_but_a_drawing_error() -> None:
    for exception in (DocumentDoesNotFit, CharactersCannotBePrinted, DocumentHasNoTitle):
        assert issubclass(exception, DocumentCannotBeDrawn)


def test_threads_draw_side_by_side() -> None:
    contents = [replace(CERTIFICATE, purpose=f"Σκοπός {number}") for number in range(12)]

    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(draw, contents))

    assert drawn == [draw(content) for content in contents]


def test_the_fonts_are_small_and_bring_their_licence() -> None:
    fonts = TEMPLATES / "fonts"

    assert sum(file.stat().st_size for file in fonts.iterdir()) < 3_000_000
    assert "SIL OPEN FONT LICENSE" in (fonts / "OFL.txt").read_text(encoding="utf-8")


def test_no_template_evaluates_text() -> None:
    for template in TEMPLATES.glob("*.typ"):
        assert "eval(" not in template.read_text(encoding="utf-8")
    assert not any(path.is_symlink() for path in TEMPLATES.rglob("*"))
