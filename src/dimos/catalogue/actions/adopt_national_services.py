"""A municipality starts with everything the nation has published."""

from datetime import datetime

from dimos.audit.public import Actor
from dimos.catalogue.actions.adopt_service import adopt_service
from dimos.catalogue.models import Adoption
from dimos.catalogue.queries import latest_versions


def adopt_national_services(*, actor: Actor, at: datetime) -> list[Adoption]:
    """Adopt every published service that is not adopted yet, in the scope that is open; returns the new adoptions.

    Raises OfficeIsMissing for a service whose office the municipality has not set up.
    """
    adopted = set(Adoption.objects.values_list("service", flat=True))
    return [
        adopt_service(service=version.service, actor=actor, at=at)
        for version in latest_versions()
        if version.service not in adopted
    ]
