"""From counts to an answer: the design that was declared, and what speaks for or against it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

import numpy as np

from csp_analytics.checks import Floats
from csp_analytics.comparison import change
from csp_analytics.displacement import (
    Displacement,
    Quotient,
    weighted_displacement_difference,
    weighted_displacement_quotient,
)
from csp_analytics.effects.differences import difference_in_differences, drift_before
from csp_analytics.effects.effect import Effect
from csp_analytics.effects.interrupted import interrupted_series
from csp_analytics.effects.steps import Step, step_change
from csp_analytics.effects.synthetic import synthetic_control
from goldenthread.evaluation import rules
from goldenthread.evaluation.reading import Panel
from goldenthread.evaluation.rules import BUFFER, COMPARISON, TREATED, Asked

HALVES = 4  # months before, at least, to see whether the sides went apart beforehand
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Sums:
    """Events of one part of the places, before and after, in months that are known for all."""

    before: float
    after: float

    @property
    def is_enough(self) -> bool:
        """Whether both may be shown and judged."""
        return min(self.before, self.after) >= rules.FEWEST


@dataclass(frozen=True)
class Judged:
    """What was found. Every effect is a ratio, what is there over what would be there without it.

    before, after: the months that count: on record for every place. sums, series: by role, the
    series over before and after in order. effect: of the design that was declared; None where
    `why_none` says why. drift: whether the sides went apart before. buffer: the effect round
    about. plain: before and after alone. others: designs besides, by name.
    """

    before: tuple[date, ...]
    after: tuple[date, ...]
    sums: Mapping[str, Sums]
    series: Mapping[str, Floats]
    effect: Effect | None = None
    why_none: str = ""
    drift: Effect | None = None
    buffer: Effect | None = None
    displaced: Displacement | None = None
    quotient: Quotient | None = None
    step: Step | None = None
    others: Mapping[str, Effect] = field(default_factory=dict)

    @property
    def verdict(self) -> str:
        """How it stands: fell, rose, cannot be told, or not worked out."""
        if self.effect is None:
            return rules.NONE
        return rules.verdict(self.effect.lower, self.effect.upper)


def judged(asked: Asked, panel: Panel) -> Judged:
    """Judge a question by what is on record."""
    whole = np.isfinite(panel.counts.sum(axis=0)).tolist()
    known = {month for month, held in zip(panel.months, whole, strict=True) if held}
    before = tuple(one for one in rules.months_before(asked) if one in known)
    after = tuple(one for one in rules.months_after(asked) if one in known)
    series = {
        role: panel.of(codes, before + after).sum(axis=0)
        for role, codes in _roles(asked).items() if codes
    }  # fmt: skip
    sums = {
        role: Sums(float(one[: len(before)].sum()), float(one[len(before) :].sum()))
        for role, one in series.items()
    }
    found = Judged(before, after, sums, series)
    why = _why_none(asked, found)
    if why:
        return Judged(before, after, sums, series, why_none=why)
    return _worked_out(asked, panel, found)


def _roles(asked: Asked) -> dict[str, tuple[str, ...]]:
    return {TREATED: asked.treated, COMPARISON: asked.comparison, BUFFER: asked.buffer}


def _why_none(asked: Asked, found: Judged) -> str:
    if not found.before or not found.after:
        lacking = "before it starts" if not found.before else "after it starts"
        return (
            f"No whole month {lacking} is on record for every place, so there is nothing to judge."
        )
    few = [rules.ROLES[role] for role in (TREATED, COMPARISON)
           if role in found.sums and not found.sums[role].is_enough]  # fmt: skip
    if few:
        return f"Fewer than {rules.FEWEST} are on record, before or after: {', '.join(few)}."
    return ""


def _worked_out(asked: Asked, panel: Panel, found: Judged) -> Judged:
    pairs = {
        role: np.column_stack([
            panel.of(codes, found.before).sum(axis=1), panel.of(codes, found.after).sum(axis=1)
        ])
        for role, codes in _roles(asked).items() if codes
    }  # fmt: skip
    designs = _designs(asked, panel, found, pairs)
    effect, why = _tried(designs[asked.design])
    others = {name: _tried(one)[0] for name, one in designs.items() if name != asked.design}
    return Judged(
        found.before, found.after, found.sums, found.series,
        effect=effect,
        why_none=why,
        others={name: one for name, one in others.items() if one is not None},
        step=_step(found),
        **_beside(asked, panel, found, pairs),
    )  # fmt: skip


def _designs(
    asked: Asked, panel: Panel, found: Judged, pairs: Mapping[str, Floats]
) -> dict[str, Callable[[], Effect]]:
    treated = found.sums[TREATED]
    months = (len(found.before), len(found.after))
    designs: dict[str, Callable[[], Effect]] = {
        "before_after": lambda: _plain(treated, *months),
        "interrupted": lambda: _interrupted(asked, panel),
    }
    if asked.comparison:
        others = panel.of(asked.comparison, found.before + found.after)
        designs["differences"] = lambda: difference_in_differences(
            pairs[TREATED], pairs[COMPARISON]
        )
        designs["synthetic"] = lambda: (
            synthetic_control(found.series[TREATED], others, len(found.before)).effect
        )
    return designs


def _tried(work: Callable[[], Answer]) -> tuple[Answer | None, str]:
    """Work something out, or give the sentence that says why it cannot be."""
    try:
        return work(), ""
    except ValueError as why:
        return None, str(why)


def _plain(sums: Sums, before: int, after: int) -> Effect:
    one = change(sums.before, sums.after, exposure_before=before, exposure_after=after)
    error = (1 / sums.before + 1 / sums.after) ** 0.5
    return Effect(one.ratio, one.ratio_lower, one.ratio_upper, error, 1e9, one.p_value, None,
                  one.confidence)  # fmt: skip


def _interrupted(asked: Asked, panel: Panel) -> Effect:
    """The months in their order, the month of the start and what is not on record left out."""
    first, last = panel.months[0], panel.months[-1]
    length = (last.year - first.year) * 12 + last.month - first.month + 1
    counts = np.full(length, np.nan)
    for month, number in zip(
        panel.months, panel.of(asked.treated, panel.months).sum(axis=0), strict=True
    ):
        counts[(month.year - first.year) * 12 + month.month - first.month] = number
    begins = rules.months_after(asked)[0]
    place = (begins.year - first.year) * 12 + begins.month - first.month
    return interrupted_series(counts, place, first_month=first.month).effect


def _step(found: Judged) -> Step | None:
    counts, edge = found.series[TREATED], len(found.before)
    return _tried(lambda: step_change(counts[:edge], counts[edge:]))[0]


def _beside(
    asked: Asked, panel: Panel, found: Judged, pairs: Mapping[str, Floats]
) -> dict[str, Any]:
    """Give what stands beside the main answer: drift beforehand, and what happened round about."""
    told: dict[str, Any] = {}
    if asked.comparison and len(found.before) >= HALVES:
        half = len(found.before) // 2
        first, second = found.before[:half], found.before[-half:]
        early = [
            np.column_stack(
                [panel.of(codes, first).sum(axis=1), panel.of(codes, second).sum(axis=1)]
            )
            for codes in (asked.treated, asked.comparison)
        ]
        told["drift"] = _tried(lambda: drift_before(early[0], early[1]))[0]
    if asked.comparison and BUFFER in found.sums and found.sums[BUFFER].is_enough:
        told["buffer"] = _tried(
            lambda: difference_in_differences(pairs[BUFFER], pairs[COMPARISON])
        )[0]
        told |= _displaced(asked, found)
    return told


def _displaced(asked: Asked, found: Judged) -> dict[str, Any]:
    """Give WDD and WDQ. The comparison is scaled to as many places as it is set beside.

    WDD is in events where it is done and round about, over as many months as lie before.
    """
    both = {role: (one.before, one.after) for role, one in found.sums.items()}
    compared = len(asked.comparison)
    sizes = (compared / len(asked.treated), 1, compared / len(asked.buffer), 1)
    length = len(found.after) / len(found.before)
    displaced = _tried(
        lambda: weighted_displacement_difference(
            both[COMPARISON], both[TREATED], both[COMPARISON], both[BUFFER],
            time_weights=(1, length), area_weights=sizes, confidence=0.95,
        )
    )[0]  # fmt: skip
    quotient = _tried(
        lambda: weighted_displacement_quotient(both[TREATED], both[BUFFER], both[COMPARISON])
    )[0]
    return {"displaced": displaced, "quotient": quotient}
