"""Forms of the sign-in and account pages, printed with the ui room's components."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import phonenumbers
from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dimos.identity.models import User
from dimos.ui.forms import GovGrForm


class ContactForm(GovGrForm, forms.ModelForm):  # type: ignore[type-arg]
    """How the person wants to be reached."""

    class Meta:
        model = User
        fields = ["email", "phone", "language"]

    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        help_text=_("We write when something happens in your case. For example: name@example.gr"),
        error_messages={"invalid": _("Write the e-mail address like this: name@example.gr")},
    )
    phone = forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=40,
        help_text=_("Mobile or landline, so that the clerk can call you. For example: 6912345678"),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    language = forms.ChoiceField(
        label=_("Language of our messages"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )

    def clean_phone(self) -> str:
        """In international form; a number without country code is Greek."""
        text = self.cleaned_data["phone"].strip()
        if not text:
            return ""
        try:
            number = phonenumbers.parse(text, "GR")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_valid_number(number):
            raise ValidationError(_("Write a phone number with ten digits, or with its country code: +44 20 7946 0000"))
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class StaffSignInForm(GovGrForm, LoginForm):  # type: ignore[misc]
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name")
        self.fields["password"].label = _("Password")
        _plain(self.fields["login"], self.fields["password"])


class PasswordAgainForm(GovGrForm, ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something sensitive."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")
        _plain(self.fields["password"])


class CodeForm(GovGrForm, AuthenticateForm):  # type: ignore[misc]
    """The code of the authenticator app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self.fields["code"])


class CodeAgainForm(GovGrForm, ReauthenticateByCodeForm):  # type: ignore[misc]
    """A code once more, before something sensitive."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self.fields["code"])


class ActivateAppForm(GovGrForm, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self.fields["code"])
        self.fields["code"].help_text = _("Six digits, without spaces.")


class DeactivateAppForm(GovGrForm, DeactivateTOTPForm):  # type: ignore[misc]
    """Says yes to removing the authenticator app."""


class _GarbledKeyIsRefused:
    """The browser's answer is parsed by a library that fails in many ways on a made-up one: each is a wrong code."""

    def clean_credential(self) -> Any:
        with _as_wrong_code():
            return super().clean_credential()  # type: ignore[misc]


class KeyForm(_GarbledKeyIsRefused, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as the second step."""


class KeyAgainForm(_GarbledKeyIsRefused, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey once more, before something sensitive."""


class KeyAloneForm(_GarbledKeyIsRefused, LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey in place of the password."""


class AddKeyForm(GovGrForm, AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey and its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")
        self.fields["name"].help_text = _("So that you can tell your keys apart. For example: office laptop")
        self.fields["passwordless"].label = _("Sign in with this key alone, without a password")
        self.fields["passwordless"].help_text = _("The key must ask for a fingerprint, a face or a PIN.")

    def clean(self) -> dict[str, Any]:
        with _as_wrong_code():
            cleaned: dict[str, Any] = super().clean()
        return cleaned


class RenameKeyForm(GovGrForm, EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")


@contextmanager
def _as_wrong_code() -> Iterator[None]:
    try:
        yield
    except (ArithmeticError, AttributeError, InvalidSignature, LookupError, struct.error, TypeError, ValueError):
        raise ValidationError(_("The key was not accepted. Try again."), code="incorrect_code") from None


def _plain(*fields: forms.Field) -> None:
    for field in fields:
        field.widget.attrs.pop("placeholder", None)
        field.help_text = ""


def _code(field: forms.Field) -> None:
    _plain(field)
    field.label = _("Code")
    field.help_text = _("Six digits from your authenticator app, or one of your recovery codes.")
    field.widget.attrs.update({"autocomplete": "one-time-code", "inputmode": "numeric"})
