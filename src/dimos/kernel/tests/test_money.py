from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dimos.kernel.money import AmountIsNotWholeCents, AmountIsUnreadable, Language, Money

amounts = st.integers(min_value=-(10**12), max_value=10**12).map(Money)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("12,50", 1250),
        ("12.50", 1250),
        ("12,5", 1250),
        ("12", 1200),
        ("0,05 €", 5),
        ("€12.50", 1250),
        ("12,50 EUR", 1250),
        ("2 ευρώ", 200),
        ("-3,10", -310),
        ("−3,10", -310),
        ("-€3.10", -310),
        ("1.234,56", 123456),
        ("1,234.56", 123456),
        ("1.234", 123400),
        ("1,234", 123400),
        ("1.234.567,8", 123456780),
        ("1 234,56", 123456),
        ("1234,56", 123456),
        (" 7 ", 700),
    ],
)
def test_an_amount_is_read_as_greeks_and_english_write_it(text: str, cents: int) -> None:
    assert Money.parse(text) == Money(cents)


@pytest.mark.parametrize(
    "text", ["", "€", "abc", "12,345,6", "1.23.45", "12,", ",50", "1,2345", "--1", "1e3", "٣", "12,50$"]
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(AmountIsUnreadable, match="not an amount"):
        Money.parse(text)


@given(amounts, st.sampled_from(["el", "en"]))
def test_what_is_printed_can_be_read_back(amount: Money, language: Language) -> None:
    assert Money.parse(amount.format(language)) == amount


def test_an_amount_is_printed_as_each_language_prints_it() -> None:
    assert Money(123450).format("el") == "1.234,50\u00a0€"
    assert Money(123450).format("en") == "€1,234.50"
    assert str(Money(-5)) == "-0,05\u00a0€"


@given(amounts, amounts)
def test_sums_and_differences_undo_each_other(one: Money, other: Money) -> None:
    assert one + other - other == one
    assert one + -one == Money(0)
    assert Money.total([one, other, one]) == one * 2 + other


def test_amounts_are_ordered_and_nothing_is_false() -> None:
    assert Money(1) < Money(2)
    assert abs(Money(-2)) == 2 * Money(1)
    assert not Money.total([])
    assert Money(1).euros == Decimal("0.01")


@pytest.mark.parametrize(
    ("cents", "percent", "share"), [(1000, 24, 240), (5, 10, 1), (-5, 10, -1), (4, 10, 0), (101, 50, 51)]
)
def test_a_percentage_is_rounded_half_up_to_the_cent(cents: int, percent: int, share: int) -> None:
    assert Money(cents).share(percent=percent) == Money(share)


@pytest.mark.parametrize("cents", [1.0, True, "1", Decimal(1)])
def test_only_whole_cents_are_money(cents: object) -> None:
    with pytest.raises(AmountIsNotWholeCents, match="whole cents"):
        Money(cents)  # type: ignore[arg-type]
