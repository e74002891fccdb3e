"""The two figures of a change, printed so that a reader's sum gives the percentage beside them."""

from decimal import Decimal

from csp_analytics.rounding import percent_change, round_half_up, thousands
from goldenthread.indicators.changed import Changed
from goldenthread.indicators.figures import Figure


def agreeing_decimals(
    percent: Decimal, before: Decimal, after: Decimal, *, least: int
) -> int | None:
    """With how many decimals two figures are printed beside a change to a tenth of a per cent.

    A rate of 44.9 that rises to 60.3 rose by 34.3% for whoever works it out, though unrounded
    it is 34.5%. So the two are printed as finely as makes the reader's sum come out the same.

    percent, before, after: unrounded. least: decimals that the figures are printed with
    elsewhere. Gives None where two more do not suffice, or the first figure is 0.
    """
    if before <= 0:
        return None
    for decimals in range(least, least + 3):
        first, last = round_half_up(before, decimals), round_half_up(after, decimals)
        if first > 0 and round_half_up(percent_change(first, last), 1) == round_half_up(percent, 1):
            return decimals
    return None


def texts_that_agree(change: Changed) -> tuple[str, str] | None:
    """Both figures of a change as they are printed; None where no percentage may stand there."""
    decimals = _finer(change)
    if decimals is None:
        return None
    return _as_fine(change.before, decimals), _as_fine(change.after, decimals)


def _finer(change: Changed) -> int | None:
    before, after = change.before, change.after
    if change.percent is None or before.value is None or after.value is None:
        return None
    texts = (before.text, after.text)
    least = max(len(text.rstrip("%").partition(".")[2]) for text in texts)
    found = agreeing_decimals(change.percent, before.value, after.value, least=least)
    if any(one.is_printed for one in (before, after)) and found != least:
        return None  # as a document prints it, and no finer
    return found


def _as_fine(figure: Figure, decimals: int) -> str:
    if figure.is_printed:
        return figure.text
    return thousands(figure.value or 0, decimals) + ("%" if figure.text.endswith("%") else "")
