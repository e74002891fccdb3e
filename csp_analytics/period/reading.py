"""Reads a printed period. Where one print could mean two things, one rule decides:

- "2011/12", "2011-12", "23/24", "2023/2024": the financial year.
- "2011/14", "2023/25" (slash): financial years 2011/12 to 2013/14, 2023/24 to 2024/25.
- "2024-29", "2009-2012", "2023-2024" (dash): calendar years, both in it.
- "2025-06" (two digits not later than the year's own): the month, June 2025.
- "Q1 2025/26" is April to June; "Q1 2025" is January to March.
- "April to June 2020" is Q1 2020/21; "April 2023 to March 2024" is 2023/24.
- "first six months 2020/21" is April to September; of 2020, January to June.
- "Oct 18" is October 2018; two digits from 70 are of the last century.
- "June 2018/19" is the June in that financial year, June 2018.
- "July 2023 and March 2024" means from one to the other.
- "October to March 2020" starts in the year before.
- "April to June 2025 (Q1 2025/26)": both are read, must have the same days; the second counts.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from csp_analytics.period import complaints, shapes
from csp_analytics.period.shapes import MONTHS, Kind, PeriodError, Shape

LONGEST = 120  # characters; no printed period comes near it

_NAME = r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
_NAME += r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_YEAR = r"(?P<year>[0-9]{4}(?:/[0-9]{4}|[/-][0-9]{2})?|[0-9]{2}/[0-9]{2})"
_SHORT_YEAR = r"(?P<year>[0-9]{4}(?:[/-][0-9]{2})?|[0-9]{2}(?:/[0-9]{2})?)"
_UNIT = r"(?P<unit>months?|mths?|m|quarters?)"
_DASHES = re.compile("[\u2010-\u2015\u2212\u2043\ufe58\ufe63\uff0d]")
_LEAD = re.compile(r"(?:in|during|for|over|between|from|the|on|as at|throughout|of) ")
_BREAK = re.compile(r"-| to | until | up to | and | & ")
_WORDS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "eighteen": "18",
    "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "final": "last",
}  # fmt: skip
_WORD = re.compile(r"\b(?:" + "|".join(_WORDS) + r")\b")


def read(text: str) -> Shape:
    """The shape of a printed period; see the head of this file for the rules.

    text: up to 120 characters. Raises PeriodError with a sentence for the reader.
    """
    if len(text) > LONGEST:
        raise PeriodError(f"{text[:40]!r} and {len(text) - 40} more characters is not a period.")
    tidy = _tidy(text)
    told_twice = re.fullmatch(r"([^()]+) ?\(([^()]+)\)", tidy)
    if not told_twice:
        return _read_tidy(text, tidy)
    told, named = (_read_tidy(text, part.strip()) for part in told_twice.groups())
    if told[1:] != named[1:]:
        raise PeriodError(f"{text!r} names two periods that are not the same.")
    return named


def iso_month(text: str) -> Shape:
    """The month "2011-12", December 2011, of a data file. Raises PeriodError otherwise."""
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})", text)
    if not found:
        raise PeriodError(f"{text[:40]!r} is not a month of a data file, like 2025-06.")
    return shapes.month(int(found[1]), int(found[2]))


def _tidy(text: str) -> str:
    """Small letters, one kind of dash, digits for number words, no stops after letters."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = _DASHES.sub("-", plain).replace("\u2019", "'").replace("*", " ").replace(",", " ")
    plain = re.sub(r"(?<=[a-z])\.", " ", plain)
    plain = " ".join(plain.split()).strip(" .;:")
    plain = re.sub(r" ?([-/]) ?", r"\1", plain)
    plain = _WORD.sub(lambda found: _WORDS[found[0]], plain)
    wrapped = re.fullmatch(r"\(([^()]+)\)", plain)
    return (wrapped[1] if wrapped else plain).strip()


def _read_tidy(text: str, tidy: str) -> Shape:
    shape = _single(tidy) or _range(tidy)
    if shape is None:
        raise PeriodError(complaints.sentence(text.strip(), tidy))
    return shape


def _single(tidy: str) -> Shape | None:
    """The shape of a text that is not a range, or None for the caller to try a range."""
    while found := _LEAD.match(tidy):
        tidy = tidy[found.end() :]
    for pattern, handler in _FORMS:
        if match := pattern.fullmatch(tidy):
            return handler(match)
    return None


def _range(tidy: str) -> Shape | None:
    """The shape of "A to B", where A may leave its month or year to B."""
    for gap in _BREAK.finditer(tidy):
        left, right = tidy[: gap.start()].strip(), tidy[gap.end() :].strip()
        last = _single(right)
        first = last and _first_of_range(left, right, last.end)
        if first and last:
            return shapes.between(first.start, last.end)
    return None


def _first_of_range(left: str, right: str, end: date) -> Shape | None:
    """The first part of a range, completed by the month or year at the end of the last."""
    tail = re.search(rf"(?:{_NAME}[ '-]?)?{_SHORT_YEAR}$", right)
    whole = _single(left)
    if whole or not tail:
        return whole
    if re.fullmatch(r"[0-9]{1,2}(?:st|nd|rd|th)?", left):
        return _single(f"{left} {tail[0]}") if tail["name"] else None
    first = _single(f"{left} {tail['year']}")
    if first and first.start > end and re.fullmatch("[0-9]+", tail["year"]):
        return _single(f"{left} {_full_year(tail['year']) - 1}")
    return first


def _full_year(digits: str) -> int:
    """Four digits as they stand; two as a year from 1970 to 2069."""
    number = int(digits)
    if len(digits) == 4:
        return number
    return number + (1900 if number >= 70 else 2000)


def _year(found: re.Match[str]) -> Shape:
    """A calendar year, a financial year, or a run of either."""
    text = found["year"]
    if "/" not in text and "-" not in text:
        year = _full_year(text)
        return shapes.years(year, year)
    first, second = re.split("[/-]", text)
    return _year_pair(first, text[len(first)], second, text)


def _year_pair(first: str, mark: str, second: str, text: str) -> Shape:
    start, own = _full_year(first), int(first[-2:])
    later = int(second) if len(second) == 4 else start - own + int(second)
    if len(second) == 2 and int(second) == (own + 1) % 100:
        later = start + 1
    elif len(second) == 2 and mark == "/" and own > 80 and int(second) < 20:
        later += 100
    if later == start + 1 and not (mark == "-" and len(second) == 4):
        return shapes.financial_years(start, start)
    if mark == "-" and len(second) == 2 and later <= start and 1 <= int(second) <= 12:
        return shapes.month(start, int(second))
    if later <= start or len(first) == 2:
        raise PeriodError(complaints.years(text, start))
    if mark == "/":
        return shapes.financial_years(start, later - 1)
    return shapes.years(start, later)


def _two_years(found: re.Match[str]) -> Shape:
    return _year_pair(found[1], "-", found[2], found[0])


def _quarter(found: re.Match[str]) -> Shape:
    year, number = _whole_year(found), int(found["n"])
    if year.kind is Kind.FINANCIAL_YEAR:
        return shapes.quarter(year.start.year, number)
    return shapes.calendar_quarter(year.start.year, number)


def _whole_year(found: re.Match[str]) -> Shape:
    """The one calendar or financial year a part is taken from, or PeriodError."""
    year = _year(found)
    if year.kind not in {Kind.CALENDAR_YEAR, Kind.FINANCIAL_YEAR}:
        raise PeriodError(f"{found['year']} is not one year, so no part of it can be read.")
    return year


def _part_of_year(found: re.Match[str]) -> Shape:
    """The first or last months or quarters of a year."""
    year = _whole_year(found)
    months = int(found["n"]) * (3 if found["unit"].startswith("q") else 1)
    if not 1 <= months <= 12:
        raise PeriodError(f"A year has 12 months and 4 quarters; {found[0]!r} asks for others.")
    first = shapes.month_number(year.start)
    if months == 12:
        return year
    return shapes.months_from(first + (12 - months if found["end"] == "last" else 0), months)


def _half(found: re.Match[str]) -> Shape:
    """The first or last six months of a year."""
    first = shapes.month_number(_whole_year(found).start)
    return shapes.months_from(first + (6 if found["half"] in {"2nd", "last", "2"} else 0), 6)


def _month(found: re.Match[str]) -> Shape:
    """A month, in the year or in the financial year that is printed after it."""
    number = 1 + next(
        at for at, name in enumerate(MONTHS) if name.casefold()[:3] == found["name"][:3]
    )
    year = _whole_year(found)
    before_april = year.kind is Kind.FINANCIAL_YEAR and number < 4
    return shapes.month(year.start.year + before_april, number)


def _months_to(found: re.Match[str]) -> Shape:
    """A number of months (12 where only "year" is printed) to the end of a month."""
    month = _month(found)
    if found["day"] and int(found["day"]) != month.end.day:
        raise PeriodError(f"{found[0]!r} must end on the month's last day, {month.end.day}.")
    count = int(found["n"] or 12)
    if count == 12:
        return shapes.year_to(month.end.year, month.end.month)
    if not 1 <= count <= 600:
        raise PeriodError(f"{count} months to a month cannot be read; 1 to 600 can.")
    return shapes.months_from(shapes.month_number(month.start) - count + 1, count)


def _named_day(found: re.Match[str]) -> Shape:
    month = _month(found)
    return _day(month.start.year, month.start.month, int(found["day"]))


def _numbered_day(found: re.Match[str]) -> Shape:
    return _day(int(found["y"]), int(found["m"]), int(found["d"]))


def _day(year: int, month: int, day: int) -> Shape:
    last = shapes.month(year, month).end
    if not 1 <= day <= last.day:
        name = f"{MONTHS[month - 1]} {year}"
        raise PeriodError(f"{day} {name} is not a date; the last day is {last.day} {name}.")
    return Shape(Kind.DAY, last.replace(day=day), last.replace(day=day))


def _month_end(found: re.Match[str]) -> Shape:
    end = _month(found).end
    return Shape(Kind.DAY, end, end)


def _mid_year(found: re.Match[str]) -> Shape:
    """30 June, the day of the mid-year population estimates."""
    return _day(int(found["y"]), 6, 30)


def _numbered_month(found: re.Match[str]) -> Shape:
    return shapes.month(int(found["y"]), int(found["m"]))


_UP_TO = r"(?:up )?(?:to|ending|ended|end)(?: the)?(?: end of)?"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Shape]], ...] = tuple(
    (re.compile(pattern), handler)
    for pattern, handler in (
        (rf"(?:financial year |calendar year |fy ?|year )?{_YEAR}", _year),
        (r"([0-9]{4})-([0-9]{4})", _two_years),
        (rf"(?:q ?|quarter )(?P<n>[0-9]{{1,2}})(?: of)?(?: the)? ?{_YEAR}", _quarter),
        (rf"{_YEAR}[ -]?q(?P<n>[0-9]{{1,2}})", _quarter),
        (rf"(?P<n>[1-4])(?:st|nd|rd|th) quarter(?: of)? {_YEAR}", _quarter),
        (rf"(?P<end>1st|last) (?P<n>[0-9]{{1,2}}) ?{_UNIT}(?: of)? {_YEAR}", _part_of_year),
        (rf"(?P<half>1st|2nd|last) half(?: of)? {_YEAR}", _half),
        (rf"h(?P<half>[12]) {_YEAR}", _half),
        (
            r"(?:rolling |last )?(?:(?P<n>[0-9]{1,3})[ -]?(?:months?|mths?|m)|year)"
            rf"(?: period)? {_UP_TO} (?:(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)? )?"
            rf"{_NAME}[ '-]?{_SHORT_YEAR}",
            _months_to,
        ),
        (rf"{_NAME}[ '-]?'?{_SHORT_YEAR}", _month),
        (rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)? ?(?:of )?{_NAME} ?{_SHORT_YEAR}", _named_day),
        (r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})", _numbered_day),
        (r"(?P<d>[0-9]{1,2})/(?P<m>[0-9]{1,2})/(?P<y>[0-9]{4})", _numbered_day),
        (r"(?P<m>[0-9]{1,2})/(?P<y>[0-9]{4})", _numbered_month),
        (rf"end of {_NAME} {_SHORT_YEAR}", _month_end),
        (r"mid[ -]?(?P<y>[0-9]{4})", _mid_year),
    )
)
