"""Long lists in pages: where a page begins and how the next one is found."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from http import HTTPStatus
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from csp_analytics.period import Kind, Period
from goldenthread.accounts.asking import Request
from goldenthread.accounts.models import Partnership
from goldenthread.indicators.figures import Figure
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.places.models import Area
from goldenthread.publishing.api import rules
from goldenthread.publishing.api.answers import Refused
from goldenthread.publishing.open_data import datasets

LOADS = 4  # so often observations are read for one page at most
AREAS = 8  # of so many areas at first, then of twice as many each time
Row = tuple[Figure, Period]


def lost() -> Refused:
    """Give the refusal of a cursor that leads nowhere."""
    why = "This cursor leads to no page, or no longer. Begin again without it."
    return Refused(HTTPStatus.NOT_FOUND, why)


def names_on_page(names: Sequence[str], *, cursor: str | None, limit: int) -> tuple[list[str], str]:
    """Give the names on a page, and the cursor of the next; "" on the last."""
    try:
        after = rules.parts_of(cursor, 1)[0] if cursor is not None else None
        found, more = rules.page_of(names, after=after, limit=limit)
    except ValueError:
        raise lost() from None
    return found, rules.cursor_of(found[-1]) if more else ""


def next_of(request: Request, answer: HttpResponse, cursor: str) -> str | None:
    """Give the address of the next page, and say in the Link header what belongs to this one."""
    whole = request.build_absolute_uri
    asked = {name: value for name, value in request.GET.items() if name != "cursor"}
    first = f"{request.path}?{urlencode(asked)}" if asked else request.path
    onward = whole(f"{request.path}?{urlencode({**asked, 'cursor': cursor})}") if cursor else None
    links = [(whole(first), "first"), (whole(reverse("api_schema")), "service-desc")]
    links += [(onward, "next")] if onward else []
    answer["Link"] = ", ".join(f'<{address}>; rel="{rel}"' for address, rel in links)
    return onward


@dataclass(frozen=True)
class Wanted:
    """Which figures of an indicator are asked for. areas: in order; kind: None for either."""

    partnership: Partnership
    indicator: IndicatorDefinition
    areas: tuple[Area, ...]
    kind: Kind | None = None
    since: date | None = None
    until: date | None = None
    as_of: date | datetime | None = None

    def rows(self, areas: Sequence[Area]) -> list[Row]:
        """Give the figures of some areas, in order of areas and time. One query."""
        every = datasets.figures(
            self.partnership, self.indicator, as_of=self.as_of, areas=areas, kind=self.kind
        )
        return [(one, one.period) for one in every if one.period and self._holds(one.period)]

    def _holds(self, period: Period) -> bool:
        return (self.since is None or period.start >= self.since) and (
            self.until is None or period.end <= self.until
        )


def observations_on_page(
    wanted: Wanted, *, cursor: str | None, limit: int
) -> tuple[list[Row], str]:
    """Give the figures on a page, and the cursor of the next.

    Only as many areas are read as the page is likely to need; where they give less, the page
    is shorter and the next begins behind them.
    """
    rows: list[Row] = []
    left, began = _left(wanted, cursor)
    rows += began
    step = AREAS
    for _ in range(LOADS):
        if not left or len(rows) > limit:
            break
        rows += wanted.rows(left[:step])
        left, step, read = left[step:], step * 2, left[:step]
    if len(rows) > limit:
        rows = rows[:limit]
        return rows, _after(rows[-1])
    return rows, rules.cursor_of(read[-1].code, "") if left else ""


def _after(row: Row) -> str:
    figure, period = row
    return rules.cursor_of(figure.area.code, period.key)


def _left(wanted: Wanted, cursor: str | None) -> tuple[tuple[Area, ...], list[Row]]:
    """Give the areas still to be read, and what is left of the one a cursor stands in."""
    if cursor is None:
        return wanted.areas, []
    try:
        code, key = rules.parts_of(cursor, 2)
        place = [area.code for area in wanted.areas].index(code)
    except ValueError:
        raise lost() from None
    left = wanted.areas[place + 1 :]
    if not key:
        return left, []
    rows = replace(wanted, since=None, until=None).rows([wanted.areas[place]])
    keys = [period.key for _, period in rows]
    if key not in keys:
        raise lost()
    behind = rows[keys.index(key) + 1 :]
    return left, [row for row in behind if wanted._holds(row[1])]
