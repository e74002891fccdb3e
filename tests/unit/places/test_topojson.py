"""The decoder of TopoJSON: rings come back as they went in, and nonsense gets a sentence."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.places import topojson
from tests.factories.shapes import topojson as made

WHOLE = st.integers(-30_000, 30_000)
OPEN = st.lists(st.tuples(WHOLE, WHOLE), min_size=3, max_size=12)


@settings(max_examples=60, deadline=None)
@given(rings=st.lists(OPEN, min_size=1, max_size=5))
def test_rings_come_back_as_they_went_in(rings: list[list[tuple[int, int]]]) -> None:
    closed = {
        f"E{n}": [(x * 1e-4, y * 1e-4) for x, y in [*ring, ring[0]]] for n, ring in enumerate(rings)
    }
    found = topojson.features(made(closed), object_name="lad")
    assert [properties["areacd"] for properties, _ in found] == list(closed)
    for (_, polygons), ring in zip(found, closed.values(), strict=True):
        assert polygons is not None
        np.testing.assert_allclose(polygons[0][0], ring, atol=1e-9)


def two_squares() -> dict[str, Any]:
    """Two squares that share the line from (1, 0) to (1, 1): arc 0."""
    return {
        "type": "Topology",
        "arcs": [
            [[1, 0], [1, 1]],
            [[1, 1], [0, 1], [0, 0], [1, 0]],
            [[1, 1], [2, 1], [2, 0], [1, 0]],
        ],
        "objects": {
            "two": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "arcs": [[0, 1]], "properties": {"id": "west"}},
                    {"type": "MultiPolygon", "arcs": [[[-3, -1]], [[0, 1]]]},
                    {"type": None, "properties": {"id": "nowhere"}},
                ],
            }
        },
    }


def test_neighbours_share_a_line_and_one_walks_it_backwards() -> None:
    west, east, nowhere = topojson.features(two_squares(), object_name="")
    assert west[1] is not None
    assert east[1] is not None
    assert west[1][0][0].tolist() == [[1, 0], [1, 1], [0, 1], [0, 0], [1, 0]]
    assert east[1][0][0].tolist() == [[1, 0], [2, 0], [2, 1], [1, 1], [1, 0]]
    assert len(east[1]) == 2
    assert nowhere == ({"id": "nowhere"}, None)


def changed(**others: Any) -> dict[str, Any]:
    return two_squares() | others


def with_geometry(**others: Any) -> dict[str, Any]:
    made = two_squares()
    made["objects"]["two"]["geometries"][0] |= others
    return made


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (changed(arcs=None), '"arcs" is no list'),
        (changed(arcs=[[["a", "b"]]]), "arc 0 does not consist of pairs of numbers"),
        (changed(arcs=[[[1, 2], [3]]]), "arc 0 does not consist"),
        (changed(arcs=[[[True, False]]]), "arc 0 does not consist"),
        (changed(arcs=[[[1, 2, 3, 4]]]), "arc 0 does not consist"),
        (changed(arcs=[[[10**400, 2]]]), "arc 0 does not consist"),
        (changed(transform={"scale": [1, 1]}), '"transform" needs a scale'),
        (changed(transform=[1]), '"transform" needs a scale'),
        (changed(objects={}), '"objects" is missing'),
        (changed(objects={"a": 1, "b": 2}), r"several objects \(a, b\)"),
        (changed(objects={"a": {"type": "Polygon"}}), "no GeometryCollection"),
        (changed(objects={"a": {"type": "GeometryCollection"}}), '"geometries" is no list'),
        (with_geometry(type="Point"), '"Point", not an area'),
        (with_geometry(properties=[1]), "properties that are no object"),
        (with_geometry(type="MultiPolygon", arcs=[7]), "does not list the arcs"),
        (with_geometry(arcs=[[]]), "a ring without arcs"),
        (with_geometry(arcs=[[99]]), "names an arc that is not there"),
        (with_geometry(arcs=[[-4]]), "names an arc that is not there"),
        (with_geometry(arcs=[["0"]]), "names an arc that is not there"),
    ],
)
def test_nonsense_gets_a_sentence(data: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        topojson.features(data, object_name="")


def test_a_geometry_that_is_no_object_and_an_object_that_is_not_there() -> None:
    data = two_squares()
    with pytest.raises(ValueError, match='no object "lad", but two'):
        topojson.features(data, object_name="lad")
    data["objects"]["two"]["geometries"] = [7]
    with pytest.raises(ValueError, match="geometry 1 is no object"):
        topojson.features(data, object_name="two")
