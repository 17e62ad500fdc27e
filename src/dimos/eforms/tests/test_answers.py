import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dimos.eforms.answers import (
    Address,
    AnswersAreUnreadable,
    FileAnswer,
    Place,
    answers_from_json,
    answers_to_json,
    canonical_json,
)
from dimos.eforms.printing import read_back
from dimos.eforms.tests.factories import facts, field, step, words
from dimos.eforms.visibility import problems, visible_answers, visible_fields, visible_steps

KINDS = ("text", "choice", "choices", "yes_no", "date", "money", "address", "place", "file", "phone")
STEP = step(
    *(field(kind, kind, required=False) for kind in KINDS),
    field("number", "number", decimals=2, unit={"el": "τ.μ.", "en": "m²"}, required=False),
)
ANSWERS: dict[str, Any] = {
    "text": "Νίκος",
    "choice": "red",
    "choices": ("red", "blue"),
    "yes_no": False,
    "date": date(2026, 3, 1),
    "money": 1250,
    "number": Decimal("12.50"),
    "address": Address(street="Φαρών", number="8", postal_code="24132", settlement="Καλαμάτα"),
    "place": Place(words="Πλατεία", latitude=37.0, longitude=22.1),
    "file": (FileAnswer(id="1", name="a.pdf", media_type="application/pdf", size=3, sha256="0"),),
    "phone": "+302721012345",
}


def test_answers_come_back_from_json_as_they_were() -> None:
    document = json.loads(json.dumps(answers_to_json(answers=ANSWERS)))
    assert answers_from_json(steps=[STEP], document=document) == ANSWERS


def test_the_same_answers_give_the_same_text() -> None:
    backwards = dict(reversed(ANSWERS.items()))
    first, second = (canonical_json(answers_to_json(answers=one)) for one in (ANSWERS, backwards))
    assert first == second


def test_blank_answers_are_not_kept_and_come_back_blank() -> None:
    assert answers_to_json(answers={"text": "", "choices": (), "yes_no": None, "money": 0}) == {"money": 0}
    assert answers_from_json(steps=[STEP], document={"gone": 1})["choices"] == ()


@pytest.mark.parametrize(
    ("key", "stored"),
    [("date", "soon"), ("yes_no", "yes"), ("money", 1.5), ("address", {"road": 1}), ("file", [{}]), ("number", "x"),
     ("text", 5), ("place", "here")],
)  # fmt: skip
def test_a_stored_answer_of_another_shape_is_refused(key: str, stored: Any) -> None:
    with pytest.raises(AnswersAreUnreadable, match=key):
        answers_from_json(steps=[STEP], document={key: stored})


def test_answers_are_read_back_as_people_write_them() -> None:
    [section] = read_back(steps=[STEP], answers=ANSWERS, facts=facts(), language="el")
    assert {line.field_id: line.value for line in section.lines} == {
        "text": "Νίκος",
        "choice": "Red (ελ)",
        "choices": "Red (ελ)\nBlue (ελ)",
        "yes_no": "Όχι",
        "date": "01/03/2026",
        "money": "12,50\u00a0€",
        "number": "12,50 τ.μ.",
        "address": "Φαρών 8, 24132 Καλαμάτα",
        "place": "Πλατεία",
        "file": "a.pdf",
        "phone": "2721 012345",
    }
    [english] = read_back(steps=[STEP], answers=ANSWERS, facts=facts(), language="en")
    values = {line.field_id: line.value for line in english.lines}
    assert (values["date"], values["money"], values["number"]) == ("1 March 2026", "€12.50", "12.50 m²")


def test_only_what_was_asked_is_read_back_and_counts() -> None:
    first = step(field("choice", "colour"), step_id="first")
    second = step(field("text", "why"), step_id="second", visible_if="answers.colour == 'red'")
    third = step(field("text", "then"), step_id="third", visible_if="answers.why != null")
    steps = [first, second, third]
    stale = {"colour": "blue", "why": "because", "then": "so"}
    assert [shown.id for shown in visible_steps(steps=steps, answers=stale, facts=facts())] == ["first"]
    assert visible_answers(steps=steps, answers=stale, facts=facts()) == {"colour": "blue", "why": None, "then": None}
    assert [asked.id for asked in visible_fields(steps=steps, answers=stale, facts=facts())] == ["colour"]
    assert len(read_back(steps=steps, answers=stale, facts=facts(), language="en")) == 1
    red = stale | {"colour": "red"}
    assert len(visible_steps(steps=steps, answers=red, facts=facts())) == 3


def test_a_step_without_anything_to_show_is_passed_over() -> None:
    empty = step(field("text", visible_if="register.address == null"))
    assert visible_steps(steps=[empty], answers={}, facts=facts(address="Φαρών 8")) == ()


def test_what_is_missing_or_wrong_is_told_with_its_step() -> None:
    rule = {"rule": "answers.n < 5", "message": words("Too much")}
    steps = [step(field("text", "t"), step_id="one"), step(field("number", "n", valid_if=[rule]), step_id="two")]
    found = problems(steps=steps, answers={"n": 7}, facts=facts(), language="en")
    assert [(one.step_id, one.field_id, one.is_missing) for one in found] == [("one", "t", True), ("two", "n", False)]
    assert found[1].message == "Too much"
    assert problems(steps=steps, answers={"t": "x", "n": 3}, facts=facts(), language="en") == ()
