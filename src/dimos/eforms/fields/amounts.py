"""Fields for numbers and money, written the Greek or the English way."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from dimos.kernel.money import AmountIsUnreadable, Money

_NUMBER = re.compile(r"-?[0-9]{1,15}(?:[.,][0-9]{1,10})?")


class NumberField(forms.Field):
    """Cleans to an int (no decimals) or a Decimal."""

    widget = forms.TextInput
    default_error_messages = {
        "required": gettext_lazy("Enter a number."),
        "invalid": gettext_lazy("Write the number in digits, for example 12."),
        "whole": gettext_lazy("Write a whole number, without decimals."),
    }

    def __init__(
        self, *, decimals: int = 0, least: Decimal | None = None, most: Decimal | None = None, **options: Any
    ) -> None:
        super().__init__(**options)
        self.decimals = decimals
        self.least = least
        self.most = most

    def to_python(self, value: object) -> int | Decimal | None:
        """The number that was typed."""
        typed = "" if value is None else str(value)[:200].strip().replace("\u2212", "-")
        if not typed:
            return None
        if not _NUMBER.fullmatch(typed):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        number = Decimal(typed.replace(",", "."))
        if self.decimals == 0:
            if number != number.to_integral_value():
                raise ValidationError(self.error_messages["whole"], code="whole")
            return int(number)
        if -int(number.as_tuple().exponent) > self.decimals:
            message = _("Write at most %(decimals)d digits after the comma.") % {"decimals": self.decimals}
            raise ValidationError(message, code="decimals")
        return number

    def validate(self, value: int | Decimal | None) -> None:
        """Refuses what is outside the limits."""
        super().validate(value)
        if value is None:
            return
        if self.least is not None and value < self.least:
            raise ValidationError(_("Write a number from %(least)s up.") % {"least": self.least}, code="too_small")
        if self.most is not None and value > self.most:
            raise ValidationError(_("Write a number up to %(most)s.") % {"most": self.most}, code="too_big")

    def prepare_value(self, value: Any) -> Any:
        """As it is printed in the box."""
        return str(value).replace(".", ",") if isinstance(value, Decimal) and get_language() != "en" else value


class MoneyField(forms.Field):
    """Cleans to cents."""

    widget = forms.TextInput
    default_error_messages = {
        "required": gettext_lazy("Enter an amount."),
        "invalid": gettext_lazy("Write the amount in euro, for example 12,50."),
    }

    def __init__(self, *, least_cents: int = 0, most_cents: int, **options: Any) -> None:
        super().__init__(**options)
        self.least_cents = least_cents
        self.most_cents = most_cents

    def to_python(self, value: object) -> int | None:
        """The amount in cents."""
        typed = "" if value is None else str(value)[:200].strip()
        if not typed:
            return None
        try:
            return Money.parse(typed).cents
        except AmountIsUnreadable:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def validate(self, value: int | None) -> None:
        """Refuses what is outside the limits."""
        super().validate(value)
        if value is None or self.least_cents <= value <= self.most_cents:
            return
        limits = {"least": _printed(self.least_cents), "most": _printed(self.most_cents)}
        raise ValidationError(_("Write an amount from %(least)s to %(most)s.") % limits, code="outside")

    def prepare_value(self, value: Any) -> Any:
        """As it is printed in the box; what was typed comes back as it was typed."""
        if not isinstance(value, int):
            return value
        return _printed(value).replace("€", "").strip()


def _printed(cents: int) -> str:
    return Money(cents).format("en" if get_language() == "en" else "el")
