"""How numbers are worded."""

from decimal import Decimal

import pytest

from csp_analytics.period import Period
from goldenthread.indicators import wording
from goldenthread.indicators.models import IndicatorDefinition, Observation


def indicator(measure: str, **more) -> IndicatorDefinition:
    return IndicatorDefinition(id="x", name="X", measure=measure, **more)


@pytest.mark.parametrize(
    ("made", "unit"),
    [
        (indicator("count", unit="crimes"), "crimes"),
        (
            indicator("rate", per=10_000, denominator={"dataset": "population"}),
            "per 10,000 residents",
        ),
        (indicator("rate", per=1_000, of="homes"), "per 1,000 homes"),
        (
            indicator("rate", per=100_000, denominator={"dataset": "population", "ages": "10-17"}),
            "per 100,000 residents aged 10 to 17",
        ),
        (indicator("percent", unit="%"), ""),
        (indicator("money", unit="£"), ""),
        (indicator("duration", unit="minutes"), "minutes"),
        (indicator("score", unit="%"), ""),
    ],
)
def test_the_unit_follows_the_number(made: IndicatorDefinition, unit: str) -> None:
    assert wording.unit(made) == unit


@pytest.mark.parametrize(
    ("measure", "value", "printed"),
    [
        ("count", "1234", "1,234"),
        ("count", "10.5", "10.5"),
        ("rate", "32.45", "32.5"),
        ("rate", "0.456", "0.46"),
        ("rate", "0", "0.0"),
        ("percent", "12.25", "12.3"),
        ("score", "4.01", "4.01"),
        ("score", "3", "3"),
    ],
)
def test_numbers_are_printed_as_finely_as_their_kind(measure, value, printed) -> None:
    number = Decimal(value)
    assert wording.number(number, wording.decimals_of(indicator(measure), number)) == printed


def test_no_number_prints_as_nothing() -> None:
    assert wording.number(None, wording.decimals_of(indicator("count"), None)) == ""


@pytest.mark.parametrize(
    ("measure", "printed", "value", "text"),
    [
        ("percent", "54", 54, "54%"),
        ("percent", "54%", 54, "54%"),
        ("percent", "half", 50, "half"),
        ("change_percent", "+27", 27, "+27%"),
        ("money", "89", 89, "£89"),
        ("money", "£89m", 89_000_000, "£89m"),
        ("count", "51,000", 51_000, "51,000"),
        ("count", "", 51_000, "51,000"),
    ],
)
def test_what_a_document_prints_stands_as_printed(measure, printed, value, text) -> None:
    row = Observation(as_printed=printed, value=Decimal(value))
    assert wording.as_printed(row, indicator(measure)) == text


def test_missing_months_are_named_and_many_are_counted() -> None:
    months = Period.parse("2025").months()
    assert wording.missing(months[:1]) == "Missing: January 2025."
    assert wording.missing(months[:2]) == "Missing: January 2025 and February 2025."
    assert wording.missing(months).endswith("June 2025 and 6 more months.")
    assert wording.no_data(None) == "No data."
