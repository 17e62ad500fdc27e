"""The journal behind its wall: own chain and the nation's visible, rows only added. Raw SQL, since the room stands below
the municipalities' one, where the operations live."""

from django.conf import settings
from django.db import migrations

SCOPE = "nullif(current_setting('app.municipality', true), '')::int"


def forwards(apps, schema_editor):
    role = settings.DIMOS_APP_ROLE
    for table in ("audit_journalentry", "audit_journalhead"):
        schema_editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        own = f"municipality_id = 0 OR municipality_id = {SCOPE}"
        everywhere = "current_setting('app.everywhere', true) = 'on'"
        schema_editor.execute(f"CREATE POLICY visible ON {table} FOR SELECT USING ({own} OR {everywhere})")
        schema_editor.execute(f"CREATE POLICY inserted ON {table} FOR INSERT WITH CHECK ({own})")
    schema_editor.execute(f"CREATE POLICY changed ON audit_journalhead FOR UPDATE USING ({own}) WITH CHECK ({own})")
    schema_editor.execute(f'REVOKE UPDATE, DELETE, TRUNCATE ON audit_journalentry FROM "{role}"')
    schema_editor.execute(f'REVOKE DELETE, TRUNCATE ON audit_journalhead FROM "{role}"')


def backwards(apps, schema_editor):
    role = settings.DIMOS_APP_ROLE
    schema_editor.execute("DROP POLICY changed ON audit_journalhead")
    for table in ("audit_journalentry", "audit_journalhead"):
        for policy in ("visible", "inserted"):
            schema_editor.execute(f"DROP POLICY {policy} ON {table}")
        schema_editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
        schema_editor.execute(f'GRANT UPDATE, DELETE ON {table} TO "{role}"')


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
