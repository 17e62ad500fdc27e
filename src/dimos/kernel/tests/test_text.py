import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dimos.kernel.text import TextIsTooLong, clean_line, clean_text

any_text = st.text(alphabet=st.characters(), max_size=60)


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("  Άγιος\u00a0 Νικόλαος\t", "Άγιος Νικόλαος"),
        ("Α\u0301θηνα", "Άθηνα"),
        ("Μαρία\r\nΠαππά", "Μαρία Παππά"),
        ("ab\u202ecd\u2066ef\u2069", "abcdef"),
        ("ze\u200bro\u200d\ufeff", "zero"),
        ("nul\x00\x07\x1b[31m", "nul[31m"),
        ("soft\u00adhyphen", "softhyphen"),
        ("private\ue000 non\ufffe", "private non"),
        ("   \u3000 ", ""),
    ],
)
def test_a_line_holds_only_what_can_be_seen(dirty: str, clean: str) -> None:
    assert clean_line(dirty) == clean


def test_a_text_keeps_its_lines_and_one_blank_between_paragraphs() -> None:
    assert clean_text("\r\n Πρώτη  γραμμή \r\nδεύτερη\n\n\n\n\tτρίτη\u2028τέταρτη \n") == (
        "Πρώτη γραμμή\nδεύτερη\n\nτρίτη\nτέταρτη"
    )


@given(any_text)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_text(clean_text(text)) == clean_text(text)


@given(any_text)
def test_nothing_unseen_survives(text: str) -> None:
    for cleaned in (clean_line(text), clean_text(text).replace("\n", "")):
        assert not {unicodedata.category(character) for character in cleaned} & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
        assert unicodedata.is_normalized("NFC", cleaned)


def test_a_text_past_its_limit_is_refused_with_both_lengths() -> None:
    assert clean_line("αβγ  ", limit=3) == "αβγ"
    with pytest.raises(TextIsTooLong, match="4 characters, limit 3") as refused:
        clean_line("αβγδ", limit=3)
    assert (refused.value.length, refused.value.limit) == (4, 3)
    with pytest.raises(TextIsTooLong):
        clean_text("α\nβ", limit=2)


def test_a_pile_of_marks_is_cut_off_before_it_is_put_in_order() -> None:
    # Left as it is, this takes minutes.
    assert len(clean_text("α" + "\u0300\u0316" * 300_000, limit=40)) <= 31
    assert clean_line("Α\u0301\u0308θηνα") == unicodedata.normalize("NFC", "Α\u0301\u0308θηνα")
