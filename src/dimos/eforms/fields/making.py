"""From a field's definition to the Django fields that ask it, and from their values to one answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import singledispatch
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from dimos.eforms.answers import Address, AnswerValue, Facts, Place
from dimos.eforms.definition import fields as kinds
from dimos.eforms.fields import identifiers
from dimos.eforms.fields.amounts import MoneyField, NumberField
from dimos.eforms.fields.choices import OneOf, SeveralOf, Ticked, YesOrNo
from dimos.eforms.fields.files import FilesField, SeveralFilesInput
from dimos.eforms.fields.text import LineField, ParagraphsField, PatternField
from dimos.eforms.files.checking import MEDIA_TYPES
from dimos.ui.forms import DateBoxesField

Made = dict[str, forms.Field]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What every field of a definition is given: label, hint, required; and the language of its own words."""

    options: dict[str, Any]
    language: str


_IDENTIFIERS: dict[str, tuple[type[identifiers.IdentifierField], dict[str, str]]] = {
    "afm": (identifiers.AfmField, {"inputmode": "numeric", "autocomplete": "off"}),
    "amka": (identifiers.AmkaField, {"inputmode": "numeric", "autocomplete": "off"}),
    "iban": (identifiers.IbanField, {"autocomplete": "off", "spellcheck": "false"}),
    "phone": (identifiers.PhoneField, {"type": "tel", "autocomplete": "tel"}),
    "email": (identifiers.EmailField, {"type": "email", "autocomplete": "email", "spellcheck": "false"}),
    "postal_code": (identifiers.PostalCodeField, {"inputmode": "numeric", "autocomplete": "postal-code"}),
    "vehicle_plate": (identifiers.VehiclePlateField, {"autocomplete": "off", "autocapitalize": "characters"}),
}


def make_fields(*, definition: kinds.AskingField, facts: Facts, language: str, kept_files: int = 0) -> Made:
    """The Django fields that ask for one answer, by form name: one, or several for an address or a place."""
    common: dict[str, Any] = {
        "label": definition.label.in_language(language),
        "help_text": definition.hint.in_language(language) if definition.hint else "",
        "required": definition.required,
    }
    if isinstance(definition, kinds.FileField):
        return {definition.id: _file_field(definition, common, kept_files)}
    if isinstance(definition, kinds.DateField):
        earliest, latest = _day(definition.earliest, facts), _day(definition.latest, facts)
        return {definition.id: DateBoxesField(earliest=earliest, latest=latest, **common)}
    return _make(definition, Asked(options=common, language=language))


def split_value(*, definition: kinds.AskingField, value: Any) -> dict[str, Any]:
    """An answer as initial values of the fields that ask it."""
    if isinstance(definition, kinds.AddressField | kinds.PlaceField):
        names = (
            Address.__dataclass_fields__ if isinstance(definition, kinds.AddressField) else Place.__dataclass_fields__
        )
        return {f"{definition.id}__{part}": getattr(value, part, None) for part in names}
    return {definition.id: list(value) if isinstance(value, tuple) else value}


def forgotten_parts(*, definition: kinds.AskingField, cleaned: Mapping[str, Any]) -> tuple[str, ...]:
    """The boxes of a half-written address that may not stay empty."""
    if not isinstance(definition, kinds.AddressField):
        return ()
    names = {part: f"{definition.id}__{part}" for part in Address.__dataclass_fields__}
    if not any(cleaned.get(name) for name in names.values()):
        return ()
    return tuple(name for part, name in names.items() if part != "number" and not cleaned.get(name))


def unseen_parts(*, definition: kinds.AskingField) -> tuple[str, ...]:
    """The hidden boxes, filled by a map: a wrong value in them is dropped, since nobody could correct it."""
    return (f"{definition.id}__latitude", f"{definition.id}__longitude") if definition.type == "place" else ()


def joined_value(*, definition: kinds.AskingField, cleaned: Mapping[str, Any]) -> AnswerValue | tuple[Any, ...]:
    """The answer in the cleaned values of the fields that asked it; None or an empty tuple when blank."""
    if isinstance(definition, kinds.AddressField):
        parts = {part: cleaned.get(f"{definition.id}__{part}") or "" for part in Address.__dataclass_fields__}
        return Address(**parts) if any(parts.values()) else None
    if isinstance(definition, kinds.PlaceField):
        words = cleaned.get(f"{definition.id}__words") or ""
        latitude, longitude = (cleaned.get(f"{definition.id}__{part}") for part in ("latitude", "longitude"))
        if latitude is None or longitude is None:
            return Place(words=words) if words else None
        return Place(words=words, latitude=float(latitude), longitude=float(longitude))
    value = cleaned.get(definition.id)
    if isinstance(definition, kinds.ChoicesField | kinds.FileField):
        return tuple(value or ())
    return None if value == "" else value


@singledispatch
def _make(definition: Any, asked: Asked) -> Made:
    field_class, attributes = _IDENTIFIERS[definition.type]
    return {definition.id: field_class(**asked.options, widget=forms.TextInput(attributes))}


@_make.register
def _make_text(definition: kinds.TextField, asked: Asked) -> Made:
    options = {"limit": definition.max_length, "at_least": definition.min_length, **asked.options}
    options["widget"] = forms.TextInput({"autocomplete": definition.autocomplete} if definition.autocomplete else {})
    if definition.pattern and definition.pattern_message:
        advice = definition.pattern_message.in_language(asked.language)
        return {definition.id: PatternField(pattern=definition.pattern, advice=advice, **options)}
    return {definition.id: LineField(**options)}


@_make.register
def _make_long_text(definition: kinds.LongTextField, asked: Asked) -> Made:
    widget = forms.Textarea({"rows": definition.rows})
    options = {"limit": definition.max_length, "at_least": definition.min_length, **asked.options}
    return {definition.id: ParagraphsField(widget=widget, **options)}


@_make.register
def _make_choice(definition: kinds.ChoiceField, asked: Asked) -> Made:
    options = [(option.value, option.label.in_language(asked.language)) for option in definition.options]
    if definition.display == "select":
        return {definition.id: OneOf(choices=[("", _("Choose")), *options], widget=forms.Select, **asked.options)}
    return {definition.id: OneOf(choices=options, widget=forms.RadioSelect, **asked.options)}


@_make.register
def _make_choices(definition: kinds.ChoicesField, asked: Asked) -> Made:
    options = [(option.value, option.label.in_language(asked.language)) for option in definition.options]
    return {definition.id: SeveralOf(choices=options, most=definition.max_choices, **asked.options)}


@_make.register
def _make_yes_no(definition: kinds.YesNoField, asked: Asked) -> Made:
    return {definition.id: YesOrNo(**asked.options)}


@_make.register
def _make_number(definition: kinds.NumberField, asked: Asked) -> Made:
    widget = forms.TextInput({"inputmode": "decimal" if definition.decimals else "numeric", "autocomplete": "off"})
    limits = {"least": definition.min, "most": definition.max}
    return {definition.id: NumberField(decimals=definition.decimals, widget=widget, **limits, **asked.options)}


@_make.register
def _make_money(definition: kinds.MoneyField, asked: Asked) -> Made:
    widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
    limits = {"least_cents": definition.min_cents, "most_cents": definition.max_cents}
    return {definition.id: MoneyField(widget=widget, **limits, **asked.options)}


@_make.register
def _make_declaration(definition: kinds.DeclarationField, asked: Asked) -> Made:
    return {definition.id: Ticked(**asked.options)}


@_make.register
def _make_address(definition: kinds.AddressField, asked: Asked) -> Made:
    required = asked.options["required"]

    def line(label: str, autocomplete: str, *, needed: bool, limit: int = 100) -> forms.Field:
        widget = forms.TextInput({"autocomplete": autocomplete})
        return LineField(label=label, required=needed, limit=limit, widget=widget)

    postal = identifiers.PostalCodeField(
        label=_("Postal code"),
        required=required,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "postal-code"}),
    )
    return {
        f"{definition.id}__street": line(_("Street"), "address-line1", needed=required),
        f"{definition.id}__number": line(_("Number (if there is one)"), "off", needed=False, limit=10),
        f"{definition.id}__postal_code": postal,
        f"{definition.id}__settlement": line(_("Town, village or area"), "address-level2", needed=required),
    }


@_make.register
def _make_place(definition: kinds.PlaceField, asked: Asked) -> Made:
    words = LineField(limit=300, **asked.options)
    degrees: dict[str, Any] = {"decimals": 7, "required": False, "widget": forms.HiddenInput}
    return {
        f"{definition.id}__words": words,
        f"{definition.id}__latitude": NumberField(least=Decimal(-90), most=Decimal(90), **degrees),
        f"{definition.id}__longitude": NumberField(least=Decimal(-180), most=Decimal(180), **degrees),
    }


def _file_field(definition: kinds.FileField, common: dict[str, Any], kept_files: int) -> FilesField:
    # Media types and not endings: with them a phone offers its camera beside its files.
    attributes = {"accept": ",".join(MEDIA_TYPES[kind] for kind in definition.accept)}
    if definition.max_files > 1:
        attributes["multiple"] = "multiple"
    return FilesField(
        accept=definition.accept,
        most=definition.max_files,
        max_megabytes=definition.max_megabytes,
        kept=kept_files,
        widget=SeveralFilesInput(attributes),
        **common,
    )


def _day(limit: kinds.Day | None, facts: Facts) -> date | None:
    return facts.today if limit == "today" else limit
