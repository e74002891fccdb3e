"""How every item of every quarter stands."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from csp_analytics.period import Period
from goldenthread.accounts.models import Partnership
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.sources.exchange import rules
from goldenthread.sources.exchange.declaring import ExchangeItem, exchange
from goldenthread.sources.exchange.models import Supply
from goldenthread.sources.exchange.rules import State


@dataclass(frozen=True)
class Cell:
    """One item of one quarter: when it is due, what came, how it stands."""

    item: ExchangeItem
    quarter: Period
    due: date
    state: State
    supplies: tuple[Supply, ...]

    @property
    def newest(self) -> Supply | None:
        """What came last."""
        return self.supplies[-1] if self.supplies else None

    @property
    def days_late(self) -> int:
        """Days after the due day on which it first came; 0 where it came in time."""
        if not self.supplies:
            return 0
        came = timezone.localtime(self.supplies[0].supplied_at).date()
        return max((came - self.due).days, 0)


def quarters(*, most: int = 6) -> tuple[Period, ...]:
    """Give the newest quarters that have ended, newest first."""
    return rules.quarters(timezone.localdate(), first=exchange().first_quarter, most=most)


def grid(partnership: Partnership, asked: tuple[Period, ...], *, by: Person) -> list[list[Cell]]:
    """Give a row for each item, in order, with a cell for each quarter. One query."""
    require(by, "sources.read", on=partnership)
    found: dict[tuple[str, date], list[Supply]] = {}
    rows = Supply.objects.of(partnership).filter(quarter_start__in=[one.start for one in asked])
    for one in rows.select_related("supplied_by", "validated_by", "release").order_by("pk"):
        found.setdefault((one.item, one.quarter_start), []).append(one)
    return [
        [_cell(item, quarter, tuple(found.get((item.key, quarter.start), ()))) for quarter in asked]
        for item in exchange().items
    ]


def _cell(item: ExchangeItem, quarter: Period, supplies: tuple[Supply, ...]) -> Cell:
    state = rules.state_of(
        supplies[-1].state if supplies else "", quarter=quarter, today=timezone.localdate()
    )
    return Cell(item, quarter, rules.due(quarter), state, supplies)


def cell(partnership: Partnership, item: ExchangeItem, quarter: Period, *, by: Person) -> Cell:
    """Give one cell of the grid."""
    every = grid(partnership, (quarter,), by=by)
    return next(row[0] for row in every if row[0].item.key == item.key)
