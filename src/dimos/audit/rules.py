"""What an entry's digest covers, and how entries hang together. Pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

GENESIS = bytes(32)


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who did it: a citizen, a member of staff, the system itself, or an unknown visitor."""

    kind: str
    id: int | None = None
    label: str = ""

    def __post_init__(self) -> None:
        if self.kind not in {"citizen", "staff", "system", "visitor"}:
            message = f"unknown kind of actor: {self.kind}"
            raise ValueError(message)


SYSTEM = Actor(kind="system", label="Dimos")
VISITOR = Actor(kind="visitor")


def entry_digest(
    *,
    at: datetime,
    actor: Actor,
    action: str,
    subject: str,
    person_id: int | None,
    detail: Mapping[str, object],
) -> bytes:
    """SHA-256 (32 bytes) of the entry's content in canonical JSON."""
    content = {
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": [actor.kind, actor.id, actor.label],
        "action": action,
        "subject": subject,
        "person": person_id,
        "detail": detail,
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).digest()


def chain(*, previous: bytes, digest: bytes) -> bytes:
    """Hash of an entry: SHA-256 over the previous entry's hash and this entry's digest."""
    return hashlib.sha256(previous + digest).digest()


@dataclass(frozen=True, kw_only=True)
class Link:
    """What the proof needs of an entry: its number, its recomputed digest, the stored digest and hash."""

    sequence: int
    recomputed: bytes
    digest: bytes
    hash: bytes


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Outcome of walking a chain: how many entries, its last hash, and the first number that does not hold."""

    entries: int
    head: bytes
    broken_at: int | None
    reason: str

    @property
    def holds(self) -> bool:
        return self.broken_at is None


def walk(links: Iterable[Link]) -> Verdict:
    """Walk entries in order of sequence and stop at the first that is missing or altered."""
    previous, count = GENESIS, 0
    for link in links:
        expected = count + 1
        reason = ""
        if link.sequence != expected:
            reason = f"entry {expected} is missing"
        elif link.recomputed != link.digest:
            reason = "the content was altered"
        elif chain(previous=previous, digest=link.digest) != link.hash:
            reason = "the chain does not hold"
        if reason:
            return Verdict(entries=count, head=previous, broken_at=expected, reason=reason)
        previous, count = link.hash, expected
    return Verdict(entries=count, head=previous, broken_at=None, reason="")
