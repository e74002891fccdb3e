"""XmR charts and the rules of special cause."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.spc import assurance, limits_of_step, xmr, xmr_panel
from csp_analytics.spc_rules import RULE_SETS, mark_whole_run, trends, two_of_three_windows

numbers = st.lists(st.integers(0, 200), min_size=1, max_size=60)


def test_limits_are_2_66_average_moving_ranges_from_the_mean():
    # Wheeler & Chambers (1992): 10, 12, 11, 13 has mean 11.5 and average range 5/3
    mean, reach = limits_of_step([10, 12, 11, 13])
    assert mean == 11.5
    assert reach == pytest.approx(2.66 * 5 / 3)


def test_one_wild_range_is_screened_out_unless_asked_not_to():
    calm = [10, 11] * 8
    assert limits_of_step([*calm, 60])[1] == pytest.approx(2.66)
    assert limits_of_step([*calm, 60], screen=False)[1] == pytest.approx(2.66 * 4)


def test_a_flat_series_has_no_special_cause():
    chart = xmr([0.1] * 24)
    assert not chart.direction.any()
    assert (chart.upper == 0.1).all()


def test_one_point_has_no_range():
    assert xmr([7]).upper[0] == 7


def test_a_step_has_limits_of_its_own():
    chart = xmr([10, 11] * 8 + [30, 31] * 8, rebase_at=[16])
    assert (chart.mean[0], chart.mean[-1]) == (10.5, 30.5)
    assert chart.step.tolist() == [0] * 16 + [1] * 16
    assert not chart.few_points.any()
    assert not chart.direction.any()


def test_limits_can_be_fixed_from_the_first_points():
    chart = xmr([10, 11] * 6 + [20] * 8, fix_after=12)
    assert chart.mean[-1] == 10.5
    assert chart.rule[-1] == "outside"
    assert chart.variation("lower")[-1] == "concern"
    assert chart.variation("higher")[-1] == "improvement"
    assert chart.variation("neither")[-1] == "high"
    assert chart.variation("neither")[0] == "common_cause"


def test_a_missing_month_breaks_a_run_and_joins_no_range():
    series = [10, 11, 9, 10, 11, 9, np.nan, 10, 11, 9, 12]
    chart = xmr(series)
    assert chart.direction[6] == 0
    assert limits_of_step([5, np.nan, 9])[1] == 0
    assert not trends([1, 2, 3, 4, np.nan, 6, 7, 8]).any()


def test_a_peak_shared_by_a_rise_and_a_fall_belongs_to_the_rise():
    up_and_down = [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, -1]
    assert mark_whole_run(up_and_down).tolist() == [1] * 7 + [-1] * 6


def test_a_window_needs_three_points():
    assert not two_of_three_windows([1, 1], [1, 1]).any()


def test_a_rule_set_can_be_one_rule():
    series = [10, 11] * 6 + [20] * 8
    assert set(xmr(series, rules="outside_only", fix_after=12).rule) == {"outside", ""}


@pytest.mark.parametrize(
    ("target", "better", "says"),
    [
        (10, "higher", "consistent_fail"),
        (10, "lower", "consistent_pass"),
        (0, "higher", "consistent_pass"),
        (0, "lower", "consistent_fail"),
        (3, "lower", "inconsistent"),
        (3, "neither", None),
    ],
)
def test_assurance_compares_the_target_with_the_limits(target, better, says):
    assert assurance(1, 5, target, better) == says


def test_a_chart_is_assured_by_its_latest_limits():
    assert (
        xmr([1, 2] * 7 + [11, 12] * 7, rebase_at=[14]).assurance(5, "higher") == "consistent_pass"
    )


@settings(max_examples=25, deadline=None)
@given(numbers)
def test_a_chart_turned_over_has_its_causes_turned_over(series):
    up, down = xmr(series), xmr([-value for value in series])
    assert (up.lower <= up.mean).all()
    np.testing.assert_allclose(up.upper, -down.lower, atol=1e-9)
    alone = mark_whole_run(trends(series)) == 0  # a shared peak becomes a shared trough
    assert ((up.direction == -down.direction) | ~alone).all()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.integers(0, 90), min_size=14, max_size=14), min_size=1, max_size=5))
def test_a_panel_gives_what_its_charts_give(rows):
    panel = xmr_panel(rows)
    for place, row in enumerate(rows):
        chart = xmr(row)
        assert panel.direction[place].tolist() == chart.direction.tolist()
        assert panel.upper[place] == chart.upper[0]
        names = [*RULE_SETS["making_data_count"], ""]
        assert tuple(names[rule] for rule in panel.which[place]) == chart.rule


@pytest.mark.parametrize(
    ("values", "settings_", "says"),
    [
        ([], {}, "at least one value"),
        ([np.nan], {}, "not missing"),
        ([1, 2], {"rebase_at": [2]}, "no point 2"),
        ([1, 2], {"rules": "lucky"}, "no rule set 'lucky'"),
        ([1, 2], {"fix_after": 0}, "1 point or more"),
    ],
)
def test_a_chart_that_cannot_be_is_refused(values, settings_, says):
    with pytest.raises(ValueError, match=says):
        xmr(values, **settings_)


def test_a_panel_is_a_table():
    with pytest.raises(ValueError, match="one row for each series"):
        xmr_panel([1, 2, 3])
