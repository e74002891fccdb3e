"""Let signs part words on PostgreSQL as they do in what is typed: drug/alcohol, 2024-2029.

Its parser takes the one for a file and the other for a number below zero, so that neither word
was found. SQLite parts words at signs by itself.
"""

from django.db import migrations

SIGNS = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~"  # not the apostrophe, which may stand within a word


def parted(column: str) -> str:
    return f"translate({column}, '{SIGNS}', '{' ' * len(SIGNS)}')"


def index_of(title: str, text: str) -> list[str]:
    return [
        "DROP INDEX IF EXISTS home_search_words",
        "ALTER TABLE home_searchentry DROP COLUMN words",
        f"""ALTER TABLE home_searchentry ADD COLUMN words tsvector GENERATED ALWAYS AS (
            setweight(to_tsvector('english', {title}), 'A') ||
            setweight(to_tsvector('english', {text}), 'B')) STORED""",
        "CREATE INDEX home_search_words ON home_searchentry USING gin (words)",
    ]


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in index_of(parted("title"), parted("text")):
            schema_editor.execute(statement, params=None)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in index_of("title", "text"):
            schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("home", "0004_each_thing_at_its_place")]
    operations = [migrations.RunPython(forwards, backwards)]
