"""Keeping in each process what a municipality is set up as: its services, its holidays.

Every change gives the municipality a new, unrepeatable stamp in the same transaction, and each transaction learns the
stamp of its scope in the statement that opens it. What was kept under another stamp is read again: nobody works with
old settings, in no process, and a change that is rolled back leaves nothing behind.
"""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections

from dimos.municipalities.scope import current_municipality_id

Settings = TypeVar("Settings")


def kept_while_unchanged(read: Callable[[], Settings]) -> Callable[[], Settings]:
    """Make a reader of the settings of the municipality in scope keep its answer, which nobody may change.

    The rows it reads must be of models that inherit `ConfigurationModel`. Raises ScopeIsNotOpen.
    """
    kept: dict[int, tuple[uuid.UUID, Settings]] = {}

    @wraps(read)
    def kept_or_read() -> Settings:
        municipality_id, stamp = current_municipality_id(), _stamp()
        found = kept.get(municipality_id)
        if found is not None and stamp is not None and found[0] == stamp:
            return found[1]
        settings = read()
        if stamp is not None:
            kept[municipality_id] = stamp, settings
        return settings

    return kept_or_read


def _stamp() -> uuid.UUID | None:
    connection: Any = connections[DEFAULT_DB_ALIAS]
    stamp: uuid.UUID | None = connection.configuration if connection.in_atomic_block else None
    return stamp
