"""What one row of an indicator file must hold. Plain Python; a refusal says what to do."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from csp_analytics.period import Kind, Period, PeriodError
from goldenthread.declared import nearest
from goldenthread.indicators.rules import Measure, Status

LARGEST = Decimal(10) ** 12
UNDATED = (
    "is empty. A figure without a period cannot be compared or found again: give the month, "
    "quarter or year it tells of."
)
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.[0-9]{1,6})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HIDDEN = re.compile(r"(?:<|less than|under|fewer than) *[0-9]+|[c*x:]|\[[a-z]\]", re.IGNORECASE)

Faults = dict[str, str]  # column to what is wrong with it


@dataclass(frozen=True)
class Wants:
    """Which numbers an indicator's definition asks for.

    count, denominator: it is counted, over something that must be sent along. value: the figure
    itself may be sent. bounded: from 0 to 100. name: of the indicator, for sentences.
    """

    name: str
    count: bool = False
    denominator: bool = False
    value: bool = False
    bounded: bool = False

    @property
    def nil(self) -> bool:
        """Whether "none at all" is an answer: a count of 0 needs nothing beside it."""
        return self.count and not self.denominator

    @property
    def said(self) -> str:
        """What is to be sent, in words."""
        counted = "count and denominator" if self.denominator else "count"
        if self.count and self.value:
            return f"{counted}, or the value alone"
        return counted if self.count else "value"


def wants(name: str, measure: str, *, over_population: bool) -> Wants | None:
    """Say what a definition asks for; None where it does not say what it measures.

    over_population: its rate divides by a population that we hold ourselves.
    """
    match measure:
        case "":
            return None
        case Measure.COUNT:
            return Wants(name, count=True)
        case Measure.RATE:
            return Wants(name, count=True, denominator=not over_population, value=True)
        case Measure.PERCENT:
            return Wants(name, count=True, denominator=True, value=True, bounded=True)
    return Wants(name, value=True)


@dataclass(frozen=True)
class Numbers:
    """The numbers of one row, after they were checked."""

    count: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    status: str = Status.FINAL


def number(text: str) -> Decimal:
    """Read a number as people write it: "1,234", "34.5". Raises ValueError with a sentence."""
    if not _NUMBER.fullmatch(text):
        if _HIDDEN.fullmatch(text):
            raise ValueError(
                f'"{text}" stands for a number that is held back. Leave it empty and write '
                '"suppressed" as the status.'
            )
        raise ValueError(f'"{text[:30]}" is not a number. Write digits only, such as 1234 or 34.5.')
    found = Decimal(text.replace(",", ""))
    if abs(found) >= LARGEST:
        raise ValueError(f"{text[:30]} is larger than any figure we know. Check it.")
    return found


def check(row: Mapping[str, str], asked: Wants) -> tuple[Numbers, Faults]:
    """Check the numbers and the status of a row against what its indicator asks for."""
    faults: Faults = {}
    status = row.get("status", "").casefold() or Status.FINAL
    if status not in set(Status):
        faults["status"] = f'"{status[:30]}" is not known. {nearest(status, list(Status))}'
    given: dict[str, Decimal] = {}
    for column in ("count", "denominator", "value"):
        text = row.get(column, "")
        if text:
            try:
                given[column] = number(text)
            except ValueError as why:
                faults[column] = str(why)
    if not faults:
        faults = _kinds(given, asked, status) or _sizes(given, asked)
    return Numbers(**given, status=status), faults


def _kinds(given: Mapping[str, Decimal], asked: Wants, status: str) -> Faults:
    """Find numbers that may not stand here, and those that are missing."""
    if status == Status.SUPPRESSED:
        held_back = "a number stands beside the status suppressed. Empty it, or change the status."
        return dict.fromkeys(given, held_back)
    if not given:
        return {_first(asked): f"is empty. {asked.name} asks for {asked.said}; nothing is not 0."}
    if "count" in given and not asked.count:
        return {"count": f"{asked.name} asks for its {asked.said}, not for a count. Use value."}
    if "value" in given and not asked.value:
        return {"value": f"{asked.name} asks for a {asked.said}, not for a value. Use count."}
    if "value" in given and len(given) > 1:
        other = "count" if "count" in given else "denominator"
        return {"value": f"stands beside a {other}. Send one or the other, not both."}
    if "denominator" in given and not asked.denominator:
        return {"denominator": f"{asked.name} needs none: we hold it. Leave it empty."}
    if "count" in given and asked.denominator and "denominator" not in given:
        return {"denominator": f"is empty. {asked.name} asks for {asked.said}."}
    return {} if "count" in given or "value" in given else {"count": "is empty beside it."}


def _first(asked: Wants) -> str:
    return "count" if asked.count else "value"


def _sizes(given: Mapping[str, Decimal], asked: Wants) -> Faults:
    """Find numbers that cannot be."""
    count, over = given.get("count"), given.get("denominator")
    value = given.get("value")
    if count is not None and count < 0:
        return {"count": f"{count} is below 0. Nothing can be counted less than not at all."}
    if count is not None and count != count.to_integral_value():
        return {"count": f"{count} is not a whole number. Things are counted one by one."}
    if over is not None and over <= 0:
        return {"denominator": f"{over} is not above 0, so nothing can be divided by it."}
    if count is not None and over is not None and asked.bounded and count > over:
        return {"count": f"{count} out of {over} is above 100%. Are the two exchanged?"}
    if value is not None and asked.bounded and not 0 <= value <= 100:
        return {"value": f"{value} is no percentage: it must lie from 0 to 100."}
    return {}


def period(text: str, *, today: date) -> Period:
    """Read the period of a row, which must have ended. Raises ValueError with a sentence."""
    if not text:
        raise ValueError(UNDATED)
    if _DAY.fullmatch(text):
        raise ValueError(
            f'"{text}" is one day. Write the month, quarter or year in words, such as May 2026; '
            "format the column as text, or Excel makes a day of it."
        )
    try:
        found = Period.parse(text)
    except PeriodError as why:
        raise ValueError(f"{str(why).rstrip('.')}.") from None
    if found.kind == Kind.DAY:
        raise ValueError(f'"{text}" is one day. Write the month, quarter or year it belongs to.')
    if found.end >= today:
        raise ValueError(f"{found} has not ended yet, so nobody can have counted it.")
    return found
