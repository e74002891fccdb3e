"""Which indicator and breakdown a count of a dataset's category is recorded under."""

from collections.abc import Iterable

from csp_analytics.period import Period
from goldenthread.indicators.changes import Observed
from goldenthread.indicators.rules import Status
from goldenthread.sources.counting import Count
from goldenthread.sources.rules import ALL_CRIME

ASB = "anti-social-behaviour"
STREET = "police_street"
CASEWORK = "casework_counts"  # what the partnership counts of its own cases
POPULATION = ("population", "")


def place_of(dataset: str, category: str, ages: str = "") -> tuple[str, str] | None:
    """Give indicator and breakdown that hold a category of a dataset; None for other datasets.

    ASB stands by itself: an incident is not a crime, so it is no part of the crimes.
    """
    if dataset == "population":
        return "population", f"aged {ages.replace('-', ' to ')}" if ages else ""
    if dataset == "households":
        return "households", ""
    if dataset != STREET or not category:
        return None
    return _street(category)


def _street(category: str) -> tuple[str, str]:
    if category == ASB:
        return "asb_incidents", ""
    return "crime_count", "" if category == ALL_CRIME else category


def observed(counts: Iterable[Count]) -> list[Observed]:
    """Turn counts into numbers to record."""
    made = []
    for one in counts:
        indicator, breakdown = _street(one.category)
        made.append(
            Observed(
                indicator=indicator,
                area=one.area,
                period=Period.month(one.month.year, one.month.month),
                breakdown=breakdown,
                count=one.number,
                status=Status.FINAL,
                file=one.file,
            )
        )
    return made
