"""Mistakes in a definition are told with line and remedy."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dimos.catalogue.service.loading import parse_definition
from dimos.catalogue.service.mistakes import DefinitionIsMistaken
from dimos.catalogue.tests.factories import YAML


def mistakes(text: str) -> list[str]:
    with pytest.raises(DefinitionIsMistaken) as error:
        parse_definition(text=text, file="x.yaml")
    return [str(mistake) for mistake in error.value.mistakes]


def line_of(part: str, text: str = YAML) -> int:
    return text[: text.index(part)].count("\n") + 1


FIELD = "      - id: why\n        type: text\n"
CHANGES = [
    # what is changed, into what, the text at the line that must be named, what must be said
    ("summary:", "sumary:", "sumary:", "Did you mean `summary`?"),
    ("        type: text", "        typ: text", "- id: why", "`type` is missing here"),
    ("type: text", "type: txt", "- id: why", "“txt” is not a known `type`"),
    ("{el: Γιατί, en: Why}", "{el: Γιατί}", "label: {el: Γιατί}", "The English translation is missing. Add `en: …`."),
    ("{el: Γιατί, en: Why}", "{el: '', en: Why}", "label: {el: ''", "This is empty"),
    ("{el: Γιατί, en: Why}", "{el: " + "α" * 201 + ", en: Why}", "label: {el: αα", "200 at most fit here"),
    ("{el: Γιατί, en: Why}", "{el: " + "α" * 4_001 + ", en: Why}", "label: {el: αα", "4000 characters at most"),
    ("answers.colour == 'red'", "answers.color == 'red'", "visible_if:", "Did you mean “answers.colour”? (at charac"),
    ("answers.colour == 'red'", "answers.colour > 3", "visible_if:", "“>” cannot be applied to (text, whole number)."),
    ("answers.colour == 'red'", "answers.colour == 'green'", "visible_if:", "“green” is not an option of `colour`"),
    ("answers.colour == 'red'", "answers.colour ==", "visible_if:", "not complete"),
    ("answers.colour == 'red'", "answers.colour + 'x'", "visible_if:", "gives text, but yes/no is needed"),
    ("answers.colour == 'red'", "1 > 2", "visible_if:", "never holds, so nobody ever sees this"),
    ("answers.colour == 'red'", "answers.why == 'x'", "visible_if:", "a circle"),
    ("- id: why", "- id: colour", "- id: colour\n        type: text", "exists already"),
    ("- id: why", "- id: Γιατί", "- id: Γιατί", "is not allowed here"),
    ('level: "2"', 'level: "9"', 'level: "9"', "'2', '3' or 'L'"),
    ('level: "2"', 'level: "L"', "id: test-service", "needs `link`"),
    ("type: text\n", "type: text\n        valid_if: [{rule: answers.x == 'a', message: {el: α, en: a}}]\n",
     "valid_if:", "valid_if › 1 › rule: “answers.x” is not known"),
    ("days: 50", "days: many", "days: many", "whole number"),
    ("days: 50", "days: 0", "days: 0", "greater than or equal to 1"),
    ("confirmed: true}", "confirmed: maybe}", "confirmed: maybe}", "true or false"),
    ("kind: answer", "kind: poem", "outcome:", "“poem” is not a known `kind`"),
    ("office: registry", "office: [", "subject", "This is not YAML"),
    ("office: registry", "office: &a registry", "office: &a", "Anchors, aliases and tags"),
    ("office: registry", "office: !!python/object:os.system registry", "office: !!", "Anchors, aliases and tags"),
    ("office: registry", "office: registry\noffice: other", "office: other", "not YAML"),
    ("{colour: red}", "{color: red}", "given:", "There is no field `color`."),
    ("given: {", "given: {register: {shoe: 3}, ", "given:", "`register.shoe` is not a fact"),
    ("type: text\n", "type: text\n        prefill: register.shoe\n", "prefill:", "`register.shoe` is not a fact"),
    ("type: text\n", "type: text\n        locked: true\n", "- id: why", "a locked field needs `prefill"),
    ("type: text\n", "type: text\n        pattern: '('\n        pattern_message: {el: α, en: a}\n", "pattern:",
     "not a regular"),
    ("        type: text\n", "        type: number\n        max: lots\n", "max: lots", "decimal"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "at", "message"), CHANGES)
def test_a_mistake_is_told_with_its_line_and_remedy(old: str, new: str, at: str, message: str) -> None:
    text = YAML.replace(old, new, 1)
    assert text != YAML
    told = mistakes(text)
    assert any(message.lower() in one.lower() for one in told), told
    if "not YAML" not in message:
        assert any(one.startswith(f"x.yaml:{line_of(at, text)}:") for one in told), (line_of(at, text), told)
    assert all(one.startswith("x.yaml:") for one in told)


def test_a_rule_on_what_is_shown_looks_back_only() -> None:
    text = YAML.replace("        options:", "        visible_if: answers.why == null\n        options:", 1).replace(
        "        visible_if: answers.colour == 'red'\n", "", 1
    )
    assert "`why` is asked later" in mistakes(text)[0]


def test_the_boxes_of_a_date_clash_with_no_other_field() -> None:
    date = "      - id: born\n        type: date\n        label: {el: Πότε, en: When}\n"
    text = YAML.replace("      - id: why", f"{date}      - id: born_day")
    assert any("would clash with the field `born_day`" in told for told in mistakes(text))


def test_all_mistakes_are_told_at_once() -> None:
    text = YAML.replace("summary:", "sumary:").replace("days: 50", "days: x").replace("type: text", "type: txt")
    assert len(mistakes(text)) >= 4


@pytest.mark.parametrize(
    "text", ["", "- a", "just words", "id: x", "\x00", "a: b: c", "a" * 400_000, "[" * 5_000, "- " * 9_000]
)
def test_what_is_no_definition_at_all_is_refused(text: str) -> None:
    assert mistakes(text)


@given(st.text(alphabet="ab:-[]{}'\"\n #|>&*!%@`", max_size=80))
@settings(deadline=None)
def test_any_text_is_refused_in_words(text: str) -> None:
    assert mistakes(text)


@given(st.integers(0, len(YAML)), st.integers(0, 60), st.text(max_size=5))
@settings(deadline=None)
def test_a_damaged_definition_is_read_or_refused_in_words(start: int, length: int, instead: str) -> None:
    try:
        parse_definition(text=YAML[:start] + instead + YAML[start + length :])
    except DefinitionIsMistaken as error:
        told = [mistake.message for mistake in error.mistakes]
        if not all(told):
            pytest.fail("a mistake without words")
