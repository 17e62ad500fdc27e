"""What every municipal row inherits: its municipality, a manager that refuses without scope, walled references."""

from typing import Any, ClassVar, Self, TypeVar

from django.db import models

from dimos.municipalities.scope import ScopeIsNotOpen, current_scope, municipality_id_or_none

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class MunicipalQuerySet(models.QuerySet[Row_co]):
    """Base of the querysets of municipal models."""


class MunicipalManager(models.Manager[Row_co]):
    """Filters by the open scope and refuses without one. Row-level security is the second lock, not the first."""

    def get_queryset(self) -> models.QuerySet[Row_co]:
        scope = current_scope()
        if scope is None:
            raise ScopeIsNotOpen(ScopeIsNotOpen.__doc__)
        queryset = super().get_queryset()
        return queryset if scope.everywhere else queryset.filter(municipality_id=scope.municipality_id)


class MunicipalModel(models.Model):
    """A row that belongs to one municipality. Its migration ends with `WallOff("…")`."""

    municipality = models.ForeignKey(
        "municipalities.Municipality", on_delete=models.PROTECT, default=municipality_id_or_none, related_name="+",
        db_index=False,
    )  # fmt: skip

    objects: ClassVar[MunicipalManager[Self]] = MunicipalManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"


class MunicipalForeignKey(models.ForeignKey):  # type: ignore[type-arg]
    """A reference between two rows of one municipality.

    The plain constraint is left out, because foreign keys are checked past row-level security and would accept another
    municipality's row; `WallOff` puts the composite one (municipality_id, …) in its place.
    """

    def __init__(self, to: Any, on_delete: Any, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        super().__init__(to, on_delete, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("db_constraint", None)
        return name, path, args, kwargs
