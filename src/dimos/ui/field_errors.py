"""Error messages that name their field: in a summary of six errors "This field is required" helps nobody."""

from django import forms
from django.utils.translation import gettext as _


def name_the_field(field: forms.Field, *, label: str) -> None:
    """Replaces the stock messages of a field; what its form has written itself stays."""
    for code, message in _messages_for(field, label=label).items():
        if code not in field.error_messages or _is_stock(field, code):
            field.error_messages[code] = message


def _is_stock(field: forms.Field, code: str) -> bool:
    stock = (vars(parent).get("default_error_messages", {}).get(code) for parent in type(field).__mro__)
    # Compared as text: forms copy their fields, and with them the lazy messages.
    return str(field.error_messages[code]) in {str(message) for message in stock if message is not None}


def _messages_for(field: forms.Field, *, label: str) -> dict[str, str]:
    named = {"label": label}
    messages = {"required": _required(field) % named}
    if isinstance(field, forms.ChoiceField):
        messages["invalid_choice"] = _doubled(_("“%(label)s”: choose one of the answers offered") % named)
    if isinstance(field, forms.IntegerField):
        messages |= _number_messages(field, named=named)
    if isinstance(field, forms.CharField):
        messages |= _length_messages(field, label=label)
    return messages


def _required(field: forms.Field) -> str:
    if isinstance(field, forms.BooleanField):
        return _("Tick the box “%(label)s”")
    if isinstance(field, forms.ChoiceField):
        return _("Choose an answer to “%(label)s”")
    if isinstance(field, forms.FileField):
        return _("Choose a file for “%(label)s”")
    return _("Fill in “%(label)s”")


def _number_messages(field: forms.IntegerField, *, named: dict[str, str]) -> dict[str, str]:
    messages = {
        "min_value": _doubled(_("“%(label)s” must be %(limit)s or more") % {**named, "limit": field.min_value}),
        "max_value": _doubled(_("“%(label)s” must be %(limit)s or less") % {**named, "limit": field.max_value}),
    }
    if type(field) is forms.IntegerField:
        messages["invalid"] = _("“%(label)s” must be a whole number, in digits") % named
    return messages


def _length_messages(field: forms.CharField, *, label: str) -> dict[str, str]:
    shortest, longest = field.min_length, field.max_length
    if shortest is not None and shortest == longest:
        exact = _doubled(_("“%(label)s” must have %(limit)s characters") % {"label": label, "limit": longest})
        return {"min_length": exact, "max_length": exact}
    return {
        "min_length": _doubled(
            _("“%(label)s” must have at least %(limit)s characters") % {"label": label, "limit": shortest}
        ),
        "max_length": _doubled(
            _("“%(label)s” must have at most %(limit)s characters") % {"label": label, "limit": longest}
        ),
    }


def _doubled(message: str) -> str:
    """Django formats these once more: a percent sign in a label must survive it."""
    return message.replace("%", "%%")
