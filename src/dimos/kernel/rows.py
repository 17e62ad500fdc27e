"""A model's row for hand-written SQL, where several rows are written in one statement."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model


@dataclass(frozen=True, kw_only=True)
class NamedRow:
    """Column names, their placeholders (`%(prefix_column)s`) and the values to bind, all in the same order."""

    columns: str
    placeholders: str
    values: dict[str, Any]


def named_row(*, row: Model, prefix: str, without: frozenset[str] = frozenset()) -> NamedRow:
    """An unsaved row without its key and without some columns, as `INSERT` would bind it.

    No signals are sent and `save()` is not called: for models that have neither.
    """
    layout = _layout(type(row), prefix, without)
    values = {name: field.get_db_prep_save(field.pre_save(row, True), connection) for name, field in layout.fields}
    return NamedRow(columns=layout.columns, placeholders=layout.placeholders, values=values)


@dataclass(frozen=True, kw_only=True)
class _Layout:
    columns: str
    placeholders: str
    fields: tuple[tuple[str, "Field[Any, Any]"], ...]


@lru_cache(maxsize=256)
def _layout(model: type[Model], prefix: str, without: frozenset[str]) -> _Layout:
    concrete = [field for field in model._meta.concrete_fields if not field.primary_key]
    fields = [(str(field.column), field) for field in concrete if field.column not in without]
    return _Layout(
        columns=", ".join(f'"{column}"' for column, _ in fields),
        placeholders=", ".join(f"%({prefix}_{column})s" for column, _ in fields),
        fields=tuple((f"{prefix}_{column}", field) for column, field in fields),
    )
