"""The period of an observation, a target or a plan."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import total_ordering
from typing import Self

from csp_analytics.period import printing, reading, shapes
from csp_analytics.period.shapes import Kind, PeriodError, Shape


@total_ordering
@dataclass(frozen=True)
class Period:
    """A run of whole days with a kind, such as the financial year 2023/24.

    kind: what people call it; the dates must fit it.
    start, end: first and last day, both in it, from 1900 to 2199.
    Raises PeriodError when they do not fit; a month from the 2nd is no month.
    `<` and its like raise PeriodError between unlike kinds; `==` is False there.
    """

    kind: Kind
    start: date
    end: date

    def __post_init__(self) -> None:
        for day in (self.start, self.end):
            if isinstance(day, datetime):
                raise PeriodError(f"{day} is a moment; a period is made of days.")
            shapes.check_year(day.year)
        shapes.between(self.start, self.end)
        if self.kind not in shapes.kinds_of(self.start, self.end):
            usual = shapes.kinds_of(self.start, self.end)[0]
            raise PeriodError(
                f"{self.start} to {self.end} is no {_words(self.kind)}; it is a {_words(usual)}."
            )
        object.__setattr__(self, "kind", Kind(self.kind))  # a plain "month" is welcome

    # Made from text, a key or numbers

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a printed period: "2023/24", "Q3 2012/13", "12 months to September 2020".

        text: up to 120 characters, any case, any dash; the rules for what could be
            read in two ways stand at the head of `reading.py`.
        Raises PeriodError with a sentence that names what was read and a form that works.
        """
        return cls(*reading.read(text))

    @classmethod
    def from_key(cls, key: str) -> Self:
        """The period that `key` came from. Raises PeriodError for any other text."""
        try:
            kind, start, end = key.split(":")
            return cls(Kind(kind), date.fromisoformat(start), date.fromisoformat(end))
        except PeriodError:
            raise
        except ValueError as error:
            raise PeriodError(
                f"{key[:60]!r} is not the key of a period; one is month:2025-06-01:2025-06-30."
            ) from error

    @classmethod
    def from_dates(cls, start: date, end: date) -> Self:
        """The period from one day to another, of the kind people would mean.

        April to March is a financial year, any other 12 months (but January to December)
        a year to a month; April to June is Q1 of the financial year, never a calendar Q2.
        """
        return cls(*shapes.between(start, end))

    @classmethod
    def from_iso_month(cls, text: str) -> Self:
        """The month in a data file: "2011-12" is December 2011 (`parse` reads 2011/12).

        Raises PeriodError for anything but four digits, a dash and 01 to 12.
        """
        return cls(*reading.iso_month(text))

    @classmethod
    def day(cls, on: date) -> Self:
        """One day."""
        return cls(Kind.DAY, on, on)

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        """One calendar month; month 1 to 12."""
        return cls(*shapes.month(year, month))

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Self:
        """A quarter (1 to 4) of the financial year starting in April of `year`."""
        return cls(*shapes.quarter(year, quarter))

    @classmethod
    def calendar_quarter(cls, year: int, quarter: int) -> Self:
        """A quarter (1 to 4) of a calendar year: Q1 is January to March."""
        return cls(*shapes.calendar_quarter(year, quarter))

    @classmethod
    def calendar_year(cls, year: int) -> Self:
        """January to December of `year`."""
        return cls(*shapes.years(year, year))

    @classmethod
    def financial_year(cls, year: int) -> Self:
        """April of `year` to the March after: 2025 is 2025/26."""
        return cls(*shapes.financial_years(year, year))

    @classmethod
    def year_to(cls, year: int, month: int) -> Self:
        """The 12 months to the end of a month, as crime statistics are published."""
        return cls(*shapes.year_to(year, month))

    @classmethod
    def years(cls, first: int, last: int) -> Self:
        """Calendar years, both in it: 2024 and 2029 are "2024-2029"."""
        return cls(*shapes.years(first, last))

    @classmethod
    def financial_years(cls, first: int, last: int) -> Self:
        """Financial years by the years they start in: 2011 and 2013 are "2011/14"."""
        return cls(*shapes.financial_years(first, last))

    # Printed

    def __str__(self) -> str:
        return printing.plain(self.shape)

    @property
    def short(self) -> str:
        """For tables and axes: "Jun 2025", "12m to Sep 2020". `parse` reads it back."""
        return printing.short(self.shape)

    @property
    def long(self) -> str:
        """With its months: "April to June 2025 (Q1 2025/26)". `parse` reads it back."""
        return printing.long(self.shape)

    @property
    def key(self) -> str:
        """For machines, never changing: "month:2025-06-01:2025-06-30"."""
        return f"{self.kind}:{self.start}:{self.end}"

    @property
    def shape(self) -> Shape:
        """Kind, first day and last day, to be unpacked."""
        return Shape(self.kind, self.start, self.end)

    # Measured

    @property
    def length_in_days(self) -> int:
        """Days in it, 1 or more."""
        return (self.end - self.start).days + 1

    @property
    def is_whole_months(self) -> bool:
        """Whether it starts on a first and ends on a last day of a month."""
        return shapes.whole_months(self.start, self.end) > 0

    def length_in_months(self) -> int:
        """Months in it, 1 or more. Raises PeriodError when it cuts a month."""
        count = shapes.whole_months(self.start, self.end)
        if not count:
            raise PeriodError(f"{self} is not made of whole months.")
        return count

    def months(self) -> tuple[Self, ...]:
        """Its months in order. Raises PeriodError when it cuts a month."""
        first = shapes.month_number(self.start)
        count = self.length_in_months()
        return tuple(type(self)(*shapes.months_from(first + n, 1)) for n in range(count))

    def quarters(self) -> tuple[Self, ...]:
        """Its quarters in order: calendar ones of calendar years, else financial ones.

        Raises PeriodError when it is not made of whole quarters.
        """
        first, count = shapes.month_number(self.start), self.length_in_months()
        if first % 3 or count % 3:
            raise PeriodError(f"{self} is not made of whole quarters.")
        calendar = self.kind in {Kind.CALENDAR_QUARTER, Kind.CALENDAR_YEAR, Kind.YEARS}
        kind = Kind.CALENDAR_QUARTER if calendar else Kind.QUARTER
        starts = range(first, first + count, 3)
        return tuple(type(self)(*shapes.months_from(start, 3, kind)) for start in starts)

    # Compared

    def contains(self, other: "date | Period") -> bool:
        """Whether a day, or every day of another period of any kind, is in it."""
        if isinstance(other, Period):
            return self.start <= other.start and other.end <= self.end
        return self.start <= other <= self.end

    def overlaps(self, other: "Period") -> bool:
        """Whether they share a day. Kinds may differ."""
        return self.start <= other.end and other.start <= self.end

    def same_kind_as(self, other: "Period") -> bool:
        """Whether the two may be compared: one kind and one length.

        April to December is like another nine months, not like six. Where days are
        counted, one day more or less is forgiven for 29 February.
        """
        if self.kind != other.kind or self.is_whole_months != other.is_whole_months:
            return False
        if self.is_whole_months:
            return self.length_in_months() == other.length_in_months()
        return abs(self.length_in_days - other.length_in_days) <= 1

    def __lt__(self, other: "Period") -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        if not self.same_kind_as(other):
            raise PeriodError(f"{self} and {other} are unlike, so they cannot be compared.")
        return (self.start, self.end) < (other.start, other.end)

    @property
    def sort_key(self) -> tuple[date, date, str]:
        """For listing periods of several kinds by date, without comparing them."""
        return (self.start, self.end, self.kind)

    # Stepped

    def previous(self) -> Self:
        """The one of the same kind and length just before.

        A span counted in days may land on a whole month; then it is that month.
        """
        return self._stepped(-1)

    def next(self) -> Self:
        """The one of the same kind and length just after; spans as in `previous`."""
        return self._stepped(1)

    def year_before(self) -> Self:
        """The same days or months one year earlier; 29 February becomes 28 February."""
        if self.is_whole_months:
            return self._moved(-12)
        return type(self).from_dates(_year_earlier(self.start), _year_earlier(self.end))

    def _stepped(self, steps: int) -> Self:
        if self.is_whole_months:
            return self._moved(steps * self.length_in_months())
        by = timedelta(days=steps * self.length_in_days)
        return type(self).from_dates(self.start + by, self.end + by)

    def _moved(self, months: int) -> Self:
        first = shapes.month_number(self.start) + months
        return type(self)(*shapes.months_from(first, self.length_in_months(), self.kind))


def _year_earlier(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap_day else day.day)


def _words(kind: str) -> str:
    return str(kind).replace("_", " ")
