"""Every step of every national definition takes any post, valid or with errors, never an exception."""

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from dimos.catalogue.service.assessment import assess
from dimos.catalogue.service.loading import load_definition
from dimos.catalogue.service.names import SCHEMA_FILE
from dimos.catalogue.tests.factories import TODAY
from dimos.eforms.public import Facts, answers_from_json, answers_to_json, build_form, problems, read_back

DEFINITIONS = [load_definition(path=path) for path in sorted(SCHEMA_FILE.parent.glob("*.yaml"))]

typed = st.text(max_size=40) | st.sampled_from(
    [
        "now",
        "years",
        "2019",
        "2026",
        "0",
        "-1",
        "yes",
        "no",
        "on",
        "other",
        "bill",
        "card",
        "24131",
        "a@b.gr",
        "2721012345",
    ]
)
registers = st.fixed_dictionaries(
    {},
    optional={
        "found": st.booleans() | st.none(),
        "address": st.text(max_size=20) | st.none(),
        "resident_since": st.dates(date(1900, 1, 1), date(2100, 1, 1)) | st.none(),
    },
)


@pytest.mark.parametrize("definition", DEFINITIONS, ids=[definition.id for definition in DEFINITIONS])
@given(data=st.data(), register=registers, language=st.sampled_from(["el", "en"]))
@settings(deadline=None, max_examples=25)
def test_any_way_through_a_service_ends_in_an_answer(
    definition: Any, data: st.DataObject, register: dict[str, Any], language: str
) -> None:
    facts = Facts(register=register, applicant={}, today=TODAY)
    answers = answers_from_json(steps=definition.steps, document={})
    for step in definition.steps:
        names = [name for field in step.asking for name in (field.id, f"{field.id}__street", f"{field.id}__words")]
        posted = QueryDict(mutable=True)
        for name, value in data.draw(st.dictionaries(st.sampled_from(names), typed)).items():
            posted[name] = value
        form = build_form(step=step, answers=answers, facts=facts, data=posted, language=language)
        if form.is_valid():
            answers |= form.step_answers
    again = answers_from_json(steps=definition.steps, document=answers_to_json(answers=answers))
    assert again == answers
    assert problems(steps=definition.steps, answers=answers, facts=facts, language=language) is not None
    assert read_back(steps=definition.steps, answers=answers, facts=facts, language=language) is not None
    assessment = assess(definition=definition, answers=answers, facts=facts)
    if assessment.is_instant:
        assert register["found"]
        assert register["address"] is not None
        assert register["resident_since"] <= TODAY
