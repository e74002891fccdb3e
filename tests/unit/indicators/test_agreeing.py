"""Two figures and the change between them are printed so that the reader's own sum agrees."""

from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from csp_analytics.rounding import percent_change, round_half_up
from goldenthread.indicators.agreeing import agreeing_decimals

RATES = st.decimals("0.001", "9999", places=5)


def change(before: Decimal, after: Decimal) -> Decimal:
    return (after - before) / before * 100


def test_figures_that_agree_as_they_stand_keep_their_decimals():
    before, after = Decimal("44.9"), Decimal("60.3")
    assert agreeing_decimals(change(before, after), before, after, least=1) == 1


def test_figures_that_would_seem_wrong_get_more_decimals():
    # 44.85 to 60.33 is 34.5%; printed as 44.9 and 60.3 it would seem to be 34.3%.
    before, after = Decimal("44.85"), Decimal("60.33")
    assert agreeing_decimals(change(before, after), before, after, least=1) == 2


def test_nothing_is_a_change_from_nothing():
    assert agreeing_decimals(Decimal(0), Decimal(0), Decimal(5), least=1) is None


def test_two_more_decimals_that_do_not_suffice_are_not_pretended_to():
    before, after = Decimal("0.0004"), Decimal("0.0007")
    assert agreeing_decimals(change(before, after), before, after, least=1) is None


@given(RATES, RATES, st.integers(0, 2))
def test_what_is_printed_gives_the_percent_that_is_printed(before, after, least):
    percent = change(before, after)
    decimals = agreeing_decimals(percent, before, after, least=least)
    assume(decimals is not None)
    printed = percent_change(round_half_up(before, decimals), round_half_up(after, decimals))
    assert round_half_up(printed, 1) == round_half_up(percent, 1)
