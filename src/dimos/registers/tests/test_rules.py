from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dimos.registers.columns import FIELDS
from dimos.registers.dates import DateIsMalformed, read_date
from dimos.registers.rules import masked, read_row
from dimos.registers.tests.factories import afm, amka, person
from dimos.registers.wording import FAILURES, FIELD_NAMES, PROBLEMS, explanation

TODAY = date(2026, 3, 2)
POSITIONS = {field: position for position, field in enumerate(FIELDS)}


def read(**changes):
    row = person(1) | {"street_number": ""} | changes
    cells = [row[field] for field in FIELDS]
    return read_row(cells=cells, positions=POSITIONS, width=len(cells), today=TODAY)


def codes(reading):
    return [problem.code for problem in reading.problems]


def test_a_good_row_has_no_problems():
    reading = read()

    assert codes(reading) == []
    assert reading.values["birth_date"] == date(1980, 1, 31)


@pytest.mark.parametrize(
    ("field", "cell", "code"),
    [
        ("afm", "000000000", "afm_invalid"),
        ("afm", "123456781", "afm_invalid"),
        ("afm", "12", "afm_invalid"),
        ("afm", "٠٩٤٢٥٩٢١٦", "afm_invalid"),
        ("afm", "9" * 80, "too_long"),
        ("amka", "01013099999", "amka_invalid"),
        ("amka", "00000000000", "amka_invalid"),
        ("amka", "99999999999", "amka_invalid"),
        ("last_name", "", "name_missing"),
        ("last_name", "  ", "name_missing"),
        ("first_name", "-", "name_missing"),
        ("last_name", "Παπα\x00δόπουλος", "unreadable_characters"),
        ("last_name", "Παπα\ufffdδόπουλος", "unreadable_characters"),
        ("last_name", "=cmd()", "name_characters"),
        ("last_name", "Παπαδόπουλος2", "name_characters"),
        ("last_name", "🙂", "name_characters"),
        ("last_name", "Α" * 121, "too_long"),
        ("address", "=HYPERLINK(1)", "formula"),
        ("address", "Α" * 10_000_000, "too_long"),
        ("birth_date", "31/02/1980", "date_impossible"),
        ("birth_date", "31/01/80", "date_short_year"),
        ("birth_date", "yesterday", "date_unknown_form"),
        ("birth_date", "31/01/1779", "date_out_of_range"),
        ("birth_date", "31/01/2027", "date_out_of_range"),
        ("resident_since", date(2030, 1, 1), "date_out_of_range"),
    ],
)
def test_an_error_keeps_the_row_out(field, cell, code):
    reading = read(**{field: cell})

    assert code in codes(reading)
    assert not reading.is_accepted


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"postal_code": "241"}, "postal_code_invalid"),
        ({"birth_date": "01/02/1980"}, "amka_birth_date"),
        ({"resident_since": "01/01/1970"}, "resident_before_birth"),
        ({"last_name": "Παπaδόπουλος"}, "mixed_alphabets"),
    ],
)
def test_a_warning_lets_the_row_in(changes, code):
    reading = read(**changes)

    assert codes(reading) == [code]
    assert reading.is_accepted


@pytest.mark.parametrize(
    "name", ["محمد", "O'Brien", "Müller", "Παπα-Νικολάου", "Δ’ Αντζολέτη", "Иванов", "Παπαϊωάννου"]
)
def test_names_of_all_peoples_are_names(name):
    assert codes(read(last_name=name)) == []


def test_leading_zeros_that_a_spreadsheet_dropped_come_back():
    valid = next(candidate for candidate in map(str, range(10_000_000, 10_000_200)) if not codes(read(afm=candidate)))
    short = amka(7, day="050180")

    reading = read(afm=valid, amka=short[1:], birth_date="05/01/1980")

    assert (reading.values["afm"], reading.values["amka"]) == (f"0{valid}", short)


@pytest.mark.parametrize(
    "written", [afm(1), f"EL{afm(1)}", f"EL {afm(1)[:3]} {afm(1)[3:6]} {afm(1)[6:]}", f" {afm(1)} "]
)
def test_an_afm_may_be_written_in_several_ways(written):
    assert read(afm=written).values["afm"] == afm(1)


def test_one_key_is_enough_and_none_is_an_error():
    assert codes(read(amka="")) == []
    assert codes(read(afm="")) == []
    assert codes(read(afm="", amka="")) == ["no_key"]


def test_street_and_number_become_one_address():
    assert read(address="Αριστομένους", street_number="12Α").values["address"] == "Αριστομένους 12Α"


def test_a_row_with_more_cells_than_headings_is_out():
    cells = [*person(1).values(), "more"]
    reading = read_row(cells=cells, positions={"afm": 0}, width=3, today=TODAY)

    assert codes(reading) == ["too_many_cells"]


@pytest.mark.parametrize(
    "text",
    [
        "31/12/1980", "31-12-1980", "31.12.1980", "1980-12-31", "1980/12/31", "19801231", "31 Δεκεμβρίου 1980",
        "31 ΔΕΚ 1980", "31-Dec-1980", "31/12/1980 00:00:00", "1980-12-31T00:00:00", "31/12/1980 12:00:00 πμ",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(text):
    assert read_date(text) == date(1980, 12, 31)


@pytest.mark.parametrize(("text", "month"), [("1 Μαΐου 1980", 5), ("1 Ιουνίου 1980", 6), ("1 Ιουλίου 1980", 7)])
def test_months_that_begin_alike_are_told_apart(text, month):
    assert read_date(text) == date(1980, month, 1)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_survives_being_written(day):
    assert read_date(day.isoformat()) == day
    assert read_date(f"{day.day}/{day.month}/{day.year:04d}") == day


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_a_clear_refusal(text):
    code = ""
    try:
        read_date(text)
    except DateIsMalformed as wrong:
        code = wrong.code
    assert code in {"", *PROBLEMS}


@given(st.lists(st.one_of(st.text(max_size=60), st.dates()), max_size=len(FIELDS) + 2))
def test_any_row_is_read_and_every_problem_has_words(cells):
    reading = read_row(cells=cells, positions=POSITIONS, width=len(FIELDS), today=TODAY)

    for problem in reading.problems:
        assert problem.code in PROBLEMS
    if reading.is_accepted:
        assert reading.values["last_name"]
        assert reading.values["afm"] or reading.values["amka"]


@given(st.text(max_size=300))
def test_masking_keeps_no_more_than_the_ends(value):
    hidden = masked(value)

    assert len(hidden) <= 12
    assert set(hidden[1:-1]) <= {"•"}


def test_every_field_has_a_name_and_an_unknown_code_has_words():
    assert set(FIELD_NAMES) == set(FIELDS)
    assert explanation("no such code") == FAILURES["interrupted"]
