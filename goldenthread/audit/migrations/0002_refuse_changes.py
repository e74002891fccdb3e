"""Let the database itself refuse to change or delete an event."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER audit_event_no_{verb} BEFORE {verb} ON audit_event
BEGIN SELECT RAISE(ABORT, 'events are never changed or deleted'); END;
"""
POSTGRESQL = """
CREATE OR REPLACE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'events are never changed or deleted'; END $$;
CREATE TRIGGER audit_event_no_{verb} BEFORE {verb} ON audit_event
FOR EACH ROW EXECUTE FUNCTION audit_event_refuse();
"""


def refuse(apps, schema_editor):
    template = SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL
    for verb in ("UPDATE", "DELETE"):
        schema_editor.execute(template.format(verb=verb))


def allow(apps, schema_editor):
    on_table = "" if schema_editor.connection.vendor == "sqlite" else " ON audit_event"
    for verb in ("UPDATE", "DELETE"):
        schema_editor.execute(f"DROP TRIGGER audit_event_no_{verb}{on_table}")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(refuse, allow)]
