"""An answer as plain data: what its page shows now is what is kept when it is published."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from csp_analytics.effects.effect import Effect
from goldenthread.evaluation import rules, wording
from goldenthread.evaluation.judging import Judged
from goldenthread.evaluation.models import Question
from goldenthread.evaluation.reading import Panel
from goldenthread.evaluation.rules import COMPARISON, TREATED

WAYS: Mapping[str, str] = {
    "differences": "Against comparison places",
    "synthetic": "Against a mixture of other places",
    "interrupted": "Against trend and season",
    "before_after": "Before and after alone",
}
ROUND, DRIFT = "Round about, against comparison places", "Before anything was done"


@dataclass(frozen=True)
class Answer:
    """An answer and all it rests on. told: what is shown and kept, as JSON can hold it."""

    question: Question
    panel: Panel
    found: Judged
    told: dict[str, Any]

    @property
    def fingerprint(self) -> str:
        """SHA-256 over what is told."""
        return rules.fingerprint(self.told)


def answer(question: Question, panel: Panel, found: Judged, as_of: date | None) -> Answer:
    """Tell an answer. as_of: the day as of which counts were read; None for now."""
    asked = question.asked()
    told = {
        "name": asked.name,
        "kind": asked.kind,
        "what": asked.what,
        "design": asked.design,
        "measure": panel.what,
        "ground": asked.ground,
        "width": asked.width,
        "places": {role: len(getattr(asked, role)) for role in rules.ROLES},
        "chosen": asked.chosen,
        "compared_how": asked.compared_how,
        "expected": asked.expected,
        "starts": asked.starts.isoformat(),
        "ends": asked.ends.isoformat() if asked.ends else "",
        "asked_before": question.asked_before,
        "declared_on": question.declared_on.isoformat(),
        "version": question.version,
        "question": question.fingerprint,
        "verdict": found.verdict,
        "headline": wording.headline(asked, found),
        "sentences": wording.sentences(asked, found),
        "cannot": wording.cannot(
            asked, found, asked_before=question.asked_before, declared=question.declared_on
        ),
        "assumed": wording.assumed(asked, found),
        "estimates": _estimates(asked.design, found),
        "months": _months(found),
        "source": panel.source,
        "mark": panel.mark,
        "as_of": as_of.isoformat() if as_of else "",
    }
    return Answer(question, panel, found, told)


def _estimates(design: str, found: Judged) -> list[dict[str, Any]]:
    rows: list[tuple[str, Effect | None]] = [(WAYS[design], found.effect)]
    rows += [(WAYS[name], one) for name, one in found.others.items()]
    rows += [(ROUND, found.buffer), (DRIFT, found.drift)]
    return [
        {
            "way": way,
            "declared": way == WAYS[design],
            "ratio": one.ratio,
            "lower": one.lower,
            "upper": one.upper,
            "p": one.p_value,
            "spread": one.spread,
        }
        for way, one in rows
        if one is not None
    ]


def _months(found: Judged) -> list[dict[str, Any]]:
    """Give the sums by month; none of a part of the places where any month has fewer than 5.

    A single month left out could be worked out from the whole.
    """
    shown = {role: one for role, one in found.series.items() if _may_show(one.tolist())}
    expected = _expected(found) if {TREATED, COMPARISON} <= set(shown) else []
    return [
        {
            "month": month.isoformat(),
            "after": month in found.after,
            **{role: int(one[n]) for role, one in shown.items()},
            **({"expected": round(float(expected[n]), 1)} if expected else {}),
        }
        for n, month in enumerate(found.before + found.after)
    ]


def _may_show(counts: list[float]) -> bool:
    return min(counts, default=0) >= rules.FEWEST


def _expected(found: Judged) -> list[float]:
    """What the comparison led to expect, at the level of the treated places before; or nothing."""
    sums = found.sums
    if COMPARISON not in sums or not sums[COMPARISON].before:
        return []
    level = sums[TREATED].before / sums[COMPARISON].before
    scaled: list[float] = (found.series[COMPARISON] * level).tolist()
    return scaled
