"""The four statutory statistics of case reviews, counted out of events (CR-17)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person, may
from goldenthread.casework.models import CaseEvent, EffectivenessReview, Recommendation
from goldenthread.casework.queries.review import REVIEW
from goldenthread.casework.rules.lengths import local_day
from goldenthread.casework.rules.reviews import (
    APPLIED,
    HELD,
    NOT_MET,
    RECOMMENDED,
    Event,
    Statistics,
    check_period,
    statistics,
)
from goldenthread.casework.values import limits

STEPS = {"submit": APPLIED, "decide_not_met": NOT_MET, "hold": HELD, "issue": RECOMMENDED}
NOWHERE = "not known"
BEGINS = 4  # April: the period of a year runs from 1 April to 31 March


@dataclass(frozen=True)
class Year:
    """A statutory period of twelve months and its four numbers."""

    year: int
    first: date
    last: date
    counted: Statistics
    is_over: bool

    @property
    def name(self) -> str:
        """Its name, such as 2026/27."""
        return f"{self.year}/{(self.year + 1) % 100:02}"

    @property
    def rows(self) -> list[tuple[str, int]]:
        """The four lines as the Act words them."""
        return [
            ("Applications for case reviews made", self.counted.applications),
            ("Times it was decided that the threshold was not met", self.counted.not_met),
            ("Reviews carried out", self.counted.reviews),
            ("Reviews carried out that led to recommendations", self.counted.with_recommendations),
        ]


def year_of(day: date) -> int:
    """Give the year in which the period of a day began."""
    return day.year if day.month >= BEGINS else day.year - 1


def years(partnership: Partnership, *, today: date, by: Person) -> list[Year]:
    """Give every period since the first event, the newest first; this and the last at least.

    Zeros are given like any number, and nothing is held back however small (CR-17). Needs
    "public.read". Two queries.
    """
    require(by, "public.read", on=partnership)
    events = _events(partnership)
    now = year_of(today)
    first = min([now - 1, *(year_of(one.on) for one in events)])
    return [_year(year, events, today) for year in range(now, first - 1, -1)]


def _year(year: int, events: Iterable[Event], today: date) -> Year:
    first, last = date(year, BEGINS, 1), date(year + 1, BEGINS - 1, 31)
    check_period(first, last, longest=limits.limit("statistics", first))
    return Year(year, first, last, statistics(events, first=first, last=last), last < today)


def _events(partnership: Partnership) -> list[Event]:
    return [one for one, _ in _events_by_area(partnership)]


def _events_by_area(partnership: Partnership) -> list[tuple[Event, str]]:
    """Give every event that is counted, with the name of the area of its case; two queries."""
    recommended = set(Recommendation.objects.of(partnership).values_list("case", flat=True))
    rows = CaseEvent.objects.of(partnership).filter(
        verb="moved", step__in=STEPS, case__type__key=REVIEW
    )
    return [
        (Event(STEPS[step], str(case), local_day(at)), area or NOWHERE)
        for case, step, at, area in rows.values_list("case", "step", "at", "case__area__name")
        if step != "issue" or case in recommended
    ]


def by_month(
    partnership: Partnership, *, year: int, by: Person
) -> list[tuple[date, str, list[int]]]:
    """Give the four numbers of each month and area of a year, for a return to government (CR-24).

    Small numbers of a month could tell who somebody is, so this is no public table. Needs
    "casework.lead". A month without any event is not listed.
    """
    require(by, "casework.lead", on=partnership)
    months: dict[tuple[date, str], list[Event]] = {}
    for one, area in _events_by_area(partnership):
        if year_of(one.on) == year:
            months.setdefault((one.on.replace(day=1), area), []).append(one)
    return [
        (month, area, _four(statistics(events, first=month, last=_end(month))))
        for (month, area), events in sorted(months.items())
    ]


def _four(found: Statistics) -> list[int]:
    return [found.applications, found.not_met, found.reviews, found.with_recommendations]


def _end(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def effectiveness(partnership: Partnership, *, by: Person) -> dict[int, EffectivenessReview]:
    """Give the effectiveness reviews by year: published ones, and drafts to who writes them."""
    rows = EffectivenessReview.objects.of(partnership).order_by("year")
    if not may(by, "casework.lead", on=partnership):
        rows = rows.exclude(published_at=None)
    return {one.year: one for one in rows.select_related("partnership")}
