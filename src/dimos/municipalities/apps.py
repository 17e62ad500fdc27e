"""Django application of the room."""

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.management import call_command
from django.db import connections
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
    _withhold_reference_tables(using)


def _withhold_reference_tables(using: str) -> None:
    """What only a migration may change is read-only at run time; of a municipality two columns may be written."""
    app = connections[using].ops.quote_name(settings.DIMOS_APP_ROLE)
    with connections[using].cursor() as cursor:
        cursor.execute(
            "REVOKE INSERT, UPDATE, DELETE ON django_migrations, municipalities_region, municipalities_regionalunit,"
            f" municipalities_hostname, municipalities_municipality FROM {app}"
        )
        cursor.execute(f"GRANT UPDATE (joined_at, configuration) ON municipalities_municipality TO {app}")
