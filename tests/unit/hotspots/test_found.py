"""What is found and said of a few made-up points."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from goldenthread.accounts.rules import RuleBroken
from goldenthread.hotspots import evidence, finding, showing
from goldenthread.hotspots.asked import Asked
from goldenthread.hotspots.queries import Asking
from goldenthread.places import postcodes
from goldenthread.places.maps import State
from goldenthread.sources.points import Points

JUNE, JULY = date(2025, 6, 1), date(2025, 7, 1)
NO_HOMES = np.empty((0, 2))


def points(*rows: tuple[float, float, int, int], kinds: tuple[str, ...] = ("Drugs",)) -> Points:
    """Make points of (east, north, month, number), all of the first kind."""
    told = np.array(rows)
    n = len(rows)
    return Points(
        metres=told[:, :2].astype(float), month=told[:, 2].astype(int), kind=np.zeros(n, int),
        location=np.arange(n), number=told[:, 3].astype(int), months=(JUNE, JULY), kinds=kinds,
        locations=tuple(f"On or near Street {one}" for one in range(n)), mark=f"{hash(rows)}",
        source="s",
    )  # fmt: skip


def found(some: Points, kinds: list[str] | None = None, months=(JUNE, JULY)) -> finding.Found:
    return finding._find(some, NO_HOMES, kinds, months, 500, "mark")


def asking(one: finding.Found, some: Points) -> Asking:
    wish = Asked("drugs", one.months, one.width, ["Drugs"])
    choices = {"show": [("drugs", "Drugs")]}
    return Asking(("E06000047", "County Durham"), choices, wish, "all", some, one.gaps, one, "OGL")


HIGH = points((427_100, 542_100, 0, 30), (427_100, 542_200, 1, 30), (430_100, 542_100, 0, 7),
              (440_100, 542_100, 0, 2), (441_100, 542_100, 0, 3))  # fmt: skip


def test_squares_are_in_order_with_streets_months_and_share():
    one = found(HIGH)
    first, second = one.squares
    assert (first.reference, first.count, first.months, first.is_high) == (
        "NZ 270 420",
        60,
        2,
        True,
    )
    assert first.name == "Street 0; Street 1"
    assert first.share == pytest.approx(60 / 72)
    assert (second.count, second.is_high) == (7, False)
    assert (one.hidden, one.studied, one.total_shown, one.at_points) == (2, 4, 72, 2)
    assert one.curve[-1] == (0.5, pytest.approx(67 / 72))


def test_it_is_said_in_sentences_that_can_be_read_aloud():
    said = showing.sentences(asking(found(HIGH), HIGH), found(HIGH))
    assert "1 square holds 83% of it" in said[1]
    assert said[2] == "1 of them was among the highest in every one of the 2 months."
    assert "the highest stand by themselves" in said[3]


def test_a_lone_small_square_keeps_the_total_from_being_said():
    some = points((427_100, 542_100, 0, 30), (430_100, 542_100, 0, 2))
    one = found(some)
    assert one.total_shown is None
    assert showing.sentences(asking(one, some), one)[0].startswith("A number that is not shown")
    assert showing.curve_table(one) is None


def test_where_nothing_of_a_kind_is_on_record_there_is_nothing():
    one = found(HIGH, ["Robbery"])
    assert (one.total, one.squares, one.curve, one.repeats, one.at_points) == (0, (), (), (), 0)
    assert "No square holds 5 or more" in showing.sentences(asking(one, HIGH), one)[-1]


def test_a_single_square_has_no_chance_and_no_rest():
    some = points((427_100, 542_100, 0, 6))
    one = found(some)
    assert one.squares[0].z is None
    assert showing.chance(one.squares[0].chance) == "cannot be told"
    plan = showing.plan_of(asking(one, some), one)
    assert [cell.printed for cell in plan.cells] == ["6"]
    assert showing.snap(asking(one, some)) == [showing.rules.SNAPPED]


def test_squares_that_are_not_shown_are_one_shape_that_tells_no_number_and_touches_none_shown():
    one = found(HIGH)
    plan = showing.plan_of(asking(one, HIGH), one)
    *shown, rest = plan.cells
    assert [cell.printed for cell in shown] == ["60", "7"]
    assert (rest.state, rest.stands_for, rest.value) == (State.HIDDEN, 2, None)
    assert plan.shapes[-1].area == 2 * one.width**2
    assert all(plan.shapes[-1].intersection(shape).area == 0 for shape in plan.shapes[:-1])


def test_one_cluster_is_one_square():
    one = found(HIGH)
    hot = replace(one.squares[0], is_cluster=True)
    told = showing._clusters(replace(one, squares=(hot, replace(hot, is_high=False))))
    assert told.startswith("2 squares are part of a hot cluster")
    alone = replace(one, squares=(hot,))
    assert showing._clusters(alone).startswith("1 square is part")
    assert showing.verdict(hot) == "Hot cluster"
    assert showing.verdict(replace(hot, is_high=False)) == "In a hot cluster"


def test_a_chance_is_never_printed_as_nought():
    assert showing.chance(0.0) == "under 0.001"
    assert showing.chance(0.0412) == "0.041"


def test_a_place_without_a_name_is_said_so():
    assert finding.plain_place("On or near ") == "place not named"
    assert finding.plain_place("No location") == "No location"


def test_evidence_where_nothing_is_loaded_is_of_the_square_alone():
    bare = evidence._evidence(replace(asking(found(HIGH), HIGH), found=None), 427_000, 542_000)
    assert (bare.what, bare.count, bare.width) == ("", None, 500)


def test_a_postcode_without_a_place_is_refused(monkeypatch):
    nowhere = postcodes.Postcode.__new__(postcodes.Postcode)
    for name, value in {"easting": None, "northing": None}.items():
        object.__setattr__(nowhere, name, value)
    monkeypatch.setattr(postcodes, "find", lambda text: nowhere)
    with pytest.raises(RuleBroken, match="neither a postcode"):
        evidence.place_of("JE2 3AB")
