"""Fields for words: cleaned of what cannot be seen, normalised, with a limit that is told in numbers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dimos.eforms.rules import RuleIsMistaken, matches
from dimos.kernel.text import TextIsTooLong, clean_line, clean_text


class LineField(forms.Field):
    """One line of text."""

    widget: type[forms.Widget] = forms.TextInput
    default_error_messages = {"required": gettext_lazy("Fill in this field.")}

    def __init__(self, *, limit: int = 200, at_least: int = 0, **options: Any) -> None:
        super().__init__(**options)
        self.limit = limit
        self.at_least = at_least

    def to_python(self, value: object) -> str:
        """The cleaned text. Raises ValidationError past the limit."""
        typed = "" if value is None else str(value)
        if len(typed) > 10 * self.limit + 1_000:
            raise self._too_long(len(typed))
        try:
            return self._cleaned(typed)
        except TextIsTooLong as error:
            raise self._too_long(error.length) from None

    def validate(self, value: str) -> None:
        """Refuses too little."""
        super().validate(value)
        if value and len(value) < self.at_least:
            message = ngettext(
                "Write at least %(least)d character.", "Write at least %(least)d characters.", self.at_least
            )
            raise ValidationError(message % {"least": self.at_least}, code="too_short")

    def _cleaned(self, typed: str) -> str:
        return clean_line(typed, limit=self.limit)

    def _too_long(self, length: int) -> ValidationError:
        message = _("The text has %(length)d characters. Shorten it to %(limit)d at most.")
        return ValidationError(message % {"length": length, "limit": self.limit}, code="too_long")


class PatternField(LineField):
    """One line that must fit a pattern; `advice` says what to write instead."""

    def __init__(self, *, pattern: str, advice: str, **options: Any) -> None:
        super().__init__(**options)
        self.pattern = pattern
        self.advice = advice

    def validate(self, value: str) -> None:
        """Refuses what does not fit."""
        super().validate(value)
        if value and not _fits(self.pattern, value):
            raise ValidationError(self.advice, code="pattern")


class ParagraphsField(LineField):
    """Text of several lines."""

    widget = forms.Textarea

    def _cleaned(self, typed: str) -> str:
        return clean_text(typed, limit=self.limit)


def _fits(pattern: str, value: str) -> bool:
    try:
        return matches(pattern=pattern, text=value)
    except RuleIsMistaken:
        return True  # Publishing a definition refuses such a pattern; a person at a form cannot mend it.
