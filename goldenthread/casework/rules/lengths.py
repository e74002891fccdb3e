"""How long a period is and when it ends: the arithmetic under every clock (G-03, G-04)."""

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from goldenthread.working_days import add_working_days

LONDON = ZoneInfo("Europe/London")
ONE = timedelta(days=1)
LONGEST = 10_000  # of any unit; more is a slip of the pen


class Unit(StrEnum):
    """What a period is counted in."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True)
class Length:
    """A number of hours, days, working days, weeks, months or years.

    number: 0 to 10,000; 0 is by the close of the same day.
    beginning_with: the day of the event is the first day, as statutes count (G-04); without it
        that day is day 0 (G-03).
    not_christmas: hours of Christmas Day are not counted (TP-08, TP-09).
    Raises ValueError for a length that no rule defines.
    """

    number: int
    unit: Unit
    beginning_with: bool = False
    not_christmas: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.number <= LONGEST:
            raise ValueError(f"A length is 0 to {LONGEST:,}, not {self.number}.")
        if self.beginning_with and (self.unit in _NO_FIRST_DAY or self.number == 0):
            raise ValueError(f'No rule counts {self} as "beginning with" a day.')
        if self.not_christmas and self.unit is not Unit.HOURS:
            raise ValueError("Christmas Day is left out of hours only.")

    def __str__(self) -> str:
        """Say it as a sentence would: "21 days", "1 month"."""
        words = self.unit.value.replace("_", " ")
        return f"{self.number} {words[:-1] if self.number == 1 else words}"


_NO_FIRST_DAY = (Unit.HOURS, Unit.WORKING_DAYS)


def last_day_of_days(first: date, days: int) -> date:
    """Give the last of `days` days beginning with a day (G-04): D + N - 1.

    days: 1 or more; 21 days beginning with 1 June end on 21 June.
    """
    if days < 1:
        raise ValueError(f"A period that begins with a day has 1 day or more, not {days}.")
    return first + timedelta(days=days - 1)


def last_day_of_months(first: date, months: int) -> date:
    """Give the last day of `months` months beginning with a day (G-04).

    It is the day before the corresponding date, or, where there is no such date, the last day
    of that month: one month beginning with 31 January ends on 28 or 29 February.
    months: 1 or more.
    """
    if months < 1:
        raise ValueError(f"A period that begins with a day has 1 month or more, not {months}.")
    corresponding = same_day(first, months)
    return corresponding - ONE if corresponding.day == first.day else corresponding


def same_day(day: date, months: int) -> date:
    """Give the corresponding date some months on, or that month's last day where it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def last_day(event: date, length: Length) -> date:
    """Give the day at whose close a length ends that an event set running (G-03, G-04).

    length: any but hours, which end within a day: see `ends`.
    """
    match length.unit:
        case Unit.WORKING_DAYS:
            return add_working_days(event, length.number)
        case Unit.DAYS | Unit.WEEKS:
            days = length.number * (7 if length.unit is Unit.WEEKS else 1)
            if length.beginning_with:
                return last_day_of_days(event, days)
            return event + timedelta(days=days)
        case Unit.MONTHS | Unit.YEARS:
            months = length.number * (12 if length.unit is Unit.YEARS else 1)
            if length.beginning_with:
                return last_day_of_months(event, months)
            return same_day(event, months)
    raise ValueError("Hours end within a day: ask when they end, not on which day.")


def ends(event: datetime, length: Length) -> datetime:
    """Give the moment at which a length is over; what is done at that moment is too late.

    event: with its time zone; days are those of England. Hours run through the change of the
    clocks: 48 hours are 48 hours.
    """
    if length.unit is Unit.HOURS:
        return _hours_on(event, timedelta(hours=length.number), length.not_christmas)
    return close_of(last_day(local_day(event), length))


def close_of(day: date) -> datetime:
    """Give the moment at which a day of England is over: the next midnight."""
    return datetime.combine(day + ONE, time(), tzinfo=LONDON).astimezone(UTC)


def local_day(moment: datetime) -> date:
    """Give the day of England in which a moment lies. Raises ValueError without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs its time zone: which day it lies in hangs on it.")
    return moment.astimezone(LONDON).date()


def _hours_on(start: datetime, left: timedelta, not_christmas: bool) -> datetime:
    at = start.astimezone(UTC)
    day = local_day(start)
    while not_christmas and left:
        close = close_of(day)
        counted = (day.month, day.day) != (12, 25)
        if counted and at + left <= close:
            break
        left -= (close - at) if counted else timedelta()
        at, day = close, day + ONE
    return at + left
