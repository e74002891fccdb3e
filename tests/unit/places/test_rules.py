"""How names of areas and postcodes are read."""

from datetime import date

import numpy as np
import pytest

from goldenthread.places import rules


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("County Durham", "durham  county"),
        ("Devon & Cornwall", "Cornwall and Devon"),
        ("St. Helens", "st helens"),
        ("King\u2019s Lynn", "Kings Lynn"),
    ],
)
def test_names_meet_whatever_their_order_case_and_marks(one: str, other: str) -> None:
    assert rules.folded(one) == rules.folded(other)


def test_different_names_stay_different() -> None:
    assert rules.folded("Durham") != rules.folded("County Durham")


@pytest.mark.parametrize(
    ("text", "postcode"),
    [
        ("DH1 5UL", "DH1 5UL"),
        ("dh15ul", "DH1 5UL"),
        (" sw1a  1aa ", "SW1A 1AA"),
        ("m11ae", "M1 1AE"),
    ],
)
def test_a_postcode_is_read_however_it_is_typed(text: str, postcode: str) -> None:
    assert rules.tidy_postcode(text) == postcode


@pytest.mark.parametrize("text", ["", "DH1", "SW1A", "DH1 5U", "1DH 5UL", "DH1 5UL2", "x" * 5000])
def test_what_is_no_full_postcode_is_refused_in_a_short_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="is not a full postcode") as why:
        rules.tidy_postcode(text)
    assert len(str(why.value)) < 90


def test_a_small_place_gets_a_code_in_words() -> None:
    assert rules.named_place_code("Durham City") == "place:durham-city"
    assert len(rules.named_place_code("long " * 50)) <= 60


CLOSED = [[-1.5, 54.5], [-1.4, 54.5], [-1.4, 54.6], [-1.5, 54.5]]


@pytest.mark.parametrize(
    ("ring", "said"),
    [
        (CLOSED[:3], "not closed"),
        ([*CLOSED[:3], [-1.51, 54.5]], "not closed"),
        ([[-1.5, float("nan")], *CLOSED[1:]], "not a finite number"),
        ([[-1.5, float("inf")], *CLOSED[1:]], "not a finite number"),
        ([[y, x] for x, y in CLOSED], "latitude where longitude must come first"),
        ([[427_000, 543_000], [428_000, 543_000], [428_000, 544_000], [427_000, 543_000]],
         "is not in degrees"),
        ([[x + 100, y] for x, y in CLOSED], "outside the United Kingdom"),
    ],
)  # fmt: skip
def test_a_ring_that_no_map_can_be_made_of_is_refused(ring: list, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        rules.check_ring(np.array(ring))


def test_a_ring_in_the_united_kingdom_is_fine() -> None:
    rules.check_ring(np.array(CLOSED))


def test_the_earlier_first_day_holds_and_an_open_one_is_earliest() -> None:
    first, later = date(2011, 3, 27), date(2021, 3, 21)
    assert rules.earlier(first, later) == rules.earlier(later, first) == first
    assert rules.earlier(None, later) is None
    assert rules.earlier(first, None) is None
