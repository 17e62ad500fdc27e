"""Finding a service by what people type."""

from collections.abc import Sequence
from functools import lru_cache

from dimos.catalogue.service.definition import ServiceDefinition
from dimos.kernel.greek import from_keyboard_layout, greeklish_key

_WEIGHTS = (("title", 8), ("keywords", 5), ("summary", 2), ("description", 1))


def rank(*, query: str, definitions: Sequence[ServiceDefinition]) -> list[int]:
    """Positions of the definitions that answer the query, best first.

    Every word must be found (as the beginning of a word) in the title, keywords, summary or description, in either
    language; words of one or two letters only weigh. If nothing is found, the query is read as typed on the other
    keyboard.
    """
    for typed in (query[:200], from_keyboard_layout(query[:200])):
        words = greeklish_key(typed).split()[:12]
        if not words:
            continue
        scored = [(score, position) for position, one in enumerate(definitions) if (score := _score(words, one)) > 0]
        if scored:
            return [position for _score_of, position in sorted(scored, key=lambda pair: (-pair[0], pair[1]))]
    return []


def _score(words: list[str], definition: ServiceDefinition) -> int:
    total = 0
    for word in words:
        best = max((weight for key, weight in _keys(definition) if f" {word}" in key), default=0)
        if best == 0 and len(word) > 2:
            return 0
        total += best
    return total


def _keys(definition: ServiceDefinition) -> tuple[tuple[str, int], ...]:
    title, summary, what = definition.title, definition.summary, definition.description.what
    return _keys_of(
        f"{title.el} {title.en}",
        " ".join((*definition.keywords, definition.id)),
        f"{summary.el} {summary.en}",
        f"{what.el} {what.en}",
    )


@lru_cache(maxsize=2_048)
def _keys_of(*texts: str) -> tuple[tuple[str, int], ...]:
    keys = (greeklish_key(text) for text in texts)
    return tuple((f" {key}", weight) for key, (_name, weight) in zip(keys, _WEIGHTS, strict=True))
