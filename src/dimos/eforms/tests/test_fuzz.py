"""Any post gives a form that is valid or has errors, never an exception."""

import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.template import engines
from django.utils.datastructures import MultiValueDict
from hypothesis import given, settings
from hypothesis import strategies as st

from dimos.eforms.answers import answers_from_json, answers_to_json
from dimos.eforms.files.checking import CheckedFile
from dimos.eforms.form import StepForm, build_form
from dimos.eforms.printing import read_back
from dimos.eforms.tests.factories import EVERY_KIND, facts, field, step

KINDS = EVERY_KIND
STEP = step(
    *(field(kind, kind, required=number % 2 == 0) for number, kind in enumerate(KINDS)),
    field("text", "locked", prefill="register.address", locked=True),
    field("number", "hidden", visible_if="answers.text == 'show' && answers.number / 0 > 1"),
)
FACTS = facts(address="Φαρών 8")
NAMES = [
    *KINDS, "locked", "hidden", "date_day", "date_month", "date_year", "address__street", "address__number",
    "address__postal_code", "address__settlement", "place__words", "place__latitude", "place__longitude",
    "file__remove",
]  # fmt: skip

wild = st.text(max_size=200) | st.sampled_from(["red", "yes", "12", "1e400", "-0", "0" * 300, "\x00", "٣", "NaN", "on"])
queries = st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=20), st.lists(wild, max_size=3), max_size=30)
plain = st.dictionaries(
    st.sampled_from(NAMES), wild | st.none() | st.integers() | st.lists(wild | st.none(), max_size=3), max_size=30
)
heads = st.sampled_from(
    [
        b"%PDF-1.4\n",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
        b"RIFF....WEBP",
        b"....ftypheic",
        b"PK",
        b"",
    ]
)
uploads = st.builds(
    lambda name, head, body, tail: SimpleUploadedFile(name or "x", head + body + tail),
    st.text(max_size=60), heads, st.binary(max_size=400), st.sampled_from([b"", b"\nstartxref\n0\n%%EOF"]),
)  # fmt: skip
TEMPLATE = engines["django"].from_string("{% load ui %}{% error_summary form %}{% form_fields form %}")


def built(data: Any, files: Any, language: str) -> StepForm:
    form = build_form(step=STEP, answers={}, facts=FACTS, data=data, files=files, language=language)
    if form.is_valid():
        kept = {key: value for key, value in form.step_answers.items() if not _has_new_files(value)}
        document = answers_to_json(answers=kept)
        again = answers_from_json(steps=[STEP], document=json.loads(json.dumps(document)))
        assert answers_to_json(answers=again) == document
        assert read_back(steps=[STEP], answers=again, facts=FACTS, language=language)
        assert form.step_answers["locked"] == "Φαρών 8"
    else:
        assert all(messages for messages in form.errors.values())
    return form


def _has_new_files(value: object) -> bool:
    return isinstance(value, tuple) and any(isinstance(item, CheckedFile) for item in value)


@given(queries, st.lists(uploads, max_size=2), st.sampled_from(["el", "en"]))
@settings(deadline=None)
def test_any_post_from_a_browser_gives_a_form(
    data: dict[str, list[str]], files: list[SimpleUploadedFile], language: str
) -> None:
    posted = QueryDict(mutable=True)
    for key, values in data.items():
        posted.setlist(key, values)
    built(posted, MultiValueDict({"file": files}), language)


@given(plain)
@settings(deadline=None)
def test_any_mapping_from_a_program_gives_a_form(data: dict[str, Any]) -> None:
    built(data, {}, "en")


@given(queries)
@settings(deadline=None, max_examples=30)
def test_any_post_can_be_printed_again(data: dict[str, list[str]]) -> None:
    posted = QueryDict(mutable=True)
    for key, values in data.items():
        posted.setlist(key, values)
    assert TEMPLATE.render({"form": built(posted, None, "el")})
