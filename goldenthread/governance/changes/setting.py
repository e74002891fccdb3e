"""Setting fields and saying what changed."""

from typing import Any


def set_fields(
    thing: Any, fields: dict[str, Any], allowed: tuple[str, ...]
) -> tuple[dict[str, str], dict[str, str]]:
    """Set what differs of what may be set; give it before and after, in words."""
    changed = {
        name: value
        for name, value in fields.items()
        if name in allowed and getattr(thing, name) != value
    }
    before = {name: str(getattr(thing, name) or "") for name in changed}
    for name, value in changed.items():
        setattr(thing, name, value)
    return before, {name: str(value or "") for name, value in changed.items()}
