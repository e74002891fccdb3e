"""Which areas a place is compared with, and how it stands against each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from goldenthread.accounts.models import Partnership
from goldenthread.indicators import wording
from goldenthread.indicators.comparators import rules
from goldenthread.indicators.comparators.models import SimilarArea, SimilarGroup
from goldenthread.indicators.figures import Figure
from goldenthread.indicators.readings import Readings
from goldenthread.places.models import Area

WHOLES = (Area.Kind.COUNTRY, Area.Kind.REGION, Area.Kind.POLICE_FORCE)
MOST_BESIDE = 4


@dataclass(frozen=True)
class Comparator:
    """What a place is compared with: one area, or several taken together.

    kind: rules.WHOLE where the place is part of it. what: what it is to the place.
    """

    name: str
    what: str
    kind: str
    areas: tuple[Area, ...]


@dataclass(frozen=True)
class Compared:
    """A place beside a comparator. figure: the comparator's, None where several areas make it."""

    comparator: Comparator
    figure: Figure | None
    value: str
    verdict: rules.Verdict


def groups(partnership: Partnership) -> QuerySet[SimilarGroup]:
    """Give every most similar group ever entered, newest first, with its areas."""
    return (
        SimilarGroup.objects.of(partnership)
        .select_related("recorded_by")
        .prefetch_related("members__area")
        .order_by("-starts")
    )


def group_on(partnership: Partnership, day: date) -> tuple[SimilarGroup, tuple[Area, ...]] | None:
    """Give the most similar group that held on a day and its areas, None where none did."""
    rows = SimilarArea.objects.of(partnership).filter(group__starts__lte=day)
    rows = rows.filter(Q(group__ends=None) | Q(group__ends__gte=day))
    members = list(rows.select_related("group", "area").order_by("area__name"))
    return (members[0].group, tuple(one.area for one in members)) if members else None


def _largest(area: Area) -> int:
    return WHOLES.index(Area.Kind(area.kind))


def comparators_of(partnership: Partnership, area: Area, day: date) -> tuple[Comparator, ...]:
    """Give what an area is compared with on a day: country, region, force, beside it, similar."""
    if area.pk is None:
        return ()
    wholes, beside = _around(area)
    found = [Comparator(one.name, one.get_kind_display(), rules.WHOLE, (one,)) for one in wholes]
    found += [
        Comparator(one.name, "in the same police force area", rules.OTHER, (one,))
        for one in beside[:MOST_BESIDE]
    ]
    if area.code == partnership.area_code and (held := group_on(partnership, day)):
        group, members = held
        what = f"{len(members)} similar areas, as chosen from {group.starts:%-d %B %Y}"
        found.append(Comparator(group.name, what, rules.OTHER, members))
    return tuple(found)


def _around(area: Area) -> tuple[list[Area], list[Area]]:
    """Give the wholes an area is part of, the largest first, and those of its kind beside it.

    Two questions put as one, and of each only joins that begin at the area: asked with "or", or
    of areas "in" a list that is asked for, PostgreSQL took minutes where its statistics were old.
    """
    force = Area.Kind.POLICE_FORCE
    wholes = Area.objects.filter(parts=area, kind__in=WHOLES).order_by()
    beside = Area.objects.filter(wholes__parts=area, wholes__kind=force, kind=area.kind)
    every = {one.pk: one for one in wholes.union(beside.order_by(), all=True) if one != area}
    large = sorted((one for one in every.values() if one.kind in WHOLES), key=_largest)
    others = (one for one in every.values() if one not in large)
    return large, sorted(others, key=lambda one: (one.name, one.code))


def areas_in(comparators: Iterable[Comparator]) -> tuple[Area, ...]:
    """Give every area of some comparators once."""
    found = {one.code: one for comparator in comparators for one in comparator.areas}
    return tuple(found.values())


def compared(
    readings: Readings, newest: Figure, comparators: Sequence[Comparator]
) -> tuple[Compared, ...]:
    """Set a figure beside those of the same indicator and period in other areas."""
    return tuple(
        _single(readings, newest, one) if len(one.areas) == 1 else _several(readings, newest, one)
        for one in comparators
    )


def _there(readings: Readings, newest: Figure, area: Area) -> Figure:
    assert newest.period is not None
    return readings.figure(newest.indicator.pk, area, newest.period)


def _single(readings: Readings, newest: Figure, one: Comparator) -> Compared:
    figure = _there(readings, newest, one.areas[0])
    if figure.value is None or figure.is_printed != newest.is_printed:
        return Compared(one, None, "", rules.none(f"Not loaded for {newest.period}."))
    there = rules.side(figure.count, figure.denominator, figure.value)
    return Compared(one, figure, figure.text, _verdict(newest, one, there))


def _several(readings: Readings, newest: Figure, one: Comparator) -> Compared:
    """Take several areas together, only where every one of them is loaded."""
    figures = [_there(readings, newest, area) for area in one.areas]
    absent = [figure.area.name for figure in figures if figure.count is None]
    if absent:
        why = f"{len(absent)} of its {len(figures)} areas are not loaded: {_names(absent)}."
        return Compared(one, None, "", rules.none(why))
    count = sum((figure.count or Decimal(0) for figure in figures), Decimal(0))
    people = sum((figure.denominator or Decimal(0) for figure in figures), Decimal(0))
    per = 100 if newest.indicator.measure == "percent" else newest.indicator.per or 1
    value = count / people * per if people else count
    text = wording.number(value, wording.decimals_of(newest.indicator, value))
    there = rules.side(count, people or None, value)
    return Compared(one, None, text, _verdict(newest, one, there))


def _names(absent: Sequence[str]) -> str:
    more = len(absent) - 3
    return ", ".join(absent[:3]) + (f" and {more} more" if more > 0 else "")


def _verdict(newest: Figure, one: Comparator, there: rules.Side) -> rules.Verdict:
    if newest.value is None or newest.suppressed:
        return rules.none("There is no figure to compare.")
    here = rules.side(newest.count, newest.denominator, newest.value, (newest.low, newest.high))
    of = newest.indicator
    return rules.verdict(of.measure, of.per, one.kind, here, there)
