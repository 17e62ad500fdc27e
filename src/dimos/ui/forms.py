"""Django forms that print themselves in the gov.gr design system: mix in `GovGrForm`, or set FORM_RENDERER."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates
from django.forms.utils import pretty_name

from dimos.ui.dates import PARTS, DateBoxes, DateBoxesField, DateParts, DateProblem
from dimos.ui.field_errors import name_the_field

__all__ = [
    "PARTS",
    "DateBoxes",
    "DateBoxesField",
    "DateParts",
    "DateProblem",
    "GovGrForm",
    "GovGrRenderer",
    "LockedField",
    "LockedValue",
]


class GovGrRenderer(DjangoTemplates):
    """Prints `{{ form }}` and `{{ form.field.as_field_group }}` with the components of this room."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field_group.html"


class GovGrForm:
    """Mix in before `forms.Form` or `forms.ModelForm`."""

    default_renderer: Any = GovGrRenderer
    use_required_attribute = False  # The browser's own bubbles are in the browser's language and say too little.
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            name_the_field(field, label=str(pretty_name(name) if field.label is None else field.label))


class LockedValue(forms.Widget):
    """Shows what a register already knows; nothing is posted. `source` names the register."""

    template_name = "ui/forms/locked_value.html"
    label: Any = ""

    def __init__(self, attrs: dict[str, Any] | None = None, *, source: Any = "") -> None:
        super().__init__(attrs)
        self.source = source

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The value and where it comes from."""
        return {
            **super().get_context(name, value, attrs),
            "label": self.label,
            "value": value,
            "source": self.source,
        }

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Always: a locked value is never in the data."""
        return True


class LockedField(forms.Field):
    """A value that can be read and not changed; cleans to itself, whatever was posted under its name."""

    widget = LockedValue

    def __init__(self, *, value: Any, source: Any = "", **options: Any) -> None:
        super().__init__(
            **{"required": False, "disabled": True, "initial": value, "widget": LockedValue(source=source)} | options
        )


def first_id_of(bound: forms.BoundField) -> str:
    """The id of the input that an error about `bound` should lead to."""
    for part in wrong_parts_of(bound):
        return f"{bound.auto_id}_{part}"
    widget = bound.field.widget
    if isinstance(widget, DateBoxes):
        return widget.id_for_label(bound.auto_id)
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id


def wrong_parts_of(bound: forms.BoundField) -> tuple[str, ...]:
    """The boxes of a date that have to be corrected, in reading order."""
    problems: list[ValidationError] = bound.form.errors.as_data().get(bound.name, []) if bound.form.is_bound else []
    if not isinstance(bound.field.widget, DateBoxes) or not problems:
        return ()
    wrong = {part for problem in problems for part in getattr(problem, "parts", PARTS)}
    return tuple(part for part in PARTS if part in wrong)
