"""What a writer chooses from: figures with their newest value, areas, priorities."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.queries import Person
from goldenthread.indicators import queries as indicators
from goldenthread.indicators.figures import Figure
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.indicators.readings import Readings
from goldenthread.indicators.showing import listed_row
from goldenthread.places.models import Area
from goldenthread.strategy.models import Priority


@dataclass(frozen=True)
class Choice:
    """An indicator with its newest figure in the partnership's area; None where there is none."""

    indicator: IndicatorDefinition
    figure: Figure | None


def figures_to_choose(partnership: Partnership, *, by: Person) -> list[Choice]:
    """Give every indicator with its newest figure here, by name."""
    every = indicators.listed(partnership, by=by)
    own, today = partnership.area_code, timezone.localdate()
    known = Readings.load(
        partnership, by=by, indicators=[one.indicator for one in every], areas=[own], plain=True,
        printed_of=[one.indicator.pk for one in every if one.has_data and not one.has_series],
    )  # fmt: skip
    return [
        Choice(
            one.indicator,
            listed_row(one.indicator, known, own, today, drawn=False)["figure"]
            if one.has_data
            else None,
        )
        for one in every
    ]


def areas_to_choose(
    partnership: Partnership, indicator: IndicatorDefinition, *, by: Person
) -> tuple[Area, ...]:
    """Give the areas with data of an indicator, our own first, and our own even without."""
    found = indicators.areas_with_data(partnership, indicator, by=by)
    if any(one.code == partnership.area_code for one in found):
        return found
    return (*Area.objects.filter(code=partnership.area_code), *found)


def priorities_to_choose(partnership: Partnership) -> QuerySet[Priority]:
    """Give the priorities of the partnership's own plans that are not superseded."""
    plans = {"strategy__kind": "partnership_plan", "strategy__status__in": ["adopted", "draft"]}
    return Priority.objects.of(partnership).filter(**plans).select_related("strategy")
