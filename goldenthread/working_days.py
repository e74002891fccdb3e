"""Working days of England: neither Saturday, nor Sunday, nor bank holiday (rules G-03).

Bank holidays are declared in definitions/calendar/bank_holidays.yaml, as the Government
publishes them. Beyond the last published year nothing is guessed: a day there is refused.
"""

from datetime import date, timedelta
from functools import cache

from django.conf import settings
from pydantic import Field

from goldenthread.commands import CannotDo
from goldenthread.declared import DeclaredItem, read

ONE = timedelta(days=1)


class BankHolidays(DeclaredItem):
    """The declared bank holidays: every one from one day until another."""

    since: date = Field(alias="from")
    until: date
    years: dict[int, list[date]]


@cache
def bank_holidays() -> BankHolidays:
    """Read the declared bank holidays, once. Raises CannotDo where the file is wrong."""
    path = settings.DEFINITIONS_DIR / "calendar" / "bank_holidays.yaml"
    found = read(path, BankHolidays)
    for year, days in found.years.items():
        if strange := [day for day in days if day.year != year]:
            raise found.mistake("years", f"{strange[0]} stands under {year}. Put it in its year.")
    return found


def is_working_day(day: date) -> bool:
    """Say whether people work on a day. Raises CannotDo outside the declared years."""
    known = bank_holidays()
    if not known.since <= day <= known.until:
        raise CannotDo(
            f"Bank holidays are declared from {known.since.year} to {known.until.year}, so whether "
            f"{day:%-d %B %Y} is a working day is not known. Add its year to "
            "definitions/calendar/bank_holidays.yaml."
        )
    return day.weekday() < 5 and day not in known.years.get(day.year, ())


def add_working_days(day: date, number: int) -> date:
    """Give the working day that is `number` working days after a day; day 0 is the day itself.

    number: 0 or more; 0 gives the day itself whether people work on it or not.
    """
    if number < 0:
        raise ValueError(f"Working days are counted forward; not by {number}.")
    while number:
        day += ONE
        number -= is_working_day(day)
    return day


def subtract_working_days(day: date, number: int) -> date:
    """Give the working day that is `number` working days before a day."""
    if number < 0:
        raise ValueError(f"Working days are counted back; not by {number}.")
    while number:
        day -= ONE
        number -= is_working_day(day)
    return day


def working_days_between(first: date, last: date) -> int:
    """Count the working days after `first` up to `last`, which is included; 0 where none."""
    count = 0
    while first < last:
        first += ONE
        count += is_working_day(first)
    return count
