"""Cases that were there before are found by their words too."""

from typing import Any

from django.db import migrations

from goldenthread.casework.rules.words import words_of


def fill(apps: Any, schema_editor: Any) -> None:
    case, word = apps.get_model("casework", "Case"), apps.get_model("casework", "CaseWord")
    answer, party = apps.get_model("casework", "Answer"), apps.get_model("casework", "Party")
    for one in case._base_manager.iterator():
        told = answer._base_manager.filter(case=one, current=True, personal=True)
        names = party._base_manager.filter(case=one).values_list("name", flat=True)
        words = words_of(one.place, *names, *told.values_list("text", flat=True))
        word._base_manager.bulk_create(
            [word(partnership_id=one.partnership_id, case=one, word=said) for said in sorted(words)]
        )


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_counts_taken")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
