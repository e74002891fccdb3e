"""The measures of a plan with what they came to, for a performance report. Public figures only."""

from decimal import Decimal

from django.contrib.auth.models import AnonymousUser

from csp_analytics.period import Kind
from goldenthread.indicators.figures import Figure
from goldenthread.indicators.readings import Readings
from goldenthread.strategy import queries, rules
from goldenthread.strategy.exchange.outline import Measure, Result
from goldenthread.strategy.models import IndicatorUse, Strategy

MOST_RESULTS = 24  # of each measure, the newest


class Measures:
    """The uses of indicators in a plan, and what tells each with everybody's figures."""

    def __init__(self, plan: Strategy) -> None:
        self.area = plan.partnership.area_code
        self.uses = list(queries.indicator_uses(plan))
        self._places = {use.pk: number for number, use in enumerate(self.uses, 1)}
        self._readings = Readings.load(
            plan.partnership,
            by=AnonymousUser(),
            indicators={use.definition for use in self.uses},
            areas=[self.area],
            plain=True,
        )

    def told(self, use: IndicatorUse) -> Measure:
        """Tell one use: its target, its newest results, and what there is none of."""
        results = _results(self._readings, use.definition_id, self.area)
        return Measure(
            identifier=f"measure.{use.key}.{self._places[use.pk]}",
            name=use.title or use.definition.name,
            unit=_unit(use, results),
            targets=_targets(use),
            results=tuple(_result(one) for one in results[-MOST_RESULTS:]),
            other=_other(use, results),
        )


def _results(readings: Readings, indicator: str, area: str) -> list[Figure]:
    """Give the figures of an indicator in order of time: by month where there are months."""
    monthly = readings.over_time(indicator, area, Kind.MONTH)
    every = monthly or tuple(
        readings.figure(indicator, area, period) for period in readings.own_periods(indicator, area)
    )
    return [one for one in every if one.value is not None and not one.suppressed]


def _result(figure: Figure) -> Result:
    limits = f" ({figure.lower} to {figure.upper})" if figure.limits_name else ""
    period = figure.period
    return Result(
        starts=period.start if period else None,
        ends=period.end if period else None,
        number=_short(figure.value) if figure.value is not None else None,
        said=f"{figure.said}{limits}, {figure.period}",
    )


def _targets(use: IndicatorUse) -> tuple[Result, ...]:
    if use.target is None:
        return ()
    said = " ".join(part for part in (use.target_printed, use.target_comparison) if part)
    return (Result(None, None, _short(use.target), said),)


def _short(value: Decimal) -> Decimal:
    """Give a value to at most four decimals, without noughts at its end."""
    return Decimal(f"{round(value, 4).normalize():f}")


def _unit(use: IndicatorUse, results: list[Figure]) -> str:
    named = results[-1].unit if results else ""
    return named or use.definition.unit or "not stated"


def _other(use: IndicatorUse, results: list[Figure]) -> str:
    told = [rules.BETTER[use.better] + "." if use.better else ""]
    told.append("" if use.target is not None else "The plan sets no target.")
    told.append("" if results else "No figure is held yet.")
    return " ".join(part for part in told if part)
