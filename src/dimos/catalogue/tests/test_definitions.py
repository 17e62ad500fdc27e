"""The national definitions, as they stand in the repository."""

import pytest

from dimos.catalogue.service.definition import ServiceDefinition
from dimos.catalogue.service.examples import run_examples
from dimos.catalogue.service.loading import load_definition
from dimos.catalogue.service.names import SCHEMA_FILE, schema_text
from dimos.catalogue.service.report import check_catalogue
from dimos.eforms.public import Text

FILES = sorted(SCHEMA_FILE.parent.glob("*.yaml"))
IDS = [file.stem for file in FILES]


def texts(part: object) -> list[Text]:
    if isinstance(part, Text):
        return [part]
    children = part if isinstance(part, tuple) else getattr(part, "__dict__", {}).values()
    return [text for child in children for text in texts(child)]


def test_every_definition_is_sound() -> None:
    report = check_catalogue()
    assert report.is_sound, "\n".join(report.lines)
    assert {checked.service for checked in report.definitions} >= {
        "residence-certificate", "disabled-parking-place", "problem-report",
    }  # fmt: skip


@pytest.mark.parametrize("file", FILES, ids=IDS)
def test_every_example_passes(file) -> None:
    definition = load_definition(path=file)
    assert len(definition.examples) >= 3
    assert [result for result in run_examples(definition=definition) if not result.passes] == []


@pytest.mark.parametrize("file", FILES, ids=IDS)
def test_every_text_is_greek_in_greek_and_english_in_english(file) -> None:
    definition: ServiceDefinition = load_definition(path=file)
    for text in texts(definition):
        assert any("α" <= letter.lower() <= "ώ" for letter in text.el) or text.el == text.en == "E-mail", text
        assert any("a" <= letter.lower() <= "z" for letter in text.en), text


def test_the_residence_certificate_has_six_examples_and_its_code_in_mitos() -> None:
    definition = load_definition(path=SCHEMA_FILE.parent / "residence-certificate.yaml")
    assert len(definition.examples) >= 6
    assert definition.mitos is not None
    assert definition.mitos.id == "874774"


def test_the_schema_for_editors_is_current() -> None:
    """Write it anew with `python -m dimos.catalogue.service.names`."""
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text()
