"""Prints a period as people in the UK write it. Whatever is printed here can be read again."""

from collections.abc import Callable
from datetime import date

from csp_analytics.period.shapes import MONTHS, Kind, Shape, financial_label, whole_months

NameOfMonth = Callable[[date], str]


def full_name(day: date) -> str:
    """The day's month in full: "September"."""
    return MONTHS[day.month - 1]


def short_name(day: date) -> str:
    """The day's month in three letters: "Sep"."""
    return full_name(day)[:3]


def financial_year_of(day: date) -> str:
    """The financial year a day falls in: "2023/24"."""
    return financial_label(day.year - (day.month < 4))


def plain(shape: Shape) -> str:
    """How the period is said: "Q1 2025/26", "12 months to September 2020"."""
    return _with_names(shape, name=full_name, to=" to ", year_to="12 months to")


def short(shape: Shape) -> str:
    """The same for a table or an axis: "Jun 2025", "12m to Sep 2020", "Apr-Dec 2022"."""
    return _with_names(shape, name=short_name, to="-", year_to="12m to")


def long(shape: Shape) -> str:
    """The same with its months told: "April to June 2025 (Q1 2025/26)"."""
    told = {
        Kind.QUARTER, Kind.CALENDAR_QUARTER, Kind.FINANCIAL_YEAR, Kind.FINANCIAL_YEARS,
        Kind.YEAR_TO_MONTH,
    }  # fmt: skip
    if shape.kind not in told:
        return plain(shape)
    return f"{_months(shape, full_name, ' to ')} ({plain(shape)})"


def _with_names(shape: Shape, *, name: NameOfMonth, to: str, year_to: str) -> str:
    kind, start, end = shape
    match kind:
        case Kind.DAY:
            return f"{start.day} {name(start)} {start.year}"
        case Kind.MONTH:
            return f"{name(start)} {start.year}"
        case Kind.QUARTER:
            return f"Q{(start.month - 4) // 3 % 4 + 1} {financial_year_of(start)}"
        case Kind.CALENDAR_QUARTER:
            return f"Q{start.month // 3 + 1} {start.year}"
        case Kind.CALENDAR_YEAR:
            return f"{start.year}"
        case Kind.FINANCIAL_YEAR:
            return financial_year_of(start)
        case Kind.YEAR_TO_MONTH:
            return f"{year_to} {name(end)} {end.year}"
        case Kind.YEARS:
            return f"{start.year}-{end.year}"
        case Kind.FINANCIAL_YEARS:
            return f"{financial_year_of(start)} to {financial_year_of(end)}"
    return _months(shape, name, to) if whole_months(start, end) else _days(shape, name, to)


def _months(shape: Shape, name: NameOfMonth, to: str) -> str:
    _, start, end = shape
    year = "" if start.year == end.year else f" {start.year}"
    return f"{name(start)}{year}{to}{name(end)} {end.year}"


def _days(shape: Shape, name: NameOfMonth, to: str) -> str:
    _, start, end = shape
    first = f"{start.day}"
    if (start.year, start.month) != (end.year, end.month):
        first += f" {name(start)}"
    if start.year != end.year:
        first += f" {start.year}"
    return f"{first}{to}{end.day} {name(end)} {end.year}"
