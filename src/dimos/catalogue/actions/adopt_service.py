"""A municipality takes a service into its offer."""

from datetime import date, datetime

from django.db import transaction

from dimos.audit.public import Actor, record
from dimos.catalogue.models import Adoption, DefinitionVersion
from dimos.catalogue.service.overrides import Overrides
from dimos.municipalities.public import Office, current_municipality_id


class DefinitionIsUnknown(LookupError):
    """No such definition has been published."""


class OfficeIsMissing(LookupError):
    """The municipality has no office of that name: set it up first, or name another."""


def adopt_service(
    *,
    service: str,
    actor: Actor,
    at: datetime,
    version_number: int | None = None,
    office_slug: str = "",
    overrides: Overrides | None = None,
    opens_date: date | None = None,
    closes_date: date | None = None,
) -> Adoption:
    """Offer a service in the municipality whose scope is open; repeating it changes the offer.

    Without a number it is the latest version, without an office the one the definition names.
    Raises DefinitionIsUnknown, OfficeIsMissing.
    """
    overrides = overrides or Overrides()
    version = _version(service, version_number)
    slug = office_slug or overrides.office or version.content["office"]
    office = Office.objects.filter(slug=slug).first()
    if office is None and version.content["level"] != "L":
        raise OfficeIsMissing(f"{OfficeIsMissing.__doc__} ({slug})")
    with transaction.atomic():
        adoption: Adoption
        adoption, _is_new = Adoption.objects.update_or_create(
            service=service,
            municipality_id=current_municipality_id(),
            defaults={
                "version": version,
                "office": office,
                "is_open": True,
                "opens_date": opens_date,
                "closes_date": closes_date,
                "overrides": overrides.model_dump(mode="json", exclude_defaults=True),
                "adopted_at": at,
            },
        )
        record(
            municipality_id=current_municipality_id(),
            actor=actor,
            action="catalogue.adopt",
            subject=f"service:{service}",
            detail={"version": version.number, "office": slug},
            at=at,
        )
    return adoption


def _version(service: str, number: int | None) -> DefinitionVersion:
    versions = DefinitionVersion.objects.filter(service=service).order_by("-number")
    version = (versions if number is None else versions.filter(number=number)).first()
    if version is None:
        raise DefinitionIsUnknown(f"{DefinitionIsUnknown.__doc__} ({service})")
    return version
