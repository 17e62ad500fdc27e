"""Forms that print themselves: order, ids, errors that lead to their field."""

import re

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

from dimos.ui.forms import DateBoxesField, GovGrForm, LockedField

HOSTILE = '"><script>alert(1)</script>'


class Sample(GovGrForm, forms.Form):
    given_name = LockedField(label="First name", value="Ελένη", source="Civil register")
    full_name = forms.CharField(label="Full name", help_text="As on your card", max_length=60)
    afm = forms.CharField(label="Tax number", min_length=9, max_length=9)
    people = forms.IntegerField(label="People", max_value=99)
    birth_date = DateBoxesField(label="Date of birth")
    delivery = forms.ChoiceField(label="Delivery", widget=forms.RadioSelect, choices=[("a", "File"), ("b", "Post")])
    reasons = forms.MultipleChoiceField(
        label="Reasons", required=False, widget=forms.CheckboxSelectMultiple, choices=[("x", "School"), ("y", "Bank")]
    )
    district = forms.ChoiceField(label="District", choices=[("", "Choose"), ("1", "Centre")])
    bill = forms.FileField(label="Bill")
    truth = forms.BooleanField(label="It is true")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def printed(source, **names):
    return Template("{% load ui %}" + source).render(Context(names))


def submitted(**data):
    form = Sample(data=data)
    form.is_valid()
    return form


def test_label_hint_error_and_input_come_in_this_order():
    page = printed("{% field form.full_name %}", form=submitted())
    order = [page.index(part) for part in ("<label", "As on your card", "Fill in “Full name”", "<input")]
    assert order == sorted(order)


def test_the_input_names_its_hint_and_its_error():
    page = printed("{% field form.full_name %}", form=submitted())
    assert 'aria-describedby="id_full_name_hint id_full_name_error"' in page
    assert 'aria-invalid="true"' in page
    assert 'id="id_full_name_hint"' in page
    assert 'id="id_full_name_error"' in page


def test_an_untouched_field_has_no_error_marks():
    page = printed("{% field form.full_name %}", form=Sample())
    assert "aria-invalid" not in page
    assert "govgr-field__error" not in page


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("full_name", "Fill in “Full name”"),
        ("afm", "Fill in “Tax number”"),
        ("birth_date", "Fill in “Date of birth”"),
        ("delivery", "Choose an answer to “Delivery”"),
        ("district", "Choose an answer to “District”"),
        ("bill", "Choose a file for “Bill”"),
        ("truth", "Tick the box “It is true”"),
    ],
)
def test_an_empty_field_is_called_by_its_name(name, message):
    assert submitted().errors[name] == [message]


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("afm", "123", "“Tax number” must have 9 characters"),
        ("full_name", "x" * 61, "“Full name” must have at most 60 characters"),
        ("people", "many", "“People” must be a whole number, in digits"),
        ("people", "100", "“People” must be 99 or less"),
        ("district", "9", "“District”: choose one of the answers offered"),
    ],
)
def test_a_wrong_answer_is_called_by_its_name(name, typed, message):
    assert submitted(**{name: typed}).errors[name] == [message]


def test_a_percent_sign_in_a_label_does_no_harm():
    class Percent(GovGrForm, forms.Form):
        share = forms.CharField(label="Share in %", max_length=3)

    assert Percent(data={"share": "1234"}).errors["share"] == ["“Share in %” must have at most 3 characters"]


def test_a_form_keeps_the_messages_it_wrote_itself():
    class Own(GovGrForm, forms.Form):
        name = forms.CharField(error_messages={"required": "Tell us your name"})

    assert Own(data={}).errors["name"] == ["Tell us your name"]


def test_every_link_of_the_error_summary_leads_to_an_input():
    form = submitted(birth_date_day="31", birth_date_month="", birth_date_year="1985")
    page = printed("{% error_summary form %}{% form_fields form %}", form=form)
    targets = re.findall(r'href="#([^"]+)"', page)
    assert len(targets) == len(form.errors)
    for target in targets:
        assert re.search(rf'<(input|select|textarea)[^>]* id="{target}"', page), target


def test_the_summary_leads_to_the_box_at_fault():
    form = submitted(birth_date_day="27", birth_date_month="", birth_date_year="1985")
    assert 'href="#id_birth_date_month"' in printed("{% error_summary form %}", form=form)
    page = printed("{% field form.birth_date %}", form=form)
    assert page.count('aria-invalid="true"') == 1


def test_a_fine_form_has_no_error_summary():
    assert "There is a problem" not in printed("{% error_summary form %}", form=Sample())


def test_form_wide_errors_come_first():
    form = submitted()
    form.add_error(None, "The register is closed")
    page = printed("{% error_summary form %}", form=form)
    assert page.index("The register is closed") < page.index("Full name")


def test_choices_are_radios_and_checkboxes():
    form = Sample()
    assert printed("{% field form.delivery %}", form=form).count('type="radio"') == 2
    assert printed("{% field form.reasons %}", form=form).count('type="checkbox"') == 2


def test_chosen_answers_stay_chosen():
    form = submitted(delivery="b", reasons=["x", "y"], district="1")
    assert printed("{% field form.delivery %}", form=form).count(" checked") == 1
    assert printed("{% field form.reasons %}", form=form).count(" checked") == 2
    assert "selected" in printed("{% field form.district %}", form=form)


def test_a_choice_may_carry_a_hint():
    form = Sample()
    form.fields["delivery"].choice_hints = {"b": "Takes five days"}
    page = printed("{% field form.delivery %}", form=form)
    assert "Takes five days" in page
    assert 'aria-describedby="id_delivery_1_hint"' in page


def test_a_locked_value_is_shown_and_cannot_be_posted():
    form = submitted(given_name="Forged")
    page = printed("{% field form.given_name %}", form=form)
    assert "Ελένη" in page
    assert "From: Civil register" in page
    assert "<input" not in page
    assert form.cleaned_data["given_name"] == "Ελένη"


def test_the_whole_form_prints_itself_with_its_hidden_fields():
    page = str(Sample())
    assert page.count("govgr-field") >= 9
    assert 'type="hidden"' in page


def test_optional_fields_say_so_and_required_ones_do_not():
    form = Sample()
    assert "(optional)" in printed("{% field form.reasons %}", form=form)
    assert "(optional)" not in printed("{% field form.full_name %}", form=form)


def test_a_page_with_one_question_has_it_as_its_heading():
    form = Sample()
    assert "<h1" in printed('{% field form.full_name label_as="l" %}', form=form)
    assert "<legend" in printed('{% field form.birth_date label_as="xl" %}', form=form)


def test_what_was_typed_comes_back_as_text():
    page = printed("{% form_fields form %}", form=submitted(full_name=HOSTILE, afm=HOSTILE, birth_date_day=HOSTILE))
    assert "<script" not in page


def test_hostile_labels_hints_and_choices_are_printed_as_text():
    class Hostile(GovGrForm, forms.Form):
        text = forms.CharField(label=HOSTILE, help_text=HOSTILE)
        pick = forms.ChoiceField(label=HOSTILE, widget=forms.RadioSelect, choices=[(HOSTILE, HOSTILE)])
        lock = LockedField(label=HOSTILE, value=HOSTILE, source=HOSTILE)
        day = DateBoxesField(label=HOSTILE)

    form = Hostile(data={"pick": HOSTILE})
    assert "<script" not in printed("{% error_summary form %}{% form_fields form %}", form=form)


def test_numbers_are_asked_in_a_text_box_with_digits():
    page = printed("{% field form.people %}", form=Sample())
    assert 'type="text"' in page
    assert 'inputmode="numeric"' in page
    assert page.count(" type=") == 1


def test_known_names_are_filled_in_by_the_browser():
    page = printed("{% field form.birth_date %}", form=Sample())
    assert 'autocomplete="bday-day"' in page


def test_a_prefix_reaches_the_boxes_of_a_date():
    form = Sample(data={"p-birth_date_day": "27", "p-birth_date_month": "3", "p-birth_date_year": "1985"}, prefix="p")
    assert "birth_date" not in form.errors
    assert 'name="p-birth_date_day"' in printed("{% field form.birth_date %}", form=form)
