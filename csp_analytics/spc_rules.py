"""The rules that tell a special cause from common cause, each on its own.

Flags are +1 upwards, -1 downwards, 0 for nothing found. A rule set is a name and the
rules it applies, the most telling first: the first that finds something names the cause.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from csp_analytics.checks import Flags, Floats

Rule = Literal["outside", "trend", "two_of_three", "shift"]
Signs = NDArray[np.int8]

RULE_SETS: dict[str, tuple[Rule, ...]] = {
    # Making Data Count (NHS England): what boards in health and local government read
    "making_data_count": ("outside", "trend", "two_of_three", "shift"),
    # Shewhart (1931): only a point outside the limits
    "outside_only": ("outside",),
}
RUN = 7  # points on one side of the mean, or rising or falling, that are not chance
NEAR = 2 / 3  # of the way from the mean to a limit counts as close to it


def runs_of_one_side(sides: ArrayLike, length: int = RUN) -> Signs:
    """Where a run on one side of the mean reaches `length` points.

    sides: +1 above the mean, -1 below, 0 on it, in time order along the last
        axis, shape (..., n). A point on the mean, or a missing one (NaN),
        breaks the run.
    length: points that make a run, 1 or more.
    Returns the side at each point that completes a run or goes on with one.
    Source: NHS England, Making Data Count: Strengthening Your Decisions.
    """
    signs = as_signs(sides)
    above, below = _all_of_last(signs > 0, length), _all_of_last(signs < 0, length)
    return above.astype(np.int8) - below.astype(np.int8)


def trends(values: ArrayLike, length: int = RUN) -> Signs:
    """Where `length` points in a row have each risen, or each fallen.

    values: in time order along the last axis, shape (..., n). An equal
        neighbour, or a missing one (NaN), breaks a trend.
    Returns +1 or -1 at each point that completes a trend or goes on with one.
    Source: as `runs_of_one_side`.
    """
    numbers = np.asarray(values, dtype=np.float64)
    before, after = numbers[..., :-1], numbers[..., 1:]
    steps = np.zeros(numbers.shape, dtype=np.int8)
    steps[..., 1:] = (after > before).astype(np.int8) - (after < before).astype(np.int8)
    return runs_of_one_side(steps, length - 1)


def mark_whole_run(flags: ArrayLike, length: int = RUN) -> Signs:
    """Carry each flag back over the `length` points that earned it.

    flags: +1, -1 or 0 at the points that complete a run, shape (..., n).
    Returns +1 or -1 at every point of a run; where a rising and a falling run
    meet, the point they share is given to the rising one.
    """
    signs = as_signs(flags)
    rising, falling = _any_of_next(signs > 0, length), _any_of_next(signs < 0, length)
    return rising.astype(np.int8) - (falling & ~rising).astype(np.int8)


def two_of_three_windows(close: ArrayLike, sides: ArrayLike) -> Flags:
    """Points of any three in a row, all on one side of the mean, two of them close to a limit.

    close: true (or not 0) where a point is close to a limit, shape (..., n).
    sides: +1, -1 or 0, aligned.
    Returns true for all three points of such a window. A point is special
    only if it is also close itself.
    Source: as `runs_of_one_side`.
    """
    near = np.asarray(close, dtype=bool).astype(np.int8)
    signs = as_signs(sides)
    flags = np.zeros(near.shape, dtype=bool)
    windows = near.shape[-1] - 2
    if windows < 1:
        return flags
    enough = near[..., :-2] + near[..., 1:-1] + near[..., 2:] >= 2
    together = np.abs(signs[..., :-2] + signs[..., 1:-1] + signs[..., 2:]) == 3
    for part in range(3):
        flags[..., part : part + windows] |= enough & together
    return flags


def find_causes(rule: Rule, values: Floats, sides: Signs, outside: Flags, close: Flags) -> Signs:
    """The points that one rule finds special: +1 upwards, -1 downwards, else 0.

    values, sides, outside, close: aligned arrays of one step of a chart, or of
        many charts, shape (..., n).
    """
    if rule == "outside":
        return sides * outside
    if rule == "trend":
        return mark_whole_run(trends(values))
    if rule == "two_of_three":
        return sides * (two_of_three_windows(close, sides) & close)
    return mark_whole_run(runs_of_one_side(sides))


def as_signs(values: ArrayLike) -> Signs:
    """+1 above 0, -1 below, 0 for 0 and for missing (NaN)."""
    numbers = np.asarray(values)
    return (numbers > 0).astype(np.int8) - (numbers < 0).astype(np.int8)


def _all_of_last(true: Flags, length: int) -> Flags:
    """Whether a point and the length - 1 before it are all true; early points never are."""
    answer = true.copy()
    for back in range(1, length):
        answer[..., back:] &= true[..., :-back]
    answer[..., : length - 1] = False
    return answer


def _any_of_next(true: Flags, length: int) -> Flags:
    """Whether a point or one of the length - 1 after it is true."""
    answer = true.copy()
    for ahead in range(1, length):
        answer[..., :-ahead] |= true[..., ahead:]
    return answer
