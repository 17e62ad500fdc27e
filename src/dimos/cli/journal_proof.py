"""Walks the municipalities' journals."""

from collections.abc import Callable

from dimos.audit.public import NATION, Verdict, verify_journal
from dimos.cli.speech import fail
from dimos.municipalities.public import Municipality, joined_municipalities, municipality_scope


def prove(*, slug: str | None, tell: Callable[[str], None]) -> list[str]:
    """Verify one journal or all; the names of those that do not hold."""
    broken = []
    for name, municipality_id in _journals(slug):
        verdict = _verdict(municipality_id)
        state = "holds" if verdict.holds else f"broken at entry {verdict.broken_at}: {verdict.reason}"
        tell(f"{name}: {verdict.entries} entries, head {verdict.head.hex()[:16]}, {state}")
        if not verdict.holds:
            broken.append(name)
    return broken


def _journals(slug: str | None) -> list[tuple[str, int]]:
    if slug is not None:
        municipality = Municipality.objects.filter(slug=slug).first()
        if municipality is None:
            fail(f"there is no municipality {slug!r}; `dimos municipality list --all` names them.")
        return [(slug, municipality.id)]
    return [("nation", NATION), *((one.slug, one.id) for one in joined_municipalities())]


def _verdict(municipality_id: int) -> Verdict:
    with municipality_scope(municipality_id):
        return verify_journal(municipality_id=municipality_id)
