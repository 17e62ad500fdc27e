"""Whose data may be touched right now.

The scope is a context variable that the database backend turns into `app.municipality` at the start of every
transaction, where row-level security reads it. It is set inside a transaction only: a session setting would leak into
the next request of the same connection.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.utils import timezone

from dimos.audit.public import NATION, SYSTEM, Actor, record


class ScopeIsNotOpen(RuntimeError):
    """No municipality's scope is open: open one with municipality_scope(), or say everywhere(reason=…)."""


@dataclass(frozen=True)
class Scope:
    """One municipality, or (reading only) all of them."""

    municipality_id: int | None
    everywhere: bool = False


_current: ContextVar[Scope | None] = ContextVar("municipality_scope", default=None)


def current_scope() -> Scope | None:
    """The open scope, or None."""
    return _current.get()


def current_municipality_id() -> int:
    """The municipality whose scope is open; raises ScopeIsNotOpen."""
    scope = _current.get()
    if scope is None or scope.municipality_id is None:
        raise ScopeIsNotOpen(ScopeIsNotOpen.__doc__)
    return scope.municipality_id


def municipality_id_or_none() -> int | None:
    """Default of the municipality column: the open scope's, or None (which the database refuses)."""
    scope = _current.get()
    return scope.municipality_id if scope else None


@contextmanager
def entered_scope(scope: Scope | None) -> Iterator[None]:
    """Set the scope without opening a transaction; for the middleware, whose view opens its own."""
    token = _current.set(scope)
    try:
        _tell_open_transaction()
        yield
    finally:
        _current.reset(token)
        _tell_open_transaction()


@contextmanager
def municipality_scope(municipality_id: int) -> Iterator[None]:
    """Work on one municipality's rows, in one transaction (a savepoint if one is open already)."""
    with entered_scope(Scope(municipality_id)), transaction.atomic():
        yield


@contextmanager
def everywhere(*, reason: str, actor: Actor = SYSTEM) -> Iterator[None]:
    """Read across municipalities, in one transaction; the nation's journal keeps the reason. Writing stays refused."""
    if not reason:
        message = "everywhere() needs a reason"
        raise ValueError(message)
    with entered_scope(Scope(None, everywhere=True)), transaction.atomic():
        record(
            municipality_id=NATION, actor=actor, action="municipalities.everywhere", subject="nation:0",
            detail={"reason": reason}, at=timezone.now(),
        )  # fmt: skip
        yield


def _tell_open_transaction() -> None:
    connection: Any = connections[DEFAULT_DB_ALIAS]
    if connection.in_atomic_block and connection.connection is not None and not connection.needs_rollback:
        connection.open_scope()
