"""How far an import is, for others to see while its transaction is still open."""

from types import TracebackType
from typing import Any, Self

from django.db import DatabaseError, connection

_SHOW = """
    UPDATE registers_registerimport SET rows_done = %s, rows_total = coalesce(%s, rows_total)
    WHERE municipality_id = %s AND id = %s
"""


class ProgressBoard:
    """Writes the progress through a connection of its own. The work's transaction must not have changed the row yet."""

    def __init__(self, municipality_id: int, import_id: int) -> None:
        self._row = (municipality_id, import_id)
        self._own: Any = connection.copy()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._own.close()

    def show(self, done: int, total: int | None) -> None:
        """Make it visible. Progress is a courtesy: where it can't be written, the work goes on."""
        try:
            self._own.set_autocommit(False)
            with self._own.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '1s'")
                cursor.execute(_SHOW, [done, total, *self._row])
            self._own.commit()
            self._own.set_autocommit(True)
        except DatabaseError:
            self._own.close()
