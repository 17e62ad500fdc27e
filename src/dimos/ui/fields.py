"""Turns a bound field of a form into what the field components print."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.safestring import SafeString

from dimos.ui.dates import DateBoxes
from dimos.ui.forms import LockedValue, first_id_of, wrong_parts_of

# What browsers may fill in by themselves, by the usual names of fields (WCAG 1.3.5).
_AUTOCOMPLETE = {
    "first_name": "given-name",
    "last_name": "family-name",
    "email": "email",
    "phone": "tel",
    "mobile": "tel",
    "postal_code": "postal-code",
    "street": "address-line1",
    "city": "address-level2",
    "birth_date": "bday",
    "date_of_birth": "bday",
    "username": "username",
    "one_time_code": "one-time-code",
}
# Written out, because the stylesheet keeps only the classes it finds in the sources.
_WIDTHS = {
    2: "govgr-input--width-2",
    3: "govgr-input--width-3",
    4: "govgr-input--width-4",
    5: "govgr-input--width-5",
    10: "govgr-input--width-10",
    20: "govgr-input--width-20",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio button or checkbox."""

    id: str
    name: str
    value: str
    label: Any
    is_checked: bool
    is_disabled: bool
    hint: Any = ""


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field as the page prints it: label, hint, error, input; in that order."""

    kind: str
    name: str
    id: str
    target_id: str
    label: Any
    hint: Any
    errors: list[str]
    described_by: str
    is_required: bool
    input_html: SafeString
    choices: list[Choice]
    label_as: str

    @property
    def hint_id(self) -> str:
        """The id of the hint."""
        return f"{self.id}_hint"

    @property
    def error_id(self) -> str:
        """The id of the error."""
        return f"{self.id}_error"

    @property
    def template_name(self) -> str:
        """The component that prints this kind of field."""
        return f"ui/components/field_{self.kind}.html"


def view_of(bound: forms.BoundField, *, label_as: str = "") -> FieldView:
    """The field as the components print it. `label_as` is a heading class ("l", "xl") for a page with one question."""
    kind = kind_of(bound)
    errors = [str(error) for error in bound.errors]
    identity = bound.auto_id or bound.name
    described_by = " ".join(
        part for part, there in ((f"{identity}_hint", bound.help_text), (f"{identity}_error", errors)) if there
    )
    if isinstance(bound.field.widget, DateBoxes):
        bound.field.widget.wrong_parts = wrong_parts_of(bound)
    if isinstance(bound.field.widget, LockedValue):
        bound.field.widget.label = bound.label
    choices = _choices_of(bound) if kind in {"radios", "checkboxes"} else []
    return FieldView(
        kind=kind,
        name=bound.html_name,
        id=identity,
        target_id=first_id_of(bound),
        label=bound.label,
        hint=bound.help_text,
        errors=errors,
        described_by=described_by,
        is_required=bound.field.required or kind == "locked",
        input_html=SafeString() if choices else _input_of(bound, kind=kind, described_by=described_by),
        choices=choices,
        label_as=label_as,
    )


def kind_of(bound: forms.BoundField) -> str:
    """Which component prints the field: by its widget."""
    widget = bound.field.widget
    for widget_class, kind in (
        (LockedValue, "locked"),
        (DateBoxes, "date"),
        (forms.CheckboxSelectMultiple, "checkboxes"),  # Django derives it from RadioSelect: it comes first.
        (forms.RadioSelect, "radios"),
        (forms.CheckboxInput, "checkbox"),
        (forms.Textarea, "textarea"),
        (forms.FileInput, "file"),
        (forms.Select, "select"),
    ):
        if isinstance(widget, widget_class):
            return kind
    return "text"


def _input_of(bound: forms.BoundField, *, kind: str, described_by: str) -> SafeString:
    attrs = dict(bound.field.widget.attrs)
    attrs["class"] = " ".join(part for part in (_classes_of(bound, kind=kind), attrs.get("class", "")) if part)
    attrs["aria-describedby"] = described_by or None
    if bound.errors:
        attrs["aria-invalid"] = "true"
    if bound.field.required and kind in {"text", "textarea", "select", "file"}:
        attrs["aria-required"] = "true"
    autocomplete = attrs.get("autocomplete") or _AUTOCOMPLETE.get(bound.name)
    if autocomplete and kind in {"text", "date", "textarea"}:
        attrs["autocomplete"] = autocomplete
    if isinstance(bound.field, forms.IntegerField) and kind == "text":
        # type=number changes under the mouse wheel and swallows what is not a number: we want to see it.
        bound.field.widget.input_type = "text"
        attrs["inputmode"] = "numeric"
    return bound.as_widget(attrs={key: value for key, value in attrs.items() if value is not None})


def _classes_of(bound: forms.BoundField, *, kind: str) -> str:
    classes = {
        "select": ["govgr-select"],
        "textarea": ["govgr-textarea"],
        "checkbox": ["govgr-checkboxes__input"],
        "text": ["govgr-input"],
        "file": ["govgr-input"],
    }.get(kind, [])
    if kind == "text" and (width := _width_of(bound.field)):
        classes = [*classes, _WIDTHS[width]]
    if bound.errors and kind in {"text", "textarea", "select", "file"}:
        classes = [*classes, "govgr-error-input"]
    return " ".join(classes)


def _width_of(field: forms.Field) -> int | None:
    """A narrow box for a short answer tells how long the answer is."""
    longest = getattr(field, "max_length", None)
    if isinstance(field, forms.IntegerField) and getattr(field, "max_value", None) is not None:
        longest = len(str(field.max_value))
    if longest is None:
        return 10 if isinstance(field, forms.IntegerField) else None
    return next((width for width in _WIDTHS if longest <= width), None)


def _choices_of(bound: forms.BoundField) -> list[Choice]:
    hints = getattr(bound.field, "choice_hints", {})
    return [
        Choice(
            id=str(data["attrs"].get("id", "")),
            name=data["name"],
            value=str(data["value"]),
            label=data["label"],
            is_checked=bool(data["selected"]),
            is_disabled=bool(data["attrs"].get("disabled")),
            hint=hints.get(str(data["value"]), ""),
        )
        for data in (option.data for option in bound.subwidgets)
        if str(data["value"]) != "" or len(bound.subwidgets) == 1
    ]
