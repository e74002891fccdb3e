"""Figures: printable values with their limits, made from observations and bound to them.

Nothing here reads the database. A rate and its limits are computed when asked, never stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse

from csp_analytics import proportions, rates
from csp_analytics.period import Period
from csp_analytics.poisson import count_limits
from goldenthread.indicators import wording
from goldenthread.indicators.models import IndicatorDefinition, Observation, Series
from goldenthread.indicators.rules import HELD, Measure, Status
from goldenthread.places.models import Area

METHODS = {"exact": "exact Poisson", "byar": "Byar's", "wilson": "Wilson's"}


@dataclass(frozen=True)
class Figure:
    """One number as people read it, or the reason why there is none, with all it rests on.

    value, low, high: in `unit`; None where there is none, and never 0 for what is missing.
    text, lower, upper: the same as printed. method: how the limits were made.
    count, denominator: what it was computed from. cautions: sentences to read beside it.
    missing: the months without which it cannot be told. why_none: the sentence for that.
    observations, denominators: what the trace leads to.
    """

    indicator: IndicatorDefinition
    area: Area
    period: Period | None
    breakdown: str = ""
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    text: str = ""
    lower: str | None = None
    upper: str | None = None
    unit: str = ""
    method: str = ""
    count: Decimal | None = None
    denominator: Decimal | None = None
    qualifier: str = ""
    flag: str = ""
    status: str = ""
    as_printed: str = ""
    cautions: tuple[str, ...] = ()
    missing: tuple[Period, ...] = ()
    why_none: str = ""
    observations: tuple[Observation, ...] = ()
    denominators: tuple[Observation, ...] = ()
    as_of: date | None = None
    series_key: str = Series.DATA

    @property
    def name(self) -> str:
        """What is measured, where the page names it."""
        return self.indicator.name

    @property
    def is_known(self) -> bool:
        """Whether there is a number."""
        return self.value is not None

    @property
    def suppressed(self) -> bool:
        """Whether it is held back because few people stand behind it."""
        return self.status == Status.SUPPRESSED

    @property
    def is_invented(self) -> bool:
        """Whether any of what it rests on was invented to try things out."""
        behind = (*self.observations, *self.denominators)
        return any(one.release is not None and one.release.is_invented for one in behind)

    @property
    def is_printed(self) -> bool:
        """Whether a document prints it, rather than we computing it from data."""
        return self.series_key != Series.DATA

    @property
    def limits_name(self) -> str:
        """What its limits are: "95% limits"."""
        return "95% limits" if self.lower is not None else ""

    @property
    def said(self) -> str:
        """The number as people say it: "32.4 per 10,000 residents", or why there is none."""
        if self.suppressed:
            return "Not shown: fewer than 5"
        if not self.is_known:
            return self.why_none
        return " ".join(part for part in (self.qualifier, self.text, self.unit) if part)

    @property
    def trace_url(self) -> str:
        """Address of the page that shows where it comes from; empty where there is no number."""
        if not self.observations:
            return ""
        asked = {
            "breakdown": self.breakdown,
            "series": self.series_key if self.is_printed else "",
            "as_of": self.as_of.isoformat() if self.as_of else "",
        }
        asked = {name: value for name, value in asked.items() if value}
        address = reverse(
            "trace",
            args=[self.indicator.pk, self.area.code, self.period.key if self.period else "undated"],
        )
        return f"{address}?{urlencode(asked)}" if asked else address


def none(
    indicator: IndicatorDefinition,
    area: Area,
    period: Period | None,
    why: str,
    *,
    breakdown: str = "",
    missing: Sequence[Period] = (),
    as_of: date | None = None,
) -> Figure:
    """Give the figure that says why there is no number."""
    return Figure(
        indicator, area, period, breakdown, why_none=why, missing=tuple(missing), as_of=as_of
    )


def printed(
    indicator: IndicatorDefinition, observation: Observation, *, as_of: date | None = None
) -> Figure:
    """Give what a document prints, or a return states, as it stands: no limits can be made."""
    qualifier = observation.qualifier
    text = wording.as_printed(observation, indicator)
    if qualifier and text.casefold().startswith(qualifier.casefold()):
        qualifier = ""
    decimals = wording.decimals_of(indicator, observation.value)
    low, high = observation.lower, observation.upper
    return Figure(
        indicator,
        observation.area,
        observation.period,
        observation.breakdown,
        value=observation.value,
        low=low,
        high=high,
        text=text,
        lower=wording.number(low, decimals) if low is not None else None,
        upper=wording.number(high, decimals) if high is not None else None,
        unit=wording.unit(indicator),
        method="as printed" if observation.document else "as returned",
        qualifier=qualifier,
        flag=observation.flag,
        status=observation.status,
        as_printed=observation.as_printed,
        observations=(observation,),
        as_of=as_of,
        series_key=observation.series.key,
    )


def counted(
    indicator: IndicatorDefinition,
    area: Area,
    period: Period,
    observations: Sequence[Observation],
    *,
    population: Observation | None = None,
    breakdown: str = "",
    cautions: Sequence[str] = (),
    as_of: date | None = None,
) -> Figure:
    """Add counts up and give them as a count, a rate or a percentage with limits.

    observations: one for the period, or one for each of its parts, none missing.
    population: what a rate divides by, where the observations carry no denominator.
    Where one of them is suppressed there is no number.
    Source: csp_analytics.rates (Byar's limits from 10 events, exact below), proportions (Wilson).
    """
    if any(one.status == Status.SUPPRESSED for one in observations):
        return _suppressed(indicator, area, period, observations, breakdown, as_of)
    events = sum((one.count or Decimal(0) for one in observations), Decimal(0))
    people = population.count if population else _denominator(observations)
    value, low, high, method = _computed(indicator, events, people)
    decimals = wording.decimals_of(indicator, value)
    percent = "%" if indicator.measure == Measure.PERCENT else ""
    has_limits = low is not None and high is not None
    return Figure(
        indicator,
        area,
        period,
        breakdown,
        value=value,
        low=low,
        high=high,
        text=wording.number(value, decimals) + percent,
        lower=wording.number(low, decimals) + percent if low is not None and has_limits else None,
        upper=wording.number(high, decimals) + percent if high is not None and has_limits else None,
        unit=wording.unit(indicator),
        method=f"{METHODS[method]} limits, 95%" if method else "no limits: counted, not sampled",
        count=events,
        denominator=people,
        flag=" ".join(dict.fromkeys(one.flag for one in observations if one.flag)),
        status=_least_firm(observations),
        cautions=tuple(cautions),
        observations=tuple(observations),
        denominators=(population,) if population else (),
        as_of=as_of,
    )


def _suppressed(
    indicator: IndicatorDefinition,
    area: Area,
    period: Period,
    observations: Sequence[Observation],
    breakdown: str,
    as_of: date | None,
) -> Figure:
    """Give the figure that shows no number, since few people stand behind it or a part of it."""
    return Figure(
        indicator, area, period, breakdown,
        unit=wording.unit(indicator), status=Status.SUPPRESSED, why_none=wording.SUPPRESSED,
        observations=tuple(observations), as_of=as_of,
    )  # fmt: skip


def _denominator(observations: Sequence[Observation]) -> Decimal | None:
    given = [one.denominator for one in observations]
    if any(one is None for one in given):
        return None
    return sum((one for one in given if one is not None), Decimal(0))


def _computed(
    indicator: IndicatorDefinition, events: Decimal, people: Decimal | None
) -> tuple[Decimal, Decimal | None, Decimal | None, str]:
    """Give value, lower and upper limit, and the method of the limits ("" where there are none)."""
    if indicator.measure == Measure.RATE and people:
        rate = rates.rate(float(events), float(people), per=float(indicator.per or 1))
        return _decimal(rate.value), _decimal(rate.lower), _decimal(rate.upper), rate.method
    if indicator.measure == Measure.PERCENT and people:
        share = proportions.proportion(float(events), float(people), per=100)
        return _decimal(share.value), _decimal(share.lower), _decimal(share.upper), "wilson"
    if indicator.pk in HELD:
        return events, None, None, ""
    limits = count_limits([float(events)])
    method = rates.limits_method(float(events))
    return events, _decimal(limits.lower[0]), _decimal(limits.upper[0]), method


def _decimal(number: float) -> Decimal:
    return Decimal(repr(float(number)))


_FIRM = (Status.PROVISIONAL, Status.ESTIMATED, Status.BREAK, Status.REVISED, Status.FINAL)


def _least_firm(observations: Sequence[Observation]) -> str:
    """Give the status of the least firm part."""
    return min((one.status for one in observations), key=lambda one: _FIRM.index(Status(one)))
