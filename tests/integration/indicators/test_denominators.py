"""What a rate divides by: residents, households, or what came with the counts, such as clients."""

import pytest

from csp_analytics.period import Period
from goldenthread import declared
from goldenthread.accounts.models import Partnership
from goldenthread.indicators import loading
from goldenthread.indicators.changes import Observed, record_observations
from goldenthread.indicators.declaring import DeclaredIndicator
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.indicators.readings import Readings
from goldenthread.indicators.returns.reading import wanted
from goldenthread.sources import changes as sources
from goldenthread.sources.models import Source

pytestmark = pytest.mark.django_db
COUNTY = "E06000047"
YEAR = Period.parse("2023/24")
TOLD = """\
id: {id}
name: {name}
unit: {unit}
measure: rate
per: 1000
of: {of}
counts: {name}
numerator: {{text: {name}}}
denominator: {denominator}
better: neither
why: Some services are owed to homes and not to people.
method: Rate with exact Poisson limits below 10 events, Byar's from 10.
written_by: analyst
checked_by: performance_lead
next_review: 2027-09-30
changes: []
"""
HOMES = {"id": "visits_1000_households", "name": "Home fire safety visits", "unit": "visits",
         "of": "households", "denominator": "{dataset: households}"}  # fmt: skip
CLIENTS = {"id": "safeguarded_1000_clients", "name": "Clients safeguarded", "unit": "clients",
           "of": "clients", "denominator": "{text: clients on the last day}"}  # fmt: skip


@pytest.fixture
def declare(settings, tmp_path):
    """Declare one more indicator, in a file, as everybody does."""

    def one(told: dict[str, str]) -> IndicatorDefinition:
        folder = tmp_path / "definitions"
        if not folder.exists():
            folder.mkdir()
            for path in settings.DEFINITIONS_DIR.iterdir():
                if path.name != "indicators":
                    (folder / path.name).symlink_to(path)
            (folder / "indicators").mkdir()
            for path in (settings.DEFINITIONS_DIR / "indicators").iterdir():
                (folder / "indicators" / path.name).symlink_to(path)
            settings.DEFINITIONS_DIR = folder
        file = folder / "indicators" / f"{told['id']}.yaml"
        file.write_text(TOLD.format(**told))
        assert declared.read(file, DeclaredIndicator).id == told["id"]
        loading.load()
        return IndicatorDefinition.objects.get(pk=told["id"])

    return one


@pytest.fixture
def put(durham: Partnership):
    one = sources.Received(1, "a.csv", "a" * 64, "a" * 64, 1, 1)
    release = sources.receive([one], partnership=durham, by=None, title="A release",
                              source=Source.objects.get(pk="households"))  # fmt: skip

    def record(indicator: str, period: str, **more) -> None:
        row = Observed(indicator=indicator, area=COUNTY, period=Period.parse(period), **more)
        record_observations([row], partnership=durham, by=None, release=release)

    return record


def figure(durham: Partnership, id: str, period: Period = YEAR, *, plain: bool = False):
    found = Readings.load(durham, by=None, indicators=[id], areas=[COUNTY], plain=plain)
    return found.figure(id, COUNTY, period)


@pytest.mark.parametrize("plain", [True, False])
def test_a_rate_divides_by_households_where_it_says_so(declare, put, durham, plain) -> None:
    declare(HOMES)
    put(HOMES["id"], "2023/24", count=4_800)
    put("households", "21 March 2021", count=240_000, flag="Rounded to the nearest 100.")
    put("population", "30 June 2023", count=532_182)
    found = figure(durham, HOMES["id"], plain=plain)
    assert found.said == "20.0 per 1,000 households"
    assert (found.count, found.denominator) == (4_800, 240_000)
    # Byar's 95% limits for 4,800 events are 4,665.2 and 4,937.8; over 240 thousand households
    assert (found.lower, found.upper) == ("19.4", "20.6")
    assert found.cautions == ("Rounded to the nearest 100.",)
    assert found.denominators[0].series.definition_id == "households"


def test_without_households_there_is_no_rate_and_residents_never_stand_in(
    declare, put, durham
) -> None:
    declare(HOMES)
    put(HOMES["id"], "2023/24", count=4_800)
    put("population", "30 June 2023", count=532_182)
    found = figure(durham, HOMES["id"])
    assert not found.is_known
    assert (
        found.said == "No number of households is known for County Durham, so no rate can be told."
    )


def test_households_counted_later_are_said_to_be_later(declare, put, durham) -> None:
    declare(HOMES)
    put(HOMES["id"], "2018/19", count=480)
    put("households", "21 March 2021", count=240_000)
    found = figure(durham, HOMES["id"], Period.parse("2018/19"))
    assert found.cautions[-1] == (
        "Divided by the households of 21 March 2021, which is later than 2018/19: none is earlier."
    )


def test_households_are_counted_and_have_no_limits(put, durham) -> None:
    put("households", "21 March 2021", count=240_000)
    found = figure(durham, "households", Period.parse("21 March 2021"))
    assert (found.text, found.lower, found.method) == (
        "240,000", None, "no limits: counted, not sampled",
    )  # fmt: skip


def test_a_rate_of_clients_divides_by_those_sent_along(declare, put, durham) -> None:
    declare(CLIENTS)
    for quarter, count, clients in (("Q1 2023/24", 6, 300), ("Q2 2023/24", 9, 200)):
        put(CLIENTS["id"], quarter, count=count, denominator=clients)
    put("population", "30 June 2023", count=532_182)
    assert figure(durham, CLIENTS["id"], Period.parse("Q2 2023/24")).said == (
        "45.0 per 1,000 clients"
    )


def test_a_rate_of_clients_over_longer_adds_up_what_was_sent(declare, put, durham) -> None:
    declare(CLIENTS)
    for month, count, clients in (("April 2023", 6, 300), ("May 2023", 9, 200),
                                  ("June 2023", 5, 500)):  # fmt: skip
        put(CLIENTS["id"], month, count=count, denominator=clients)
    put("population", "30 June 2023", count=532_182)
    found = figure(durham, CLIENTS["id"], Period.parse("Q1 2023/24"))
    assert (found.said, found.count, found.denominator) == ("20.0 per 1,000 clients", 20, 1_000)


def test_clients_that_were_not_sent_are_not_made_up(declare, put, durham) -> None:
    declare(CLIENTS)
    put(CLIENTS["id"], "2023/24", count=20)
    put("population", "30 June 2023", count=532_182)
    assert figure(durham, CLIENTS["id"]).said == (
        "No number of clients is known for County Durham, so no rate can be told."
    )


def test_a_return_is_asked_for_clients_and_never_for_households(declare) -> None:
    homes, clients = wanted(declare(HOMES)), wanted(declare(CLIENTS))
    assert homes is not None
    assert clients is not None
    assert (homes.denominator, clients.denominator) == (False, True)
