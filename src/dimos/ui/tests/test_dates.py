"""Dates in three boxes: every way to get one wrong has an answer of its own."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from dimos.ui.dates import DateBoxes, DateBoxesField, DateParts, DateProblem


@pytest.mark.parametrize(
    ("typed", "message", "wrong"),
    [
        (("27", "", "1985"), "The date must include a month", ("month",)),
        (("", "3", "1985"), "The date must include a day", ("day",)),
        (("27", "3", ""), "The date must include a year", ("year",)),
        (("", "", "1985"), "The date must include a day and a month", ("day", "month")),
        (("31", "2", "1985"), "February 1985 has 28 days", ("day",)),
        (("30", "2", "2024"), "February 2024 has 29 days", ("day",)),
        (("31", "4", "2024"), "April 2024 has 30 days", ("day",)),
        (("0", "4", "2024"), "The day must be between 1 and 31", ("day",)),
        (("1", "13", "2024"), "The month must be between 1 and 12", ("month",)),
        (("1", "1", "85"), "The year must have four digits, for example 1985", ("year",)),
        (("1", "1", "0085"), "The year must have four digits, for example 1985", ("year",)),
        (("two", "1", "1985"), "Write the day in digits, for example 27", ("day",)),
        (("-2", "1", "1985"), "Write the day in digits, for example 27", ("day",)),
        (("٢", "1", "1985"), "Write the day in digits, for example 27", ("day",)),
        (("1", "1", "١٩٨٥"), "Write the year in digits, for example 1985", ("year",)),
        (("1", "😀", "1985"), "Write the month in digits, for example 3", ("month",)),
        (("1", "ιου", "1985"), "Write the month in digits, for example 3", ("month",)),
    ],
)
def test_an_impossible_date_is_told_which_box_to_correct(typed, message, wrong):
    with override("en"):
        with pytest.raises(DateProblem) as problem:
            DateBoxesField().clean(DateParts(*typed))
        assert problem.value.messages == [message]
    assert problem.value.parts == wrong


def test_a_missing_month_is_said_in_greek():
    with override("el"):
        with pytest.raises(DateProblem) as problem:
            DateBoxesField().clean(DateParts("27", "", "1985"))
        assert problem.value.messages == ["Η ημερομηνία πρέπει να έχει και μήνα"]


@pytest.mark.parametrize("month", ["3", "03", "Μαρτίου", "μάρτιος", "ΜΑΡΤΙΟΥ", "Μάρ.", "March", "mar"])
def test_a_month_may_be_written_as_a_word(month):
    assert DateBoxesField().clean(DateParts("27", month, "1985")) == date(1985, 3, 27)


def test_the_leap_day_is_a_day():
    assert DateBoxesField().clean(DateParts("29", "2", "2024")) == date(2024, 2, 29)


def test_an_empty_required_date_is_asked_for():
    with override("en"), pytest.raises(ValidationError, match="Enter the date"):
        DateBoxesField().clean(None)


def test_an_empty_optional_date_is_none():
    assert DateBoxesField(required=False).clean(None) is None


def test_a_date_after_the_latest_is_refused_with_the_limit():
    field = DateBoxesField(latest=lambda: date(2026, 11, 23))
    with override("en"):
        with pytest.raises(DateProblem) as problem:
            field.clean(DateParts("24", "11", "2026"))
        assert problem.value.messages == ["The date must be 23 November 2026 or earlier"]


def test_a_date_before_the_earliest_is_refused():
    with pytest.raises(DateProblem):
        DateBoxesField(earliest=date(1900, 1, 1)).clean(DateParts("31", "12", "1899"))


def test_a_stored_draft_fills_the_boxes_again():
    assert DateParts.of("1985-03-27") == DateParts.of(date(1985, 3, 27)) == DateParts("27", "3", "1985")


def test_the_widget_reads_three_boxes_or_one_iso_date():
    posted = {"born_day": " 27 ", "born_month": "3", "born_year": "1985"}
    assert DateBoxes().value_from_datadict(posted, {}, "born") == DateParts("27", "3", "1985")
    assert DateBoxes().value_from_datadict({"born": "1985-03-27"}, {}, "born") == DateParts("27", "3", "1985")
    assert DateBoxes().value_from_datadict({}, {}, "born") is None
