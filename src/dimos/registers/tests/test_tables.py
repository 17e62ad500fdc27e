import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dimos.registers.columns import guess_mapping
from dimos.registers.tables import FileIsNotReadable, opened_table
from dimos.registers.tests.factories import HEADINGS, csv_file, person, workbook_file


def read(content):
    with opened_table(io.BytesIO(content)) as table:
        return table.headings, [(row.number, row.cells) for row in table.rows]


def refusal(content):
    with pytest.raises(FileIsNotReadable) as refused:
        read(content)
    return refused.value.code


def repacked(content, name, part):
    """The workbook with one part replaced."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, part if info.filename == name else old.read(info))
    return result.getvalue()


@pytest.mark.parametrize(
    "headings",
    [
        ["Α.Φ.Μ.", "ΑΜΚΑ", "Επώνυμο", "Όνομα", "ΠΑΤΡΩΝΥΜΟ"],
        ["ΑΦΜ", "Α.Μ.Κ.Α.", "ΕΠΩΝΥΜΟ", "ΟΝΟΜΑ", "Όνομα πατέρα"],
        ["AΦM", "AMKA", "Επίθετο", "Όνομα", "Πατέρας"],
        ["Tax ID", "SSN", "Last name", "First_Name", "Father's name"],
        [" vat ", "amka", "SURNAME", "name", "father-name"],
    ],
)
def test_headings_are_recognised_in_either_language(headings):
    assert guess_mapping(headings) == dict(
        zip(["afm", "amka", "last_name", "first_name", "father_name"], headings, strict=True)
    )


def test_all_headings_of_the_test_file_are_recognised():
    assert guess_mapping(list(HEADINGS.values())) == HEADINGS


def test_headings_are_unique_and_none_is_empty():
    headings, _ = read("α;α;;β\n1;2;3;4\n".encode())

    assert headings == ["α", "α (2)", "[C]", "β"]


def test_rows_are_numbered_as_a_spreadsheet_numbers_them():
    _, rows = read('\nα;β\n\n1;2\n;\n"two\nlines";4\n'.encode())

    assert rows == [(4, ["1", "2"]), (6, ["two\nlines", "4"])]


def test_the_hint_of_excel_for_the_separator_is_followed():
    headings, rows = read("sep=|\nα|β\n1|2;3\n".encode())

    assert (headings, rows) == (["α", "β"], [(3, ["1", "2;3"])])


def test_letters_that_the_encoding_lacks_do_not_stop_the_reading():
    content = "Επώνυμο;Όνομα\nΆ;Β\n".encode("cp1253") + b"\xaa\xd2;\xff\n"

    _, rows = read(content)

    assert rows[0] == (2, ["Ά", "Β"])
    assert "\ufffd" in rows[1][1][0]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"a;b\n\x00", "not_a_table"),
        (b"%PDF-1.7\n", "not_a_table"),
        (b"\x89PNG\r\n", "not_a_table"),
        (b"<html>", "not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_excel"),
        (b"PK\x03\x04", "damaged_workbook"),
        (b"a;b\n" + b"x" * 300_000, "line_too_long"),
        (b'a;b\n"' + b"x\n" * 150_000, "unclosed_quote"),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(content, code):
    assert refusal(content) == code


def test_a_zip_that_is_no_workbook_is_no_table():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as parts:
        parts.writestr("word/document.xml", "<x/>")

    assert refusal(content.getvalue()) == "not_a_table"


def test_a_zip_bomb_is_not_unpacked():
    bomb = repacked(workbook_file([person(1)]).getvalue(), "xl/worksheets/sheet1.xml", b" " * 40_000_000)

    assert refusal(bomb) == "workbook_too_large"


def test_entities_in_a_workbook_are_refused():
    billion = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'

    assert refusal(repacked(workbook_file([person(1)]).getvalue(), "xl/worksheets/sheet1.xml", billion)) in {
        "damaged_workbook",
        "empty",
    }


def test_a_formula_is_not_evaluated():
    book = openpyxl.Workbook()
    book.active.append(["ΑΦΜ", "Επώνυμο"])
    book.active.append(["=1+1", "Ά"])
    content = io.BytesIO()
    book.save(content)

    assert read(content.getvalue())[1] == [(2, ["", "Ά"])]


def test_only_the_first_visible_sheet_is_read():
    book = openpyxl.Workbook()
    book.active.sheet_state = "hidden"
    book.create_sheet("people").append(["ΑΦΜ"])
    content = io.BytesIO()
    book.save(content)

    assert read(content.getvalue())[0] == ["ΑΦΜ"]


@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_a_clear_refusal(content):
    for start in (b"", b"PK\x03\x04", b"\xff\xfe"):
        try:
            read(start + content)
        except FileIsNotReadable:
            continue


@given(position=st.integers(min_value=0, max_value=4_000), byte=st.integers(min_value=0, max_value=255))
def test_a_damaged_workbook_is_a_table_or_a_clear_refusal(position, byte):
    content = bytearray(WORKBOOK)
    content[position % len(content)] = byte
    try:
        read(bytes(content))
    except FileIsNotReadable:
        pass


WORKBOOK = workbook_file([person(1)]).getvalue()


def test_a_table_knows_about_how_many_rows_it_has():
    for file in (csv_file([person(n) for n in range(5)]), workbook_file([person(n) for n in range(5)])):
        with opened_table(file) as table:
            assert table.estimate == 5
