"""Where places lie around their average, and which of them a picture shows."""

import numpy as np
import pytest
from scipy.stats import poisson

from goldenthread.indicators.across import rules


def test_the_average_is_all_counted_out_of_all_people():
    assert rules.average([10, 30], [100, 900]) == 0.04


@pytest.mark.parametrize(
    ("count", "words"),
    [(100, "Within"), (125, "Higher than the average (95%)"), (140, "(99.8%)"), (78, "Lower")],
)
def test_the_standing_of_a_rate(count, words):
    assert words in rules.standing("rate", count, 10_000, 0.01)


def test_the_standing_of_a_share_and_of_nothing():
    assert "Higher" in rules.standing("percent", 70, 100, 0.5)
    assert rules.standing("percent", 70, 100, 1.0) == ""
    assert rules.standing("rate", 0, 100, 0.0) == ""


@pytest.mark.parametrize("measure", ["rate", "percent"])
def test_a_place_on_a_curve_is_just_on_its_limit(measure):
    points = rules.curves(measure, 0.01, 1000, 50_000, 600_000)
    names = {point["limit"] for point in points}
    assert names == {"95% low", "95% high", "99.8% low", "99.8% high"}
    assert all(50_000 <= point["people"] <= 600_000 for point in points)
    for point in points[:: len(points) // 7]:
        low = "low" in point["limit"]
        assert (point["value"] < 10) is low
    if measure == "rate":
        high = next(p for p in points if p["limit"] == "95% high")
        expected = high["people"] * 0.01
        observed = round(high["value"] / 1000 * high["people"])
        # by another way: the chance of so many or more is 2.5% at the limit
        assert poisson.sf(observed - 1, expected) == pytest.approx(0.025, abs=1e-6)


def test_curves_for_places_of_one_size_do_not_fail():
    assert rules.curves("rate", 0.01, 1000, 99_000, 101_000)
    assert np.isfinite([p["value"] for p in rules.curves("rate", 1e-6, 1, 1, 10)]).all()


def test_a_picture_holds_forty_places_and_always_our_own():
    rows = list(range(100))
    assert rules.shown(rows[:40], 3) == rows[:40]
    shown = rules.shown(rows, 50)
    assert len(shown) == 40
    assert 50 in shown
    assert shown[0] == 0
    assert shown[-1] == 99
    assert rules.shown(rows, None)[19] == 19
    assert len(rules.shown(rows, 2)) == 40
