"""Django application of the room."""

from typing import Any

from django.apps import AppConfig
from django.apps.registry import Apps
from django.apps.registry import apps as present
from django.db.models.signals import post_migrate


class CatalogueConfig(AppConfig):
    name = "dimos.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        post_migrate.connect(_publish_after_migration, sender=self)


def _publish_after_migration(*, apps: Apps = present, **_: Any) -> None:
    """So that every installation, and the test database, has the national definitions of its release."""
    from dimos.catalogue.actions.publish_definition import publish_national_definitions
    from dimos.kernel.clock import now

    migrated = {model._meta.label_lower for model in apps.get_models()}
    if "catalogue.definitionversion" in migrated:  # Not when the room's migrations are being undone.
        publish_national_definitions(at=now())
