"""Synthetic control: one place against a mixture of others that went its way before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from csp_analytics.checks import Floats, as_counts
from csp_analytics.effects.effect import Effect

FEWEST_OTHERS = 39  # places: with fewer, ranks cannot give limits of 95%
FEWEST_BEFORE = 6  # periods
HEAVY = 1e3  # what a sum of weights other than 1 costs, against the misfit
HALF = 0.5  # added to every count, so that none has no logarithm


@dataclass(frozen=True, slots=True)
class Synthetic:
    """What a mixture says. weights: of the other places, adding up to 1, shape (places,).

    expected: counts of the mixture at the place's own level, shape (periods,). misfit: root mean
    square of the logarithms' difference before.
    """

    effect: Effect
    weights: Floats
    expected: Floats
    misfit: float


def synthetic_control(
    treated: ArrayLike, others: ArrayLike, first_after: int, *, confidence: float = 0.95
) -> Synthetic:
    """Change of one place over that of a mixture of untreated places, judged against their own.

    treated: counts in time order, shape (periods,), 0 or more. others: shape (places, periods),
        39 places or more, untouched by what was done. None missing.
    first_after: position (from 0) of the first period after; 6 or more before, 1 or more after.
    confidence: two-sided; at most 1 - 2 / (places + 1), which is what ranks can tell.
    Logarithms less their mean before are mixed with weights of 0 or more that add up to 1. The
    same is done for every other place as if it had been treated; the limits leave out as many of
    those at either end as the confidence asks for. They hold if the place might have been any of
    them, so places should be of like size. spread is None, standard_error that of the others.
    Raises ValueError outside those ranges.
    Source: Abadie, Diamond & Hainmueller (2010), J Am Stat Assoc 105, 493-505; Ferman & Pinto
    (2021), Quantitative Economics 12, 1197-1221 for taking the means off.
    """
    own, rest = _checked(treated, others, first_after)
    places = rest.shape[0]
    drop = int(np.floor((places + 1) * (1 - confidence) / 2 + 1e-9))
    if not 0 < confidence < 1 or drop < 1:
        raise ValueError(f"{places} other places cannot give limits of {confidence:.0%}.")
    logs = np.log(np.vstack([own, rest]) + HALF)
    logs -= logs[:, :first_after].mean(axis=1, keepdims=True)
    gaps = _gaps(logs, first_after)
    weights = _weights(logs[0], logs[1:], first_after)
    gap = _gap(logs[0], logs[1:], weights, first_after)
    ranked = np.sort(gaps)
    further = int((np.abs(gaps) >= abs(gap)).sum())
    effect = Effect(
        ratio=float(np.exp(gap)),
        lower=float(np.exp(gap - ranked[-drop])),
        upper=float(np.exp(gap - ranked[drop - 1])),
        standard_error=float(gaps.std(ddof=1)),
        freedom=float(places),
        p_value=(1 + further) / (1 + places),
        spread=None,
        confidence=confidence,
    )
    mixed = weights @ logs[1:]
    level = np.log(own[:first_after] + HALF).mean()
    away = (logs[0] - mixed)[:first_after]
    return Synthetic(
        effect, weights, np.exp(mixed + level) - HALF, float(np.sqrt((away**2).mean()))
    )


def _checked(treated: ArrayLike, others: ArrayLike, first_after: int) -> tuple[Floats, Floats]:
    own, rest = as_counts(treated, "The place's counts"), as_counts(others, "Other places' counts")
    if own.ndim != 1 or rest.ndim != 2 or rest.shape[1] != own.size:
        raise ValueError("Other places need a row each, with a count for each of the periods.")
    if np.isnan(own).any() or np.isnan(rest).any():
        raise ValueError("A synthetic control needs every place in every period.")
    if len(rest) < FEWEST_OTHERS:
        raise ValueError(f"A synthetic control needs {FEWEST_OTHERS} other places or more.")
    if not FEWEST_BEFORE <= first_after < own.size:
        raise ValueError(f"A synthetic control needs {FEWEST_BEFORE} periods before, 1 after.")
    return own, rest


def _gaps(logs: Floats, first_after: int) -> Floats:
    """Give the gap of every other place, as if it had been treated, against the rest of them."""
    gaps = np.empty(len(logs) - 1)
    for place in range(1, len(logs)):
        among = np.delete(logs, [0, place], axis=0)
        weights = _weights(logs[place], among, first_after)
        gaps[place - 1] = _gap(logs[place], among, weights, first_after)
    return gaps


def _weights(own: Floats, rest: Floats, first_after: int) -> Floats:
    """Weights of 0 or more, adding up to 1, with the least misfit before."""
    from scipy.optimize import nnls  # here, since loading it takes longer than most commands run

    matrix = np.vstack([rest[:, :first_after].T, np.full(len(rest), HEAVY)])
    found: Floats = nnls(matrix, np.append(own[:first_after], HEAVY))[0]
    return found / found.sum()


def _gap(own: Floats, rest: Floats, weights: Floats, first_after: int) -> float:
    return float((own - weights @ rest)[first_after:].mean())
