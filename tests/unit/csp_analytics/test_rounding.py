"""Rounding half up, and the three answers to a stated figure."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.rounding import (
    Agreement,
    agrees,
    exact,
    percent_change,
    printed_percent,
    round_half_up,
    thousands,
)

FEW = settings(max_examples=40, deadline=None)
NUMBERS = st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),  # round() gives 2
        (-2.5, 0, "-3"),
        (2.675, 2, "2.68"),  # round() gives 2.67: the float lies below the half
        (1.005, 2, "1.01"),
        (Decimal("17.5"), 0, "18"),
        (11, 1, "11.0"),
        (10_500, -3, "11000"),
        (10_499, -3, "10000"),
        (499, -3, "0"),
        (-0.4, 0, "0"),
        (-0.0, 1, "0.0"),
        (Decimal("-0"), 0, "0"),
        (1e-300, 2, "0.00"),
        (10**49, 20, "1" + "0" * 49 + "." + "0" * 20),
    ],
)
def test_halves_go_away_from_zero(value, decimals, rounded):
    assert str(round_half_up(value, decimals)) == rounded


@FEW
@given(NUMBERS, st.integers(-6, 6))
def test_rounding_is_that_of_decimal_and_never_minus_nothing(value, decimals):
    rounded = round_half_up(value, decimals)
    place = Decimal(1).scaleb(-decimals)
    assert rounded == value.quantize(place, context=Context(80, ROUND_HALF_UP))
    assert not str(thousands(value, decimals)).startswith("-0") or rounded < 0
    assert not (rounded.is_signed() and rounded == 0)


@FEW
@given(st.floats(-1e12, 1e12), st.integers(0, 6))
def test_a_float_is_rounded_as_it_prints(value, decimals):
    assert round_half_up(value, decimals) == round_half_up(Decimal(repr(value)), decimals)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("-Infinity"), 10**50])
def test_what_is_no_ordinary_number_is_refused(value):
    with pytest.raises(ValueError, match="must be a number below 1e50"):
        round_half_up(value)


def test_text_is_refused_and_so_are_too_many_decimals():
    with pytest.raises(TypeError):
        exact("12")
    for decimals in (21, -21):
        with pytest.raises(ValueError, match="-20 to 20 can"):
            round_half_up(1, decimals)


def test_percent_change_is_exact():
    # Police and crime annual report 2023/24: robbery, 200 to 235
    assert percent_change(200, 235) == Decimal("17.5")
    # and all recorded ASB, 13,528 to 12,017
    assert round_half_up(percent_change(13_528, 12_017), 4) == Decimal("-11.1694")
    assert percent_change(0.1, 0.3) == 200
    assert str(percent_change(10_727, 10_727)) == "0"
    assert not percent_change(5, Decimal("5.0")).is_signed()


@pytest.mark.parametrize(("before", "after"), [(0, 5), (-1, 5), (5, -1)])
def test_no_percentage_leads_from_nothing(before, after):
    with pytest.raises(ValueError, match="start above 0"):
        percent_change(before, after)


def test_printed_for_a_page():
    assert printed_percent(Decimal("-11.169")) == "-11.2%"
    assert printed_percent(25) == "25.0%"
    assert printed_percent(-0.04) == "0.0%"
    assert printed_percent(17.5, 0) == "18%"
    assert thousands(13528) == "13,528"
    assert thousands(-1234.55, 1) == "-1,234.6"
    assert thousands(51_499, -3) == "51,000"


@pytest.mark.parametrize(
    ("stated", "computed", "decimals", "answer"),
    [
        # Checkable figures of the seed documents, with the verdicts of their reader
        (-14, percent_change(26_913, 23_034), 0, "holds"),
        (-11.1, percent_change(13_528, 12_017), 1, "rounding"),  # cut off, half up is 11.2
        (17, percent_change(200, 235), 0, "rounding"),  # 17.5 rounded half down
        (-22.0, percent_change(123, 96), 1, "holds"),
        (-18.1, percent_change(1_804, 1_070), 1, "wrong"),  # it was 40.7
        (5, percent_change(10_727, 10_727), 0, "wrong"),
        (11_000, 14_000, -3, "wrong"),
        (11_000, 11_499, -3, "holds"),
        (11_000, 10_001, -3, "rounding"),  # rounded up
        (4, Decimal("4." + "9" * 40), 0, "rounding"),  # far beyond a float
        (4, 5, 0, "wrong"),  # one whole step away cannot come of rounding
        (0, -0.04, 1, "holds"),
        (0.1, Decimal("0.1"), 1, "holds"),
    ],
)
def test_a_stated_figure_holds_is_rounded_or_is_wrong(stated, computed, decimals, answer):
    assert agrees(stated, computed, decimals) is Agreement(answer)


@FEW
@given(NUMBERS, st.integers(-3, 6))
def test_the_rounded_value_always_holds_and_the_cut_one_is_never_wrong(computed, decimals):
    assert agrees(round_half_up(computed, decimals), computed, decimals) == "holds"
    cut = computed.quantize(Decimal(1).scaleb(-decimals), context=Context(80, ROUND_DOWN))
    assert agrees(cut, computed, decimals) != "wrong"


def test_a_figure_finer_than_its_own_precision_is_refused():
    with pytest.raises(ValueError, match=r"11\.15 is printed more finely than to 1 decimals"):
        agrees(11.15, 11, 1)
