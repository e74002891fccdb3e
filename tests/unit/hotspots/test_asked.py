"""What is asked for: the choices, and what stands for nothing or nonsense."""

from datetime import date

from goldenthread.hotspots import asked
from goldenthread.hotspots.rules import Gaps

MONTHS = tuple(date(2025, month, 1) for month in range(1, 9))


def test_anti_social_behaviour_stands_first_then_all_crime_then_the_rest_by_name():
    told = asked.shows(
        {"Robbery": "robbery", "Anti-social behaviour": "anti-social-behaviour", "Drugs": "drugs"}
    )
    assert [key for key, _ in told] == ["anti-social-behaviour", "all-crime", "drugs", "robbery"]


def test_spans_are_those_that_differ():
    assert [key for key, _ in asked.spans(MONTHS)][:4] == ["all", "last-3", "last-6", "2025-08"]
    assert [key for key, _ in asked.spans(MONTHS[:1])] == ["2025-01"]
    assert [key for key, _ in asked.spans(MONTHS[:3])][:2] == ["all", "2025-03"]
    gap = (date(2024, 1, 1), date(2025, 7, 1), date(2025, 8, 1))
    assert asked.spans(gap)[1] == ("last-3", "Latest 3 months (2 here)")
    assert asked.spans(()) == []


def test_the_months_of_a_span():
    assert asked.months_of("last-3", MONTHS) == MONTHS[-3:]
    assert asked.months_of("all", MONTHS) == MONTHS
    assert asked.months_of("2025-02", MONTHS) == (date(2025, 2, 1),)
    assert asked.months_of("", ()) == ()


def test_nonsense_is_passed_over():
    choices = [("a", "A"), ("b", "B")]
    assert asked.chosen({"x": "b"}, "x", choices) == "b"
    assert asked.chosen({"x": "<script>"}, "x", choices) == "a"
    assert asked.chosen({}, "x", choices, first="b") == "b"
    assert asked.chosen({}, "x", []) == ""


def test_widths_are_said_in_metres():
    assert asked.widths(Gaps(80, 190, 10)) == [
        ("250", "250 metres"), ("500", "500 metres"), ("1000", "1,000 metres")
    ]  # fmt: skip
