"""How much worse it is at the deprived end: slope and relative index of inequality."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit, logit, ndtr

from csp_analytics.checks import Floats, as_complete, as_positive, normal_quantile, same_length

Kind = Literal["normal", "rate", "proportion"]


class Link(NamedTuple):
    """A scale on which a kind of value has normal errors, and the way back from it."""

    there: Callable[[Floats], Floats]
    back: Callable[[Floats], Floats]


def _same(values: Floats) -> Floats:
    return values


def _log(values: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.log(values))


LINKS: dict[Kind, Link] = {
    "normal": Link(_same, _same),
    "rate": Link(_log, np.exp),
    "proportion": Link(logit, expit),
}
# Gauss-Hermite nodes and weights for means over a standard normal
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(64)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()


@dataclass(frozen=True, slots=True)
class Slope:
    """Inequality between the two ends of a population ordered from most to least deprived.

    sii: value at the last end less that at the first, times the multiplier.
    rii: value at the last end over that at the first (turned over when the
        multiplier is negative).
    first_end: the fitted value at the first end (the intercept).
    sii_limits, rii_limits: lower and upper; None when no errors were given.
    """

    sii: float
    rii: float
    first_end: float
    sii_limits: tuple[float, float] | None
    rii_limits: tuple[float, float] | None


class _Ends(NamedTuple):
    """Fitted values at the two ends, shape (2,), their covariance (2, 2), and the way back."""

    mean: Floats
    covariance: Floats
    link: Link


def slope_of_inequality(
    values: ArrayLike,
    people: ArrayLike,
    *,
    standard_errors: ArrayLike | None = None,
    kind: Kind = "normal",
    transform: bool = False,
    multiplier: float = 1,
    confidence: float = 0.95,
) -> Slope:
    """Slope and relative index of inequality over groups in order of deprivation.

    values: the indicator of each group, most deprived first, shape (groups,),
        3 or more; above 0 for a rate, between 0 and 1 for a proportion.
    people: residents of each group, above 0.
    standard_errors: of the values for kind "normal", of their logarithm for a
        "rate", of their logit for a "proportion"; above 0, or left out.
    transform: fit on that scale, and bring the two ends back from it.
    multiplier: 100 for per cent; negative where high values are good.
    confidence: two-sided, between 0 and 1.
    The limits are what simulating the values again and again tends to.
    Raises ValueError outside those ranges.
    Source: Regidor (2004), J Epidemiol Community Health 58, 858-861; PHE (2018)
    Health inequalities: technical guide.
    """
    heights = as_complete(values, "Values", at_least=3)
    residents = as_complete(as_positive(people, "People"), "People")
    same_length(values=heights, people=residents)
    if not np.isfinite(LINKS[kind].there(heights)).all():
        raise ValueError(f"These are not values of a {kind}.")
    link = LINKS[kind] if transform else LINKS["normal"]
    fit = _fitted_ends(residents / residents.sum())
    first, last = (float(end) for end in link.back(fit @ link.there(heights)))
    if first == 0 or multiplier == 0:
        raise ValueError("A relative index needs a first end and a multiplier that are not 0.")
    sii, rii = last - first, last / first
    limits: list[tuple[float, float] | None] = [None, None]
    if standard_errors is not None:
        ends = _spread_of_ends(heights, standard_errors, LINKS[kind], link, fit)
        tails = (1 - confidence) / 2, (1 + confidence) / 2
        normal_quantile(confidence)
        limits = [_limits(ends, tails, np.add, sii), _limits(ends, tails, np.multiply, rii)]
    return _scaled(sii, rii, first, limits[0], limits[1], multiplier)


def _fitted_ends(share: Floats) -> Floats:
    """The weighted least-squares fit at both ends as a linear map, shape (2, groups)."""
    middle = np.cumsum(share) - share / 2
    away = middle - share @ middle
    slope = share * away / (share @ away**2)
    first = share - (share @ middle) * slope
    return np.stack([first, first + slope])


def _spread_of_ends(
    heights: Floats, errors: ArrayLike, kind: Link, link: Link, fit: Floats
) -> _Ends:
    """Where the fitted ends lie when the values vary with their errors."""
    error = as_complete(as_positive(errors, "Standard errors"), "Standard errors")
    same_length(values=heights, standard_errors=error)
    # each value, as varied on its own scale and then seen on the scale of the fit
    varied = link.there(kind.back(kind.there(heights)[:, None] + error[:, None] * _NODES))
    mean = varied @ _WEIGHTS
    variance = (varied - mean[:, None]) ** 2 @ _WEIGHTS
    return _Ends(fit @ mean, (fit * variance) @ fit.T, link)


def _limits(
    ends: _Ends, tails: tuple[float, float], join: np.ufunc, middle: float
) -> tuple[float, float]:
    """Quantiles of the answer s where the last end is join(s, first end)."""
    spread = ends.covariance[0, 0] ** 0.5
    nodes = ends.mean[0] + spread * _NODES
    slope = ends.covariance[0, 1] / ends.covariance[0, 0]
    expected = ends.mean[1] + slope * (nodes - ends.mean[0])
    left = (ends.covariance[1, 1] - slope * ends.covariance[0, 1]) ** 0.5
    first = ends.link.back(nodes)

    def chance_up_to(answer: float) -> float:
        last = ends.link.there(join(answer, first))
        below = np.where(np.isnan(last), -np.inf if answer < middle else np.inf, last)
        return float(_WEIGHTS @ ndtr((below - expected) / left))

    return _quantile(chance_up_to, tails[0], middle), _quantile(chance_up_to, tails[1], middle)


def _quantile(chance_up_to: Callable[[float], float], chance: float, middle: float) -> float:
    """The answer below which this chance lies, looked for ever further from the middle."""
    step = abs(middle) * 0.1 + 1e-6
    low, high = middle - step, middle + step
    while chance_up_to(low) > chance:
        step *= 2
        low -= step
    while chance_up_to(high) < chance:
        step *= 2
        high += step
    from scipy.optimize import brentq  # here: it takes a third of a second to load

    return float(brentq(lambda answer: chance_up_to(answer) - chance, low, high, xtol=1e-12))


def _scaled(
    sii: float,
    rii: float,
    first: float,
    sii_limits: tuple[float, float] | None,
    rii_limits: tuple[float, float] | None,
    multiplier: float,
) -> Slope:
    """Apply the multiplier; a negative one turns both indices, and their limits, round."""
    if sii_limits is not None:
        low, high = sorted(limit * multiplier for limit in sii_limits)
        sii_limits = low, high
    if multiplier < 0:
        rii = 1 / rii
        if rii_limits is not None:
            rii_limits = 1 / rii_limits[1], 1 / rii_limits[0]
    return Slope(sii * multiplier, rii, first, sii_limits, rii_limits)
