"""How good the data of each indicator are, and how the definitions are kept."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Sum

from csp_analytics.period import Kind, Period
from goldenthread.accounts.models import Partnership
from goldenthread.accounts.queries import Person
from goldenthread.indicators import queries as indicators
from goldenthread.indicators.models import IndicatorDefinition, Series
from goldenthread.indicators.quality import rules
from goldenthread.indicators.rules import Status
from goldenthread.sources.models import RowsSetAside

FIELDS = (
    "series__definition_id", "period_kind", "period_start", "period_end", "status", "flag",
    "file_id", "release__publisher",
)  # fmt: skip


@dataclass
class Quality:
    """The data of one indicator in our own area, as recorded under it or under what it counts.

    owed_by: who publishes or returns it, "" where nobody is named. set_aside: rows of its files
    that count for the force only. periods: every one known.
    """

    indicator: IndicatorDefinition
    today: date
    periods: list[Period] = field(default_factory=list)
    provisional: int = 0
    flagged: int = 0
    files: set[int] = field(default_factory=set)
    set_aside: int = 0
    publisher: str = ""

    @property
    def owed_by(self) -> str:
        """Who is to deliver it."""
        return self.indicator.publisher or self.publisher

    @property
    def newest(self) -> Period | None:
        """The newest period known."""
        return max(self.periods, key=lambda one: one.sort_key, default=None)

    @property
    def missing(self) -> tuple[Period, ...]:
        """The periods that are missing between."""
        return rules.missing(self.periods)

    @property
    def lag(self) -> int | None:
        """Days since the newest period ended."""
        return (self.today - self.newest.end).days if self.newest else None

    @property
    def is_stale(self) -> bool:
        """Whether the newest data are older than they should be."""
        newest = self.newest
        return newest is not None and rules.is_stale(newest.kind, newest.end, self.today)

    @property
    def verdict(self) -> tuple[str, str]:
        """The word and tone for it."""
        if not self.periods:
            return "No data", "waiting"
        if self.is_stale:
            return "Old", "bad"
        if self.missing or self.flagged or self.provisional:
            return "With gaps or doubts", "watch"
        return "Sound", "good"


def qualities(partnership: Partnership, *, by: Person, today: date) -> list[Quality]:
    """Say how good the data of every checked indicator are. Three queries."""
    every = IndicatorDefinition.objects.exclude(written_by="")
    found = {one.pk: Quality(one, today) for one in every}
    counted_under: dict[str, list[str]] = {}
    for one in every:
        counted_under.setdefault(indicators.counts_of(one)[0], []).append(one.pk)
    for row in _rows(partnership, by, [*found, *counted_under]):
        for name in {row[0], *counted_under.get(row[0], ())} & found.keys():
            _add(found[name], row)
    files = {file for one in found.values() for file in one.files}
    aside = _set_aside(partnership, files)
    for quality in found.values():
        quality.set_aside = sum(aside.get(file, 0) for file in quality.files)
    return sorted(found.values(), key=lambda one: one.indicator.name.casefold())


def _rows(partnership: Partnership, by: Person, names: Iterable[str]) -> list[tuple[Any, ...]]:
    """The newest version of each number of our own area, parts left out."""
    rows = indicators.observations(partnership, by=by).filter(
        series__definition__in=set(names),
        series__key=Series.DATA,
        area__code=partnership.area_code,
        breakdown="",
    )
    newest = {row[:4]: row for row in rows.values_list(*FIELDS)}
    return list(newest.values())


def _add(quality: Quality, row: tuple[Any, ...]) -> None:
    _, kind, start, end, status, flag, file, publisher = row
    if start is None:
        return
    quality.periods.append(Period(Kind(kind), start, end))
    quality.provisional += status == Status.PROVISIONAL
    quality.flagged += bool(flag)
    quality.publisher = publisher or quality.publisher
    if file:
        quality.files.add(file)


def _set_aside(partnership: Partnership, files: set[int]) -> dict[int, int]:
    rows = RowsSetAside.objects.of(partnership).filter(file__in=files)
    return dict(rows.order_by().values_list("file").annotate(Sum("count")))


@dataclass(frozen=True)
class Kept:
    """How one definition is kept. due: a key of rules.DUE."""

    indicator: IndicatorDefinition
    due: str

    @property
    def written_by(self) -> str:
        """The role of who wrote it, in words."""
        return self.indicator.written_by.replace("_", " ")

    @property
    def checked_by(self) -> str:
        """The role of who checked it, in words."""
        return self.indicator.checked_by.replace("_", " ")


@dataclass(frozen=True)
class Logged:
    """One change of one definition."""

    indicator: IndicatorDefinition
    on: str
    what: str


def kept(today: date) -> list[Kept]:
    """Give every definition written here, the one due first at the top; then those of documents."""
    every = [Kept(one, rules.due(one.next_review, today)) for one in _definitions()]
    last = date.max
    return sorted(
        every, key=lambda one: (one.indicator.next_review or last, one.indicator.name.casefold())
    )


def _definitions() -> list[IndicatorDefinition]:
    return list(IndicatorDefinition.objects.all())


def change_log() -> list[Logged]:
    """Give every change of every definition, newest first."""
    log = [
        Logged(one, change["on"], change["what"])
        for one in IndicatorDefinition.objects.exclude(changes=[])
        for change in one.changes
    ]
    return sorted(log, key=lambda one: (one.on, one.indicator.name), reverse=True)
