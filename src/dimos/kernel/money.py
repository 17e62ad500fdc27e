"""Amounts of euro, exact to the cent."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, Self

Language = Literal["el", "en"]

_NO_BREAK_SPACE = "\u00a0"
_CURRENCY = re.compile(r"€|\beur\b|\bευρώ\b|\beuros?\b", re.IGNORECASE)
_GROUPED = re.compile(r"(\d{1,3}(?:([.,' ])\d{3})(?:\2\d{3})*)(?:(?!\2)[.,](\d{1,2}))?")
_PLAIN = re.compile(r"(\d+)()(?:[.,](\d{1,2}))?")


class AmountIsUnreadable(ValueError):
    """The text is not an amount of euro."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class AmountIsNotWholeCents(TypeError):
    """Money is counted in whole cents."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount of euro, counted in cents. May be negative."""

    cents: int

    def __post_init__(self) -> None:
        if type(self.cents) is not int:
            raise AmountIsNotWholeCents

    @classmethod
    def parse(cls, text: str) -> Self:
        """The amount a person wrote: `12,50`, `12.50`, `1.234,5 €`, `€1,234.50`, `-3`.

        One separator before exactly three digits parts thousands in both languages, since no amount has three decimals.
        Raises AmountIsUnreadable.
        """
        bare = _CURRENCY.sub("", text.replace(_NO_BREAK_SPACE, " ").replace("\u2212", "-")).strip()
        sign = -1 if bare.startswith("-") else 1
        digits = bare.removeprefix("-").strip()
        found = _GROUPED.fullmatch(digits) or _PLAIN.fullmatch(digits)
        if found is None or not digits.isascii():
            raise AmountIsUnreadable
        euros = int(re.sub(r"\D", "", found[1]))
        return cls(sign * (euros * 100 + int((found[3] or "").ljust(2, "0"))))

    @classmethod
    def total(cls, amounts: Iterable[Self]) -> Self:
        """The sum; nothing sums to zero euro."""
        return cls(sum(amount.cents for amount in amounts))

    @property
    def euros(self) -> Decimal:
        """The amount in euro, with two decimals."""
        return Decimal(self.cents).scaleb(-2)

    def format(self, language: Language = "el") -> str:
        """As people read it: «1.234,50 €» in Greek, «€1,234.50» in English."""
        sign = "-" if self.cents < 0 else ""
        euros, cents = divmod(abs(self.cents), 100)
        if language == "en":
            return f"{sign}€{euros:,}.{cents:02d}"
        return f"{sign}{euros:,}".replace(",", ".") + f",{cents:02d}{_NO_BREAK_SPACE}€"

    def share(self, *, percent: Decimal | int) -> Self:
        """That percentage of the amount, rounded half up (away from zero) to the cent."""
        exact = Decimal(self.cents) * Decimal(percent) / 100
        return type(self)(int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)))

    def __add__(self, other: Self) -> Self:
        return type(self)(self.cents + other.cents)

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.cents - other.cents)

    def __mul__(self, times: int) -> Self:
        return type(self)(self.cents * times)

    __rmul__ = __mul__

    def __neg__(self) -> Self:
        return type(self)(-self.cents)

    def __abs__(self) -> Self:
        return type(self)(abs(self.cents))

    def __bool__(self) -> bool:
        return self.cents != 0

    def __str__(self) -> str:
        return self.format()
