"""Days in addresses: /meetings/<group>/2026-06-30/. Rooms above use them too."""

from datetime import date

from django.urls import register_converter
from django.urls.converters import StringConverter, get_converters


class Day(StringConverter):
    """A day in an address: 2026-06-30. One that does not exist is no page."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:  # type: ignore[override]
        """Read it; raises ValueError, which is answered with "not found"."""
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        """Write it."""
        return value if isinstance(value, str) else value.isoformat()


def register() -> None:
    """Make <day:…> known to addresses, once."""
    if "day" not in get_converters():
        register_converter(Day, "day")
