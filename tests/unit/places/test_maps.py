"""Maps: classes, colours, words, hexagons and the drawing itself."""

import itertools
import re

import lxml.etree
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.places.maps import Cell, Plan, State, classed, component, described, draw
from goldenthread.places.maps.drawing import key
from goldenthread.places.maps.hexagons import WIDTHS, cells_of, centres, hexagons
from goldenthread.places.maps.look import DIVERGING, SEQUENTIAL

VALUES = st.lists(
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda one: round(one, 2)), min_size=1, max_size=60
)


@settings(max_examples=80, deadline=None)
@given(values=VALUES, method=st.sampled_from(["quantile", "equal"]))
def test_every_value_lies_in_exactly_one_class(values: list[float], method: str) -> None:
    classes = classed(values, method=method)
    assert sum(one.count for one in classes) == len(values)
    assert 1 <= len(classes) <= 5
    assert all(sum(one.holds(value) for one in classes) == 1 for value in values)
    steps = [one.step for one in classes]
    assert steps == sorted(set(steps))
    assert set(steps) <= set(range(5))
    assert all(a.high < b.low for a, b in itertools.pairwise(classes))


@settings(max_examples=60, deadline=None)
@given(values=VALUES, middle=st.floats(-100, 100))
def test_a_scale_with_two_ends_turns_at_its_middle(values: list[float], middle: float) -> None:
    for one in classed(values, middle=middle):
        if one.step < 2:
            assert one.high <= middle
        if one.step > 2:
            assert one.low >= middle


def test_quantile_classes_hold_about_as_many_and_equal_ones_span_as_much() -> None:
    many = [float(one) for one in range(1, 101)]
    assert [one.count for one in classed(many)] == [20, 20, 20, 20, 20]
    assert [one.count for one in classed([0, 1, 2, 3, 100], method="equal")] == [4, 1]
    assert classed([]) == ()
    assert [(one.low, one.high, one.count) for one in classed([7, 7, 7])] == [(7, 7, 3)]


@pytest.mark.parametrize("asked", [{"method": "best"}, {"groups": 0}])
def test_classes_that_cannot_be_made_are_refused(asked: dict) -> None:
    with pytest.raises(ValueError, match="cannot be put into"):
        classed([1.0], **asked)


# Machado, Oliveira & Fernandes (2009): what is seen without one kind of cone, in linear light.
BLIND = {
    "red": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998]],
    "green": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
              [-0.011820, 0.042940, 0.968881]],
    "blue": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
             [0.004733, 0.691367, 0.303900]],
}  # fmt: skip


def seen(colour: str, matrix: list[list[float]]) -> np.ndarray:
    """Give a colour as CIE L*a*b*, seen through a matrix."""
    srgb = np.array([int(colour[n : n + 2], 16) for n in (1, 3, 5)]) / 255
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    linear = np.clip(np.array(matrix) @ linear, 0, 1)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    x, y, z = xyz @ linear / (0.9505, 1, 1.089)
    f = [t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z)]
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("eye", [*BLIND, "every"])
@pytest.mark.parametrize("scale", [SEQUENTIAL, DIVERGING], ids=["one end", "two ends"])
def test_neighbouring_colours_differ_for_every_eye(scale: tuple[str, ...], eye: str) -> None:
    matrix = BLIND.get(eye, np.eye(3).tolist())
    labs = [seen(one, matrix) for one in scale]
    for number, one in enumerate(labs):
        for other in labs[number + 1 :]:
            assert np.linalg.norm(one - other) > 12  # a difference of 2 is just seen


def test_the_scale_with_one_end_only_gets_darker() -> None:
    light = [seen(one, np.eye(3).tolist())[0] for one in SEQUENTIAL]
    assert all(a - b > 10 for a, b in itertools.pairwise(light))


def plan(*values: float | str | None, **others: object) -> Plan:
    """Give a map of squares in a row; "few" hides a value, None lacks it."""
    cells, shapes = [], []
    for n, value in enumerate(values):
        state = State.HIDDEN if value == "few" else State.MISSING if value is None else State.KNOWN
        number = float(value) if state == State.KNOWN else None  # type: ignore[arg-type]
        cells.append(Cell(f"E{n}", f"Area {n} <&>", number, f"{value}", state))
        shapes.append(shapely.box(430_000 + 1000 * n, 540_000, 431_000 + 1000 * n, 541_000))
    kept = {
        "id": "m", "title": "Things in <Here>", "area": "Here", "unit": "things",
        "of_what": "areas", "source": "Somebody & co", "note": "A note.",
    } | others  # fmt: skip
    return Plan(cells=tuple(cells), shapes=np.array(shapes, dtype=object), **kept)  # type: ignore[arg-type]


@pytest.mark.parametrize("alone", [False, True])
def test_a_drawing_is_sound_and_says_what_it_shows(alone: bool) -> None:
    svg = draw(plan(1, 2, 3, 4, 5, "few", None), alone=alone)
    tree = lxml.etree.fromstring(svg.encode())
    names = {"s": "http://www.w3.org/2000/svg"}
    assert tree.xpath("string(s:title)", namespaces=names) == "Things in <Here>"
    assert "highest Area 4 <&> (5)" in tree.xpath("string(s:desc)", namespaces=names)
    assert tree.get("role") == "img"
    assert tree.get("aria-labelledby") == "m-name m-words"
    assert len(tree.xpath("//s:g//s:path", namespaces=names)) == 7
    fills = set(tree.xpath("//s:g/@fill", namespaces=names))
    assert fills == {*SEQUENTIAL, "url(#m-few)", "url(#m-none)"}
    assert not re.search(r"\s(style|on\w+|href|class)=", svg)
    texts = " ".join(tree.xpath("//s:text/text()", namespaces=names))
    assert ("Source: Somebody & co" in texts) == alone
    assert "km" in texts


def test_points_that_fall_together_are_drawn_once_and_islets_vanish() -> None:
    tiny = shapely.box(430_000.1, 540_000.1, 430_000.2, 540_000.2)
    one = Plan(
        id="m", title="T", area="", unit="", of_what="areas",
        cells=(Cell("a", "A"), Cell("b", "B")),
        shapes=np.array([shapely.box(430_000, 540_000, 530_000, 640_000), tiny], dtype=object),
    )  # fmt: skip
    assert draw(one).count("<title>") == 1  # of the large one


def test_without_any_shape_there_is_nothing_to_draw() -> None:
    bare = Plan("m", "T", "", "", "areas", (Cell("a", "A"),), np.array([None], dtype=object))
    with pytest.raises(ValueError, match="no shape"):
        draw(bare)
    shown = component(bare, svg_url="/map.svg", csv_url="/map.csv")
    assert (shown["svg"], shown["svg_url"], shown["csv_url"]) == ("", "", "/map.csv")


def test_a_plan_has_a_shape_for_each_area() -> None:
    with pytest.raises(ValueError, match="1 areas have 0 shapes"):
        Plan("m", "T", "", "", "areas", (Cell("a", "A"),), np.empty(0, dtype=object))


def test_the_legend_states_each_class_and_what_is_not_shown() -> None:
    lines = [(one.label, one.count) for one in key(plan(1, 1, 2, "few", None))]
    assert lines == [("1", 2), ("2", 1), ("Not shown", 1), ("No data", 1)]
    assert key(plan(1, has_values=False)) == []
    both = key(plan(50, 100, 150, middle=100.0))
    assert [one.fill for one in both] == [DIVERGING[0], DIVERGING[2], DIVERGING[4]]


def test_words() -> None:
    assert described(plan(has_values=False)) == "Things in <Here>: an outline map."
    assert described(plan(None)) == "Things in <Here>: 1 of the areas, none of them with a value."
    assert described(plan(3, 3)) == "Things in <Here>: 2 areas; all known ones have 3 things."
    said = described(plan(1, 2, "few", None))
    assert said == (
        "Things in <Here>: 4 areas; highest Area 1 <&> (2), Area 0 <&> (1) things; lowest "
        "Area 0 <&> (1); 1 of the areas not shown; no data for 1 of the areas."
    )
    assert "classes of equal width on both sides of 100" in plan(1, middle=100.0).how
    assert plan(1).how == "each class holds about as many areas"


@settings(max_examples=40, deadline=None)
@given(
    points=st.lists(
        st.tuples(st.floats(0, 700_000), st.floats(0, 1_300_000)), min_size=1, max_size=40
    ),
    width=st.sampled_from(WIDTHS),
)
def test_a_point_lies_in_the_hexagon_whose_centre_is_nearest(
    points: list[tuple[float, float]], width: int
) -> None:
    given_points = np.array(points)
    cells = cells_of(given_points, width)
    off = np.hypot(*(centres(cells, width) - given_points).T)
    assert (off <= width / 3**0.5 + 1e-6).all()
    for step in ((1, 0), (0, 1), (1, -1), (-1, 0), (0, -1), (-1, 1)):
        beside = np.hypot(*(centres(cells + step, width) - given_points).T)
        assert (off <= beside + 1e-6).all()


def test_hexagons_hold_every_point_and_grow_until_they_are_few_enough() -> None:
    rng = np.random.default_rng(7)
    points = rng.uniform(400_000, 430_000, (5_000, 2))
    groups = (points[:, 0] > 415_000).astype(int)
    found = hexagons(points, groups)
    assert found.counts.sum() == 5_000
    assert len(found.counts) <= 600
    assert found.width == 2_000
    assert len(hexagons(points, groups, most=3).counts) <= 600
    tree = shapely.STRtree(found.shapes)
    assert len(set(tree.query(shapely.points(points), predicate="intersects")[0])) == 5_000
    middle = shapely.get_x(shapely.centroid(found.shapes))
    assert (found.owners[middle > 417_000] == 1).all()
    with pytest.raises(ValueError, match="at least one point"):
        hexagons(np.empty((0, 2)), np.empty(0, dtype=int))
