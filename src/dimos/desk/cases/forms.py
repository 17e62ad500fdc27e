"""What a clerk writes: one form per step. Each carries the version of the case it was written on."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from dimos.cases.public import Case, facts_from_json
from dimos.catalogue.public import ServiceDefinition
from dimos.eforms.public import AnswersAreUnreadable, AskingField, answers_from_json, visible_fields
from dimos.identity.public import StaffMembership
from dimos.kernel.text import TextIsTooLong, clean_text
from dimos.ui.forms import GovGrForm

LONGEST = 5_000


class WordsField(forms.CharField):
    """Text of several lines, cleaned of what cannot be seen."""

    def __init__(self, *, rows: int = 6, **options: Any) -> None:
        super().__init__(**({"widget": forms.Textarea(attrs={"rows": rows})} | options))

    def to_python(self, value: Any) -> str:
        """The cleaned text; too long a one is refused in words."""
        try:
            return clean_text(str(value or ""), limit=LONGEST)
        except TextIsTooLong as error:
            message = _("Write at most %(limit)s characters; now it has %(length)s.")
            raise ValidationError(message, params={"limit": error.limit, "length": error.length}) from None


class StepForm(GovGrForm, forms.Form):
    """`version` is the case's as it stood on the page, `seen` the last event that was shown there."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, case: Case, definition: ServiceDefinition, **options: Any) -> None:
        super().__init__(*args, **options)
        self.case = case
        self.definition = definition

    @property
    def seen_version(self) -> int:
        """The version that was before the clerk's eyes; 0, which no case has, if it was tampered with."""
        return _whole(self.data.get("version"))

    @property
    def seen_event(self) -> int:
        """The id of the last event that was before the clerk's eyes."""
        return _whole(self.data.get("seen"))

    def written(self) -> list[tuple[str, str]]:
        """What was typed, label and text, to be kept when it cannot be sent."""
        areas = [self[name] for name, field in self.fields.items() if isinstance(field, WordsField)]
        return [(str(area.label), str(area.value())) for area in areas if area.value()]


class TakeForm(StepForm):
    """Whoever takes a case, takes it themselves; a supervisor may give it to somebody else."""

    assignee = forms.ChoiceField(label=gettext_lazy("Who will work on it?"), widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, colleagues: list[StaffMembership], person_id: int, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = {str(one.user_id): one.user.get_full_name() or one.user.username for one in colleagues}
        if len(choices) < 2:
            del self.fields["assignee"]
            return
        field = self.fields["assignee"]
        field.choices = list(choices.items())  # type: ignore[attr-defined]
        field.initial = str(person_id)


class CorrectionForm(StepForm):
    text = WordsField(
        label=gettext_lazy("What must be corrected or added?"),
        help_text=gettext_lazy("The citizen reads this as you write it: say what is wrong and what to send instead."),
        error_messages={"required": gettext_lazy("Write what the citizen has to correct or add")},
    )
    fields_concerned = forms.MultipleChoiceField(
        label=gettext_lazy("Which answers are concerned?"),
        help_text=gettext_lazy("Those you tick are opened for correction. Tick none to be answered in words only."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        asked = [(field.id, field.label.in_language(language)) for field in self._asked() if not field.locked]
        concerned = self.fields["fields_concerned"]
        concerned.choices = asked  # type: ignore[attr-defined]
        if not asked:
            del self.fields["fields_concerned"]

    def _asked(self) -> tuple[AskingField, ...]:
        """What this person was asked; every field of the form if their answers cannot be read."""
        steps = self.definition.steps
        try:
            answers = answers_from_json(steps=steps, document=self.case.answers)
        except AnswersAreUnreadable:
            return self.definition.fields
        return visible_fields(steps=steps, answers=answers, facts=facts_from_json(document=self.case.facts))


class ApprovalForm(StepForm):
    remarks = WordsField(
        label=gettext_lazy("Remarks to the citizen"),
        help_text=gettext_lazy("They are sent with the decision and are not printed on the document."),
        required=False,
        rows=4,
    )


class IssueForm(StepForm):
    """The last step: what was decided travels with it."""

    remarks = WordsField(label=gettext_lazy("Remarks to the citizen"), required=False, widget=forms.HiddenInput)


class AnswerForm(StepForm):
    remarks = WordsField(
        label=gettext_lazy("Your answer to the citizen"),
        help_text=gettext_lazy("Say what was done, or what the answer is."),
        error_messages={"required": gettext_lazy("Write the answer to the citizen")},
    )


PRESETS = {
    "not_entitled": gettext_lazy("The conditions of the law for this service are not met."),
    "not_in_register": gettext_lazy("You are not entered in the municipality's registers with the data you stated."),
    "no_correction": gettext_lazy("You were asked to correct or complete the application and the term has passed."),
    "not_competent": gettext_lazy("Another authority is competent for this request."),
    "done_before": gettext_lazy("The same request has already been decided."),
}


class RejectionForm(StepForm):
    preset = forms.ChoiceField(
        label=gettext_lazy("Why is it rejected?"),
        choices=[*PRESETS.items(), ("other", gettext_lazy("Another reason"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose why it is rejected")},
    )
    details = WordsField(
        label=gettext_lazy("Reasons in full"),
        help_text=gettext_lazy("Facts, legal provision, and what the citizen can do now. Sent with the decision."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A reason of one's own must be written out."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("preset") == "other" and "details" not in self.errors and not cleaned.get("details"):
            self.add_error("details", _("Write the reasons of the rejection"))
        return cleaned

    @property
    def reasons(self) -> str:
        """The reasons as the citizen reads them, in the language of the case."""
        with override(self.case.language):
            preset = str(PRESETS.get(self.cleaned_data["preset"], ""))
        return "\n\n".join(part for part in (preset, self.cleaned_data["details"]) if part)


class WithdrawalForm(StepForm):
    is_wish = forms.BooleanField(
        label=gettext_lazy("The citizen asked for this, in person or in writing"),
        error_messages={"required": gettext_lazy("Confirm that the citizen asked for it")},
    )


class ReasonsForm(StepForm):
    reasons = WordsField(
        label=gettext_lazy("Reasons"), rows=4, error_messages={"required": gettext_lazy("Write the reasons")}
    )


class ReopeningForm(ReasonsForm):
    reasons = WordsField(
        label=gettext_lazy("Why is the case taken up again?"),
        help_text=gettext_lazy("The citizen reads this. A fresh legal term begins today."),
        rows=4,
        error_messages={"required": gettext_lazy("Write why the case is taken up again")},
    )


class RevocationForm(ReasonsForm):
    reasons = WordsField(
        label=gettext_lazy("Why does the document lose its force?"),
        help_text=gettext_lazy("Whoever verifies the document reads this. Write no personal data."),
        rows=4,
        error_messages={"required": gettext_lazy("Write why the document loses its force")},
    )


class ReplacementForm(ReasonsForm):
    reasons = WordsField(
        label=gettext_lazy("Why is the document replaced?"),
        help_text=gettext_lazy("Whoever verifies the former document reads this. Write no personal data."),
        rows=4,
        error_messages={"required": gettext_lazy("Write why the document is replaced")},
    )


class MessageForm(StepForm):
    """`last_message` is the last that was on the page: the same words after it are a second click."""

    last_message = forms.CharField(widget=forms.HiddenInput, required=False)
    text = WordsField(
        label=gettext_lazy("Message to the citizen"),
        rows=4,
        error_messages={"required": gettext_lazy("Write the message")},
    )

    @property
    def seen_message(self) -> int:
        """The id of the last message that was on the page."""
        return _whole(self.data.get("last_message"))


def _whole(text: Any) -> int:
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 19 else 0
