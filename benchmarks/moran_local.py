"""Local Moran with the exact chance of every area, beside 999 shuffles of each."""

import numpy as np

from benchmarks import Result, _maps
from benchmarks._race import Contestant, Race, run
from csp_analytics.clustering import local_moran
from csp_analytics.permutation import exact_chances

SHUFFLES = 999


def measure() -> list[Result]:
    """Race them on up to 33,856 areas."""
    race = Race(
        name="moran_local",
        what="local Moran and its permutation p of every area of a map",
        make=_maps.make,
        ours=ours,
        peers=[
            Contestant(
                "esda.Moran_Local, 999 permutations, numba",
                theirs,
                agree,
                ("esda", "libpysal", "numba"),
            )
        ],
        sizes=_maps.SIZES,
        unit="ms",
        agree="I to 1 in 10^9; 999 in 1,000 of their p within 5 standard errors of the exact one",
        note="Ours is the exact permutation distribution, theirs a sample of it; one core each.",
    )
    return [run(race)]


def ours(given: _maps.Map) -> tuple[np.ndarray, ...]:
    """I of each area, and p on either side: a place keeps its value, so Gi's chances are I's."""
    return local_moran(given.counts, given.weights), *exact_chances(given.counts, given.weights)


def theirs(given: _maps.Map) -> object:
    """As esda does on one core."""
    import esda

    return esda.Moran_Local(
        given.counts.astype(float),
        given.theirs,
        transformation="B",
        permutations=SHUFFLES,
        keep_simulations=False,
        n_jobs=1,
        seed=1,
    )


def agree(ours: tuple, theirs: object) -> None:
    """Raise AssertionError where they differ. Theirs divides by n - 1 where ours does by n."""
    value, upper, lower = ours
    np.testing.assert_allclose(
        value * (value.size - 1) / value.size, theirs.Is, rtol=1e-9, atol=1e-9
    )
    _maps.same_chances(upper, lower, theirs.p_sim, SHUFFLES)
