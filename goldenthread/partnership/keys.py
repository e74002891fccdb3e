"""Keys for rows that people add on the web."""

from typing import Any

from django.db import models
from django.utils.text import slugify


def free_key(model: type[models.Model], words: str, **within: Any) -> str:
    """Give a key made of words that no other row has within the given fields."""
    base = slugify(words)[:100] or "unnamed"
    rows = model._default_manager.filter(**within, key__startswith=base)
    taken = set(rows.values_list("key", flat=True))
    if base not in taken:
        return base
    return next(f"{base}-{n}" for n in range(2, len(taken) + 3) if f"{base}-{n}" not in taken)
