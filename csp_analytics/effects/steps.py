"""A step on a control chart: months after against the ordinary variation of those before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtr, stdtrit

from csp_analytics.checks import as_complete, normal_quantile
from csp_analytics.spc import Chart, xmr

FEWEST = 6  # months on either side


@dataclass(frozen=True, slots=True)
class Step:
    """The difference of two means with limits, in events a month, and the chart behind it.

    chart: limits fixed by the months before. signals: months after that it finds special.
    """

    before: float
    after: float
    difference: float
    lower: float
    upper: float
    p_value: float
    chart: Chart
    signals: int

    @property
    def is_real(self) -> bool:
        """Whether the limits leave 0 out."""
        return not self.lower <= 0 <= self.upper


def step_change(before: ArrayLike, after: ArrayLike, *, confidence: float = 0.95) -> Step:
    """Mean of the months after less that of those before, by Welch's t, with an XmR chart.

    before, after: a value for each month in time order, 6 or more of each, none missing, and not
        all alike on both sides. confidence: two-sided, between 0 and 1.
    It knows nothing of trend or season, nor of other places: the months compared should be the
    same of the year.
    Raises ValueError outside those ranges.
    Source: Welch (1947), Biometrika 34, 28-35; for the chart as `spc.xmr`.
    """
    earlier = as_complete(before, "Months before", at_least=FEWEST)
    later = as_complete(after, "Months after", at_least=FEWEST)
    normal_quantile(confidence)
    parts = [one.var(ddof=1) / one.size for one in (earlier, later)]
    variance = sum(parts)
    if not variance > 0:
        raise ValueError("Months that are all alike give no variation to judge a step by.")
    freedom = variance**2 / sum(
        part**2 / (one.size - 1) for part, one in zip(parts, (earlier, later), strict=True)
    )
    difference = float(later.mean() - earlier.mean())
    error = float(np.sqrt(variance))
    reach = float(stdtrit(freedom, 0.5 + confidence / 2)) * error
    chart = xmr(np.concatenate([earlier, later]), fix_after=earlier.size)
    return Step(
        before=float(earlier.mean()),
        after=float(later.mean()),
        difference=difference,
        lower=difference - reach,
        upper=difference + reach,
        p_value=float(2 * stdtr(freedom, -abs(difference) / error)),
        chart=chart,
        signals=int(np.count_nonzero(chart.direction[earlier.size :])),
    )
