"""What a municipality offers, and what was published."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from dimos.catalogue.models import Adoption, DefinitionVersion
from dimos.catalogue.service.definition import ServiceDefinition
from dimos.catalogue.service.overrides import Overrides, overridden
from dimos.catalogue.service.searching import rank
from dimos.eforms.public import canonical_json
from dimos.kernel.greek import fold
from dimos.municipalities.public import kept_while_unchanged


@dataclass(frozen=True, kw_only=True)
class OfferedService:
    """A service as this municipality offers it, its own overrides applied."""

    definition: ServiceDefinition
    version_id: int
    version_number: int
    office_id: int | None
    is_open: bool
    adoption: Adoption

    @property
    def slug(self) -> str:
        """The service's id."""
        return self.definition.id


class ServiceIsNotOffered(LookupError):
    """This municipality does not offer such a service."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"{self.__doc__} ({slug})")
        self.slug = slug


class ServiceIsClosed(LookupError):
    """No applications are taken for this service now; `offered` is the service."""

    def __init__(self, offered: OfferedService) -> None:
        super().__init__(f"{self.__doc__} ({offered.slug})")
        self.offered = offered


class DefinitionVersionIsUnknown(LookupError):
    """There is no definition version with this number."""


def offered_services(*, today: date) -> tuple[OfferedService, ...]:
    """Everything the municipality in scope offers, closed services too, by Greek title."""
    offered = [_offered(adoption, today) for adoption in _adoptions().values()]
    return tuple(sorted(offered, key=lambda service: fold(service.definition.title.el)))


def offered_service(*, slug: str, today: date) -> OfferedService:
    """The service, if applications are taken today. Raises ServiceIsNotOffered, ServiceIsClosed."""
    adoption = _adoptions().get(slug)
    if adoption is None:
        raise ServiceIsNotOffered(slug)
    offered = _offered(adoption, today)
    if not offered.is_open:
        raise ServiceIsClosed(offered)
    return offered


def find_services(*, query: str, today: date) -> tuple[OfferedService, ...]:
    """The offered services that answer a search, best first; Greeklish and the wrong keyboard are understood."""
    offered = offered_services(today=today)
    order = rank(query=query, definitions=[service.definition for service in offered])
    return tuple(offered[position] for position in order)


@lru_cache(maxsize=512)
def definition_of_version(*, version_id: int) -> ServiceDefinition:
    """The definition as it was published under that id. Raises DefinitionVersionIsUnknown.

    Versions never change, so each process reads one once.
    """
    content = DefinitionVersion.objects.filter(id=version_id).values_list("content", flat=True).first()
    if content is None:
        raise DefinitionVersionIsUnknown(DefinitionVersionIsUnknown.__doc__)
    # A version published by an earlier release may hold parts that the model has since given up.
    return ServiceDefinition.model_validate(content, extra="ignore")


def definition_as_adopted(*, version_id: int, overrides: Mapping[str, Any]) -> ServiceDefinition:
    """That version with a municipality's overrides applied (the frozen ones of a case, or an adoption's)."""
    if not overrides:
        return definition_of_version(version_id=version_id)
    return _adopted(version_id, canonical_json(overrides))


def latest_versions() -> tuple[DefinitionVersion, ...]:
    """The newest version of every published service, by service."""
    return tuple(DefinitionVersion.objects.order_by("service", "-number").distinct("service"))


@kept_while_unchanged
def _adoptions() -> Mapping[str, Adoption]:
    """By service, in its order; with the version's number, without its content, which each process keeps."""
    adoptions = Adoption.objects.select_related("version").defer("version__content").order_by("service")
    return MappingProxyType({adoption.service: adoption for adoption in adoptions})


def _offered(adoption: Adoption, today: date) -> OfferedService:
    return OfferedService(
        definition=definition_as_adopted(version_id=adoption.version_id, overrides=adoption.overrides),
        version_id=adoption.version_id,
        version_number=adoption.version.number,
        office_id=adoption.office_id,
        is_open=adoption.is_open_on(today),
        adoption=adoption,
    )


@lru_cache(maxsize=2_048)
def _adopted(version_id: int, overrides: str) -> ServiceDefinition:
    return overridden(
        definition=definition_of_version(version_id=version_id), overrides=Overrides.model_validate_json(overrides)
    )
