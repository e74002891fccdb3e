"""Colours by a declared rule, and a target's course through the year."""

from datetime import date
from decimal import Decimal

import pytest

from goldenthread.indicators.targets import rules
from goldenthread.indicators.targets.queries import colour_rules
from goldenthread.indicators.targets.rules import colour

TOLERANCE, LIMITS = colour_rules()["tolerance"], colour_rules()["limits"]


def given(rule, value, target, better, low=None, high=None, tolerance=None):
    exact = [None if one is None else Decimal(one) for one in (low, high, tolerance)]
    band = colour(rule, Decimal(value), Decimal(target), better,
                  low=exact[0], high=exact[1], tolerance=exact[2])  # fmt: skip
    return band.colour if band else ""


@pytest.mark.parametrize(
    ("value", "better", "tolerance", "want"),
    [
        (25, "lower", 2, "green"),
        (24, "lower", 2, "green"),
        (27, "lower", 2, "amber"),
        (28, "lower", 2, "red"),
        (26, "lower", None, "red"),
        (25, "higher", 2, "green"),
        (23, "higher", 2, "amber"),
        (22, "higher", 2, "red"),
        (25, "neither", 2, ""),
    ],
)
def test_by_target_and_tolerance(value, better, tolerance, want):
    assert given(TOLERANCE, value, 25, better, tolerance=tolerance) == want


@pytest.mark.parametrize(
    ("low", "high", "better", "want"),
    [
        (20, 24, "lower", "green"),
        (24, 26, "lower", "amber"),
        (26, 30, "lower", "red"),
        (26, 30, "higher", "green"),
        (20, 24, "higher", "red"),
        (None, None, "lower", "red"),
    ],
)
def test_by_limits(low, high, better, want):
    assert given(LIMITS, 25, 25, better, low, high) == want


def test_no_band_that_fits_gives_no_colour():
    only = rules.ColourRule("x", "x", (rules.Band("green", "On", rules.MET),))
    assert given(only, 30, 25, "lower") == ""


def test_the_rule_is_said_beside_the_colour_in_its_order():
    lines = TOLERANCE.lines(Decimal("2.50"))
    assert lines == [
        "Green, “On target”: the figure reaches the target",
        "Amber, “Near target”: it misses by no more than the tolerance of 2.5",
        "Red, “Off target”: anything else",
    ]
    assert "and none is set" in TOLERANCE.lines(None)[1]


def test_whoever_writes_a_rule_never_checks_it():
    from django.conf import settings

    from goldenthread import declared
    from goldenthread.indicators.targets.declaring import ColourRulesFile

    every = declared.read(settings.DEFINITIONS_DIR / "colour_rules.yaml", ColourRulesFile).rules
    assert all(one.written_by != one.checked_by for one in every)
    assert all(one.bands[-1].when == "otherwise" for one in every)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a b", "write twelve numbers, such as"),
        ("50 50", "2 are here"),
        ("10 " * 12, "make 120, not 100"),
        ("-10 " + "10 " * 11, "0 or more"),
        ("NaN " * 12, "0 or more"),
    ],
)
def test_a_bad_profile_gets_a_sentence(text, words):
    shares, wrong = rules.read_profile(text)
    assert shares == ()
    assert words in wrong


def test_a_profile_is_read_and_followed():
    assert rules.read_profile("  ") == ((), "")
    shares, wrong = rules.read_profile("5%, 5, 10 10 10 10 10 10 10 10 5 5")
    assert wrong == ""
    assert rules.due_by(Decimal(1200), shares, 3) == 240
    assert rules.due_by(Decimal(1200), (), 3).quantize(Decimal(1)) == 300
    assert rules.due_by(Decimal(1200), shares, 12) == 1200


@pytest.mark.parametrize(
    ("value", "by", "why", "on", "words"),
    [
        (None, "", "", None, ""),
        (Decimal(1), "Board", "Because", date(2026, 11, 21), ""),
        (Decimal(1), " ", "Because", None, "who set"),
        (Decimal(1), "Board", "", None, "who set"),
        (Decimal(1), "Board", "Because", date(2026, 11, 22), "once it is set"),
    ],
)
def test_a_target_needs_who_and_why(value, by, why, on, words):
    found = rules.check_target(value, by, why, on, date(2026, 11, 21))
    assert (words in found) if words else found == ""
