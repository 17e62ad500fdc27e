"""One step of a form, as a Django form made from its definition."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from django.utils.translation import gettext as _
from django.utils.translation import override

from dimos.eforms.answers import Answers, Facts, FileAnswer, is_blank, rule_values
from dimos.eforms.definition.fields import AskingField, FieldDefinition, FileField, InformationField, StepDefinition
from dimos.eforms.fields.making import forgotten_parts, joined_value, make_fields, split_value, unseen_parts
from dimos.eforms.printing import printed_value
from dimos.eforms.rules import names_in
from dimos.eforms.visibility import is_locked, is_met, is_required, locked_value, rule_messages
from dimos.ui.forms import GovGrForm, LockedField


@dataclass(frozen=True, kw_only=True)
class FormPart:
    """A field or an information of the step, with what a page needs to print it."""

    definition: FieldDefinition
    bound_fields: tuple[forms.BoundField, ...]
    text: str
    kept_files: tuple[FileAnswer, ...]
    depends_on: tuple[str, ...]


class StepForm(GovGrForm, forms.Form):
    """Made by `build_form`. After `is_valid()`, `step_answers` holds the typed answers of this step.

    A field that is hidden by another answer of the same step is left out of the answers, whatever was posted. Locked
    fields take their value from the facts, never from the post. Files that were sent earlier stay unless their id comes
    under `<field>__remove`; `step_answers` then holds them beside the new ones.
    """

    step_answers: dict[str, Any]

    def __init__(
        self, *, step: StepDefinition, answers: Answers, facts: Facts, language: str, data: Any, files: Any
    ) -> None:
        super().__init__(data=data, files=files)
        self.step = step
        self.facts = facts
        self.language = language
        self.step_answers = {}
        self._answers = dict(answers)
        self._names: dict[str, tuple[str, ...]] = {}
        self._asked = tuple(field for field in step.asking if self._may_show(field))
        for field in self._asked:
            self._add(field)

    @property
    def parts(self) -> tuple[FormPart, ...]:
        """Fields and information in the order of the definition."""
        return tuple(self._part(field) for field in self.step.fields if self._may_show(field))

    def full_clean(self) -> None:
        """As in Django, with the messages in the form's language."""
        with override(self.language):
            super().full_clean()
            for errors in self.errors.values():
                _speak(errors)

    def clean(self) -> dict[str, Any]:
        """Joins the answers, drops what is hidden, and applies the definition's rules in order."""
        answers = self._answers | {field.id: None for field in self._asked}
        for field in self._asked:
            answers[field.id] = self._answer(field, rule_values(answers=answers, facts=self.facts))
            self._apply_rules(field, answers)
        self.step_answers = {field.id: answers[field.id] for field in self._asked}
        return self.cleaned_data

    def kept_files(self, field: AskingField) -> tuple[FileAnswer, ...]:
        """The files sent earlier that stay."""
        earlier = self._answers.get(field.id)
        files = tuple(file for file in earlier if isinstance(file, FileAnswer)) if isinstance(earlier, tuple) else ()
        removed = set(_posted_list(self.data, f"{field.id}__remove"))
        return tuple(file for file in files if file.id not in removed)

    def _may_show(self, field: FieldDefinition) -> bool:
        """Whether the field is shown, or could be after an answer on the same page."""
        if self._own_names(field):
            return True
        return is_met(rule=field.visible_if, values=rule_values(answers=self._answers, facts=self.facts))

    def _own_names(self, field: FieldDefinition) -> tuple[str, ...]:
        if field.visible_if is None:
            return ()
        used = {name.split(".")[1] for name in names_in(rule=field.visible_if) if name.startswith("answers.")}
        return tuple(other.id for other in self.step.asking if other.id in used and other.id != field.id)

    def _add(self, field: AskingField) -> None:
        made: dict[str, forms.Field]
        if is_locked(field=field, facts=self.facts) and field.prefill:
            value = printed_value(
                field=field, value=locked_value(field=field, facts=self.facts), language=self.language
            )
            source = _("Municipal register") if field.prefill.startswith("register.") else _("Your sign-in")
            hint = field.hint.in_language(self.language) if field.hint else ""
            label = field.label.in_language(self.language)
            made = {field.id: LockedField(value=value, source=source, label=label, help_text=hint)}
        else:
            kept = len(self.kept_files(field)) if isinstance(field, FileField) else 0
            made = make_fields(definition=field, facts=self.facts, language=self.language, kept_files=kept)
            self.initial.update(self._initial(field))
        self._names[field.id] = tuple(made)
        self.fields |= made

    def _initial(self, field: AskingField) -> dict[str, Any]:
        value: object = self._answers.get(field.id)
        if is_blank(value) and field.prefill:
            value = self.facts.named(field.prefill)
        return {} if isinstance(field, FileField) or is_blank(value) else split_value(definition=field, value=value)

    def _answer(self, field: AskingField, values: Mapping[str, object]) -> Any:
        blank = joined_value(definition=field, cleaned={})
        if not is_met(rule=field.visible_if, values=values):
            for name in self._names[field.id]:
                self.errors.pop(name, None)
            return blank
        if is_locked(field=field, facts=self.facts):
            return locked_value(field=field, facts=self.facts)
        for name in unseen_parts(definition=field):
            self.errors.pop(name, None)
        for name in forgotten_parts(definition=field, cleaned=self.cleaned_data):
            if name not in self.errors:
                self.add_error(name, self._required_message(name))
        value = joined_value(definition=field, cleaned=self.cleaned_data)
        return (*self.kept_files(field), *value) if isinstance(field, FileField) and isinstance(value, tuple) else value

    def _apply_rules(self, field: AskingField, answers: dict[str, Any]) -> None:
        names = self._names[field.id]
        values = rule_values(answers=answers, facts=self.facts)
        if any(name in self.errors for name in names) or not is_met(rule=field.visible_if, values=values):
            return
        if is_blank(answers[field.id]):
            if is_required(field=field, values=values):
                self.add_error(names[0], self._required_message(names[0]))
            return
        for message in rule_messages(field=field, values=values, language=self.language):
            self.add_error(names[0], ValidationError(message, code="rule"))

    def _required_message(self, name: str) -> ValidationError:
        message = self.fields[name].error_messages.get("required", _("Fill in this field."))
        return ValidationError(message, code="required")

    def _part(self, field: FieldDefinition) -> FormPart:
        names = self._names.get(field.id, ())
        return FormPart(
            definition=field,
            bound_fields=tuple(self[name] for name in names),
            text=_text_of(field, self.language),
            kept_files=self.kept_files(field) if isinstance(field, FileField) else (),
            depends_on=self._own_names(field),
        )


def build_form(
    *, step: StepDefinition, answers: Answers, facts: Facts, data: Any = None, files: Any = None, language: str
) -> StepForm:
    """The step as a form: unbound with what was answered before, or bound to a post.

    `answers` are the typed answers of all steps so far (`answers_from_json`), since rules look back at them. Any `data`
    and `files` give a form that is valid or has errors in `language`, never an exception.
    """
    with override(language):
        return StepForm(step=step, answers=answers, facts=facts, language=language, data=data, files=files)


def _speak(errors: ErrorList) -> None:
    """Put the messages into words now: lazy ones would speak the language of whoever prints them."""
    for error in errors.as_data():
        error.message = str(error.message) % error.params if error.params else str(error.message)
        error.params = None


def _text_of(field: FieldDefinition, language: str) -> str:
    if isinstance(field, InformationField):
        return field.body.in_language(language)
    return field.statement.in_language(language) if field.type == "declaration" else ""


def _posted_list(data: Any, name: str) -> list[str]:
    if hasattr(data, "getlist"):
        return [str(item) for item in data.getlist(name)]
    found = data.get(name, []) if isinstance(data, Mapping) else []
    return [str(item) for item in found] if isinstance(found, list | tuple) else [str(found)]
