"""How old data may be, what is missing between, and when a definition is due. Plain Python."""

from collections.abc import Iterable
from datetime import date, timedelta

from csp_analytics.period import Kind, Period, PeriodError
from goldenthread.indicators import rules

STALE_AFTER = {
    Kind.MONTH: 92,
    Kind.QUARTER: 184,
    Kind.CALENDAR_QUARTER: 184,
    Kind.CALENDAR_YEAR: 550,
    Kind.FINANCIAL_YEAR: 550,
    Kind.YEAR_TO_MONTH: 184,
}  # days after the end of the newest period
DAY_STALE_AFTER = 900  # of what is stated for one day, such as a population
DUE_SOON = timedelta(days=92)
UNDATED, OVERDUE, SOON, LATER = "undated", "overdue", "soon", "later"
DUE = {
    OVERDUE: ("Overdue", "bad"),
    SOON: ("Within three months", "watch"),
    LATER: ("Later", "none"),
    UNDATED: ("No day set", "waiting"),
}


def is_stale(kind: str, newest: date, today: date) -> bool:
    """Say whether the newest data are older than those of their kind should be."""
    most = next((days for one, days in STALE_AFTER.items() if one == kind), DAY_STALE_AFTER)
    return (today - newest).days > most


def missing(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Give the periods between the first and the last that are not there; none for odd spans."""
    have = {one.key: one for one in periods}
    if not have:
        return ()
    kinds = {one.kind for one in have.values()}
    first = min(one.start for one in have.values())
    last = max(one.end for one in have.values())
    try:
        every = rules.periods_between(first, last, kinds.pop())
    except (ValueError, PeriodError):
        return ()
    return () if kinds else tuple(one for one in every if one.key not in have)


def due(review: date | None, today: date) -> str:
    """Say when a definition is to be looked at again: a key of DUE."""
    if review is None:
        return UNDATED
    if review < today:
        return OVERDUE
    return SOON if review - today <= DUE_SOON else LATER


def runs(months: Iterable[Period]) -> str:
    """Say which periods are missing, neighbours together: "May 2025; July to August 2025"."""
    found: list[list[Period]] = []
    for one in months:
        if found and found[-1][-1].end + timedelta(days=1) == one.start:
            found[-1].append(one)
        else:
            found.append([one])
    return "; ".join(str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in found)
