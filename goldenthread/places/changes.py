"""Naming small places that have no code of their own."""

from goldenthread.places import rules
from goldenthread.places.models import Area


def name_place(name: str) -> Area:
    """Give the area for a small place that a document names, making it where it is new.

    name: as printed, such as "Coundon Grange". Areas are the same for every partnership and
    hold nothing but the name, so no permission is asked and no event written.
    """
    tidy = " ".join(name.split())
    place, _ = Area.objects.get_or_create(
        code=rules.named_place_code(tidy),
        defaults={"name": tidy[:120], "kind": Area.Kind.PLACE},
    )
    return place
