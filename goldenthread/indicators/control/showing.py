"""How a control chart is said on a page."""

from decimal import Decimal
from typing import Any

from csp_analytics.period import Kind
from csp_analytics.rounding import thousands
from goldenthread.indicators.control import rules
from goldenthread.indicators.control.states import Control, Step

SIGNALS_NAMED = 6


def told(control: Control, better: str = "", target: Decimal | None = None) -> dict[str, Any]:
    """Give what indicators/_control.html needs.

    better: the way held to be better. target: what the process is held against, where one is set.
    """
    latest = control.latest
    return {
        "why_none": control.why_none,
        "is_known": bool(control.steps),
        "latest": latest.words(better).partition(":")[0] if latest else "",
        "latest_why": latest.signal if latest else "",
        "latest_period": str(latest.period) if latest else "",
        "tone": _tone(control, better),
        "steps": [_step(one) for one in control.steps],
        "signals": [f"{one.period}: {one.words(better)}" for one in control.signals],
        "assurance": control.assurance(target, better) if target is not None else "",
        "rule_set": rules.RULE_SET_NAME,
        "rules": rules.NAMED_RULES,
    }


def _tone(control: Control, better: str) -> str:
    latest = control.latest
    if latest is None:
        return "waiting"
    if not latest.is_signal:
        return "none"
    words = latest.words(better)
    return "good" if "better" in words else "bad" if "worse" in words else "watch"


def _step(step: Step) -> dict[str, str]:
    span = str(step.first) if step.first == step.last else f"{step.first} to {step.last}"
    begins = f"A new step, because {_lower(step.why)}. " if step.why else ""
    points = f"{step.points} figure{'' if step.points == 1 else 's'}"
    if not step.has_limits:
        return {"span": span, "words": f"{begins}{points}: too few for limits."}
    limits = f"mean {_said(step.mean)}, control limits {_said(step.lower)} to {_said(step.upper)}"
    few = "" if not step.is_provisional else f", provisional until there are {rules.ENOUGH} figures"
    if step.first.kind == Kind.MONTH and step.points < rules.A_YEAR:
        few += " (less than a year, so a season can look like a signal)"
    return {"span": span, "words": f"{begins}{points}: {limits}{few}."}


def _lower(text: str) -> str:
    text = text.rstrip(".")
    return f"{text[:1].lower()}{text[1:]}"


def _said(value: Decimal) -> str:
    return thousands(value, 0 if value >= 1000 else 1 if value >= 1 else 2)
