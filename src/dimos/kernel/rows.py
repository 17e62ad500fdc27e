"""A model's row for hand-written SQL, where several rows are written in one statement."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Model


@dataclass(frozen=True, kw_only=True)
class NamedRow:
    """Column names, their placeholders (`%(prefix_column)s`) and the values to bind, all in the same order."""

    columns: str
    placeholders: str
    values: dict[str, object]


def named_row(*, row: Model, prefix: str, without: frozenset[str] = frozenset()) -> NamedRow:
    """An unsaved row without its key and without some columns, as `INSERT` would bind it.

    No signals are sent and `save()` is not called: for models that have neither.
    """
    fields = [
        field
        for field in row._meta.concrete_fields
        if not field.primary_key and field.column is not None and field.column not in without
    ]
    return NamedRow(
        columns=", ".join(f'"{field.column}"' for field in fields),
        placeholders=", ".join(f"%({prefix}_{field.column})s" for field in fields),
        values={
            f"{prefix}_{field.column}": field.get_db_prep_save(field.pre_save(row, add=True), connection)
            for field in fields
        },
    )
