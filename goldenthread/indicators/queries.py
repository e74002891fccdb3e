"""Reading definitions and observations: the newest version of each, as known on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from csp_analytics.period import Kind, Period
from goldenthread.accounts.models import Partnership
from goldenthread.accounts.queries import Person, may
from goldenthread.commands import CannotDo
from goldenthread.declared import nearest
from goldenthread.indicators.counted import POPULATION, place_of
from goldenthread.indicators.models import IndicatorDefinition, Observation, Series
from goldenthread.indicators.rules import Status
from goldenthread.places.models import Area


def definition(id: str) -> IndicatorDefinition:
    """Give one definition. Raises CannotDo naming the nearest."""
    found = IndicatorDefinition.objects.filter(pk=id).first()
    if found is None:
        known = IndicatorDefinition.objects.values_list("pk", flat=True)
        raise CannotDo(f'No indicator is declared as "{id[:60]}". {nearest(id, known)}')
    return found


def observations(
    partnership: Partnership, *, by: Person | None, as_of: date | datetime | None = None
) -> QuerySet[Observation]:
    """Give every version that somebody may see, as known at the end of a day, oldest first.

    by: whoever may not read the unpublished sees nothing provisional; None for a command of
        whoever keeps the installation. as_of: a day, or a moment; left out, now.
    What came with a release that was withdrawn by then is left out.
    """
    rows = Observation.objects.of(partnership)
    if by is not None and not may(by, "indicators.read_unpublished", on=partnership):
        rows = rows.exclude(status=Status.PROVISIONAL)
    standing = Q(release=None) | Q(release__withdrawn_at=None)
    if as_of is not None:
        moment = as_of if isinstance(as_of, datetime) else _end_of(as_of)
        rows = rows.filter(recorded_at__lte=moment)
        standing |= Q(release__withdrawn_at__gt=moment)
    return rows.filter(standing).order_by("version", "pk")


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))


JOINED = ("series__definition", "area", "release__source", "file")
HEAVY = (  # columns that take long to read and that no figure needs
    "series__definition__numerator", "series__definition__denominator",
    "series__definition__changes", "area__aliases", "release__flags", "release__difference",
    "release__source__columns", "release__source__categories", "release__source__known_gaps",
    "release__source__notes",
)  # fmt: skip


def latest(
    partnership: Partnership,
    *,
    by: Person | None,
    indicators: Iterable[str],
    areas: Iterable[Area | str] | None = None,
    breakdowns: Iterable[str] | None = None,
    in_documents: bool = False,
    as_of: date | None = None,
    within: Period | None = None,
    printed_of: Iterable[str] = (),
) -> list[Observation]:
    """Give the newest version of every observation of some indicators, in order of time.

    areas: rows or codes; left out, every area. breakdowns: left out, every one.
    in_documents: only what documents print. within: only what lies in a period, and whatever
    is stated for one day, such as a population. printed_of: indicators of which all that
    documents print is wanted besides, in whatever area. One query.
    """
    rows = observations(partnership, by=by, as_of=as_of)
    wanted = Q(series__definition__in=list(indicators))
    if breakdowns is not None:
        wanted &= Q(breakdown__in=list(breakdowns))
    if areas is not None:
        wanted &= Q(area__code__in=[one if isinstance(one, str) else one.code for one in areas])
    if printed_of:
        wanted |= Q(series__definition__in=list(printed_of)) & ~Q(document="")
    rows = rows.filter(wanted)
    if within is not None:
        inside = Q(period_start__gte=within.start, period_end__lte=within.end)
        rows = rows.filter(inside | Q(period_kind=Kind.DAY))
    if in_documents:
        rows = rows.exclude(document="")
    newest: dict[tuple[Any, ...], Observation] = {}
    for row in rows.select_related(*JOINED).defer(*HEAVY):
        key = (row.series_id, row.area_id, row.period_kind, row.period_start, row.period_end)
        newest[*key, row.breakdown] = row
    earliest = date.min
    return sorted(newest.values(), key=lambda one: (one.period_end or earliest, one.pk or 0))


def versions(observation: Observation, *, by: Person | None) -> QuerySet[Observation]:
    """Give every version of one observation, newest first, withdrawn ones too."""
    rows = Observation.objects.of(observation.partnership)
    if by is not None and not may(by, "indicators.read_unpublished", on=observation):
        rows = rows.exclude(status=Status.PROVISIONAL)
    names = ("series", "area", "period_kind", "period_start", "period_end", "breakdown")
    return (
        rows.filter(**{name: getattr(observation, name) for name in names})
        .select_related("series__definition", "area", "release__source", "file")
        .order_by("-version")
    )


def areas_with_data(
    partnership: Partnership,
    indicator: IndicatorDefinition,
    *,
    by: Person,
    as_of: date | None = None,
) -> tuple[Area, ...]:
    """Give the areas for which anything is known of an indicator, the partnership's own first."""
    areas = Area.objects.filter(pk__in=ids_with_data(partnership, indicator, by=by, as_of=as_of))
    return in_order(partnership, areas)


def ids_with_data(
    partnership: Partnership, indicator: IndicatorDefinition, *, by: Person, as_of: date | None
) -> QuerySet[Any, Any]:
    """Give the keys of the areas for which anything is known, to be asked within another query."""
    needed = {indicator.pk, counts_of(indicator)[0]}
    rows = observations(partnership, by=by, as_of=as_of).filter(series__definition__in=needed)
    return rows.order_by().values("area")


def in_order(partnership: Partnership, areas: Iterable[Area]) -> tuple[Area, ...]:
    """Put areas in order: the partnership's own first, then by name."""
    return tuple(sorted(areas, key=lambda one: (one.code != partnership.area_code, one.name)))


@dataclass(frozen=True)
class Listed:
    """An indicator in a list. has_series: computed from data; has_data: printed ones too."""

    indicator: IndicatorDefinition
    has_data: bool
    has_series: bool


def listed(partnership: Partnership, *, by: Person) -> list[Listed]:
    """Give every definition and whether anything of it is known here, by name. Two queries."""
    rows = observations(partnership, by=by).order_by()
    names = ("series__definition", "breakdown", "series__key")
    known = set(rows.values_list(*names).distinct())
    have = {indicator for indicator, _, _ in known}
    return [
        Listed(
            one,
            has_data=one.pk in have or (*counts_of(one), Series.DATA) in known,
            has_series=(*counts_of(one), Series.DATA) in known,
        )
        for one in IndicatorDefinition.objects.all()
    ]


def breakdowns_of(definitions: Iterable[IndicatorDefinition]) -> set[str]:
    """Give the breakdowns from which the plain figures of some indicators are computed."""
    found = {""}
    for one in definitions:
        found.add(counts_of(one)[1])
        found.add((divided_by(one) or POPULATION)[1])
    return found


def counts_of(definition: IndicatorDefinition) -> tuple[str, str]:
    """Give the indicator and breakdown that hold the counts of an indicator: most often itself."""
    told = definition.numerator
    found = place_of(told.get("dataset", ""), told.get("category", ""), told.get("ages", ""))
    return found or (definition.pk, "")


def fed_by(dataset: str) -> list[IndicatorDefinition]:
    """Give the indicators that a dataset fills, by name."""
    every = IndicatorDefinition.objects.all()
    return [one for one in every if one.numerator.get("dataset") == dataset]


def divided_by(definition: IndicatorDefinition) -> tuple[str, str] | None:
    """Give the indicator and breakdown of what a rate divides by: residents, or households.

    None where it divides by something else, such as clients, which must come with the counts.
    A definition that says nothing divides by residents.
    """
    told = definition.denominator
    if not told.get("dataset") and not told.get("text"):
        return place_of("population", "", told.get("ages", ""))
    return place_of(told.get("dataset", ""), told.get("category", ""), told.get("ages", ""))
