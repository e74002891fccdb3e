"""How numbers of indicators are worded: "32.4", "per 10,000 residents", "Missing: May 2025"."""

from collections.abc import Sequence
from decimal import Decimal

from csp_analytics.period import Period
from csp_analytics.rounding import thousands
from goldenthread.indicators.models import IndicatorDefinition, Observation
from goldenthread.indicators.rules import Measure

COUNTED = {Measure.COUNT, Measure.RANK, ""}
SUPPRESSED = "Not shown: fewer than 5 stand behind it, or behind a part of it."
MOST_NAMED = 6  # missing months named one by one


def number(value: Decimal | None, decimals: int) -> str:
    """Print a number with commas, a half rounded up; "" for none."""
    return "" if value is None else thousands(value, decimals)


def decimals_of(indicator: IndicatorDefinition, value: Decimal | None) -> int:
    """Say how finely an indicator's numbers are printed.

    Counts are whole. Rates and percentages have one decimal, below 1 two.
    What a document prints with more decimals keeps them.
    """
    if value is None or indicator.measure in COUNTED:
        return 0 if value is None or value == value.to_integral_value() else 1
    if indicator.measure in {Measure.RATE, Measure.PERCENT}:
        return 2 if abs(value) < 1 and value else 1
    exponent = value.normalize().as_tuple().exponent
    return min(max(-exponent, 0), 6) if isinstance(exponent, int) else 0


def unit(indicator: IndicatorDefinition) -> str:
    """Give the words after the number: "incidents", "per 10,000 residents"; "" after a %."""
    if indicator.measure == Measure.RATE:
        return f"per {indicator.per:,} {people(indicator)}"
    if indicator.measure in {Measure.PERCENT, Measure.CHANGE_PERCENT, Measure.MONEY}:
        return ""
    return indicator.unit if indicator.unit not in {"%", "£"} else ""


def people(indicator: IndicatorDefinition) -> str:
    """Name what a rate is out of: "residents", "residents aged 10 to 17", "households"."""
    ages = indicator.denominator.get("ages", "")
    if ages:
        return f"residents aged {ages.replace('-', ' to ')}"
    if indicator.denominator.get("dataset") == "households":
        return "households"
    if not indicator.of or indicator.denominator.get("dataset") == "population":
        return "residents"
    return indicator.of


def as_printed(observation: Observation, indicator: IndicatorDefinition) -> str:
    """Give a stated number as its document prints it, with the sign it needs to be read alone."""
    text = observation.as_printed
    if not text:
        text = number(observation.value, decimals_of(indicator, observation.value))
    bare = text.replace(",", "").replace(".", "").strip("+-\u2013\u2212").isdigit()
    if bare and indicator.measure in {Measure.PERCENT, Measure.CHANGE_PERCENT}:
        return f"{text}%"
    if bare and indicator.measure == Measure.MONEY:
        return f"£{text}"
    return text


def missing(months: Sequence[Period]) -> str:
    """Say which months are missing: "Missing: May 2025 and June 2025." """
    named = [str(month) for month in months[:MOST_NAMED]]
    more = len(months) - len(named)
    if more > 0:
        named.append(f"{more} more months")
    return f"Missing: {' and '.join(filter(None, [', '.join(named[:-1]), named[-1]]))}."


def no_data(period: Period | None) -> str:
    """Say that nothing is known of a period."""
    return f"No data for {period}." if period else "No data."


def no_denominator(indicator: IndicatorDefinition, area: str) -> str:
    """Say that a rate has nothing to divide by."""
    told = people(indicator)
    if told.startswith("residents"):
        return f"No population is known for {area}, so no rate can be told."
    return f"No number of {told} is known for {area}, so no rate can be told."


def older_population(what: str, name: str, period: Period) -> str:
    """Caution that no population was early enough. what: "population" or "households"."""
    return f"Divided by the {what} of {name}, which is later than {period}: none is earlier."


def crosses_break(before: str, after: str) -> str:
    """Caution that two rates divide by populations made in different ways."""
    return (
        f"The populations of {before} and {after} were made in different ways: the census came "
        "between. Part of the change is that."
    )
