"""Django application of the room."""

from typing import Any

from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate


class MunicipalitiesConfig(AppConfig):
    name = "dimos.municipalities"
    label = "municipalities"

    def ready(self) -> None:
        post_migrate.connect(_after_migration, sender=self)


def _after_migration(using: str, **_: Any) -> None:
    from dimos.municipalities.reference import synchronise_reference_data

    synchronise_reference_data(using=using)
    call_command("createcachetable", database=using, verbosity=0)
