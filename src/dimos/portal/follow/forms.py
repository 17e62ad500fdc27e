"""What stands on a receipt: the protocol number and the code."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dimos.ui.forms import GovGrForm

_NUMBER = re.compile(r"(?<!\d)([0-9]{1,9})\s*[/\\.\-–]\s*([0-9]{4})(?!\d)")


class FollowForm(GovGrForm, forms.Form):
    """`number` cleans to (number, year)."""

    number = forms.CharField(
        label=_("Protocol number"),
        help_text=_("With the year, for example 123/2026."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": 20}),
        error_messages={"required": _("Type the protocol number of your case")},
    )
    code = forms.CharField(
        label=_("Code"),
        help_text=_("12 letters and digits from your receipt, for example 7K3M‑Q9TX‑2HVB."),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "size": 20}
        ),
        error_messages={"required": _("Type the code of your case")},
    )

    def clean_number(self) -> tuple[int, int]:
        """The number and the year, however they were parted."""
        match = _NUMBER.search(self.cleaned_data["number"])
        if match is None:
            raise ValidationError(_("Write the protocol number with its year, for example 123/2026"), code="malformed")
        return int(match[1]), int(match[2])
