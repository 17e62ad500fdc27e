from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dimos.audit.rules import GENESIS, Actor, Link, chain, entry_digest, walk

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def a_chain(*digests: bytes) -> list[Link]:
    links, previous = [], GENESIS
    for sequence, digest in enumerate(digests, start=1):
        previous = chain(previous=previous, digest=digest)
        links.append(Link(sequence=sequence, recomputed=digest, digest=digest, hash=previous))
    return links


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=20))
def test_an_untouched_chain_holds(digests: list[bytes]) -> None:
    verdict = walk(a_chain(*digests))

    assert verdict.holds
    assert verdict.entries == len(digests)


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=2, max_size=20, unique=True), st.data())
def test_a_missing_entry_is_found(digests: list[bytes], data: st.DataObject) -> None:
    links = a_chain(*digests)
    gone = data.draw(st.integers(0, len(links) - 2))

    verdict = walk(links[:gone] + links[gone + 1 :])

    assert verdict.broken_at == gone + 1


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=20), st.data())
def test_an_altered_entry_is_found(digests: list[bytes], data: st.DataObject) -> None:
    links = a_chain(*digests)
    place = data.draw(st.integers(0, len(links) - 1))
    link = links[place]
    links[place] = Link(sequence=link.sequence, recomputed=bytes(32), digest=link.digest + b"!", hash=link.hash)

    assert walk(links).broken_at == place + 1


def test_the_digest_covers_every_part() -> None:
    base = {"at": AT, "actor": Actor(kind="staff", id=1, label="A"), "action": "case.read", "subject": "case:1"}
    other = [
        {"actor": Actor(kind="staff", id=2, label="A")},
        {"action": "case.write"},
        {"subject": "case:2"},
        {"person_id": 7},
        {"detail": {"a": 1}},
        {"at": datetime(2026, 11, 23, 9, 1, tzinfo=UTC)},
    ]
    plain = {"person_id": None, "detail": {}}

    digests = {entry_digest(**(base | plain | change)) for change in [{}, *other]}

    assert len(digests) == len(other) + 1


def test_an_actor_is_of_a_known_kind() -> None:
    with pytest.raises(ValueError, match="unknown kind"):
        Actor(kind="ghost")
