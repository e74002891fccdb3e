"""Designs that judge what was done: values of another program, limits of reason, refusals."""

import numpy as np
import pytest

from csp_analytics.effects.differences import difference_in_differences, drift_before
from csp_analytics.effects.effect import effect_of
from csp_analytics.effects.interrupted import interrupted_series, poisson_fit
from csp_analytics.effects.power import least_fall_seen, places_needed, power_of
from csp_analytics.effects.steps import step_change
from csp_analytics.effects.synthetic import synthetic_control

TREATED = [[30, 22], [41, 35], [18, 9], [55, 48], [27, 25]]
COMPARED = [[33, 35], [20, 24], [47, 41], [62, 66], [15, 13], [29, 30]]
# drawn by Poisson with trend, season and a step of exp(-0.2) from month 36 on
MONTHS = [35, 32, 21, 32, 36, 30, 34, 30, 36, 31, 24, 37, 35, 33, 29, 41, 28, 33, 27, 36, 30, 28,
          31, 36, 36, 30, 27, 39, 43, 34, 32, 34, 37, 29, 31, 30, 38, 36, 30, 25, 27, 31, 36, 27,
          34, 26, 34, 33]  # fmt: skip


class TestDifferences:
    def test_it_is_the_poisson_regression_with_places_and_months(self):
        # statsmodels 0.15: GLM Poisson with a dummy for each place and month, clustered by place
        found = difference_in_differences(TREATED, COMPARED)
        assert np.log(found.ratio) == pytest.approx(-0.22164770654719534, rel=1e-10)
        # its variance without correction for few places is 0.06967632959689589; ours is wider
        assert 0.0697 < found.standard_error < 0.085
        assert 4 < found.freedom < 9

    def test_its_variance_without_the_leverage_is_that_regressions(self):
        # many alike places have no leverage: each half of the counts twenty times over
        many = difference_in_differences(TREATED * 200, COMPARED * 200)
        assert many.standard_error * 200**0.5 == pytest.approx(0.06967632959689589, rel=2e-3)

    def test_limits_leave_1_out_just_when_p_is_small(self):
        found = difference_in_differences(TREATED, COMPARED)
        assert found.is_real == (found.p_value < 0.05)
        assert found.lower < found.ratio < found.upper < 1

    def test_few_places_borrow_the_spread_of_the_others(self):
        alone = difference_in_differences([[171, 139]], COMPARED)
        assert alone.ratio == pytest.approx(difference_in_differences(TREATED, COMPARED).ratio)
        assert alone.spread is not None
        assert alone.freedom == pytest.approx(4.1, abs=0.5)

    def test_one_place_each_rests_on_chance_alone(self):
        found = difference_in_differences([[100, 80]], [[100, 100]])
        # square root of 1/100 + 1/80 + 1/100 + 1/100
        assert found.standard_error == pytest.approx(0.206155, abs=1e-6)
        assert found.spread is None

    def test_a_place_without_any_event_changes_nothing(self):
        with_it = difference_in_differences([*TREATED, [0, 0]], COMPARED)
        assert with_it == difference_in_differences(TREATED, COMPARED)

    def test_drift_is_the_same_test_on_earlier_counts(self):
        assert drift_before(TREATED, COMPARED) == difference_in_differences(TREATED, COMPARED)

    @pytest.mark.parametrize(
        "treated",
        [[[0, 5]], [[5, 0]], [5, 5], [[1, 2, 3]], [[1, np.nan]], [[-1, 2]]],
    )
    def test_what_cannot_be_judged_is_refused(self, treated):
        with pytest.raises(ValueError, match="treated places"):
            difference_in_differences(treated, COMPARED)

    def test_places_that_all_changed_alike_give_no_limits(self):
        with pytest.raises(ValueError, match="above 0"):
            difference_in_differences([[10, 20]] * 5, [[10, 10]] * 5)


class TestInterrupted:
    def test_it_is_the_poisson_regression_with_trend_and_season(self):
        # statsmodels 0.15: GLM Poisson, scale X2; -0.08275751461362929 (0.07404527436807404)
        found = interrupted_series(MONTHS, 36)
        assert np.log(found.effect.ratio) == pytest.approx(-0.08275751461362929, rel=1e-8)
        assert np.log(found.yearly) == pytest.approx(0.02582280929319286, rel=1e-7)
        assert found.neighbours == 0
        assert found.effect.standard_error == pytest.approx(0.07404527436807404, rel=1e-9)
        assert found.effect.freedom == 41

    def test_season_goes_by_the_month_of_the_year(self):
        waves = [round(100 + 40 * np.sin(2 * np.pi * n / 12)) for n in range(48)]
        assert interrupted_series(waves, 36).effect.ratio == pytest.approx(1, abs=0.02)
        turned = interrupted_series(waves[3:], 33, first_month=4)
        assert turned.expected[:12].argmax() == 0

    def test_missing_months_are_left_out(self):
        gappy = np.array(MONTHS, dtype=float)
        gappy[[5, 17, 40]] = np.nan
        found = interrupted_series(gappy, 36)
        assert found.effect.freedom == 38
        assert not np.isnan(found.expected).any()

    def test_months_that_go_together_widen_the_limits(self):
        runs = [30 + 12 * ((n // 5) % 2) for n in range(60)]
        found = interrupted_series(runs, 48)
        assert found.neighbours > 0.3

    @pytest.mark.parametrize(
        ("counts", "first"),
        [(MONTHS, 20), (MONTHS, 45), (MONTHS, -1), ([MONTHS], 36), ([0] * 36 + [1] * 12, 36),
         ([1] * 36 + [0] * 12, 36)],
    )  # fmt: skip
    def test_too_little_is_refused(self, counts, first):
        with pytest.raises(ValueError):
            interrupted_series(counts, first)

    def test_a_fit_that_says_the_same_twice_is_refused(self):
        with pytest.raises(ValueError, match="apart"):
            poisson_fit(np.ones((4, 2)), np.array([1.0, 2, 3, 4]))

    def test_a_fit_that_does_not_settle_is_refused(self):
        apart = np.array([[1.0, 0], [1, 0], [1, 1], [1, 1]])
        with pytest.raises(ValueError):
            poisson_fit(apart, np.array([3.0, 4, 0, 0]))


class TestSteps:
    def test_welchs_t(self):
        found = step_change([10, 12, 9, 11, 13, 11], [7, 8, 6, 9, 7, 8, 6])
        # scipy.stats.ttest_ind(equal_var=False): t = -5.2, p = 0.00047574886047536643
        assert found.difference == pytest.approx(7.285714 - 11)
        assert found.p_value == pytest.approx(0.00047574886047536643, rel=1e-9)
        assert found.is_real
        assert found.upper < 0
        assert found.signals > 0

    def test_months_all_alike_are_refused(self):
        with pytest.raises(ValueError, match="alike"):
            step_change([5] * 6, [5] * 6)

    def test_no_step_is_not_real(self):
        assert not step_change([10, 12, 9, 11, 13, 11], [11, 12, 9, 10, 13, 11]).is_real


def panel(places: int = 40) -> np.ndarray:
    """Give counts of places that share a course, each at its own level."""
    random = np.random.default_rng(3)
    course = np.exp(random.normal(0, 0.2, 18).cumsum() * 0.5)
    return random.poisson(np.outer(np.linspace(30, 80, places), course))


class TestSynthetic:
    def test_a_mixture_follows_the_place(self):
        counts = panel()
        found = synthetic_control(counts[0], counts[1:], 12)
        assert found.weights.sum() == pytest.approx(1)
        assert (found.weights >= 0).all()
        assert found.misfit < 0.2
        assert found.effect.lower < 1 < found.effect.upper
        assert found.expected.shape == (18,)

    def test_a_large_fall_is_found(self):
        counts = panel()
        counts[0, 12:] = counts[0, 12:] * 0.3
        effect = synthetic_control(counts[0], counts[1:], 12).effect
        assert effect.upper < 1
        assert effect.p_value == pytest.approx(1 / 40)

    @pytest.mark.parametrize(
        ("own", "others", "first", "said"),
        [
            (panel()[0], panel()[1:20], 12, "39 other places"),
            (panel()[0], panel()[1:], 5, "6 periods before"),
            (panel()[0], panel()[1:], 18, "6 periods before"),
            (panel()[0], panel()[1:, :9], 12, "a row each"),
            (panel()[0] * np.nan, panel()[1:], 12, "every place"),
        ],
    )
    def test_too_little_is_refused(self, own, others, first, said):
        with pytest.raises(ValueError, match=said):
            synthetic_control(own, others, first)

    def test_ranks_cannot_give_finer_limits(self):
        with pytest.raises(ValueError, match="99%"):
            synthetic_control(panel()[0], panel()[1:], 12, confidence=0.99)


PLAN = {"before": 73.0, "places": 5, "comparison": 20}


class TestPower:
    def test_more_places_see_more(self):
        few = power_of(change=-0.1, before=73, places=5, comparison=5)
        many = power_of(change=-0.1, before=73, places=50, comparison=50)
        assert 0.05 < few < many < 1

    def test_many_places_are_as_the_normal_distribution_says(self):
        # 400 places each: error sqrt((2/73 + 1/73 + 1/65.7) / 400) = 0.01195
        found = power_of(change=-0.1, before=73, places=400, comparison=400)
        assert found == pytest.approx(1, abs=1e-6)
        assert power_of(change=-0.5, before=1e6, places=3, comparison=3) == 1

    def test_the_places_needed_are_the_fewest(self):
        needed = places_needed(change=-0.1, before=73)
        assert power_of(change=-0.1, before=73, places=needed, comparison=needed) >= 0.8
        assert power_of(change=-0.1, before=73, places=needed - 1, comparison=needed - 1) < 0.8

    def test_where_a_thousand_will_not_do(self):
        assert places_needed(change=-0.01, before=1) is None

    def test_the_least_fall_is_seen_just_often_enough(self):
        fall = least_fall_seen(**PLAN)
        assert power_of(change=-fall, **PLAN) >= 0.8 > power_of(change=-fall + 0.002, **PLAN)
        assert least_fall_seen(before=0.5, places=1, comparison=2) is None

    @pytest.mark.parametrize(
        "wrong",
        [{"change": 0}, {"change": -1}, {"places": 0}, {"places": 1, "comparison": 1},
         {"before": 0}, {"after": 0}, {"spread": 0}],
    )  # fmt: skip
    def test_numbers_that_make_no_plan_are_refused(self, wrong):
        with pytest.raises(ValueError):
            power_of(**{"change": -0.1, **PLAN, **wrong})

    def test_a_chance_is_between_0_and_1(self):
        with pytest.raises(ValueError, match="Power"):
            places_needed(change=-0.1, before=9, power=1)


@pytest.mark.parametrize("wrong", [{"variance": 0}, {"freedom": 0}, {"confidence": 1}])
def test_an_effect_needs_a_variance(wrong):
    with pytest.raises(ValueError):
        effect_of(**{"log_ratio": 0, "variance": 1, **wrong})
