# ruff: noqa: RUF001 - signs of arithmetic as people write them
"""The sum behind a figure, step by step, so that anybody with a calculator can do it again."""

from decimal import Decimal

from csp_analytics.rounding import thousands
from goldenthread.indicators import wording
from goldenthread.indicators.figures import Figure
from goldenthread.indicators.rules import Measure

Z = "1.959964"  # of the standard normal distribution at 97.5%, as printed in tables


def steps_of(figure: Figure) -> list[tuple[str, str]]:
    """Each step as what it does and the sum itself; empty for what a document prints."""
    if figure.count is None or figure.value is None or figure.is_printed:
        return []
    steps = [_added(figure)] if len(figure.observations) > 1 else []
    if figure.denominator is not None:
        steps.append(_divided(figure))
    return steps + limits_of(figure)


def _added(figure: Figure) -> tuple[str, str]:
    parts = [_whole(one.count) for one in figure.observations]
    return "Added up", f"{' + '.join(parts)} = {_whole(figure.count)}"


def _divided(figure: Figure) -> tuple[str, str]:
    per = 100 if figure.indicator.measure == Measure.PERCENT else figure.indicator.per or 1
    return (
        "Divided and multiplied",
        f"{_whole(figure.count)} ÷ {_whole(figure.denominator)} × {per:,} = "
        f"{thousands(figure.value or 0, 4)}, printed as {figure.text}",
    )


def limits_of(figure: Figure) -> list[tuple[str, str]]:
    """How the limits were made, with the numbers put in."""
    if figure.low is None or figure.high is None or figure.count is None:
        return []
    if figure.method.startswith("Byar"):
        return _byar(figure)
    if figure.method.startswith("exact"):
        return [("Limits", _exact(figure))]
    return [("Limits", _wilson(figure))]


def _byar(figure: Figure) -> list[tuple[str, str]]:
    count, more = _whole(figure.count), _whole((figure.count or Decimal(0)) + 1)
    scale = _scale(figure)
    return [
        (
            "Lower limit",
            f"{count} × (1 − 1 ÷ (9 × {count}) − {Z} ÷ (3 × √{count}))³{scale} = "
            f"{thousands(figure.low or 0, 4)}, printed as {figure.lower}",
        ),
        (
            "Upper limit",
            f"{more} × (1 − 1 ÷ (9 × {more}) + {Z} ÷ (3 × √{more}))³{scale} = "
            f"{thousands(figure.high or 0, 4)}, printed as {figure.upper}",
        ),
    ]


def _scale(figure: Figure) -> str:
    if figure.denominator is None:
        return ""
    return f" ÷ {_whole(figure.denominator)} × {figure.indicator.per or 1:,}"


def _exact(figure: Figure) -> str:
    return (
        f"Half of the 2.5% point of chi-square with {_twice(figure.count, 0)} degrees of freedom, "
        f"and half of its 97.5% point with {_twice(figure.count, 2)}{_scale(figure)}: "
        f"{figure.lower} to {figure.upper}"
    )


def _twice(count: Decimal | None, more: int) -> str:
    return _whole(2 * (count or Decimal(0)) + more)


def _wilson(figure: Figure) -> str:
    share, total = f"{_whole(figure.count)} ÷ {_whole(figure.denominator)}", figure.denominator
    return (
        f"Wilson's score limits of the share p = {share} among n = {_whole(total)}, z = {Z}: "
        "(p + z² ÷ 2n ± z × √(p(1 − p) ÷ n + z² ÷ 4n²)) ÷ (1 + z² ÷ n) × 100: "
        f"{figure.lower} to {figure.upper}"
    )


def _whole(value: Decimal | None) -> str:
    return wording.number(value, 0 if value is None or value == value.to_integral_value() else 1)
