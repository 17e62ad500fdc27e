"""Migration operations that build the wall around municipal tables."""

from typing import Any

from django.conf import settings
from django.db.migrations.operations.base import Operation

from dimos.municipalities.models.municipal import MunicipalForeignKey

VISIBLE = """
    municipality_id = nullif(current_setting('app.municipality', true), '')::int
    OR current_setting('app.everywhere', true) = 'on'
"""
WRITABLE = "municipality_id = nullif(current_setting('app.municipality', true), '')::int"


class WallOff(Operation):
    """Put a municipal table behind row-level security, and its references behind composite foreign keys.

    May be repeated for a model after it has gained a reference: what is there already is left alone.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def deconstruct(self) -> Any:
        return self.__class__.__qualname__, [self.model_name], {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models do not change."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        table, key = model._meta.db_table, model._meta.pk.column
        schema_editor.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
        for name, clause in (("visible", f"FOR SELECT USING ({VISIBLE})"), *_write_policies()):
            schema_editor.execute(f'DROP POLICY IF EXISTS {name} ON "{table}"')
            schema_editor.execute(f'CREATE POLICY {name} ON "{table}" {clause}')
        _constrain(schema_editor, table, f"{table}_wall", f"UNIQUE (municipality_id, {key})")
        for field in model._meta.local_fields:
            if isinstance(field, MunicipalForeignKey):
                target = field.remote_field.model._meta
                reference = f'FOREIGN KEY (municipality_id, "{field.column}") REFERENCES "{target.db_table}" '
                reference += f"(municipality_id, {target.pk.column}) DEFERRABLE INITIALLY DEFERRED"
                _constrain(schema_editor, table, f"{table}_{field.column}_wall", reference)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = from_state.apps.get_model(app_label, self.model_name)
        table = model._meta.db_table
        for field in model._meta.local_fields:
            if isinstance(field, MunicipalForeignKey):
                schema_editor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT IF EXISTS "{table}_{field.column}_wall"')
        schema_editor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT IF EXISTS "{table}_wall" CASCADE')
        for name in ("visible", "inserted", "changed", "removed"):
            schema_editor.execute(f'DROP POLICY IF EXISTS {name} ON "{table}"')
        schema_editor.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')

    def describe(self) -> str:
        return f"Wall off {self.model_name}"


class AppendOnly(Operation):
    """Take UPDATE and DELETE on a table from the runtime role: its rows are history."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def deconstruct(self) -> Any:
        return self.__class__.__qualname__, [self.model_name], {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models do not change."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        schema_editor.execute(f'REVOKE UPDATE, DELETE, TRUNCATE ON "{table}" FROM "{settings.DIMOS_APP_ROLE}"')

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table = from_state.apps.get_model(app_label, self.model_name)._meta.db_table
        schema_editor.execute(f'GRANT UPDATE, DELETE ON "{table}" TO "{settings.DIMOS_APP_ROLE}"')

    def describe(self) -> str:
        return f"Make {self.model_name} append-only"


def _write_policies() -> tuple[tuple[str, str], ...]:
    return (
        ("inserted", f"FOR INSERT WITH CHECK ({WRITABLE})"),
        ("changed", f"FOR UPDATE USING ({WRITABLE}) WITH CHECK ({WRITABLE})"),
        ("removed", f"FOR DELETE USING ({WRITABLE})"),
    )


def _constrain(schema_editor: Any, table: str, name: str, definition: str) -> None:
    name = name[:63]
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_constraint WHERE conname = %s", [name])
        if cursor.fetchone():
            return
    schema_editor.execute(f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {definition}')
