"""The file to import, and what its columns are."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dimos.registers.public import FIELD_NAMES, MappingIsIncomplete, MappingIsInvalid, Sample, explanation
from dimos.ui.field_errors import name_the_field
from dimos.ui.forms import GovGrForm

ALWAYS_NEEDED = ("last_name", "first_name")


class UploadForm(GovGrForm, forms.Form):
    """One file."""

    file = forms.FileField(
        label=_("File of people"),
        help_text=_("CSV or Excel (.xlsx), up to 100 MB. The first row holds the headings of the columns."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )


class ColumnsForm(GovGrForm, forms.Form):
    """For each thing the register keeps, the column that has it."""

    def __init__(self, *args: Any, sample: Sample, mapping: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Not in the file")), *((heading, heading) for heading in sample.headings)]
        for name, label in FIELD_NAMES.items():
            field = forms.ChoiceField(
                label=str(label),
                required=name in ALWAYS_NEEDED,
                help_text=_("The ΑΦΜ or the ΑΜΚΑ is needed, best both.") if name == "afm" else "",
                choices=choices,
                initial=mapping.get(name, ""),
            )
            name_the_field(field, label=str(label))
            self.fields[name] = field

    @property
    def mapping(self) -> dict[str, str]:
        """Field → heading, of what was chosen."""
        return {name: heading for name, heading in self.cleaned_data.items() if heading}

    def refuse(self, refused: MappingIsIncomplete | MappingIsInvalid) -> None:
        """Say beside the fields what is wrong with the choice."""
        if isinstance(refused, MappingIsIncomplete):
            wording = explanation("mapping_incomplete")
            for name in refused.missing:
                self.add_error(name, f"{wording.what} {wording.remedy}")
            return
        wording = explanation("mapping_invalid")
        twice = [name for name, heading in self.mapping.items() if heading == refused.name]
        self.add_error(twice[-1] if twice else None, f"{wording.what} {wording.remedy}")
