"""What a source declares of itself in definitions/sources."""

from datetime import date

from django.conf import settings
from pydantic import Field

from goldenthread import declared
from goldenthread.commands import CannotDo
from goldenthread.declared import DeclaredItem, FirstDay, LastDay, nearest
from goldenthread.sources.reading.layouts import Download, Layout


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
    """One source: whose it is, its licence, the forms of its files, its categories and gaps.

    columns: those of files that no layout describes, since another room reads them.
    """

    id: str
    name: str
    publisher: str
    licence: str
    licence_url: str = ""
    attribution: str
    homepage: str = ""
    refresh: str = ""
    columns: list[str] = []
    layouts: list[Layout] = []
    download: Download | None = None
    categories: dict[str, str] = {}
    category_months: dict[str, Span] = {}
    known_gaps: list[Gap] = []
    notes: list[str] = []

    @property
    def command(self) -> str:
        """Its name in a command: with hyphens."""
        return self.id.replace("_", "-")

    @property
    def headers(self) -> list[str]:
        """Every column of every form it comes in, each once."""
        named = [name for one in self.layouts for name in one.names]
        return list(dict.fromkeys([*self.columns, *named]))

    def published(self, category: str, month: date) -> bool:
        """Whether a category was published in a month."""
        span = self.category_months.get(category)
        return span is None or span.holds(month)


def sources() -> dict[str, DeclaredSource]:
    """Read every declared source. Raises CannotDo where one is wrong."""
    folder = settings.DEFINITIONS_DIR / "sources"
    read = [declared.read(path, DeclaredSource) for path in sorted(folder.glob("*.yaml"))]
    return {one.id: one for one in read}


def by_command(name: str) -> DeclaredSource:
    """Give a source by its name in a command. Raises CannotDo naming the nearest."""
    every = {one.command: one for one in sources().values() if one.layouts}
    if name not in every:
        raise CannotDo(f'No source is called "{name}". {nearest(name, every)}')
    return every[name]


def source(id: str) -> DeclaredSource:
    """Give one declared source. Raises CannotDo naming the nearest."""
    every = sources()
    if id not in every:
        raise CannotDo(f'No source is declared as "{id}". {nearest(id, every)}')
    return every[id]
