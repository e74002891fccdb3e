"""Before money is spent: how large a change a question could see at all."""

from dataclasses import dataclass

import numpy as np

from csp_analytics.effects.differences import difference_in_differences
from csp_analytics.effects.power import least_fall_seen, places_needed, power_of
from goldenthread.evaluation import rules
from goldenthread.evaluation.reading import Panel
from goldenthread.evaluation.rules import Asked

USUAL = -10  # per cent: what is asked after where nobody said what is expected
HALVES = 4  # months before, at least, to see how much places differ of themselves


@dataclass(frozen=True)
class Planned:
    """What a plan can see. events: of one place and month, before. months: before, after.

    spread: variance between places over that of chance. change: in per cent, that is asked after.
    power: chance to find it. least: smallest fall found four times in five, in per cent, or None.
    needed: places (and as many to compare) to find the change four times in five, or None.
    """

    places: int
    comparison: int
    events: float
    months: tuple[int, int]
    spread: float
    change: int
    power: float
    least: float | None
    needed: int | None


def planned(
    *, places: int, comparison: int, events: float, months: tuple[int, int], spread: float,
    change: int = USUAL,
) -> Planned:  # fmt: skip
    """Work out what a plan can see. Raises ValueError where its numbers make no plan."""
    share = change / 100
    before, after = (events * one for one in months)
    each = {"before": before, "after": after, "spread": spread}
    return Planned(
        places, comparison, events, months, spread, change,
        power=power_of(change=share, places=places, comparison=comparison, **each),
        least=_in_per_cent(least_fall_seen(places=places, comparison=comparison, **each)),
        needed=places_needed(change=share, **each),
    )  # fmt: skip


def _in_per_cent(share: float | None) -> float | None:
    return None if share is None else share * 100


def of_question(asked: Asked, panel: Panel) -> Planned | None:
    """Give what a question can see, by what is on record before; None where that is too little."""
    known = np.isfinite(panel.counts.sum(axis=0)).tolist()
    held = {month for month, one in zip(panel.months, known, strict=True) if one}
    before = tuple(one for one in rules.months_before(asked) if one in held)
    if not asked.comparison or len(before) < HALVES:
        return None
    half = len(before) // 2
    sides = [
        np.column_stack([
            panel.of(codes, before[:half]).sum(axis=1), panel.of(codes, before[-half:]).sum(axis=1)
        ])
        for codes in (asked.treated, asked.comparison)
    ]  # fmt: skip
    try:
        spread = difference_in_differences(sides[0], sides[1]).spread
        return planned(
            places=len(asked.treated), comparison=len(asked.comparison),
            events=float(panel.of(asked.treated, before).mean()),
            months=(len(before), len(rules.months_after(asked))),
            spread=max(spread or 1.0, 1.0), change=asked.expected or USUAL,
        )  # fmt: skip
    except ValueError:
        return None
