"""What one can verify by: a code as it was typed, or a file."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dimos.kernel.ids import CodeIsMalformed, parse_code
from dimos.ui.forms import GovGrForm


class CodeForm(GovGrForm, forms.Form):
    """The code under the QR of a document; cleans to its canonical form."""

    code = forms.CharField(
        label=_("Code of the document"),
        help_text=_("16 letters and digits beside the QR code, for example 7K3M‑Q9TX‑2HVB‑4WPD."),
        max_length=200,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "size": 24}
        ),
        error_messages={"required": _("Type the code that is printed on the document")},
    )

    def clean_code(self) -> str:
        """The code without separators."""
        try:
            return parse_code(self.cleaned_data["code"])
        except CodeIsMalformed:
            message = _("The code has 16 letters and digits in groups of four. Check what you typed")
            raise ValidationError(message, code="malformed") from None


class FileForm(GovGrForm, forms.Form):
    """The file as it was received."""

    file = forms.FileField(
        label=_("File of the document"),
        help_text=_("The PDF as you received it, up to 10 MB. We do not keep it."),
        allow_empty_file=True,
        max_length=500,
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={"required": _("Choose the PDF file of the document")},
    )
