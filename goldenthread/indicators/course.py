"""The course of an indicator over time: its figures, made ready for a chart."""

from collections.abc import Sequence

from goldenthread.indicators import rules, wording
from goldenthread.indicators.charts import Break, Chart, Point, with_gaps
from goldenthread.indicators.figures import Figure
from goldenthread.indicators.models import IndicatorDefinition, Observation
from goldenthread.places.models import Area


def course(
    definition: IndicatorDefinition,
    area: Area,
    figures: Sequence[Figure],
    broken: Sequence[Observation] = (),
) -> Chart:
    """Give a chart of figures in order of time, with gaps where periods are missing.

    broken: populations that were made in another way than those before them.
    """
    return Chart(
        name=definition.name,
        area=area.name,
        unit=wording.unit(definition) or definition.unit,
        points=with_gaps([_point(one) for one in figures if one.period]),
        breaks=_breaks(definition, figures, broken),
    )


def _breaks(
    definition: IndicatorDefinition, figures: Sequence[Figure], broken: Sequence[Observation]
) -> tuple[Break, ...]:
    """Cut a rate's line where its population starts to be made in another way."""
    if definition.measure != rules.Measure.RATE:
        return ()
    found = []
    for one in broken:
        day = one.period_end
        since = [
            figure for figure in figures
            if day and figure.denominators
            and (figure.denominators[0].period_end or day) >= day
        ]  # fmt: skip
        before = [figure for figure in figures if figure.denominators and figure not in since]
        if since and before and since[0].period:
            found.append(Break(since[0].period, "Populations from the census on"))
    return tuple(found)


def _point(figure: Figure) -> Point:
    if figure.period is None:
        raise ValueError("A chart has no place for a figure without a period.")
    return Point(
        period=figure.period,
        value=figure.value,
        lower=figure.low,
        upper=figure.high,
        printed=figure.text,
        status=figure.status or "missing",
    )
