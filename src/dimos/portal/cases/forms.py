"""What the citizen writes on the pages of a case."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dimos.ui.forms import GovGrForm


class MessageForm(GovGrForm, forms.Form):
    """A message to the municipality."""

    text = forms.CharField(
        label=_("Your message"),
        help_text=_("Write nothing that the clerk does not need. Do not write passwords or card numbers."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5_000,
        error_messages={
            "required": _("Write your message."),
            "max_length": _("Shorten your message to 5,000 letters."),
        },
    )


class ReplyForm(GovGrForm, forms.Form):
    """Words that go with a correction."""

    text = forms.CharField(
        label=_("Your answer to the municipality"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5_000,
        required=False,
    )
