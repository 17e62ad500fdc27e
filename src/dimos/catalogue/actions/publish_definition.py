"""Publish a definition as a new immutable version."""

from datetime import datetime
from pathlib import Path

from django.db import connection, transaction

from dimos.audit.public import NATION, SYSTEM, Actor, record
from dimos.catalogue.models import DefinitionVersion
from dimos.catalogue.service.canonical import content_of, digest_of
from dimos.catalogue.service.checking import check_definition
from dimos.catalogue.service.definition import ServiceDefinition
from dimos.catalogue.service.examples import failing_examples
from dimos.catalogue.service.loading import load_definition
from dimos.catalogue.service.mistakes import DefinitionIsMistaken
from dimos.catalogue.service.names import SCHEMA_FILE

DEFINITIONS = SCHEMA_FILE.parent


def publish_definition(*, definition: ServiceDefinition, actor: Actor, at: datetime) -> DefinitionVersion:
    """The version that holds this definition: a new one, or the latest if nothing has changed.

    Raises DefinitionIsMistaken if its rules do not hold together or one of its examples fails.
    """
    mistakes = check_definition(definition) or failing_examples(definition=definition)
    if mistakes:
        raise DefinitionIsMistaken(mistakes)
    digest = digest_of(definition)
    with transaction.atomic():
        _wait_for_turn(definition.id)
        latest = DefinitionVersion.objects.filter(service=definition.id).order_by("-number").first()
        if latest is not None and latest.sha256 == digest:
            return latest
        version = DefinitionVersion.objects.create(
            service=definition.id,
            number=latest.number + 1 if latest else 1,
            sha256=digest,
            content=content_of(definition),
            published_at=at,
        )
        record(
            municipality_id=NATION,
            actor=actor,
            action="catalogue.publish",
            subject=f"service:{definition.id}",
            detail={"version": version.number, "sha256": digest},
            at=at,
        )
    return version


def publish_national_definitions(
    *, at: datetime, actor: Actor = SYSTEM, folder: Path = DEFINITIONS
) -> tuple[DefinitionVersion, ...]:  # fmt: skip
    """Every definition of the folder, published. Repeating it changes nothing. Raises DefinitionIsMistaken."""
    definitions = [load_definition(path=path) for path in sorted(folder.glob("*.yaml"))]
    return tuple(publish_definition(definition=definition, actor=actor, at=at) for definition in definitions)


def _wait_for_turn(service: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"catalogue.{service}"])
