"""Interrupted time series: months after against what the months before led one to expect."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from csp_analytics.checks import Floats, as_counts
from csp_analytics.effects.effect import Effect, effect_of

YEAR = 12  # months
FEWEST_BEFORE, FEWEST_AFTER = 24, 6  # months with a count: two whole years to tell the season by
MOST_STEPS = 50  # of the fit; a Poisson regression that can be fitted needs some 5
MOST_ALIKE = 0.9  # correlation of neighbouring months that is allowed for


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A step in a series, with what it rests on. Arrays are aligned with the counts, shape (n,).

    effect: months after over what they would have been. expected: events in each month without
    the step. yearly: trend, as a ratio a year. neighbours: correlation of each month with the next
    that the limits allow for, 0 to 0.9.
    """

    effect: Effect
    expected: Floats
    yearly: float
    neighbours: float


def interrupted_series(
    counts: ArrayLike, first_after: int, *, first_month: int = 1, confidence: float = 0.95
) -> Interrupted:
    """A lasting step from one month on, with trend and season allowed for.

    counts: events of each month in time order, shape (n,), 0 or more; NaN is missing or left out.
        24 known months or more before the step, 6 or more from it on, and events in both.
    first_after: position (from 0) of the first month after. first_month: 1 to 12, of counts[0].
    confidence: two-sided, between 0 and 1.
    Poisson regression on trend, step and a yearly wave with its first harmonic (sine and cosine of
    one and two turns a year), with the spread estimated (Pearson) and Student's t. Neighbouring
    months may go together (first-order autoregression): the variance is the sandwich with the
    correlation of the residuals. A step only: an effect that comes slowly or fades is told as its
    average.
    Raises ValueError outside those ranges, or where no fit is found.
    Source: Bernal, Cummins & Gasparrini (2017), Int J Epidemiol 46, 348-355; Zeger (1988),
    Biometrika 75, 621-629 for months that go together.
    """
    series = as_counts(counts, "Counts")
    known = _known(series, first_after)
    months = np.arange(series.size, dtype=np.float64)
    whole = _design(months, first_after, first_month)
    design, events = whole[known], series[known]
    fitted, coefficients, covariance = poisson_fit(design, events)
    rooted = design * np.sqrt(fitted)[:, None]
    residuals = (events - fitted) / np.sqrt(fitted)
    together = _neighbours(residuals, months[known], design.shape[1])
    alike = together ** np.abs(np.subtract.outer(months[known], months[known]))
    used = np.trace(rooted @ covariance @ rooted.T @ alike)
    spread = float((residuals**2).sum() / (events.size - used))
    sandwich = covariance @ rooted.T @ alike @ rooted @ covariance
    effect = effect_of(
        float(coefficients[1]), float(sandwich[1, 1]) * spread,
        freedom=float(events.size - design.shape[1]), spread=spread, confidence=confidence,
    )  # fmt: skip
    whole[:, 1] = 0
    expected = np.exp(whole @ coefficients)
    return Interrupted(effect, expected, float(np.exp(coefficients[2])), together)


def poisson_fit(design: Floats, events: Floats) -> tuple[Floats, Floats, Floats]:
    """Fit a Poisson regression with logarithms by scoring; its first column is all 1.

    design: shape (n, k). events: shape (n,), 0 or more, not all 0.
    Returns the fitted counts (n,), coefficients (k,) and their covariance (k, k) with a spread
    of 1.
    Raises ValueError where the columns say the same twice or the fit does not settle.
    Source: Nelder & Wedderburn (1972), J R Stat Soc A 135, 370-384.
    """
    level = np.log(events.mean())
    coefficients = np.zeros(design.shape[1])
    coefficients[0] = level
    for _ in range(MOST_STEPS):
        fitted = np.exp(np.clip(design @ coefficients, level - 30, level + 30))
        weighted = design.T * fitted
        try:
            covariance = np.linalg.inv(weighted @ design)
        except np.linalg.LinAlgError as problem:
            raise ValueError("These months cannot tell trend, season and step apart.") from problem
        step = covariance @ (design.T @ (events - fitted))
        coefficients = coefficients + step
        if np.abs(step).max() < 1e-10:
            return np.asarray(fitted, dtype=np.float64), coefficients, np.asarray(covariance)
    raise ValueError("No fit is found for these counts: there are too few events.")


def _known(series: Floats, first_after: int) -> Floats:
    if series.ndim != 1:
        raise ValueError("Counts must be a list, a number for each month.")
    known = ~np.isnan(series)
    before, after = known[:first_after], known[max(first_after, 0) :]
    if first_after < 0 or before.sum() < FEWEST_BEFORE or after.sum() < FEWEST_AFTER:
        raise ValueError(
            f"An interrupted series needs {FEWEST_BEFORE} months before and {FEWEST_AFTER} after."
        )
    if not (series[:first_after][before].sum() > 0 and series[first_after:][after].sum() > 0):
        raise ValueError("An interrupted series needs an event before and an event after.")
    return known


def _design(months: Floats, first_after: int, first_month: int) -> Floats:
    turn = 2 * np.pi * (months + first_month - 1) / YEAR
    columns = [np.ones(months.size), months >= first_after, (months - first_after) / YEAR]
    for times in (1, 2):
        columns += [np.sin(times * turn), np.cos(times * turn)]
    return np.column_stack(columns).astype(np.float64)


def _neighbours(residuals: Floats, months: Floats, columns: int) -> float:
    """Correlation of months that follow each other, 0 to 0.9, allowing for what the fit took up.

    A fit makes residuals look less alike than they are, by about its columns over the months.
    """
    beside = np.flatnonzero(np.diff(months) == 1)
    together = (residuals[beside] * residuals[beside + 1]).sum() / (residuals**2).sum()
    return float(np.clip(together + columns / residuals.size, 0.0, MOST_ALIKE))
