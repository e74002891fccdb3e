"""Which small area holds each crime: real boundaries and real points, edges decided exactly."""

import csv
import gzip
import json
import time
from functools import cache, partial
from typing import NamedTuple

import numpy as np
import shapely

from benchmarks import DATA, Result, significant
from benchmarks._race import Contestant, Race, run
from csp_analytics.polygons import Areas

SIZES = (100_000, 300_000, 1_000_000)


class Given(NamedTuple):
    """Points, and the same as geometry, which making is not counted against the peers."""

    areas: np.ndarray
    ready: Areas
    points: np.ndarray
    shapes: np.ndarray


def measure() -> list[Result]:
    """Race them on the areas at hand."""
    areas, told = outlines()
    began = time.perf_counter()
    ready = Areas(list(areas))
    laid = significant(time.perf_counter() - began)
    race = Race(
        name="polygons",
        what=f"which of {len(areas)} areas holds each point: {told}",
        make=partial(make, areas, ready),
        ours=lambda given: given.ready.find(given.points),
        peers=[
            Contestant("shapely STRtree.query, intersects", by_tree, agree),
            Contestant("geopandas.sjoin, intersects", by_join, agree, ("geopandas",)),
        ],
        sizes=SIZES,
        unit="points/s",
        bar=5e6,
        agree="the area of every point, exactly, corners and edges of areas among them",
        note=f"Ours lays a grid once for a map: {laid} s here, not counted. Making geometry "
        "of points is not counted against the peers.",
    )
    return [run(race)]


@cache
def outlines() -> tuple[np.ndarray, str]:
    """Real small areas where they are at hand, else cells grown about random sites."""
    files = sorted((DATA / "boundaries").glob("lsoa_E*.geojson.gz"))
    if files:
        found = [
            shapely.geometry.shape(feature["geometry"])
            for path in files
            for feature in json.loads(gzip.decompress(path.read_bytes()))["features"]
        ]
        return np.array(found), f"LSOAs of {len(files)} districts, street-level crimes of 2025"
    sites = np.random.default_rng(6).uniform((-2.4, 54.4), (-1.1, 55.0), (750, 2))
    grown = shapely.voronoi_polygons(shapely.multipoints(sites))
    return shapely.get_parts(grown), "made-up areas, made-up points"


@cache
def places() -> np.ndarray:
    """Where crimes of 2025 were, where the files are at hand, else places all over."""
    found = [
        (float(row["Longitude"]), float(row["Latitude"]))
        for force in ("durham", "cleveland")
        for path in sorted((DATA / "police_street").glob(f"2025-*-{force}-street.csv.gz"))
        for row in csv.DictReader(gzip.decompress(path.read_bytes()).decode().splitlines())
        if row["Longitude"]
    ]
    if found:
        return np.array(found)
    return np.random.default_rng(7).uniform((-2.5, 54.3), (-1.0, 55.1), (100_000, 2))


def make(areas: np.ndarray, ready: Areas, rows: int) -> Given:
    """Crimes drawn again and again, and one point in a hundred a corner of an area."""
    chance = np.random.default_rng(8)
    points = places()[chance.integers(0, len(places()), rows)]
    corners = shapely.get_coordinates(areas)
    points[::100] = corners[chance.integers(0, len(corners), len(points[::100]))]
    return Given(areas, ready, points, shapely.points(points))


def by_tree(given: Given) -> np.ndarray:
    """Shapely, vectorised; the first of the areas that share an edge."""
    point, area = shapely.STRtree(given.areas).query(given.shapes, predicate="intersects")
    return _first(point, area, given)


def by_join(given: Given) -> np.ndarray:
    """Geopandas as most would write it, its index built anew each time."""
    import geopandas

    left = geopandas.GeoDataFrame(geometry=given.shapes)
    right = geopandas.GeoDataFrame(geometry=given.areas)
    joined = geopandas.sjoin(left, right, predicate="intersects")
    return _first(joined.index.to_numpy(), joined["index_right"].to_numpy(), given)


def _first(point: np.ndarray, area: np.ndarray, given: Given) -> np.ndarray:
    answer = np.full(len(given.points), len(given.areas))
    np.minimum.at(answer, point, area)
    return np.where(answer < len(given.areas), answer, -1)


def agree(ours: np.ndarray, theirs: np.ndarray) -> None:
    """Raise AssertionError where they differ."""
    np.testing.assert_array_equal(ours, theirs)
