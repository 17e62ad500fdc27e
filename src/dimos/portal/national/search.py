"""Finds a municipality by its name, however it was typed: without accents, in Latin letters, on the wrong keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from dimos.kernel.greek import fold, from_keyboard_layout, greeklish_key, latin_lookalikes_to_greek
from dimos.municipalities.public import Municipality

_CLOSE_ENOUGH = 0.72
_SUGGESTIONS = 5
_NO_MATCH = 9
_OF_A_NAME = ("δημοσ ", "δημου ", "municipality of ", "dimos ", "dimou ")


@dataclass(frozen=True, slots=True)
class Found:
    """What matches, best first; where nothing does, what comes close."""

    municipalities: tuple[Municipality, ...] = ()
    suggestions: tuple[Municipality, ...] = ()


def find_municipalities(*, municipalities: Sequence[Municipality], typed: str) -> Found:
    """Match whole names before beginnings before middles; regional units and regions match too, last."""
    readings = _readings(typed)
    if not readings:
        return Found()
    ranked = []
    for municipality in municipalities:
        rank = min((_rank(reading, municipality) for reading in readings), default=_NO_MATCH)
        if rank < _NO_MATCH:
            ranked.append((rank, -municipality.population_2021, municipality))
    if ranked:
        ranked.sort(key=lambda entry: entry[:2])
        return Found(municipalities=tuple(entry[2] for entry in ranked))
    return Found(suggestions=_close(readings, municipalities))


def _readings(typed: str) -> tuple[str, ...]:
    """The ways to understand what was typed, as search keys, likeliest first."""
    meant = latin_lookalikes_to_greek(typed)
    keys = (greeklish_key(_bare(meant)), greeklish_key(_bare(from_keyboard_layout(typed))))
    return tuple(dict.fromkeys(key for key in keys if key))


def _bare(name: str) -> str:
    folded = fold(name).strip()
    for beginning in _OF_A_NAME:
        folded = folded.removeprefix(beginning)
    return folded


def _keys(municipality: Municipality) -> tuple[str, ...]:
    names = (municipality.name_el, municipality.name_en, municipality.slug.replace("-", " "))
    return tuple(dict.fromkeys(_key(_bare(name)) for name in names))


@lru_cache(maxsize=4_096)
def _key(name: str) -> str:
    """The search key of a name of the reference data: some hundred, asked for at every search."""
    return greeklish_key(name)


def _rank(reading: str, municipality: Municipality) -> int:
    best = _NO_MATCH
    for key in _keys(municipality):
        if key == reading:
            return 0
        if key.startswith(reading):
            best = min(best, 1)
        elif f" {reading}" in f" {key}":
            best = min(best, 2)
    if best < _NO_MATCH or len(reading) < 3:
        return best
    unit = municipality.regional_unit
    around = (unit.name_el, unit.name_en, unit.region.name_el, unit.region.name_en)
    return 3 if any(f" {reading}" in f" {_key(name)}" for name in around) else _NO_MATCH


def _close(readings: Sequence[str], municipalities: Sequence[Municipality]) -> tuple[Municipality, ...]:
    scored = []
    for municipality in municipalities:
        likeness = max(
            SequenceMatcher(None, reading, key).ratio() for reading in readings for key in _keys(municipality)
        )
        if likeness >= _CLOSE_ENOUGH:
            scored.append((-likeness, -municipality.population_2021, municipality))
    scored.sort(key=lambda entry: entry[:2])
    return tuple(entry[2] for entry in scored[:_SUGGESTIONS])
