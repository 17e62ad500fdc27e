"""Fails where a model has changed and no migration says so; needs no database."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("DIMOS_SECRET_KEY", "unused by this command, which signs nothing")

import django
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation


def main() -> int:
    """1 with the names of what is missing."""
    django.setup()
    # Labels in migrations are the English msgids, whatever language people read.
    translation.deactivate_all()
    loader = MigrationLoader(None, ignore_no_migrations=True)
    conflicts = loader.detect_conflicts()
    for label, names in conflicts.items():
        print(f"{label}: two migrations are the last: {', '.join(names)}")
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("dimos.")}
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    changes = detector.changes(graph=loader.graph, trim_to_apps=ours or None)
    for label, migrations in changes.items():
        for operation in (operation for migration in migrations for operation in migration.operations):
            print(f"{label}: {operation.describe()}")
    return 1 if changes or conflicts else 0


if __name__ == "__main__":
    sys.exit(main())
