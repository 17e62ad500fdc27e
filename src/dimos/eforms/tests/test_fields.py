from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dimos.eforms.answers import Address, Place
from dimos.eforms.form import StepForm, build_form
from dimos.eforms.tests.factories import TODAY, facts, field, step


def answered(data: dict[str, Any], language: str = "en", **definition: Any) -> StepForm:
    kind = definition.pop("kind")
    return build_form(
        step=step(field(kind, **definition)), answers={}, facts=facts(), data=data, language=language
    )  # fmt: skip


GOOD: list[tuple[str, Any, Any]] = [
    ("text", "  Νίκος\u200b \u202e Άλφα ", "Νίκος Άλφα"),
    ("text", "أحمد 🙂", "أحمد 🙂"),
    ("text", "Ε\u0301", "Έ"),
    ("long_text", "α\r\n\r\n\r\nβ\x00", "α\n\nβ"),
    ("choice", "red", "red"),
    ("yes_no", "no", False),
    ("number", "12", 12),
    ("number", "-3", -3),
    ("money", "1.234,50 €", 123450),
    ("money", "0", 0),
    ("afm", "094 259 216", "094259216"),
    ("afm", "EL094259216", "094259216"),
    ("amka", "01013099997", "01013099997"),
    ("iban", "gr16 0110 1250 0000 0001 2300 695", "GR1601101250000000012300695"),
    ("phone", "27210 12345", "+302721012345"),
    ("phone", "0030 6971234567", "+306971234567"),
    ("phone", "+44 20 7946 0958", "+442079460958"),
    ("email", " Nikos@EXAMPLE.gr ", "Nikos@example.gr"),
    ("postal_code", "241 33", "24133"),
    ("vehicle_plate", "kmh 1234", "ΚΜΗ-1234"),
    ("declaration", "on", True),
]
BAD: list[tuple[str, Any, str]] = [
    ("text", "", "Fill in this field."),
    ("text", "\u200b\u202e", "Fill in this field."),
    ("text", "α" * 201, "201 characters"),
    ("text", "α" * 10_000_000, "10000000 characters"),
    ("long_text", "α" * 2_001, "Shorten it to 2000"),
    ("choice", "green", "not offered"),
    ("choice", "", "Choose one"),
    ("choices", [], "Choose at least one"),
    ("choices", ["green"], "not offered"),
    ("yes_no", "maybe", "Answer yes or no."),
    ("number", "δώδεκα", "in digits"),
    ("number", "1e9", "in digits"),
    ("number", "٣", "in digits"),
    ("number", "1,5", "whole number"),
    ("money", "πολλά", "in euro"),
    ("money", "-1", "from €0.00"),
    ("afm", "000000000", "tax number (AFM) is not right"),
    ("afm", "123456781", "check them one by one"),
    ("afm", "", "Enter the tax number"),
    ("amka", "01013099999", "AMKA"),
    ("amka", "31023099990", "AMKA"),
    ("iban", "GR1601101250000000012300696", "IBAN is not right"),
    ("iban", "GR16", "27 characters"),
    ("phone", "123", "10 digits"),
    ("phone", "2721012345 x12", "10 digits"),
    ("email", "nikos", "name@example.gr"),
    ("postal_code", "94133", "5 digits"),
    ("vehicle_plate", "AFG-1234", "ΚΜΗ-1234"),
    ("declaration", "", "Tick the box"),
]


@pytest.mark.parametrize(("kind", "typed", "expected"), GOOD)
def test_what_is_typed_becomes_a_canonical_answer(kind: str, typed: Any, expected: Any) -> None:
    form = answered({"x": typed}, kind=kind)
    assert form.is_valid(), form.errors
    assert form.step_answers == {"x": expected}


@pytest.mark.parametrize(("kind", "typed", "part"), BAD)
def test_what_is_wrong_is_told_with_what_to_do(kind: str, typed: Any, part: str) -> None:
    form = answered({"x": typed}, kind=kind)
    assert not form.is_valid()
    [message] = form.errors["x"]
    assert part in message


@pytest.mark.parametrize(("kind", "typed", "_part"), BAD)
def test_no_message_stays_untranslated(kind: str, typed: Any, _part: str) -> None:
    english = answered({"x": typed}, kind=kind, language="en").errors["x"][0]
    greek = answered({"x": typed}, kind=kind, language="el").errors["x"][0]
    assert greek != english


def test_an_optional_field_may_stay_blank() -> None:
    for kind in (
        "text",
        "choice",
        "choices",
        "yes_no",
        "number",
        "money",
        "afm",
        "phone",
        "date",
        "address",
        "place",
        "file",
    ):
        form = answered({}, kind=kind, required=False)
        assert form.is_valid(), (kind, form.errors)
        assert form.step_answers["x"] in (None, ())


def test_several_choices_come_in_the_order_they_are_offered() -> None:
    assert_answer = answered({"x": ["blue", "red", "blue"]}, kind="choices")
    assert assert_answer.is_valid()
    assert assert_answer.step_answers == {"x": ("red", "blue")}
    assert not answered({"x": ["blue", "red"]}, kind="choices", max_choices=1).is_valid()


def test_a_number_keeps_its_limits_and_decimals() -> None:
    form = answered({"x": "12,5"}, kind="number", decimals=1)
    assert form.is_valid()
    assert form.step_answers == {"x": Decimal("12.5")}
    assert "at most 1 digits" in answered({"x": "1,25"}, kind="number", decimals=1).errors["x"][0]
    assert "from 3 up" in answered({"x": "2"}, kind="number", min=3).errors["x"][0]
    assert "up to 3" in answered({"x": "4"}, kind="number", max=3).errors["x"][0]


def test_a_date_is_typed_in_three_boxes() -> None:
    form = answered({"x_day": "31", "x_month": "12", "x_year": "2020"}, kind="date")
    assert form.is_valid()
    assert form.step_answers == {"x": date(2020, 12, 31)}
    for day, month, year in (("31", "2", "2020"), ("1", "", "2020"), ("x", "1", "2020"), ("1", "1", "20")):
        assert not answered({"x_day": day, "x_month": month, "x_year": year}, kind="date").is_valid()


def test_a_date_keeps_its_limits() -> None:
    tomorrow = {"x_day": "24", "x_month": "11", "x_year": "2026"}
    assert date(2026, 11, 23) == TODAY
    assert not answered(tomorrow, kind="date", latest="today").is_valid()
    assert answered(tomorrow, kind="date", earliest="today").is_valid()
    assert not answered(tomorrow, kind="date", earliest="2027-01-01").is_valid()


def test_an_address_is_one_answer_of_four_boxes() -> None:
    data = {"x__street": "Φαρών", "x__number": "8", "x__postal_code": "24132", "x__settlement": "Καλαμάτα"}
    form = answered(data, kind="address")
    assert form.is_valid(), form.errors
    assert form.step_answers == {"x": Address(street="Φαρών", number="8", postal_code="24132", settlement="Καλαμάτα")}
    wrong = answered(data | {"x__postal_code": "1", "x__street": ""}, kind="address")
    assert set(wrong.errors) == {"x__postal_code", "x__street"}


def test_a_half_written_optional_address_is_told() -> None:
    form = answered({"x__street": "Φαρών"}, kind="address", required=False)
    assert set(form.errors) == {"x__postal_code", "x__settlement"}


def test_a_place_is_words_with_a_point_if_there_is_one() -> None:
    form = answered({"x__words": "Πλατεία", "x__latitude": "37.0366", "x__longitude": "22.1144"}, kind="place")
    assert form.is_valid()
    assert form.step_answers == {"x": Place(words="Πλατεία", latitude=37.0366, longitude=22.1144)}
    assert answered({"x__words": "Πλατεία", "x__latitude": "nonsense"}, kind="place").is_valid()
    assert answered({"x__latitude": "37", "x__longitude": "22"}, kind="place", required=False).is_valid()
    assert not answered({}, kind="place").is_valid()


def test_a_pattern_says_what_to_write_instead() -> None:
    advice = {"el": "Γράψτε τρία ψηφία.", "en": "Write three digits."}
    form = answered({"x": "12"}, kind="text", pattern="[0-9]{3}", pattern_message=advice, language="el")
    assert form.errors["x"] == ["Γράψτε τρία ψηφία."]
    assert answered({"x": "123"}, kind="text", pattern="[0-9]{3}", pattern_message=advice).is_valid()
