"""Let each database keep the index of words itself."""

from django.db import migrations

SQLITE = [
    """CREATE VIRTUAL TABLE home_search_words USING fts5(
        title, text, content='home_searchentry', content_rowid='id',
        tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER home_search_added AFTER INSERT ON home_searchentry BEGIN
        INSERT INTO home_search_words(rowid, title, text) VALUES (new.id, new.title, new.text);
    END""",
    """CREATE TRIGGER home_search_removed AFTER DELETE ON home_searchentry BEGIN
        INSERT INTO home_search_words(home_search_words, rowid, title, text)
        VALUES ('delete', old.id, old.title, old.text);
    END""",
    """CREATE TRIGGER home_search_changed AFTER UPDATE ON home_searchentry BEGIN
        INSERT INTO home_search_words(home_search_words, rowid, title, text)
        VALUES ('delete', old.id, old.title, old.text);
        INSERT INTO home_search_words(rowid, title, text) VALUES (new.id, new.title, new.text);
    END""",
]
POSTGRESQL = [
    """ALTER TABLE home_searchentry ADD COLUMN words tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('english', title), 'A') ||
        setweight(to_tsvector('english', text), 'B')) STORED""",
    "CREATE INDEX home_search_words ON home_searchentry USING gin (words)",
]
SQLITE_BACK = [
    "DROP TRIGGER home_search_added",
    "DROP TRIGGER home_search_removed",
    "DROP TRIGGER home_search_changed",
    "DROP TABLE home_search_words",
]
POSTGRESQL_BACK = [
    "DROP INDEX home_search_words",
    "ALTER TABLE home_searchentry DROP COLUMN words",
]


def forwards(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    on_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in SQLITE_BACK if on_sqlite else POSTGRESQL_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("home", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
