"""Rounds as people do (half up), and says whether a stated figure agrees with its inputs.

Everything inside is Decimal, so 2.5 is a half and 0.1 is a tenth.
"""

from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from operator import index

Number = Decimal | float | int

MOST_DECIMALS = 20
_LARGEST = Decimal("1e50")
_EXACT = Context(prec=80, rounding=ROUND_HALF_UP)  # enough for 50 digits before and 20 after


class Agreement(StrEnum):
    """What a recomputed figure says of the one that was stated."""

    HOLDS = "holds"
    ROUNDING = "rounding"  # one off in the last place: truncated, rounded up or half down
    WRONG = "wrong"


def exact(value: Number) -> Decimal:
    """The number as Decimal, a float as it prints: 0.1 is a tenth.

    Raises ValueError for infinity, for what is not a number, and from 1e50 either way.
    """
    if isinstance(value, Decimal):
        number = value
    elif isinstance(value, float):
        number = Decimal(repr(float(value)))  # float() because NumPy's own repr names its type
    else:
        number = Decimal(index(value))
    if not number.is_finite() or number.copy_abs() >= _LARGEST:
        raise ValueError(f"{value} cannot be rounded; it must be a number below 1e50.")
    return number


def round_half_up(value: Number, decimals: int = 0) -> Decimal:
    """The value with so many decimals; a half goes away from zero: 2.5 to 3, -2.5 to -3.

    decimals: -20 to 20; -3 rounds to thousands, written out (11000, not 1.1E+4).
    Never -0. Raises ValueError outside those ranges.
    """
    _check_decimals(decimals)
    rounded = exact(value).quantize(Decimal(1).scaleb(-decimals), context=_EXACT)
    if decimals < 0:
        rounded = rounded.quantize(Decimal(1), context=_EXACT)
    return rounded if rounded else rounded.copy_abs()


def percent_change(before: Number, after: Number) -> Decimal:
    """Change from before to after in percent of before; falls are negative.

    before: above 0, since nothing is a percentage of 0. after: 0 or more, same unit.
    To 80 figures, so that only the caller rounds. Raises ValueError outside those ranges.
    """
    first, second = exact(before), exact(after)
    if first <= 0 or second < 0:
        raise ValueError(f"No percentage leads from {before} to {after}; start above 0.")
    change = _EXACT.divide(_EXACT.multiply(Decimal(100), _EXACT.subtract(second, first)), first)
    return change if change else change.copy_abs()


def printed_percent(value: Number, decimals: int = 1) -> str:
    """A percentage for the page: "-11.2%". value: in percent, so 12.5 and not 0.125.

    decimals: -20 to 20. Fails as `round_half_up` does.
    """
    return f"{round_half_up(value, decimals):f}%"


def thousands(value: Number, decimals: int = 0) -> str:
    """A number with commas: "13,528". decimals: -20 to 20. Fails as `round_half_up` does."""
    return f"{round_half_up(value, decimals):,f}"


def agrees(stated: Number, computed: Number, decimals: int) -> Agreement:
    """Whether a stated figure follows from its inputs.

    stated: as the writer gave it; falls are negative.
    computed: the same recomputed, not rounded yet, same unit and sign.
    decimals: the precision the writer used, -20 to 20; negative for tens, thousands.
    Holds when equal at that precision (half up); "rounding" when less than one of the
        last place away, as after cutting decimals off (11.169 stated as 11.1).
    Raises ValueError when stated is finer than `decimals`: they cannot belong together.
    """
    said, found = exact(stated), exact(computed)
    if round_half_up(said, decimals) != said:
        raise ValueError(f"{stated} is printed more finely than to {decimals} decimals.")
    if round_half_up(found, decimals) == said:
        return Agreement.HOLDS
    one_of_last_place = Decimal(1).scaleb(-decimals)
    away = _EXACT.subtract(said, found).copy_abs()  # abs() would round to 28 figures
    return Agreement.ROUNDING if away < one_of_last_place else Agreement.WRONG


def _check_decimals(decimals: int) -> None:
    if not -MOST_DECIMALS <= decimals <= MOST_DECIMALS:
        raise ValueError(f"{decimals} decimals cannot be printed; -20 to 20 can.")
