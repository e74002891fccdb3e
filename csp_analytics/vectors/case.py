"""One case of a vector file, and what adapters need to read its inputs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from csp_analytics.checks import Floats

Answer = dict[str, Any]
LIMIT = re.compile(r"(lower|upper)(?:_(\d+)(?:_(\d+))?)?$")  # lower, upper_95, lower_99_8


@dataclass(frozen=True, slots=True)
class Case:
    """A case as the file gives it.

    tested_by: the project whose numbers these are, where not the file's own.
    known_defect: a sentence on what is wrong with the numbers, "" for nothing.
    """

    name: str
    inputs: dict[str, Any]
    expected: dict[str, Any]
    tested_by: str = ""
    known_defect: str = ""

    def list(self, key: str) -> Floats:
        """An input as an array; null becomes NaN."""
        return np.asarray(self.inputs[key], dtype=np.float64)

    @property
    def confidence(self) -> float:
        """The confidence asked for: 0.95, 95 and "95%" are the same; 0.95 unless given."""
        return as_confidence(self.inputs.get("confidence", 0.95))

    def limits(self, at: Callable[[float], Any]) -> Answer:
        """Every limit that is expected, from a function of confidence.

        at: gives an object with `lower` and `upper` for a confidence.
        """
        answer = {}
        for key in self.expected:
            if found := LIMIT.match(key):
                side, whole, part = found.groups()
                level = float(f"{whole}.{part or 0}") / 100 if whole else self.confidence
                answer[key] = float(getattr(at(round(level, 9)), side))
        return answer


def as_confidence(given: Any) -> float:
    """A confidence between 0 and 1 from any way of writing it."""
    if isinstance(given, str):
        return float(given.rstrip("% ")) / 100
    return float(given) / 100 if given > 1 else float(given)
