"""Declared sources into rows. Loading again changes nothing."""

from django.db import transaction

from goldenthread.sources import declaring
from goldenthread.sources.models import Source


@transaction.atomic
def load() -> int:
    """Load every declared source; give how many there are."""
    every = declaring.sources()
    kept = {field.name for field in Source._meta.concrete_fields} - {"id", "known_gaps", "columns"}
    for one in every.values():
        gaps = [gap.model_dump(mode="json") for gap in one.known_gaps]
        Source.objects.update_or_create(
            pk=one.id,
            defaults={name: getattr(one, name) for name in kept}
            | {"known_gaps": gaps, "columns": one.headers},
        )
    return len(every)
