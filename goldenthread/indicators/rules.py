"""What an indicator may be and how its numbers are made. Plain Python."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar

from csp_analytics.period import Kind, Period


class Measure(StrEnum):
    """What sort of number an indicator gives."""

    COUNT = "count"
    RATE = "rate"
    PERCENT = "percent"
    MONEY = "money"
    SCORE = "score"
    RANK = "rank"
    RATIO = "ratio"
    DURATION = "duration"
    CHANGE_PERCENT = "change_percent"


HELD = ("population", "households")  # what a rate may divide by without its being sent along


class Better(StrEnum):
    """Which way is better. Neither: more reports can mean more trust."""

    LOWER = "lower"
    HIGHER = "higher"
    NEITHER = "neither"


class Status(StrEnum):
    """How firm an observation is."""

    PROVISIONAL = "provisional"
    FINAL = "final"
    REVISED = "revised"
    SUPPRESSED = "suppressed"
    ESTIMATED = "estimated"
    BREAK = "break"


def is_firm(status: str) -> bool:
    """Whether anybody may see it; a provisional one is for those who may read the unpublished."""
    return status != Status.PROVISIONAL


EARLIEST = date(1990, 1, 1)  # before it nothing here was known


def read_day(text: str, today: date) -> tuple[date | None, str]:
    """Read the day of an as-of view: the day, and the sentence for what is wrong with it.

    text: as "2025-06-30"; "" asks for no day. No day is given where something is wrong.
    """
    typed = text.strip()
    if not typed:
        return None, ""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None, f'"{typed[:20]}" is not a day. Write it as 2025-06-30: year, month, day.'
    if day > today:
        return None, f"{day:%-d %B %Y} is still to come. Choose today or a day before."
    if day < EARLIEST:
        return None, f"Nothing here was known in {day.year}. Choose a later day."
    return day, ""


def series_of_document(document: str) -> str:
    """Name the series that holds what one document prints: "document-002"."""
    return f"document-{document}"


def printed_twice(other: str, lines: str) -> str:
    """Flag a value that the same document gives otherwise elsewhere."""
    return f"The same document prints {other} for this elsewhere (line {lines})."


class Dated(Protocol):
    """What has a last day, such as an observation."""

    @property
    def period_end(self) -> date | None:
        """Its last day."""
        ...


D = TypeVar("D", bound=Dated)


def choose_population(every: Sequence[D], period: Period) -> D | None:
    """Choose what a rate divides by: the latest population whose year is not later.

    The year is that in which the period ends. Where every population is later, the earliest
    is taken, and the page says so. None where there is none.
    """
    known = sorted(
        ((one.period_end, one) for one in every if one.period_end), key=lambda pair: pair[0]
    )
    fitting = [one for day, one in known if day.year <= period.end.year]
    if fitting:
        return fitting[-1]
    return known[0][1] if known else None


def periods_between(first: date, last: date, kind: Kind) -> tuple[Period, ...]:
    """Give the periods of a kind that hold the days from first to last, in order.

    kind: month, quarter, calendar quarter, calendar year, financial year or year to a month.
    Raises ValueError for another.
    """
    month = Period.month(first.year, first.month)
    found: dict[str, Period] = {}
    end = Period.month(last.year, last.month).end
    for each in Period.from_dates(month.start, end).months():
        holding = _holding(each, kind)
        found.setdefault(holding.key, holding)
    return tuple(found.values())


def _holding(month: Period, kind: Kind) -> Period:
    year, number = month.start.year, month.start.month
    financial = year - (number < 4)
    match kind:
        case Kind.MONTH:
            return month
        case Kind.QUARTER:
            return Period.quarter(financial, (number - 4) % 12 // 3 + 1)
        case Kind.CALENDAR_QUARTER:
            return Period.calendar_quarter(year, (number - 1) // 3 + 1)
        case Kind.CALENDAR_YEAR:
            return Period.calendar_year(year)
        case Kind.FINANCIAL_YEAR:
            return Period.financial_year(financial)
        case Kind.YEAR_TO_MONTH:
            return Period.year_to(year, number)
    raise ValueError(f"A series of {str(kind).replace('_', ' ')}s cannot be made; months can.")
