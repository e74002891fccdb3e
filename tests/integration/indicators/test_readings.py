"""Figures as people may see them: added up, divided, limited, compared, and told when missing."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from csp_analytics.period import Kind, Period
from goldenthread.commands import CannotDo
from goldenthread.indicators import tracing
from goldenthread.indicators.changes import Observed, record_observations, revise
from goldenthread.indicators.models import Observation
from goldenthread.indicators.queries import definition, latest
from goldenthread.indicators.readings import Lag, Readings
from goldenthread.sources import changes as sources
from goldenthread.sources.models import Source
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
COUNTY = "E06000047"
P = Period.parse


@pytest.fixture
def release(durham):
    one = sources.Received(1, "a.csv", "a" * 64, "a" * 64, 1, 1)
    return sources.receive([one], partnership=durham, by=None, title="A release",
                           source=Source.objects.get(pk="police_street"))  # fmt: skip


@pytest.fixture
def put(durham, release):
    """Record numbers: put("asb_incidents", "June 2025", count=5)."""

    def record(indicator: str, period: str | None, *, at: datetime | None = None, **more):
        one = Observed(indicator=indicator, area=more.pop("area", COUNTY),
                       period=P(period) if period else None, **more)  # fmt: skip
        given = None if one.document else release
        return record_observations([one], partnership=durham, by=None, release=given, at=at)[0]

    return record


@pytest.fixture
def read(durham):
    """Read figures of one indicator: read("asb_rate_10000").figure(…)."""

    def load(*indicators: str, by=None, as_of: date | None = None) -> Readings:
        return Readings.load(durham, by=by, indicators=indicators, areas=[COUNTY], as_of=as_of)

    return load


def test_a_rate_adds_months_up_and_divides_by_residents(put, read) -> None:
    for month, count in (("April 2025", 1077), ("May 2025", 1112), ("June 2025", 1021)):
        put("asb_incidents", month, count=count)
    put("population", "30 June 2023", count=532_182)
    figure = read("asb_rate_10000").figure("asb_rate_10000", COUNTY, P("Q1 2025/26"))
    assert (figure.said, figure.lower, figure.upper) == (
        "60.3 per 10,000 residents",
        "58.2",
        "62.4",
    )
    assert (figure.count, figure.denominator, figure.method) == (
        3210, 532_182, "Byar's limits, 95%",
    )  # fmt: skip
    assert (figure.limits_name, figure.status, figure.is_known) == ("95% limits", "final", True)
    assert len(figure.observations) == 3


def test_few_events_get_exact_limits(put, read) -> None:
    put("asb_incidents", "June 2025", count=4)
    figure = read("asb_incidents").figure("asb_incidents", COUNTY, P("June 2025"))
    assert (figure.said, figure.method) == ("4 incidents", "exact Poisson limits, 95%")
    assert float(figure.low) == pytest.approx(1.0899, abs=1e-4)  # exact limits for 4 events
    assert float(figure.high) == pytest.approx(10.2416, abs=1e-4)


def test_a_missing_month_is_missing_and_never_nothing(put, read) -> None:
    put("asb_incidents", "April 2025", count=0)
    put("asb_incidents", "June 2025", count=3)
    found = read("asb_incidents")
    quarter = found.figure("asb_incidents", COUNTY, P("Q1 2025/26"))
    assert (quarter.value, quarter.said, quarter.text) == (None, "Missing: May 2025.", "")
    assert quarter.missing == (P("May 2025"),)
    assert quarter.trace_url == ""
    months = found.over_time("asb_incidents", COUNTY)
    assert [one.value for one in months] == [0, None, 3]
    assert found.figure("asb_incidents", COUNTY, P("3 May 2025")).said == "No data for 3 May 2025."


def test_a_quarter_that_was_returned_whole_needs_no_months(put, read) -> None:
    put("asb_incidents", "Q1 2025/26", count=90)
    assert read("asb_incidents").figure("asb_incidents", COUNTY, P("Q1 2025/26")).count == 90


def test_without_residents_there_is_no_rate(put, read) -> None:
    put("asb_incidents", "June 2025", count=4)
    figure = read("asb_rate_10000").figure("asb_rate_10000", COUNTY, P("June 2025"))
    assert figure.why_none == "No population is known for County Durham, so no rate can be told."


def test_a_later_population_is_used_only_where_none_is_earlier_and_said(put, read) -> None:
    put("asb_incidents", "October 2018", count=100)
    put("population", "30 June 2019", count=530_094, flag="Before the census.")
    figure = read("asb_rate_10000").figure("asb_rate_10000", COUNTY, P("October 2018"))
    assert figure.cautions == (
        "Before the census.",
        "Divided by the population of 30 June 2019, which is later than October 2018: "
        "none is earlier.",
    )


def test_young_people_are_divided_by_young_people(put, read) -> None:
    put("population", "30 June 2023", count=532_182)
    put("population", "30 June 2023", count=47_966, breakdown="aged 10 to 17")
    put("first_time_entrants_rate_100000", "2024/25", count=96)
    name = "first_time_entrants_rate_100000"
    figure = read(name).figure(name, COUNTY, P("2024/25"))
    assert figure.said == "200.1 per 100,000 residents aged 10 to 17"


def test_a_percentage_has_wilsons_limits(put, read) -> None:
    put("vcas_felt_safer_percent", "2024/25", count=81, denominator=263)
    figure = read("vcas_felt_safer_percent").figure("vcas_felt_safer_percent", COUNTY, P("2024/25"))
    # Newcombe (1998), 81 of 263: 0.2553 to 0.3662
    assert (figure.said, figure.lower, figure.upper) == ("30.8%", "25.5%", "36.6%")
    assert figure.method == "Wilson's limits, 95%"


def test_a_return_that_states_the_value_alone_has_no_limits_but_its_own(put, read) -> None:
    put("unsafe_walking_percent", "2024/25", value=Decimal("12.3"), lower=11, upper=14)
    figure = read("unsafe_walking_percent").figure("unsafe_walking_percent", COUNTY, P("2024/25"))
    assert (figure.said, figure.lower, figure.upper) == ("12.3%", "11.0", "14.0")
    assert figure.method == "as returned"


def test_what_a_document_prints_stands_where_there_is_no_data(put, read) -> None:
    put("asb_rate_1000", "2019/20", value=53, as_printed="53", qualifier="around",
        document="002", lines=("356",))  # fmt: skip
    found = read("asb_rate_1000")
    figure = found.figure("asb_rate_1000", COUNTY, P("2019/20"))
    assert (figure.said, figure.is_printed, figure.method) == (
        "around 53 per 1,000 people", True, "as printed",
    )  # fmt: skip
    assert figure.lower is None
    assert figure.limits_name == ""
    assert found.printed("asb_rate_1000") == found.printed("asb_rate_1000", COUNTY) == (figure,)
    assert found.printed("asb_rate_1000", "E06000005") == ()
    assert "series=document-002" in figure.trace_url
    put("asb_rate_1000", "2019/20", count=5, denominator=100)
    assert not read("asb_rate_1000").figure("asb_rate_1000", COUNTY, P("2019/20")).is_printed


def test_a_word_of_doubt_is_not_said_twice(put, read) -> None:
    put("crime_count", None, value=51_000, as_printed="Around 51,000", qualifier="around",
        document="002")  # fmt: skip
    (figure,) = read("crime_count").printed("crime_count")
    assert figure.said == "Around 51,000 crimes"
    assert "/undated/" in figure.trace_url


def test_a_suppressed_figure_is_said_to_be_held_back(put, read) -> None:
    put("unsafe_walking_percent", "2024/25", status="suppressed")
    figure = read("unsafe_walking_percent").figure("unsafe_walking_percent", COUNTY, P("2024/25"))
    assert figure.suppressed
    assert figure.said == "Not shown: fewer than 5"


def test_the_public_does_not_see_what_is_provisional(durham, put, read) -> None:
    put("asb_incidents", "June 2025", count=3, status="provisional")
    public = UserFactory()
    analyst = UserFactory(roles=["analyst"], partnership=durham)

    def seen(by):
        return read("asb_incidents", by=by).figure("asb_incidents", COUNTY, P("June 2025"))

    assert seen(public).value is None
    assert (seen(analyst).value, seen(analyst).status) == (3, "provisional")
    row = latest(durham, by=None, indicators=["asb_incidents"])[0]
    assert tracing.history(row, by=public) == []
    assert tracing.history(row, by=analyst) == [row]


def test_what_was_known_on_a_day_can_be_told_again(durham, put, read, release) -> None:
    first, then = (timezone.make_aware(datetime(2025, month, 1, 12)) for month in (8, 9))  # noqa: DTZ001
    row = put("asb_incidents", "June 2025", count=3, at=first)
    analyst = UserFactory(roles=["analyst"], partnership=durham)
    new = revise(row, by=analyst, why="x", count=Decimal(4))
    Observation.objects.of(durham).filter(pk=new.pk).update(recorded_at=then)

    def known(day: date | None):
        found = read("asb_incidents", as_of=day)
        return found.figure("asb_incidents", COUNTY, P("June 2025")).value

    days = (date(2025, 7, 31), date(2025, 8, 1), date(2025, 9, 1), None)
    assert [known(day) for day in days] == [None, 3, 4, 4]
    figure = read("asb_incidents", as_of=date(2025, 8, 1)).figure(
        "asb_incidents", COUNTY, P("June 2025")
    )
    assert "as_of=2025-08-01" in figure.trace_url
    sources.withdraw(release, why="x", by=None)
    assert known(None) is None
    assert known(date(2025, 9, 1)) == 4  # it stood then


def test_a_figure_of_nothing_firm_is_as_firm_as_its_least_part(put, read) -> None:
    for month, status in (
        ("April 2025", "final"),
        ("May 2025", "revised"),
        ("June 2025", "estimated"),
    ):
        put("asb_incidents", month, count=1, status=status)
    figure = read("asb_incidents").figure("asb_incidents", COUNTY, P("Q1 2025/26"))
    assert figure.status == "estimated"


def test_a_change_is_said_with_whether_it_is_real(put, read) -> None:
    put("crime_count", "2023/24", count=13_528)
    put("crime_count", "2024/25", count=12_017)
    changed = read("crime_count").change("crime_count", COUNTY, P("2024/25"), P("2023/24"))
    assert changed.sentence == (
        "fell by 11.2%, from 13,528 to 12,017. This is more than chance would give."
    )
    assert (changed.is_real, changed.is_better, changed.direction) == (True, True, "fell")
    assert changed.is_known


def test_a_small_change_can_be_chance_and_is_not_judged(put, read) -> None:
    put("crime_count", "2023/24", count=100)
    put("crime_count", "2024/25", count=110)
    changed = read("crime_count").change("crime_count", COUNTY, P("2023/24"), P("2024/25"))
    assert changed.sentence.endswith("A change of this size can be chance alone.")
    assert (changed.is_real, changed.is_better) == (False, None)


def test_a_rise_of_what_is_better_neither_way_is_not_judged(put, read) -> None:
    put("asb_incidents", "2023/24", count=100)
    put("asb_incidents", "2024/25", count=1000)
    changed = read("asb_incidents").change("asb_incidents", COUNTY, P("2023/24"), P("2024/25"))
    assert (changed.is_real, changed.is_better) == (True, None)


def test_printed_figures_cannot_be_tested(put, read) -> None:
    for year, value in (("2018/19", 50), ("2019/20", 53)):
        put("unsafe_walking_percent", year, value=value, document="002", as_printed=f"{value}%")
    changed = read("unsafe_walking_percent").change(
        "unsafe_walking_percent", COUNTY, P("2018/19"), P("2019/20")
    )
    assert changed.is_real is None
    assert "cannot be told from printed figures" in changed.sentence


def test_from_nothing_to_something_has_no_percentage(put, read) -> None:
    put("crime_count", "May 2025", count=0)
    put("crime_count", "June 2025", count=9)
    found = read("crime_count")
    changed = found.change("crime_count", COUNTY, P("May 2025"), P("June 2025"))
    assert changed.sentence == "rose, from 0 to 9. This is more than chance would give."
    same = found.change("crime_count", COUNTY, P("June 2025"), P("June 2025"))
    assert same.sentence == "stayed at 9."


def test_a_change_from_a_missing_period_says_which(put, read) -> None:
    put("crime_count", "June 2025", count=9)
    put("crime_count", "April 2025", count=9)
    changed = read("crime_count").change("crime_count", COUNTY, P("May 2025"), P("June 2025"))
    assert (changed.sentence, changed.direction) == ("cannot be compared: missing: May 2025.", "")
    assert changed.percent is None
    assert not changed.is_known


def test_only_like_is_compared_with_like(put, read) -> None:
    put("crime_count", "June 2025", count=9)
    with pytest.raises(CannotDo):
        read("crime_count").change("crime_count", COUNTY, P("June 2025"), P("2024/25"))


def test_a_change_across_the_census_is_cautioned_and_cuts_the_line(put, read) -> None:
    put("population", "30 June 2020", count=533_149)
    put("population", "21 March 2021", count=522_069, status="break")
    put("asb_incidents", "December 2020", count=1_000)
    put("asb_incidents", "January 2021", count=1_000)
    found = read("asb_rate_10000")
    changed = found.change("asb_rate_10000", COUNTY, P("December 2020"), P("January 2021"))
    assert "made in different ways" in changed.cautions[-1]
    chart = found.chart("asb_rate_10000", COUNTY)
    assert [str(one.at) for one in chart.breaks] == ["January 2021"]
    assert [point.printed for point in chart.points] == [
        "18.8",
        "19.2",
    ]  # fmt: skip


def test_a_chart_of_counts_shows_what_is_missing(put, read) -> None:
    put("asb_incidents", "April 2025", count=5)
    put("asb_incidents", "June 2025", count=6)
    chart = read("asb_incidents").chart("asb_incidents", COUNTY)
    assert [point.status for point in chart.points] == ["final", "missing", "final"]
    assert (chart.breaks, chart.unit) == ((), "incidents")


def test_the_newest_figure_and_how_old_it_is(put, read) -> None:
    found = read("asb_incidents")
    assert found.newest("asb_incidents", COUNTY) is None
    assert found.lag("asb_incidents", COUNTY, date(2025, 8, 1)) is None
    put("asb_incidents", "June 2025", count=6)
    found = read("asb_incidents")
    assert found.newest("asb_incidents", COUNTY).value == 6
    assert found.lag("asb_incidents", COUNTY, date(2025, 8, 1)) == Lag(P("June 2025"), 32)


def test_residents_have_no_limits(put, read) -> None:
    put("population", "30 June 2023", count=532_182)
    figure = read("population").figure("population", COUNTY, P("30 June 2023"))
    assert (figure.said, figure.lower, figure.method) == (
        "532,182 people", None, "no limits: counted, not sampled",
    )  # fmt: skip


def test_a_rate_from_nothing_known_before_is_not_tested(put, read) -> None:
    put("population", "30 June 2023", count=532_182)
    put("asb_incidents", "June 2025", count=9)
    changed = read("asb_rate_10000").change("asb_rate_10000", COUNTY, P("May 2025"), P("June 2025"))
    assert (changed.test, changed.percent) == (None, None)


def test_percentages_of_people_are_not_tested_as_counts(put, read) -> None:
    put("vcas_felt_safer_percent", "2023/24", count=81, denominator=263)
    put("vcas_felt_safer_percent", "2024/25", count=90, denominator=263)
    name = "vcas_felt_safer_percent"
    assert read(name).change(name, COUNTY, P("2023/24"), P("2024/25")).test is None


def test_what_was_not_read_is_named_with_the_nearest(read) -> None:
    found = read("asb_incidents")
    with pytest.raises(CannotDo, match='Did you mean "asb_incidents"'):
        found.figure("asb_incident", COUNTY, P("2025"))
    with pytest.raises(CannotDo, match='No area "E06000005" was read'):
        found.figure("asb_incidents", "E06000005", P("2025"))
    with pytest.raises(CannotDo, match='No indicator is declared as "asb_rate"'):
        definition("asb_rate")
    assert definition("asb_rate_10000").per == 10_000


def test_all_figures_of_a_page_take_three_queries(put, durham, django_assert_num_queries) -> None:
    put("asb_incidents", "June 2025", count=6)
    put("population", "30 June 2023", count=532_182)
    wanted = ["asb_rate_10000", "asb_incidents", "crime_rate_1000", "theft_rate_1000"]
    with django_assert_num_queries(3):
        found = Readings.load(durham, by=None, indicators=wanted, areas=[COUNTY])
        for one in wanted:
            found.figure(one, COUNTY, P("June 2025"))
            found.over_time(one, COUNTY, Kind.QUARTER)
            found.chart(one, COUNTY)
    figure = found.figure("asb_rate_10000", COUNTY, P("June 2025"))
    assert not figure.is_invented
    assert figure.name == "Anti-social behaviour incidents per 10,000 people"
    with django_assert_num_queries(1):
        trace = tracing.trace(figure)
    assert [step.role for step in trace.steps] == ["counted", "divided by"]


def test_a_printed_figure_traces_to_its_document(put, read) -> None:
    put("crime_count", "2019/20", value=51_000, document="002", lines=("352",))
    figure = read("crime_count").figure("crime_count", COUNTY, P("2019/20"))
    trace = tracing.trace(figure)
    assert trace.releases == ()
    assert (trace.steps[0].observation.document, trace.steps[0].file) == ("002", None)
    assert tracing.rows_of(figure.observations[0]).why_none == "No file is known for this."


def test_a_count_that_came_as_a_table_has_no_rows_to_show(put, read) -> None:
    row = put("asb_incidents", "June 2025", count=6, file=1)
    assert "Load the published file" in tracing.rows_of(row).why_none
