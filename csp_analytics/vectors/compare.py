"""Is an answer right: numbers within the tolerance of the file, all else exactly."""

from __future__ import annotations

from math import isnan
from typing import Any, NamedTuple

from csp_analytics.vectors.case import LIMIT, Answer, Case


class Tolerance(NamedTuple):
    """The difference allowed: the larger of `absolute` and `relative` times the number."""

    relative: float
    absolute: float

    def allows(self, got: float, expected: float) -> bool:
        """Whether a number is near enough to the one expected."""
        return abs(got - expected) <= max(self.absolute, self.relative * abs(expected))


def tolerance_for(key: str, case: Case, given: dict[str, Any]) -> Tolerance:
    """The tolerance that applies to one expected number.

    given: the file's. A plain `relative` or `absolute` holds for all; one with a
    name before it holds for that number ("permutation_mean_relative"), for the
    project it came from ("esda_relative"), or for limits and points as such.
    Where only named ones are given, the smallest holds for the rest.
    """
    owner = "limit" if "lower" in key or "upper" in key or LIMIT.match(key) else "point"
    return Tolerance(
        _allowed("relative", (key, case.tested_by.lower(), owner), given),
        _allowed("absolute", (key, case.tested_by.lower(), owner), given),
    )


def _allowed(kind: str, owners: tuple[str, ...], given: dict[str, Any]) -> float:
    for owner in owners:
        named = given.get(f"{owner}_{kind}")
        if isinstance(named, int | float):
            return float(named)
    if kind in given:
        return float(given[kind])
    named_all = [float(value) for name, value in given.items() if name.endswith(f"_{kind}")]
    return min(named_all, default=0.0)


def differences(case: Case, answer: Answer, given: dict[str, Any]) -> list[str]:
    """What is wrong with an answer, one sentence each; nothing for a right one.

    Only what the file expects is asked for. Numbers that a known defect speaks
    of are left out: those it names, or all where it names none.
    """
    found = []
    for key, expected in case.expected.items():
        if _is_disowned(key, case):
            continue
        if key not in answer:
            found.append(f"{key}: no answer")
            continue
        wrong = _difference(answer[key], expected, tolerance_for(key, case, given))
        if wrong:
            found.append(f"{key}{wrong}")
    return found


def _is_disowned(key: str, case: Case) -> bool:
    if not case.known_defect:
        return False
    named = [name for name in case.expected if name in case.known_defect]
    return not named or key in named


def _difference(got: Any, expected: Any, tolerance: Tolerance) -> str:
    """Where and how two answers differ, "" when they do not."""
    if hasattr(got, "tolist"):
        got = got.tolist()
    if isinstance(expected, dict) and isinstance(got, dict):
        if got.keys() != expected.keys():
            return f": got {sorted(got)}, expected {sorted(expected)}"
        pairs = [(key, got[key], expected[key]) for key in expected]
    elif isinstance(expected, list) and isinstance(got, list | tuple):
        if len(got) != len(expected):
            return f": got {len(got)} values, expected {len(expected)}"
        pairs = list(zip(range(len(got)), got, expected, strict=True))
    else:
        same = _is_same(got, expected, tolerance)
        return "" if same else f": got {got!r}, expected {expected!r}"
    for place, one, other in pairs:
        wrong = _difference(one, other, tolerance)
        if wrong:
            return f"[{place}]{wrong}"
    return ""


def _is_same(got: Any, expected: Any, tolerance: Tolerance) -> bool:
    """Whether two plain values are the same; NaN is null."""
    if isinstance(got, float) and isnan(got):
        got = None
    if isinstance(got, bool) or isinstance(expected, bool):
        return bool(got == expected)
    if isinstance(got, int | float) and isinstance(expected, int | float):
        return tolerance.allows(got, expected)
    return bool(got == expected)
