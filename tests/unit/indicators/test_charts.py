"""Charts as specification, picture and words. Nothing here touches the database."""

import re
from dataclasses import replace
from decimal import Decimal

import altair
import jsonschema
import pytest
from django.core.cache import caches
from lxml import etree

from csp_analytics.period import Period
from goldenthread.indicators.charts import (
    Break,
    Chart,
    FontsMissing,
    Point,
    Target,
    described,
    draw,
    drawing,
    key,
    specification,
    titled,
    with_gaps,
)

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def memory_cache(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    caches["default"].clear()


def month(number, value=None, **more):
    number_ = None if value is None else Decimal(str(value))
    return Point(Period.month(2025, number), number_, printed=str(value), **more)


def limited(number, value):
    return month(number, value, lower=Decimal(str(value - 1)), upper=Decimal(str(value + 1)))


def chart(*points, **more):
    return Chart("Crimes per 1,000 people", "County Durham", "Crimes per 1,000 people",
                 with_gaps(points), **more)  # fmt: skip


EIGHT = [
    limited(number, value) for number, value in enumerate([7.6, 7.9, 8.3, 8, 8.1, 9, 8.8, 8.2], 1)
]
PLAIN = chart(*EIGHT)
HOLED = chart(*EIGHT[:2], *EIGHT[4:5], *EIGHT[6:], target=Target(Decimal(6), "6 or fewer"),
              breaks=(Break(Period.month(2025, 8), "New population"),))  # fmt: skip


@pytest.mark.parametrize("size", ["wide", "narrow", "spark"])
@pytest.mark.parametrize("given", [PLAIN, HOLED])
def test_the_specification_is_valid_by_altairs_schema(given, size):
    spec = specification(given, size)
    altair.LayerChart.from_dict(spec, validate=True)
    assert not any("timeUnit" in str(layer) for layer in spec["layer"])


def test_a_broken_specification_fails_the_same_check():
    spec = specification(PLAIN)
    spec["layer"][0]["mark"] = {"type": "no such mark"}
    with pytest.raises(jsonschema.ValidationError):
        altair.LayerChart.from_dict(spec, validate=True)


def test_missing_months_are_gaps_and_never_zero_or_joined():
    assert [p.period.short for p in HOLED.points if not p.is_known] == [
        "Mar 2025", "Apr 2025", "Jun 2025",
    ]  # fmt: skip
    runs = [[p.period.short for p in run] for run in HOLED.unbroken()]
    assert runs == [["Jan 2025", "Feb 2025"], ["May 2025"], ["Jul 2025"], ["Aug 2025"]]
    rows = [row for layer in specification(HOLED)["layer"] for row in layer["data"]["values"]]
    drawn = [row for row in rows if "value" in row]
    assert all(row["value"] not in (0, None) for row in drawn)
    assert not any(row.get("period") in {"Mar 2025", "Apr 2025", "Jun 2025"} for row in drawn)
    words = [row["said"] for row in rows if "said" in row]
    assert words == ["No data", "No data"]


def test_limits_are_a_band_and_bars_where_a_point_stands_alone():
    marks = {layer["mark"]["type"]: layer for layer in specification(HOLED)["layer"]}
    assert {row["period"] for row in marks["area"]["data"]["values"]} == {"Jan 2025", "Feb 2025"}
    rules = [la for la in specification(HOLED)["layer"] if la["mark"]["type"] == "rule"]
    bars = [row for la in rules for row in la["data"]["values"] if "lower" in row]
    assert [row["period"] for row in bars] == ["May 2025", "Jul 2025", "Aug 2025"]


def test_one_break_cuts_the_line_and_a_provisional_point_is_hollow():
    cut = chart(month(1, 5), month(2, 6, status="break"), month(3, 7, status="provisional"))
    assert [len(run) for run in cut.unbroken()] == [1, 2]
    fills = [
        la["mark"]["fill"] for la in specification(cut)["layer"] if la["mark"]["type"] == "point"
    ]
    assert fills == ["#0e4a54", "#ffffff"]
    assert "Hollow dots are provisional." in key(cut)


def test_the_picture_holds_nothing_that_the_page_policy_bars():
    for size in ("wide", "narrow", "spark"):
        root = etree.fromstring(draw(HOLED, size).encode())
        tags = {etree.QName(element).localname for element in root.iter()}
        assert tags <= {"svg", "title", "desc", "g", "path", "line", "text", "rect", "tspan"}
        names = {name for element in root.iter() for name in element.attrib}
        assert not names & {"style", "class", "onclick", "onload"}
        assert not any("http" in v for e in root.iter() for v in e.attrib.values())


def test_the_picture_says_what_it_shows_and_is_in_our_font():
    root = etree.fromstring(draw(PLAIN).encode())
    assert root.find(f"{SVG}title").text == titled(PLAIN)
    assert root.find(f"{SVG}desc").text == described(PLAIN)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert root.get("aria-labelledby").split() == ids[:2]
    assert root.get("role") == "img"
    fonts = {element.get("font-family") for element in root.iter(f"{SVG}text")}
    assert all(font.startswith("Atkinson Hyperlegible Next,") for font in fonts)


def test_hostile_words_are_only_words():
    nasty = replace(
        HOLED,
        name="<script>alert(1)</script>\"'`${x}&amp;",
        unit="'] + alert(1) + ['</text><script>",
        target=Target(Decimal(6), "</text><image href='http://x'/>"),
    )
    svg = draw(nasty)
    assert "<script" not in svg
    assert "<image" not in svg
    etree.fromstring(svg.encode())


def test_the_same_chart_gives_the_same_bytes():
    first = draw(PLAIN)
    caches["default"].clear()
    assert draw(PLAIN) == first


def test_a_drawn_chart_is_taken_from_the_cache(monkeypatch):
    first = draw(PLAIN)
    monkeypatch.setattr(drawing, "_drawn", lambda text: pytest.fail("drawn again"))
    assert draw(PLAIN) == first


def test_ids_of_two_charts_on_one_page_differ():
    ids = [set(re.findall(r' id="([^"]+)"', draw(one))) for one in (PLAIN, HOLED)]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_without_our_font_nothing_is_drawn(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    with pytest.raises(FontsMissing, match="make setup"):
        draw(PLAIN)


def test_nothing_to_draw_is_refused():
    with pytest.raises(ValueError, match="no value"):
        specification(chart(month(1)))


# Words


def test_a_chart_in_words_tells_span_ends_extremes_and_gaps():
    assert described(PLAIN) == (
        "Crimes per 1,000 people each month, County Durham, January to August 2025: "
        "from 7.6 in January (the lowest) to 8.2 in August 2025; highest 9 in June."
    )
    assert described(HOLED) == (
        "Crimes per 1,000 people each month, County Durham, January to August 2025: "
        "from 7.6 in January (the lowest) to 8.2 in August 2025; highest 8.8 in July; "
        "no data for March to April 2025 and June 2025; target: 6 or fewer; "
        "figures are made differently from August 2025 (New population)."
    )


def test_one_value_none_and_all_the_same_are_said_plainly():
    assert described(chart(month(3, 8.3))).endswith("County Durham, March 2025: 8.3 in March 2025.")
    assert described(chart(month(3))).endswith("County Durham: no data.")
    assert described(chart()) == "Crimes per 1,000 people, County Durham: no data."
    assert "the same throughout" in described(chart(month(1, 5), month(2, 5)))


def test_suppressed_values_are_said_and_not_told():
    hidden = chart(month(1, 12), month(2, None, status="suppressed"), month(3, 14))
    assert "not shown for February 2025" in described(hidden)
    assert "Numbers below 5 are not shown." in key(hidden)
    assert any(row.get("said") == "Not shown" for la in specification(hidden)["layer"]
               for row in la["data"]["values"])  # fmt: skip


def test_many_gaps_are_summed_up():
    odd = [
        Point(Period.financial_year(2000 + 2 * n), Decimal(n), printed=str(n)) for n in range(1, 9)
    ]
    words = described(chart(*odd))
    assert "each year from April to March" in words
    assert "no data for 2003/04, 2005/06, 2007/08, 2009/10 and 3 other spells" in words


def test_zero_is_a_value_and_an_extreme():
    words = described(chart(month(1, 4), month(2, 0), month(3, 5)))
    assert "lowest 0 in February" in words


# Gaps


def test_rolling_years_step_by_months_where_they_come_monthly():
    def year_to(year, number):
        return Point(Period.year_to(year, number), Decimal(5), printed="5")

    filled = with_gaps([year_to(2020, 9), year_to(2020, 10), year_to(2021, 1)])
    assert [point.is_known for point in filled] == [True, True, False, False, True]
    yearly = with_gaps([year_to(2019, 9), year_to(2020, 9), year_to(2022, 9)])
    assert [point.is_known for point in yearly] == [True, True, False, True]


def test_unlike_double_and_far_apart_periods_are_refused():
    with pytest.raises(ValueError, match="unlike"):
        with_gaps([month(1, 5), Point(Period.financial_year(2025))])
    with pytest.raises(ValueError, match="twice"):
        with_gaps([month(1, 5), month(1, 6)])
    with pytest.raises(ValueError, match="More than 400"):
        with_gaps([Point(Period.month(1950, 1)), Point(Period.month(2025, 1))])
    with pytest.raises(ValueError, match="too many"):
        Chart(
            "x",
            "y",
            "z",
            tuple(Point(Period.month(1990 + n // 12, n % 12 + 1)) for n in range(401)),
        )


def test_long_series_label_only_what_fits():
    points, period = [], Period.month(2013, 12)
    for number in range(140):
        points.append(Point(period, Decimal(number + 1), printed=str(number)))
        period = period.next()
    for size, most in (("wide", 14), ("narrow", 6)):
        shown = specification(chart(*points), size)["encoding"]["x"]["axis"]["values"]
        assert 2 <= len(shown) <= most
    assert "point" not in [la["mark"]["type"] for la in specification(chart(*points))["layer"]][:-2]


def test_a_series_of_nothing_but_zeros_has_a_scale():
    spec = specification(chart(month(1, 0), month(2, 0)))
    assert spec["encoding"]["y"]["scale"]["domain"] == [0, 1]
