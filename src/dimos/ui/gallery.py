"""The sample content of the gallery: every component in every state, with fictional people."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dimos.ui.components import (
    Cell,
    Column,
    Deadline,
    SummaryRow,
    Tab,
    Table,
    Tag,
    Task,
    Text,
    TimelineEvent,
    Tone,
)
from dimos.ui.forms import DateBoxesField, GovGrForm, LockedField

_WRONG_ANSWERS = {
    "full_name": "",
    "tax_number": "12345",
    "message": "",
    "birth_date_day": "31",
    "birth_date_month": "2",
    "birth_date_year": "1985",
    "age": "many",
}


class SampleForm(GovGrForm, forms.Form):
    """One field of each kind."""

    first_name = LockedField(label=_("First name"), value="Ελένη", source=_("Civil register"))
    full_name = forms.CharField(label=_("Full name"), help_text=_("As it stands on your identity card"))
    tax_number = forms.CharField(label=_("Tax number (AFM)"), min_length=9, max_length=9)
    age = forms.IntegerField(label=_("Number of people in the household"), max_value=99)
    message = forms.CharField(
        label=_("What happened?"), widget=forms.Textarea(attrs={"rows": 4}), help_text=_("In a few words")
    )
    district = forms.ChoiceField(
        label=_("District"),
        required=False,
        choices=[("", _("Choose a district")), ("1", "Παραλία"), ("2", "Ιστορικό Κέντρο")],
    )
    birth_date = DateBoxesField(label=_("Date of birth"), help_text=_("For example, 27 3 1985"))
    delivery = forms.ChoiceField(
        label=_("How would you like to receive it?"),
        widget=forms.RadioSelect,
        choices=[("pdf", _("As a file, now")), ("post", _("On paper, by post")), ("desk", _("At the counter"))],
    )
    reasons = forms.MultipleChoiceField(
        label=_("What do you need it for?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("school", _("School enrolment")), ("bank", _("A bank")), ("other", _("Something else"))],
    )
    evidence = forms.FileField(label=_("Electricity bill"), help_text=_("PDF or photo, up to 5 MB"))
    declaration = forms.BooleanField(label=_("I declare that what I have written is true"))


def sample_content() -> dict[str, Any]:
    """What the gallery's template prints."""
    wrong = SampleForm(data=_WRONG_ANSWERS)
    wrong.is_valid()
    return {
        "form": SampleForm(prefix="fresh"),
        "wrong_form": wrong,
        "tones": [Tag(text, tone) for text, tone in zip(_statuses(), Tone, strict=True)],
        "deadlines": [
            Deadline(working_days=23, due_date=date(2027, 1, 15)),
            Deadline(working_days=3, due_date=date(2026, 12, 4)),
            Deadline(working_days=0, due_date=date(2026, 12, 1)),
            Deadline(working_days=-2, due_date=date(2026, 11, 27)),
            Deadline(is_stopped=True),
        ],
        "rows": _summary(),
        "events": _history(),
        "tasks": _tasks(),
        "table": _inbox(),
        "empty_table": Table(caption=_("Messages"), columns=[_("From"), _("Date")], empty_text=_("No messages yet.")),
        "tabs": [
            Tab(_("Mine"), "#mine", is_current=True, count=12),
            Tab(_("My office"), "#office", count=48),
            Tab(_("Overdue"), "#overdue", count=2),
        ],
    }


def _statuses() -> list[Text]:
    return [_("Draft"), _("In progress"), _("Approved"), _("Correction needed"), _("Rejected"), _("Waiting")]


def _summary() -> list[SummaryRow]:
    return [
        SummaryRow(_("Full name"), "Ελένη Παπαδοπούλου", source=_("Civil register")),
        SummaryRow(_("Date of birth"), date(1985, 3, 27), change_href="#change"),
        SummaryRow(_("Address"), "Φαρών 12\n24131 Καλαμάτα", change_href="#change"),
        SummaryRow(_("Status"), Tag(_("In progress"), Tone.BLUE)),
        SummaryRow(_("Answer by"), Deadline(working_days=3, due_date=date(2026, 12, 4))),
    ]


def _history() -> list[TimelineEvent]:
    return [
        TimelineEvent(_("We received your application"), datetime(2026, 11, 20, 9, 12, tzinfo=UTC)),
        TimelineEvent(
            _("We asked you for a document"),
            datetime(2026, 11, 21, 11, 5, tzinfo=UTC),
            text=_("The electricity bill is older than three months. Please send a newer one."),
            by=_("Citizens' Service"),
            link_text=_("Send the document"),
            link_href="#send",
            state="current",
        ),
        TimelineEvent(_("Decision"), state="future", text=_("By 4 December 2026")),
    ]


def _tasks() -> list[Task]:
    return [
        Task(_("Your details"), Tag(_("Completed"), Tone.GREEN), "#details"),
        Task(_("Your household"), Tag(_("In progress"), Tone.BLUE), "#household", _("Two of four people entered")),
        Task(_("Declaration"), Tag(_("Cannot start yet"))),
    ]


def _inbox() -> Table:
    return Table(
        caption=_("Cases in your inbox"),
        columns=[_("Case"), _("Service"), _("Status"), _("Due"), Column(_("Fee"), is_numeric=True)],
        rows=[
            [
                Cell("1042/2026", href="#1042", hint="Παπαδοπούλου Ελένη"),
                _("Permanent residence certificate"),
                Cell(tag=Tag(_("In progress"), Tone.BLUE)),
                Cell(deadline=Deadline(working_days=3)),
                "0,00 €",
            ],
            [
                Cell("1038/2026", href="#1038", hint="Γεωργίου Νίκος"),
                _("Disabled parking place"),
                Cell(tag=Tag(_("Correction needed"), Tone.YELLOW)),
                Cell(deadline=Deadline(is_stopped=True)),
                "0,00 €",
            ],
            [
                Cell("0991/2026", href="#991", hint="Ιωάννου Μαρία"),
                _("Occupation of public space"),
                Cell(tag=Tag(_("Waiting"), Tone.PURPLE)),
                Cell(deadline=Deadline(working_days=-2)),
                "124,50 €",
            ],
        ],
    )
