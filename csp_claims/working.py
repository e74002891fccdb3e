"""The sum behind a claim, as a reader would write it down: "84 ÷ 215 = 39%"."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from csp_analytics.rounding import round_half_up, thousands
from csp_claims.claim import Claim, Verdict

_MINUS, _TIMES = "\u2212", "\u00d7"
_MOST = 12  # parts of a sum that are written out
_WORDS = {
    Verdict.HOLDS: "holds", Verdict.ROUNDING: "holds but for its rounding",
    Verdict.WRONG: "does not hold", Verdict.MALFORMED: "cannot be read as printed",
    Verdict.CONTRADICTORY: "cannot be true beside the other",
}  # fmt: skip


def working(claim: Claim) -> str:
    """The sum of a claim in one line, with what it gives."""
    return _SUMS[claim.kind](claim)


def said(verdict: Verdict) -> str:
    """A verdict as the end of a sentence: "holds", "does not hold"…"""
    return _WORDS[verdict]


def _number(value: Decimal) -> str:
    """With thousands marked and a true minus; no more decimals than it has, at most four."""
    exponent = value.normalize().as_tuple().exponent
    places = min(4, max(0, -exponent)) if isinstance(exponent, int) else 0
    shown = thousands(abs(value), places)
    return f"{_MINUS}{shown}" if value < 0 else shown


def _given(claim: Claim, unit: str = "") -> str:
    """What the sum gives, one decimal finer than it was stated."""
    computed = claim.computed or Decimal(0)
    places = max(0, claim.stated_decimals or 0) + (1 if unit else 0)
    exact = _number(computed) == _number(round_half_up(computed, places))
    shown = round_half_up(computed, places)
    return f"{'=' if exact else '≈'} {_number(shown)}{unit}"


def _change(claim: Claim) -> str:
    first, last = claim.inputs[0], claim.inputs[1]
    if last.label == "difference":
        end, step = first.value, last.value
        start = end - step
        return f"{_number(step)} ÷ {_number(start)} {_TIMES} 100 {_given(claim, '%')}"
    start, end = first.value, last.value
    change = f"({_number(end)} {_MINUS} {_number(start)})"
    return f"{change} ÷ {_number(start)} {_TIMES} 100 {_given(claim, '%')}"


def _difference(claim: Claim) -> str:
    first, last = claim.inputs[0], claim.inputs[1]
    if claim.subject == "length of a period":
        return f"{last.period} is {_number(claim.computed or Decimal(0))} {claim.unit}"
    if claim.unit == "years":
        return f"{_when(last.value)} {_MINUS} {_when(first.value)} {_given(claim)}"
    low, high = (last, first) if first.label == "whole" else (first, last)
    return f"{_number(high.value)} {_MINUS} {_number(low.value)} {_given(claim)}"


def _sum(claim: Claim) -> str:
    parts = [_number(each.value) for each in claim.inputs]
    if len(parts) > _MOST:
        parts = [*parts[: _MOST - 1], "…", parts[-1]]
    return f"{' + '.join(parts)} {_given(claim)}"


def _share(claim: Claim) -> str:
    part, whole = (each.value for each in claim.inputs[:2])
    return f"{_number(part)} ÷ {_number(whole)} {_TIMES} 100 {_given(claim, '%')}"


def _rate(claim: Claim) -> str:
    count, people, per = (each.value for each in claim.inputs[:3])
    share = f"{_number(count)} ÷ {_number(people)}"
    return f"{share} {_TIMES} {_number(per)} {_given(claim, ' ')}".rstrip()


def _ratio(claim: Claim) -> str:
    start, end = (each.value for each in claim.inputs[:2])
    shown = round_half_up(end / start, 2) if start else Decimal(0)
    return f"{_number(end)} ÷ {_number(start)} = {_number(shown)} times"


def _listed(claim: Claim) -> str:
    told = claim.inputs[0]
    if claim.stated is None:
        return claim.note or "the calendar says so"
    return f"{_number(told.value)} {told.label}, {_number(claim.stated)} stated"


def _direction(claim: Claim) -> str:
    start, end = (each.value for each in claim.inputs[:2])
    return f"{_number(start)} → {_number(end)}"


def _twice(claim: Claim) -> str:
    told = _when if claim.unit in {"year", "month", "date"} else _number
    return ", ".join(f"{each.label}: {told(each.value)}{_unit(claim)}" for each in claim.inputs)


def _when(value: Decimal) -> str:
    """A day, month or year that stands as a number: 20240416 is 16 April 2024."""
    digits = str(int(value))
    if len(digits) == 8:
        return f"{date(int(digits[:4]), int(digits[4:6]), int(digits[6:])):%-d %B %Y}"
    if len(digits) == 6:
        return f"{date(int(digits[:4]), int(digits[4:]), 1):%B %Y}"
    return digits


def _compared(claim: Claim) -> str:
    first, last = claim.inputs[0], claim.inputs[-1]
    return f"{_number(first.value)}{_unit(claim)} against {_number(last.value)}{_unit(claim)}"


def _unit(claim: Claim) -> str:
    return claim.unit if claim.unit == "%" else ""


_SUMS: dict[str, Callable[[Claim], str]] = {
    "percent_change": _change, "difference": _difference, "sum": _sum, "share": _share,
    "rate": _rate, "ratio_of": _ratio, "cross_reference": _listed, "direction": _direction,
    "duplicate_statement": _twice, "comparison_words": _compared,
}  # fmt: skip
