"""Printed changes computed anew. The figures are those that the documents print."""

from decimal import Decimal

import pytest

from goldenthread.strategy.recomputing import (
    AGREES,
    CANNOT,
    DISAGREES,
    NOTHING_PRINTED,
    ROUNDING,
    VERDICTS,
    Verdict,
    recomputed,
)


def of(before, after, percent=None, printed="", **more):
    number = lambda given: None if given is None else Decimal(str(given))  # noqa: E731
    return recomputed(
        before=number(before), after=number(after), percent=number(percent), printed=printed, **more
    )


@pytest.mark.parametrize(
    ("before", "after", "percent", "printed", "verdict", "sentence"),
    [
        # Annual Report 2023/24, lines 393, 394, 239, 319, 659, 298
        (4835, 7103, "46.900", "46.9% increase", AGREES,
         "Printed as a rise of 46.9%; the numbers give the same."),
        (947, 890, "-6.000", "6% reduction", AGREES,
         "Printed as a fall of 6%; the numbers give the same."),
        (13528, 12017, "-11.100", "11.1% overall reduction", ROUNDING,
         "Printed as a fall of 11.1%; the numbers give a fall of 11.17%, "
         "which rounds to a fall of 11.2%."),
        (200, 235, "17.000", "17% increase", ROUNDING,
         "Printed as a rise of 17%; the numbers give a rise of 17.5%, "
         "which rounds to a rise of 18%."),
        (642, 459, "-44.000", "44% decrease", DISAGREES,
         "Printed as a fall of 44%; the numbers give a fall of 28.5%."),
        (10727, 10727, "5.000", "5% increase", DISAGREES,
         "Printed as a rise of 5%; the numbers give no change."),
        # a rise printed as a fall does not agree, however near the number
        (100, 110, "-10.000", "10% reduction", DISAGREES,
         "Printed as a fall of 10%; the numbers give a rise of 10.0%."),
    ],
)  # fmt: skip
def test_a_printed_percentage_is_set_beside_its_two_numbers(
    before, after, percent, printed, verdict, sentence
):
    assert of(before, after, percent, printed) == Verdict(verdict, sentence)


def test_the_precision_is_that_of_the_words_else_of_the_number_itself():
    assert of(145, 113, "-22.000", "22% decrease").verdict == AGREES
    assert of(145, 113, "-22.000", "22.0% decrease").verdict == ROUNDING  # 22.07 gives 22.1
    assert of(145, 113, "-22.1").verdict == AGREES


def test_a_word_alone_is_held_to_its_direction():
    assert of(97, 93, direction="down") == Verdict(
        AGREES, "Printed as a fall; the numbers give a fall of 4.1%."
    )
    assert of(97, 93, direction="up").verdict == DISAGREES
    assert of(97, 97, direction="up") == Verdict(
        DISAGREES, "Printed as a rise; the numbers give no change."
    )


def test_percentages_change_by_points():
    said = of(27, 30, direction="up", in_percent=True).sentence
    assert said == "Printed as a rise; the numbers give a rise of 3 percentage points."
    assert of(3, 2, in_percent=True).sentence.endswith("a fall of 1 percentage point.")


def test_where_nothing_is_printed_the_numbers_are_told():
    assert of(212, 239, direction="none") == Verdict(
        NOTHING_PRINTED, "No change is printed; the numbers give a rise of 12.7%."
    )
    assert of(0, 3).sentence == "No change is printed; the numbers give a rise from nothing."


@pytest.mark.parametrize(("before", "after"), [(None, 3), (3, None), (-1, 3), (3, -1), (0, 3)])
def test_what_cannot_be_checked_says_so(before, after):
    assert of(before, after, "5").verdict == CANNOT


def test_every_verdict_has_a_word():
    assert of(None, None).label == "Cannot be checked"
    assert set(VERDICTS) == {AGREES, ROUNDING, DISAGREES, NOTHING_PRINTED, CANNOT}
