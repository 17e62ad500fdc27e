"""A municipality stops taking applications for a service."""

from datetime import datetime

from django.db import transaction

from dimos.audit.public import Actor, record
from dimos.catalogue.models import Adoption
from dimos.catalogue.queries import ServiceIsNotOffered
from dimos.municipalities.public import current_municipality_id


def close_service(*, service: str, actor: Actor, at: datetime) -> Adoption:
    """Take no more applications; running cases go on. Adopting it again opens it. Raises ServiceIsNotOffered."""
    with transaction.atomic():
        adoption: Adoption | None = Adoption.objects.select_for_update(of=("self",)).filter(service=service).first()
        if adoption is None:
            raise ServiceIsNotOffered(service)
        adoption.is_open = False
        adoption.save(update_fields=["is_open"])
        record(
            municipality_id=current_municipality_id(),
            actor=actor,
            action="catalogue.close",
            subject=f"service:{service}",
            at=at,
        )
    return adoption
