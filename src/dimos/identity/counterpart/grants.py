"""What the counterpart remembers between two requests: choices under way, codes, access tokens. In memory, briefly."""

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

CHOICE_SECONDS: Final = 900.0
CODE_SECONDS: Final = 60.0
TOKEN_SECONDS: Final = 300.0
MOST_KEPT: Final = 10_000

Kept = TypeVar("Kept")


@dataclass(frozen=True, kw_only=True)
class SignInRequest:
    """What the client asked for."""

    client_id: str
    redirect_uri: str
    state: str


@dataclass(frozen=True, kw_only=True)
class Grant:
    """Who was chosen, for which request."""

    request: SignInRequest
    persona_key: str


@dataclass
class _Shelf(Generic[Kept]):
    """Things under unguessable keys, each for a while."""

    seconds: float
    clock: Callable[[], float]
    kept: dict[str, tuple[float, Kept]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def keep(self, thing: Kept) -> str:
        key = secrets.token_urlsafe(24)
        with self.lock:
            now = self.clock()
            if len(self.kept) >= MOST_KEPT:
                self.kept = {k: v for k, v in self.kept.items() if v[0] > now}
            self.kept[key] = (now + self.seconds, thing)
        return key

    def take(self, key: str) -> Kept | None:
        with self.lock:
            until, thing = self.kept.pop(key, (0.0, None))
        return thing if until > self.clock() else None

    def look(self, key: str) -> Kept | None:
        with self.lock:
            until, thing = self.kept.get(key, (0.0, None))
        return thing if until > self.clock() else None


class Grants:
    """The three shelves: a choice may be made once, a code traded once, a token used until it is old."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.choices: _Shelf[SignInRequest] = _Shelf(CHOICE_SECONDS, clock)
        self.codes: _Shelf[Grant] = _Shelf(CODE_SECONDS, clock)
        self.tokens: _Shelf[Grant] = _Shelf(TOKEN_SECONDS, clock)
