"""Gi* with the exact chance of every area, beside 999 shuffles of each."""

import numpy as np

from benchmarks import Result, _maps
from benchmarks._race import Contestant, Race, run
from csp_analytics.hotspots import gi_star
from csp_analytics.neighbours import with_itself
from csp_analytics.permutation import exact_chances

SHUFFLES = 999


def measure() -> list[Result]:
    """Race them on up to 33,856 areas."""
    race = Race(
        name="gi_star",
        what="Gi* and its permutation p of every area of a map",
        make=_maps.make,
        ours=ours,
        peers=[
            Contestant(
                "esda.G_Local, 999 permutations, numba",
                theirs,
                agree,
                ("esda", "libpysal", "numba"),
            )
        ],
        sizes=_maps.SIZES,
        unit="ms",
        bar=50,
        agree="z to 1 in 10^6; 999 in 1,000 of their p within 5 standard errors of the exact one",
        note="Ours is the exact permutation distribution, theirs a sample of it; one core each.",
    )
    return [run(race)]


def ours(given: _maps.Map) -> tuple[np.ndarray, ...]:
    """z, and p on either side."""
    return gi_star(given.counts, with_itself(given.weights)), *exact_chances(
        given.counts, given.weights
    )


def theirs(given: _maps.Map) -> object:
    """As esda does on one core."""
    import esda

    return esda.G_Local(
        given.counts.astype(float),
        given.theirs,
        transform="B",
        star=True,
        permutations=SHUFFLES,
        keep_simulations=False,
        n_jobs=1,
        seed=1,
    )


def agree(ours: tuple, theirs: object) -> None:
    """Raise AssertionError where they differ."""
    z, upper, lower = ours
    np.testing.assert_allclose(z, theirs.Zs, rtol=1e-6, atol=1e-6)
    _maps.same_chances(upper, lower, theirs.p_sim, SHUFFLES)
