from datetime import date
from typing import Any

from django.http import QueryDict
from django.template import engines
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override

from dimos.eforms.answers import FileAnswer
from dimos.eforms.form import build_form
from dimos.eforms.tests.factories import EVERY_KIND, facts, field, jpeg, pdf, step, upload, words

EARLIER = FileAnswer(id="f1", name="bill.pdf", media_type="application/pdf", size=10, sha256="0")


def test_a_locked_field_takes_the_register_and_never_the_post() -> None:
    locked = step(field("text", prefill="register.address", locked=True))
    form = build_form(
        step=locked, answers={"x": "old"}, facts=facts(address="Φαρών 8"), data={"x": "forged"}, language="en"
    )
    assert form.is_valid()
    assert form.step_answers == {"x": "Φαρών 8"}


def test_a_locked_field_is_asked_when_the_register_does_not_know() -> None:
    locked = step(field("text", prefill="register.address", locked=True))
    form = build_form(step=locked, answers={}, facts=facts(), data={"x": "Φαρών 8"}, language="en")
    assert form.is_valid()
    assert form.step_answers == {"x": "Φαρών 8"}


def test_a_locked_date_is_written_out() -> None:
    locked = step(field("text", prefill="register.birth_date", locked=True))
    form = build_form(step=locked, answers={}, facts=facts(birth_date=date(1988, 3, 14)), data={}, language="en")
    assert form.is_valid()
    assert form.step_answers == {"x": "14/03/1988"}


def test_what_is_known_is_filled_in_and_may_be_changed() -> None:
    known = facts(applicant={"email": "nikos@example.gr"})
    asked = step(field("email", prefill="applicant.email"))
    assert build_form(step=asked, answers={}, facts=known, language="en")["x"].value() == "nikos@example.gr"
    answered = build_form(step=asked, answers={"x": "other@example.gr"}, facts=known, language="en")
    assert answered["x"].value() == "other@example.gr"


def test_a_field_hidden_by_an_earlier_step_is_not_there() -> None:
    later = step(field("text", visible_if="answers.colour == 'red'"))
    assert "x" not in build_form(step=later, answers={"colour": "blue"}, facts=facts(), language="en").fields
    assert "x" in build_form(step=later, answers={"colour": "red"}, facts=facts(), language="en").fields


def test_a_field_hidden_by_the_same_step_is_left_out_whatever_was_posted() -> None:
    both = step(field("choice", "colour"), field("afm", "number", visible_if="answers.colour == 'red'"))
    posted = {"colour": "blue", "number": "not a number"}
    form = build_form(step=both, answers={"number": "094259216"}, facts=facts(), data=posted, language="en")
    assert form.is_valid(), form.errors
    assert form.step_answers == {"colour": "blue", "number": None}
    assert not build_form(step=both, answers={}, facts=facts(), data={"colour": "red"}, language="en").is_valid()
    [_colour, number] = form.parts
    assert number.depends_on == ("colour",)


def test_a_chain_of_conditions_is_followed() -> None:
    chained = step(
        field("yes_no", "a"),
        field("yes_no", "b", visible_if="answers.a == true"),
        field("text", "c", visible_if="answers.b == true"),
    )
    posted = {"a": "no", "b": "yes", "c": "stale"}
    form = build_form(step=chained, answers={}, facts=facts(), data=posted, language="en")
    assert form.is_valid(), form.errors
    assert form.step_answers == {"a": False, "b": None, "c": None}


def test_a_field_may_be_required_by_a_rule() -> None:
    asked = step(
        field("yes_no", "called"), field("phone", "phone", required=False, required_if="answers.called == true")
    )
    missing = build_form(step=asked, answers={}, facts=facts(), data={"called": "yes"}, language="en")
    assert missing.errors == {"phone": ["Enter a telephone number."]}
    assert build_form(step=asked, answers={}, facts=facts(), data={"called": "no"}, language="en").is_valid()


def test_a_rule_that_is_not_met_says_what_to_do_in_the_persons_language() -> None:
    message = {"el": "Γράψτε αριθμό κάτω από το 5.", "en": "Write a number below 5."}
    asked = step(field("number", valid_if=[{"rule": "answers.x < 5", "message": message}]))
    greek = build_form(step=asked, answers={}, facts=facts(), data={"x": "7"}, language="el")
    with override("en"):
        assert greek.errors == {"x": ["Γράψτε αριθμό κάτω από το 5."]}


def test_messages_keep_the_forms_language_wherever_they_are_printed() -> None:
    greek = build_form(step=step(field("afm")), answers={}, facts=facts(), data={"x": "1"}, language="el")
    with override("en"):
        assert greek.errors["x"][0].startswith("Ο ΑΦΜ δεν είναι σωστός")


def test_a_rule_that_gives_no_result_does_not_stop_the_person() -> None:
    check = {"rule": "answers.x / 0 == 1", "message": words("never")}
    asked = step(field("number", valid_if=[check]), field("text", "y", visible_if="answers.x / 0 == 1"))
    form = build_form(step=asked, answers={}, facts=facts(), data={"x": "7"}, language="en")
    assert form.is_valid(), form.errors
    assert form.step_answers == {"x": 7, "y": None}


def test_files_sent_earlier_stay_until_they_are_removed() -> None:
    asked = step(field("file", max_files=2))
    kept = build_form(step=asked, answers={"x": (EARLIER,)}, facts=facts(), data={}, language="en")
    assert kept.is_valid()
    assert kept.step_answers == {"x": (EARLIER,)}
    data = QueryDict("x__remove=f1")
    removed = build_form(step=asked, answers={"x": (EARLIER,)}, facts=facts(), data=data, language="en")
    assert removed.errors == {"x": ["Choose a file."]}


def test_new_files_stand_beside_those_sent_earlier_up_to_the_limit() -> None:
    asked = step(field("file", max_files=2))
    two = MultiValueDict({"x": [upload(pdf(), "a.pdf"), upload(jpeg(), "b.jpg")]})
    too_many = build_form(step=asked, answers={"x": (EARLIER,)}, facts=facts(), data={}, files=two, language="en")
    assert too_many.errors == {"x": ["At most 2 files can be sent."]}
    one = MultiValueDict({"x": [upload(jpeg(), "b.jpg")]})
    form = build_form(step=asked, answers={"x": (EARLIER,)}, facts=facts(), data={}, files=one, language="en")
    assert form.is_valid(), form.errors
    assert [str(file) for file in form.step_answers["x"]] == ["bill.pdf", "b.jpg"]


def test_each_refused_file_is_told_by_name() -> None:
    asked = step(field("file", max_files=3))
    sent = MultiValueDict({"x": [upload(b"MZ...", "a.pdf"), upload(b"", "b.pdf"), upload(pdf(), "c.pdf")]})
    form = build_form(step=asked, answers={}, facts=facts(), data={}, files=sent, language="en")
    assert [message.split("”")[0] for message in form.errors["x"]] == ["The file “a.pdf", "The file “b.pdf"]


def test_information_stands_between_the_fields() -> None:
    note: dict[str, Any] = {"id": "note", "type": "information", "body": words("Read this")}
    asked = step(field("text"), note, field("declaration", "d"))
    form = build_form(step=asked, answers={}, facts=facts(), language="en")
    assert [part.definition.id for part in form.parts] == ["x", "note", "d"]
    assert [part.text for part in form.parts] == ["", "Read this", "I declare"]
    assert [len(part.bound_fields) for part in form.parts] == [1, 0, 1]


def test_every_kind_of_field_can_be_printed() -> None:
    kinds = EVERY_KIND
    asked = step(*(field(kind, f"f{number}") for number, kind in enumerate(kinds)))
    template = engines["django"].from_string("{% load ui %}{% form_fields form %}")
    for data in (None, {}):
        html = template.render({"form": build_form(step=asked, answers={}, facts=facts(), data=data, language="en")})
        for name in ("f0", "f5_day", "f15__street", "f16__latitude", "f17"):
            assert f'name="{name}"' in html
