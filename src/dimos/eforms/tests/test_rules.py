from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dimos.eforms.rules import Kind, RuleFailed, RuleIsMistaken, Vocabulary, evaluate, holds, matches, names_in

VOCABULARY = Vocabulary(
    names={
        "answers.colour": Kind.TEXT,
        "answers.year": Kind.WHOLE,
        "answers.agrees": Kind.YES_NO,
        "answers.tags": Kind.TEXTS,
        "answers.home.street": Kind.TEXT,
        "register.resident_since": Kind.DATE,
        "register.size": Kind.WHOLE,
    }
)


@pytest.mark.parametrize(
    ("rule", "values", "expected"),
    [
        ("answers.colour == 'red'", {"answers.colour": "red"}, True),
        ("answers.colour == 'red'", {}, False),
        ("answers.colour != null", {}, False),
        ("answers.agrees", {}, False),
        ("answers.agrees == false", {}, False),
        ("answers.agrees == false", {"answers.agrees": False}, True),
        ("'red' in answers.tags", {"answers.tags": ("red", "blue")}, True),
        ("answers.year != null && answers.year > 3", {}, False),
        ("answers.home.street == 'Φαρών'", {"answers.home.street": "Φαρών"}, True),
        ("register.resident_since <= date(answers.year, 1, 1)",
         {"register.resident_since": date(2015, 9, 1), "answers.year": 2019}, True),
        ("full_years(register.resident_since, today) >= 2",
         {"register.resident_since": date(2024, 11, 24), "today": date(2026, 11, 23)}, False),
        ("full_years(register.resident_since, today) >= 2",
         {"register.resident_since": date(2024, 11, 23), "today": date(2026, 11, 23)}, True),
        ("months_after(today, 3) == date(2027, 2, 28)", {"today": date(2026, 11, 30)}, True),
        ("today.getFullYear() == 2026", {"today": date(2026, 1, 1)}, True),
    ],
)  # fmt: skip
def test_a_rule_holds_or_not(rule: str, values: dict[str, Any], expected: bool) -> None:
    VOCABULARY.check(rule=rule)
    assert holds(rule=rule, values=values) is expected


@pytest.mark.parametrize(
    "rule",
    [
        "answers.year / 0 == 1",
        "answers.year > 3",
        "date(2026, 13, 1) < today",
        "register.resident_since < today",
        "size(answers.colour) > 1",
        "full_years(register.resident_since, today) > 1",
    ],
)
def test_a_rule_that_gives_no_result_fails_with_its_cause(rule: str) -> None:
    VOCABULARY.check(rule=rule)
    with pytest.raises(RuleFailed) as failure:
        holds(rule=rule, values={"today": date(2026, 1, 1)})
    assert failure.value.rule == rule
    assert failure.value.cause


def test_a_rule_that_loops_without_end_fails() -> None:
    numbers = f"[{','.join(map(str, range(60)))}]"
    rule = f"{numbers}.all(a, {numbers}.all(b, {numbers}.all(c, a + b + c >= 0)))"
    with pytest.raises((RuleFailed, RuleIsMistaken)):
        holds(rule=rule, values={})


@pytest.mark.parametrize(
    ("rule", "column", "part"),
    [
        ("answers.color == 'red'", 8, "Did you mean “answers.colour”?"),
        ("answers.colour > 3", 16, "“>” cannot be applied to (text, whole number)"),
        ("answers.colour ==", 18, "not complete"),
        ("answers.colour", 1, "The rule gives text, but yes/no is needed"),
        ("answers.year + 1", 14, "The rule gives whole number"),
        ("resident_since < today", 1, "Did you mean “register.resident_since”?"),
        ("x < today", 1, "Names begin with answers., register. or applicant."),
        ("answers.home == null", 8, "answers.home"),
        ("answers.tags.exists(t, t == 3)", 26, "(text, whole number)"),
        ("months(today) > 3", 7, "functions: date(year, month, day)"),
        ("x" * 2_000, 1, "longer than 1000"),
    ],
)
def test_a_mistaken_rule_is_told_with_position_and_remedy(rule: str, column: int, part: str) -> None:
    with pytest.raises(RuleIsMistaken) as mistake:
        VOCABULARY.check(rule=rule)
    assert part in str(mistake.value)
    assert mistake.value.line == 1
    if "gives" not in part:
        assert mistake.value.column == column


def test_names_in_quotes_are_no_names() -> None:
    assert names_in(rule="answers.a == 'answers.b' && \"register.c\" != applicant.d") == {"answers.a", "applicant.d"}
    assert names_in(rule="answers.home.street == 'x' && today > register.resident_since") == {
        "answers.home.street", "today", "register.resident_since",
    }  # fmt: skip


def test_a_pattern_must_fit_the_whole_text_and_takes_linear_time() -> None:
    assert matches(pattern="[0-9]{3}", text="123")
    assert not matches(pattern="[0-9]{3}", text="1234")
    assert not matches(pattern="(a+)+b", text="a" * 5_000)
    with pytest.raises(RuleIsMistaken):
        matches(pattern="(", text="")


@given(st.text(max_size=80))
def test_any_text_as_a_rule_is_refused_or_understood(rule: str) -> None:
    with suppress(RuleIsMistaken):
        VOCABULARY.check(rule=rule)


@given(st.text(alphabet="answer.colouryttd()'\"=&|!<>+-*/0123456789 []", max_size=60))
def test_any_rule_gives_a_result_or_fails(rule: str) -> None:
    with suppress(RuleFailed, RuleIsMistaken):
        evaluate(rule=rule, values={"answers.colour": "red", "answers.year": 1, "today": date(2026, 1, 1)})
