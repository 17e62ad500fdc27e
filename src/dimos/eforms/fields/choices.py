"""Fields that are ticked."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext


class OneOf(forms.ChoiceField):
    """Cleans to the chosen value, or None."""

    default_error_messages = {
        "required": gettext_lazy("Choose one of the answers."),
        "invalid_choice": gettext_lazy("This answer is not offered. Choose one of the list."),
    }

    def clean(self, value: Any) -> str | None:
        """The chosen value."""
        return super().clean(value if isinstance(value, str) else None) or None


class SeveralOf(forms.MultipleChoiceField):
    """Cleans to a tuple of values in the order they are offered."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "required": gettext_lazy("Choose at least one of the answers."),
        "invalid_choice": gettext_lazy("This answer is not offered. Choose from the list."),
    }

    def __init__(self, *, choices: list[tuple[str, str]], most: int | None = None, **options: Any) -> None:
        super().__init__(choices=choices, **options)
        self.most = most
        self.offered = tuple(str(value) for value, _label in choices)

    def clean(self, value: Any) -> Any:
        """The chosen values."""
        given = [str(item) for item in value[:200]] if isinstance(value, list | tuple) else []
        chosen = set(super().clean(given))
        if self.most is not None and len(chosen) > self.most:
            message = ngettext("Choose %(most)d answer at most.", "Choose %(most)d answers at most.", self.most)
            raise ValidationError(message % {"most": self.most}, code="too_many")
        return tuple(option for option in self.offered if option in chosen)


class YesOrNo(forms.ChoiceField):
    """Cleans to True, False, or None."""

    widget = forms.RadioSelect
    default_error_messages = {
        "required": gettext_lazy("Answer yes or no."),
        "invalid_choice": gettext_lazy("Answer yes or no."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=[("yes", _("Yes")), ("no", _("No"))], **options)

    def clean(self, value: Any) -> Any:
        """Whether yes was chosen."""
        return {"yes": True, "no": False}.get(super().clean(value if isinstance(value, str) else None))

    def prepare_value(self, value: Any) -> Any:
        """The option that stands for a stored answer."""
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class Ticked(forms.BooleanField):
    """A declaration; cleans to True or None."""

    default_error_messages = {
        "required": gettext_lazy("Tick the box to make the declaration. The application cannot be sent without it.")
    }

    def clean(self, value: Any) -> Any:
        """Whether it was ticked."""
        return super().clean(value) or None
