"""Fields for numbers that a state or a bank has given: their check digits are verified, their spelling is forgiven."""

import re
import unicodedata
from typing import Final

import phonenumbers
import stdnum.exceptions
import stdnum.gr.amka
import stdnum.gr.vat
import stdnum.iban
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy

from dimos.kernel.greek import latin_lookalikes_to_greek, upper_greek
from dimos.kernel.text import TextIsTooLong, clean_line

_SEPARATORS: Final = re.compile(r"[\s.\-–—/]+")
_PLATE: Final = re.compile(r"([ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ]{2,3})([0-9]{1,4})")


class IdentifierField(forms.Field):
    """Base of the fields whose answer is one token. `to_python` gives the canonical form."""

    widget = forms.TextInput
    limit = 60

    def to_python(self, value: object) -> str:
        """The canonical form, or an empty text."""
        try:
            typed = clean_line(
                unicodedata.normalize("NFKC", "" if value is None else str(value)[:1_000]), limit=self.limit
            )
        except TextIsTooLong:
            raise self._refusal() from None
        if not typed:
            return ""
        canonical = self._canonical(typed)
        if canonical is None:
            raise self._refusal()
        return canonical

    def _canonical(self, typed: str) -> str | None:
        raise NotImplementedError

    def _refusal(self) -> ValidationError:
        return ValidationError(self.error_messages["invalid"], code="invalid")


class AfmField(IdentifierField):
    """A tax number (ΑΦΜ): nine digits with a check digit; 000000000 passes the sum and is refused."""

    default_error_messages = {
        "required": gettext_lazy("Enter the tax number (AFM)."),
        "invalid": gettext_lazy("This tax number (AFM) is not right. It has 9 digits: check them one by one."),
    }

    def _canonical(self, typed: str) -> str | None:
        digits = _digits(re.sub(r"^(EL|GR)", "", typed.upper()))
        valid = len(digits) == 9 and int(digits) != 0 and stdnum.gr.vat.is_valid(digits)
        return digits if valid else None


class AmkaField(IdentifierField):
    """A social security number (ΑΜΚΑ): the birth date, four digits and a check digit."""

    default_error_messages = {
        "required": gettext_lazy("Enter the social security number (AMKA)."),
        "invalid": gettext_lazy(
            "This social security number (AMKA) is not right. It has 11 digits and begins with the birth date."
        ),
    }

    def _canonical(self, typed: str) -> str | None:
        digits = _digits(typed)
        return digits if len(digits) == 11 and stdnum.gr.amka.is_valid(digits) else None


class IbanField(IdentifierField):
    """A bank account; ISO 7064 check, Greek ones with 27 characters."""

    default_error_messages = {
        "required": gettext_lazy("Enter the IBAN of the account."),
        "invalid": gettext_lazy(
            "This IBAN is not right. Copy it from your bank: a Greek one begins with GR and has 27 characters."
        ),
    }

    def _canonical(self, typed: str) -> str | None:
        compact = _SEPARATORS.sub("", typed).upper().removeprefix("IBAN").removeprefix(":")
        return compact if compact.isascii() and stdnum.iban.is_valid(compact) else None


class PhoneField(IdentifierField):
    """A telephone number, Greek unless it begins with + or 00; canonical in E.164 (+302721360700)."""

    default_error_messages = {
        "required": gettext_lazy("Enter a telephone number."),
        "invalid": gettext_lazy(
            "This telephone number is not right. Greek numbers have 10 digits; others begin with + and the country."
        ),
    }

    def _canonical(self, typed: str) -> str | None:
        try:
            number = phonenumbers.parse(re.sub(r"^00", "+", typed), "GR")
        except phonenumbers.NumberParseException:
            return None
        if number.extension or not phonenumbers.is_valid_number(number):
            return None
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class EmailField(IdentifierField):
    """An e-mail address."""

    limit = 254
    default_error_messages = {
        "required": gettext_lazy("Enter an e-mail address."),
        "invalid": gettext_lazy("This e-mail address is not right. It looks like this: name@example.gr"),
    }

    def _canonical(self, typed: str) -> str | None:
        name, _at, domain = typed.replace(" ", "").rpartition("@")
        address = f"{name}@{domain.lower()}"
        try:
            EmailValidator()(address)
        except ValidationError:
            return None
        return address


class PostalCodeField(IdentifierField):
    """A Greek postal code: five digits, the first from 1 to 8."""

    default_error_messages = {
        "required": gettext_lazy("Enter the postal code."),
        "invalid": gettext_lazy("This postal code is not right. It has 5 digits, for example 24133."),
    }

    def _canonical(self, typed: str) -> str | None:
        digits = _digits(re.sub(r"^(T\.?K\.?|Τ\.?Κ\.?)", "", typed.upper()))
        return digits if re.fullmatch(r"[1-8][0-9]{4}", digits) else None


class VehiclePlateField(IdentifierField):
    """A Greek number plate; canonical with Greek capitals: «ΚΜΗ-1234»."""

    default_error_messages = {
        "required": gettext_lazy("Enter the number plate."),
        "invalid": gettext_lazy("This number plate is not right. It looks like this: ΚΜΗ-1234"),
    }

    def _canonical(self, typed: str) -> str | None:
        bare = _SEPARATORS.sub("", latin_lookalikes_to_greek(upper_greek(typed), even_without_greek=True))
        found = _PLATE.fullmatch(bare)
        return f"{found[1]}-{found[2]}" if found else None


def _digits(typed: str) -> str:
    bare = _SEPARATORS.sub("", typed)
    return bare if bare.isascii() and bare.isdigit() else ""


def printed_phone(number: str) -> str:
    """An E.164 number as people read it: national spacing for Greek ones, international for others."""
    try:
        parsed = phonenumbers.parse(number, "GR")
    except phonenumbers.NumberParseException:
        return number
    styles = phonenumbers.PhoneNumberFormat
    is_greek = parsed.country_code == 30
    return phonenumbers.format_number(parsed, styles.NATIONAL if is_greek else styles.INTERNATIONAL)
