"""The database wrapper that Django looks for under this name."""

import uuid

from django.db.backends.postgresql import base

_SET_SCOPE = """
SELECT set_config('app.municipality', %s, true), set_config('app.everywhere', %s, true),
    (SELECT configuration FROM municipalities_municipality WHERE id = %s)
"""


class DatabaseWrapper(base.DatabaseWrapper):
    """Sets `app.municipality` (and `app.everywhere`) for the length of each transaction, from the context variable.

    `configuration` is the stamp of the settings of the municipality in scope, as of the last opening; None: not known.
    """

    configuration: uuid.UUID | None = None

    def set_autocommit(self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False) -> None:
        super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        self.configuration = None
        if not autocommit:
            self.open_scope(fresh=True)

    def open_scope(self, *, fresh: bool = False) -> None:
        """Tell the open transaction the scope; a fresh one needs telling only if there is a scope."""
        # The rooms are importable only once Django is set up, the backend is loaded before.
        from dimos.municipalities.scope import current_scope

        scope = current_scope()
        if fresh and scope is None:
            return
        municipality = str(scope.municipality_id) if scope and scope.municipality_id else ""
        everywhere = "on" if scope and scope.everywhere else ""
        opened = self.connection.execute(_SET_SCOPE, (municipality, everywhere, municipality or None)).fetchone()
        self.configuration = opened[2]
