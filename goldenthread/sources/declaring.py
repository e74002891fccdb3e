"""What a source declares of itself in definitions/sources."""

from datetime import date

from django.conf import settings
from pydantic import Field

from goldenthread import declared
from goldenthread.commands import CannotDo
from goldenthread.declared import DeclaredItem, FirstDay, LastDay, nearest


class Span(DeclaredItem):
    """From one month to another; open where an end is left out."""

    since: FirstDay = Field(default=None, alias="from")
    until: LastDay = Field(default=None, alias="to")

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


class Gap(Span):
    """Months that a force did not publish, as others have found."""

    force: str
    note: str = ""


class DeclaredSource(DeclaredItem):
    """One source: whose it is, its licence, its columns and categories, its known gaps."""

    id: str
    name: str
    publisher: str
    licence: str
    licence_url: str = ""
    attribution: str
    homepage: str = ""
    refresh: str = ""
    columns: list[str] = []
    categories: dict[str, str] = {}
    category_months: dict[str, Span] = {}
    known_gaps: list[Gap] = []
    notes: list[str] = []

    def published(self, category: str, month: date) -> bool:
        """Whether a category was published in a month."""
        span = self.category_months.get(category)
        return span is None or span.holds(month)


def sources() -> dict[str, DeclaredSource]:
    """Read every declared source. Raises CannotDo where one is wrong."""
    folder = settings.DEFINITIONS_DIR / "sources"
    read = [declared.read(path, DeclaredSource) for path in sorted(folder.glob("*.yaml"))]
    return {one.id: one for one in read}


def source(id: str) -> DeclaredSource:
    """Give one declared source. Raises CannotDo naming the nearest."""
    every = sources()
    if id not in every:
        raise CannotDo(f'No source is declared as "{id}". {nearest(id, every)}')
    return every[id]
