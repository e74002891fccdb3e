"""Hotspots put to the test: the arithmetic of the page, and that a planted place is found."""

import numpy as np
import pytest

from benchmarks import _hotspots_once as once
from benchmarks import hotspots_tested as tested
from benchmarks.hotspots_tested import COUNTS, GI, KDE, LAST, RANDOM, WAYS, Trial


def made(way: str, hits: float, *, kind: str = "Burglary", force: str = "durham") -> Trial:
    return Trial(force, kind, 500, way, 20, 1_000, hits, 100, hits / 100 - 0.05,
                  hits / 100 + 0.05, hits / 2, 0.5)  # fmt: skip


def test_tests_are_pooled_by_events_and_not_by_averages():
    found = (made(COUNTS, 30), made(COUNTS, 10, kind="Shoplifting"))
    hit, pai = tested.pooled(found, COUNTS)
    assert hit == pytest.approx(0.2)
    assert pai == pytest.approx(10)
    assert tested.pooled(found, COUNTS, kind="Burglary")[0] == pytest.approx(0.3)


def test_the_page_says_where_limits_lie_apart(monkeypatch):
    monkeypatch.setattr(tested, "KINDS", {"Burglary": "Burglary"})
    monkeypatch.setattr(tested, "FORCES", {"durham": ()})
    monkeypatch.setattr(tested, "WIDTHS", (500,))
    hits = {COUNTS: 40, GI: 20, KDE: 36, LAST: 60, RANDOM: 2}
    page = "\n".join(tested._page(tuple(made(way, hits[way]) for way in WAYS)))
    assert f"more than {GI} in 1 by more than the limits of both, and less in 0." in page
    assert f"more than {KDE} in 0 by" in page
    assert f"more than {LAST} in 0 by more than the limits of both, and less in 1." in page
    assert "40.0% (35.0% to 45.0%), PAI 20.0, PEI 0.50" in page


def test_places_of_several_months_are_added_up():
    months = [np.array([[-1.5, 54.7], [-1.5, 54.7]]), np.array([[-1.6, 54.7], [-1.5, 54.7]])]
    places, times = once.at_places(iter(months))
    assert places == pytest.approx(np.array([[-1.6, 54.7], [-1.5, 54.7]]))
    assert times.tolist() == [1, 3]


def test_the_run_of_a_country_counts_every_point_that_it_was_given():
    chance = np.random.default_rng(1)
    degrees = np.round(chance.normal([-1.57, 54.77], 0.01, (500, 2)), 6)
    found = once.run(degrees, 2)
    second = list(once.months(degrees, 2))[1]
    assert found["points"] == 500 + len(second)
    assert found["places"] <= 500
    assert found["near_pairs"] > 0
