"""Shares against a benchmark and against each other."""

import pytest

from csp_analytics.shares import against_other_share, against_share, difference_limits


def test_newcombes_own_example():
    # Newcombe (1998), table II, case (a): 56/70 against 48/80 has limits 0.0524 to 0.3339
    limits = difference_limits(56, 70, 48, 80)
    assert limits.lower == pytest.approx(0.0524, abs=5e-5)
    assert limits.upper == pytest.approx(0.3339, abs=5e-5)
    # case (h): 10/10 against 0/10 has limits 0.6075 to 1
    limits = difference_limits(10, 10, 0, 10)
    assert limits.lower == pytest.approx(0.6075, abs=5e-5)
    assert limits.upper == 1


@pytest.mark.parametrize(
    ("here", "there", "direction", "certainty"),
    [
        ((56, 70), (48, 80), "higher", 0.95),
        ((48, 80), (56, 70), "lower", 0.95),
        ((10, 10), (0, 10), "higher", 0.998),
        ((5, 10), (5, 10), "similar", 0.0),
    ],
)
def test_two_shares(here, there, direction, certainty):
    found = against_other_share(*here, *there)
    assert (found.direction, found.certainty) == (direction, certainty)


@pytest.mark.parametrize(
    ("benchmark", "direction", "certainty"),
    [(0.5, "similar", 0.0), (0.39, "higher", 0.95), (0.61, "lower", 0.95), (0.9, "lower", 0.998)],
)
def test_a_share_against_a_benchmark(benchmark, direction, certainty):
    found = against_share(50, 100, benchmark)
    assert (found.direction, found.certainty) == (direction, certainty)


@pytest.mark.parametrize("benchmark", [-0.1, 1.1, float("nan")])
def test_a_benchmark_that_is_no_share_is_refused(benchmark):
    with pytest.raises(ValueError, match="between 0 and 1"):
        against_share(1, 2, benchmark)
