"""Which population a rate divides by, and which periods a series has."""

from dataclasses import dataclass
from datetime import date

import pytest

from csp_analytics.period import Kind, Period
from goldenthread.indicators import rules


@dataclass
class Population:
    period_end: date | None


OF_2019, OF_2021, OF_2023 = (
    Population(date(2019, 6, 30)),
    Population(date(2021, 3, 21)),
    Population(date(2023, 6, 30)),
)
EVERY = [OF_2023, OF_2019, Population(None), OF_2021]


@pytest.mark.parametrize(
    ("period", "chosen"),
    [
        ("June 2025", OF_2023),
        ("January 2023", OF_2023),  # the year is not later, though the day is
        ("December 2022", OF_2021),
        ("2020/21", OF_2021),
        ("2019/20", OF_2019),
        ("October 2018", OF_2019),  # all are later: the earliest, and the page says so
    ],
)
def test_a_rate_divides_by_the_latest_population_of_no_later_year(
    period: str, chosen: Population
) -> None:
    assert rules.choose_population(EVERY, Period.parse(period)) is chosen


def test_without_any_population_there_is_none() -> None:
    assert rules.choose_population([], Period.parse("2025")) is None
    assert rules.choose_population([Population(None)], Period.parse("2025")) is None


@pytest.mark.parametrize(
    ("kind", "printed"),
    [
        (Kind.MONTH, ["November 2024", "December 2024", "January 2025"]),
        (Kind.QUARTER, ["Q3 2024/25", "Q4 2024/25"]),
        (Kind.CALENDAR_QUARTER, ["Q4 2024", "Q1 2025"]),
        (Kind.CALENDAR_YEAR, ["2024", "2025"]),
        (Kind.FINANCIAL_YEAR, ["2024/25"]),
        (
            Kind.YEAR_TO_MONTH,
            [
                "12 months to November 2024",
                "12 months to December 2024",
                "12 months to January 2025",
            ],
        ),
    ],
)
def test_periods_cover_the_days_from_first_to_last(kind: Kind, printed: list[str]) -> None:
    found = rules.periods_between(date(2024, 11, 5), date(2025, 1, 2), kind)
    assert [str(one) for one in found] == printed


def test_quarters_of_every_month_are_those_of_the_financial_year() -> None:
    found = rules.periods_between(date(2024, 1, 1), date(2024, 12, 31), Kind.QUARTER)
    assert [str(one) for one in found] == ["Q4 2023/24", "Q1 2024/25", "Q2 2024/25", "Q3 2024/25"]


def test_a_series_of_spans_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="A series of spans cannot be made"):
        rules.periods_between(date(2024, 1, 1), date(2024, 2, 1), Kind.SPAN)


def test_only_what_is_provisional_is_not_firm() -> None:
    assert [one for one in rules.Status if not rules.is_firm(one)] == [rules.Status.PROVISIONAL]


def test_a_document_has_a_series_of_its_own() -> None:
    assert rules.series_of_document("002") == "document-002"
    assert "(line 20)" in rules.printed_twice("33,718", "20")


@pytest.mark.parametrize(
    ("text", "day", "words"),
    [
        ("", None, ""),
        (" 2025-06-30 ", date(2025, 6, 30), ""),
        ("30/06/2025", None, '"30/06/2025" is not a day'),
        ("2025-02-30", None, "is not a day"),
        ("2031-01-01", None, "1 January 2031 is still to come"),
        ("1066-10-14", None, "Nothing here was known in 1066"),
    ],
)
def test_the_day_of_an_as_of_view(text, day, words):
    found, said = rules.read_day(text, date(2026, 11, 21))
    assert found == day
    assert (words in said) if words else said == ""
