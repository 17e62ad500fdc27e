"""Words that must fit their place: headings, labels, the line under a search result."""

from collections.abc import Iterator
from typing import Final

from dimos.catalogue.service.definition import ServiceDefinition
from dimos.catalogue.service.mistakes import Mistake, Path
from dimos.catalogue.service.references import placed_fields
from dimos.eforms.public import ChoiceField, ChoicesField, InformationField, Text

TITLE_LIMIT: Final = 120
SUMMARY_LIMIT: Final = 300
LABEL_LIMIT: Final = 200

PlacedText = tuple[Path, Text, int]


def check_lengths(definition: ServiceDefinition) -> list[Mistake]:
    """Titles, summary and labels that are too long, in either language."""
    found: list[Mistake] = []
    for path, text, limit in _limited(definition):
        for language, words in (("el", text.el), ("en", text.en)):
            if len(words) > limit:
                message = f"This has {len(words)} characters; {limit} at most fit here. Say it shorter."
                found.append(Mistake(path=(*path, language), message=message))
    return found


def _limited(definition: ServiceDefinition) -> Iterator[PlacedText]:
    yield ("title",), definition.title, TITLE_LIMIT
    yield ("summary",), definition.summary, SUMMARY_LIMIT
    for number, step in enumerate(definition.steps):
        yield ("steps", number, "title"), step.title, TITLE_LIMIT
    for path, field in placed_fields(definition):
        if isinstance(field, InformationField):
            continue
        yield (*path, "label"), field.label, LABEL_LIMIT
        if isinstance(field, ChoiceField | ChoicesField):
            for number, option in enumerate(field.options):
                yield (*path, "options", number, "label"), option.label, LABEL_LIMIT
