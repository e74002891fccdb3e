"""How names of areas and postcodes are read."""

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
