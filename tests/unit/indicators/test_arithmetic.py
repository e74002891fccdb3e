# ruff: noqa: RUF001 - signs of arithmetic as people write them
"""The sum behind a figure, as it is shown to be done again."""

from decimal import Decimal

from csp_analytics.period import Period
from goldenthread.indicators import figures
from goldenthread.indicators.arithmetic import steps_of
from goldenthread.indicators.models import IndicatorDefinition, Observation, Series
from goldenthread.places.models import Area

AREA = Area(code="E06000047", name="County Durham")
MAY = Period.month(2025, 5)


def counted(measure, *counts, per=None, people=None, out_of=None):
    of = IndicatorDefinition(id="x", name="X", unit="crimes", measure=measure, per=per)
    rows = [Observation(count=Decimal(n), denominator=out_of, status="final") for n in counts]
    population = Observation(count=Decimal(people)) if people else None
    return figures.counted(of, AREA, MAY, rows, population=population)


def test_a_rate_is_added_divided_and_given_byars_limits():
    steps = dict(steps_of(counted("rate", 40, 25, per=1000, people=10_000)))
    assert steps["Added up"] == "40 + 25 = 65"
    assert steps["Divided and multiplied"] == "65 ÷ 10,000 × 1,000 = 6.5000, printed as 6.5"
    assert steps["Lower limit"].startswith("65 × (1 − 1 ÷ (9 × 65) − 1.959964 ÷ (3 × √65))³ ÷")
    # Byar's limits for 65 events are 50.163 and 82.849
    assert "= 5.0163, printed as 5.0" in steps["Lower limit"]
    assert "= 8.2849, printed as 8.3" in steps["Upper limit"]


def test_few_events_name_the_exact_limits():
    steps = dict(steps_of(counted("count", 4)))
    assert steps == {
        "Limits": "Half of the 2.5% point of chi-square with 8 degrees of freedom, and half of its "
        "97.5% point with 10: 1 to 10"
    }


def test_a_count_is_not_divided():
    steps = dict(steps_of(counted("count", 40, 25)))
    assert "Divided and multiplied" not in steps
    assert steps["Upper limit"].startswith("66 × (1 − 1 ÷ (9 × 66) + 1.959964 ÷ (3 × √66))³ =")


def test_a_share_names_wilsons_limits():
    steps = dict(steps_of(counted("percent", 54, out_of=Decimal(100))))
    assert steps["Divided and multiplied"] == "54 ÷ 100 × 100 = 54.0000, printed as 54.0%"
    assert steps["Limits"].startswith("Wilson's score limits of the share p = 54 ÷ 100 among")


def test_what_a_document_prints_has_no_sum():
    of = IndicatorDefinition(id="x", name="X", measure="count")
    row = Observation(value=Decimal(5), as_printed="5", series=Series(key="document-002"))
    row.area = AREA
    assert steps_of(figures.printed(of, row)) == []
    assert steps_of(figures.none(of, AREA, MAY, "No data.")) == []
