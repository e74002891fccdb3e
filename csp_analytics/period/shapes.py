"""The shapes a period can have, and the month arithmetic beneath them."""

from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 1900, 2199
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


class PeriodError(ValueError):
    """What was asked of a period cannot be done; the message is a sentence for its reader."""


class Kind(StrEnum):
    """What sort of period it is. Only periods of one kind are compared."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"  # of a financial year: Q1 is April to June
    CALENDAR_QUARTER = "calendar_quarter"  # Q1 is January to March
    CALENDAR_YEAR = "calendar_year"
    FINANCIAL_YEAR = "financial_year"  # April to March
    YEAR_TO_MONTH = "year_to_month"  # 12 months to the end of any month
    YEARS = "years"  # two or more calendar years
    FINANCIAL_YEARS = "financial_years"  # two or more financial years
    SPAN = "span"  # any other run of months or days


class Shape(NamedTuple):
    """A kind with its first and last day."""

    kind: Kind
    start: date
    end: date


def month_number(day: date) -> int:
    """Months since January of the year 0, so that months can be added."""
    return day.year * 12 + day.month - 1


def first_day(month: int) -> date:
    """First day of a month given by its `month_number`.

    Raises PeriodError outside the years 1900 to 2199.
    """
    year, index = divmod(month, 12)
    check_year(year)
    return date(year, index + 1, 1)


@cache
def last_day(month: int) -> date:
    """Last day of a month given by its `month_number`; fails as `first_day` does."""
    first = first_day(month)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return following - timedelta(days=1)


def check_year(year: int) -> None:
    """Refuse a year outside 1900 to 2199 with PeriodError."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise PeriodError(f"The year {year} is outside {FIRST_YEAR} to {LAST_YEAR}.")


def whole_months(start: date, end: date) -> int:
    """How many calendar months the dates cover exactly; 0 when they cut a month."""
    if start.day != 1 or end != last_day(month_number(end)):
        return 0
    return month_number(end) - month_number(start) + 1


def kinds_of(start: date, end: date) -> tuple[Kind, ...]:
    """Every kind these dates can be, the one people would mean first.

    Thus `SPAN` is only what has no better name, and each pair of dates has one plain reading.
    """
    count = whole_months(start, end)
    if count == 0:
        return (Kind.DAY,) if start == end else (Kind.SPAN,)
    if count == 1:
        return (Kind.MONTH,)
    if count == 3 and start.month % 3 == 1:
        return (Kind.QUARTER, Kind.CALENDAR_QUARTER)
    if count == 12:
        named = {1: (Kind.CALENDAR_YEAR,), 4: (Kind.FINANCIAL_YEAR,)}.get(start.month, ())
        return (*named, Kind.YEAR_TO_MONTH)
    if count % 12 == 0:
        return ({1: Kind.YEARS, 4: Kind.FINANCIAL_YEARS}.get(start.month, Kind.SPAN),)
    return (Kind.SPAN,)


def months_from(first: int, count: int, kind: Kind | None = None) -> Shape:
    """The shape of `count` months, 1 or more, from the month numbered `first`.

    kind: left out, it is the one people would mean.
    """
    start, end = first_day(first), last_day(first + count - 1)
    return Shape(kind or kinds_of(start, end)[0], start, end)


def between(start: date, end: date) -> Shape:
    """The shape from one day to another, both in it. Raises PeriodError when end is first."""
    if end < start:
        raise PeriodError(f"The period ends on {end} before it starts on {start}.")
    return Shape(kinds_of(start, end)[0], start, end)


def month(year: int, number: int) -> Shape:
    """One calendar month; number 1 to 12, otherwise PeriodError."""
    if not 1 <= number <= 12:
        raise PeriodError(f"{number} is not a month; months are 1 to 12.")
    return months_from(year * 12 + number - 1, 1)


def quarter(year: int, number: int) -> Shape:
    """A quarter of the financial year that starts in April of `year`; number 1 to 4."""
    check_quarter(number, f"{financial_label(year)}")
    return months_from(year * 12 + 3 * number, 3)


def calendar_quarter(year: int, number: int) -> Shape:
    """A quarter of the calendar year `year`; number 1 to 4, otherwise PeriodError."""
    check_quarter(number, str(year))
    return months_from(year * 12 + 3 * (number - 1), 3, Kind.CALENDAR_QUARTER)


def check_quarter(number: int, year: str) -> None:
    """Refuse a quarter other than 1 to 4; year is as it would be printed."""
    if not 1 <= number <= 4:
        raise PeriodError(
            f"Q{number} {year} is not a quarter; quarters are Q1 to Q4, for example Q4 {year}."
        )


def years(first: int, last: int) -> Shape:
    """Calendar years from first to last, both in it; one year is a calendar year."""
    return between(first_day(first * 12), last_day(last * 12 + 11))


def financial_years(first: int, last: int) -> Shape:
    """Financial years by the years they start in, both in it; one is a financial year."""
    return between(first_day(first * 12 + 3), last_day(last * 12 + 14))


def year_to(year: int, number: int) -> Shape:
    """The 12 months to the end of month `number` (1 to 12) of `year`."""
    end = month_number(month(year, number).start)
    return months_from(end - 11, 12, Kind.YEAR_TO_MONTH)


def financial_label(year: int) -> str:
    """The financial year starting in April of `year` as printed: 2023 is "2023/24"."""
    return f"{year}/{(year + 1) % 100:02d}"
