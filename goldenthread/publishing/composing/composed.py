"""What composing gives, and the addresses that its numbers lead to."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import get_script_prefix, set_script_prefix

from goldenthread.accounts.models import Partnership
from goldenthread.publishing.document import Document


@dataclass(frozen=True)
class Composed:
    """A report before it is drawn. summary: standings with how many measures stand so."""

    document: Document
    as_of: date
    summary: list[dict[str, Any]]
    worst: str


@contextmanager
def addresses_of(partnership: Partnership) -> Iterator[None]:
    """Make addresses begin with the partnership's own name, wherever this is run from."""
    before = get_script_prefix()
    set_script_prefix(f"/{partnership.slug}/")
    try:
        yield
    finally:
        set_script_prefix(before)
