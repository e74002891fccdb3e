"""What follows when many rows come at once, whichever room they came to."""

from django.db import connection


def freshen_statistics() -> None:
    """Let PostgreSQL look at its tables anew, so that it plans for the rows that are there now.

    Its own housekeeping does so a minute or more after the commit; until then it plans for
    tables that are empty, and a page over a freshly loaded plan can take half a minute.
    Works inside a transaction. SQLite plans by its indexes and needs none of it.
    """
    if connection.vendor != "postgresql":
        return
    # By name: without names it would hold tables that all databases of a server share until the
    # commit. In order: so that two at once wait for each other rather than block each other.
    ours = sorted(connection.introspection.django_table_names(only_existing=True))
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, ours))}")
