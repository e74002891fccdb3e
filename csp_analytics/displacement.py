"""Did crime go away, or next door? Displacement and diffusion after an intervention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from csp_analytics.checks import Floats, as_complete, as_counts, as_positive, normal_quantile


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference in events (or in their rate, when weighted) and its standard error."""

    value: float
    standard_error: float


@dataclass(frozen=True, slots=True)
class Displacement:
    """Result of `weighted_displacement_difference`: negative values are reductions."""

    local: Difference
    displaced: Difference
    total: Difference
    z: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Quotient:
    """Result of `weighted_displacement_quotient`.

    success: change of target over control; below 0, the target did better.
    buffer: the same of the buffer over the control.
    value: buffer over success: above 0 diffusion of benefit, below 0
        displacement, below -1 more displaced than gained. It means something
        only where success is below 0.
    """

    success: float
    buffer: float
    value: float


def weighted_displacement_difference(
    control: Sequence[float],
    treated: Sequence[float],
    displacement_control: Sequence[float] = (0, 0),
    displacement_treated: Sequence[float] = (0, 0),
    *,
    time_weights: Sequence[float] = (1, 1),
    area_weights: Sequence[float] = (1, 1, 1, 1),
    confidence: float = 0.9,
) -> Displacement:
    """Change where treated less change in the control, and the same where crime may have gone.

    control, treated, displacement_control, displacement_treated: counts
        [before, after], 0 or more; leave the last two out when not watched.
    time_weights: lengths of the two periods, above 0.
    area_weights: sizes of control, treated, displacement control and
        displacement treated, above 0. With weights, answers are rates.
    confidence: two-sided, of lower and upper of the total, between 0 and 1.
    Raises ValueError outside those ranges, or with no events to judge by.
    Source: Wheeler & Ratcliffe (2018), Crime Science 7:11.
    """
    time = _numbers(as_positive(time_weights, "Time weights"), 2, "Time weights")
    area = _numbers(as_positive(area_weights, "Area weights"), 4, "Area weights")
    zones = (control, treated, displacement_control, displacement_treated)
    changes = [_change(zone, time * size) for zone, size in zip(zones, area, strict=True)]
    local = _difference(changes[1], changes[0])
    displaced = _difference(changes[3], changes[2])
    error = (local.standard_error**2 + displaced.standard_error**2) ** 0.5
    if error == 0:
        raise ValueError("Displacement needs one event at least, before or after.")
    total = Difference(local.value + displaced.value, error)
    reach = normal_quantile(confidence) * error
    return Displacement(
        local, displaced, total, total.value / error, total.value - reach, total.value + reach
    )


def weighted_displacement_quotient(
    target: Sequence[float], buffer: Sequence[float], control: Sequence[float]
) -> Quotient:
    """What share of the gain in the target was lost to, or shared with, the buffer round it.

    target, buffer, control: counts [before, after]; target and buffer 0 or
        more, control above 0.
    Raises ValueError outside those ranges, or where the target did just as the
    control, so there is no gain to share.
    Source: Bowers & Johnson (2003), J Quant Criminol 19, 275-301.
    """
    base = _numbers(as_positive(control, "Control counts"), 2, "Control counts")
    near = _numbers(as_counts(target, "Target counts"), 2, "Target counts") / base
    around = _numbers(as_counts(buffer, "Buffer counts"), 2, "Buffer counts") / base
    success, spread = float(near[1] - near[0]), float(around[1] - around[0])
    if success == 0:
        raise ValueError("The target changed just as the control did, so there is no quotient.")
    return Quotient(success, spread, spread / success)


def _change(counts: Sequence[float], weights: Floats) -> tuple[float, float]:
    """Change of a weighted count, and its Poisson variance."""
    events = _numbers(as_counts(counts, "Counts"), 2, "Counts")
    rates, variances = events / weights, events / weights**2
    return float(rates[1] - rates[0]), float(variances.sum())


def _difference(one: tuple[float, float], other: tuple[float, float]) -> Difference:
    return Difference(one[0] - other[0], (one[1] + other[1]) ** 0.5)


def _numbers(values: Floats, count: int, name: str) -> Floats:
    numbers = as_complete(values, name)
    if numbers.size != count:
        raise ValueError(f"{name} must be {count} numbers; here are {numbers.size}.")
    return numbers
