"""Let the search index be read anew: each thing stands at a place of its own on its page."""

from typing import Any

from django.db import migrations


def read_anew(apps: Any, schema_editor: Any) -> None:
    """Forget how far the index has followed, so that the next search begins afresh."""
    apps.get_model("home", "SearchEntry").objects.all().delete()
    apps.get_model("home", "SearchState").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("home", "0003_addresses_name_priority_and_plan")]

    operations = [migrations.RunPython(read_anew, migrations.RunPython.noop)]
