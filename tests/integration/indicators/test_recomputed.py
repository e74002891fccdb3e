"""Every published figure again, from the files, by another way: pandas and SciPy."""

import gzip
import hashlib
import importlib.util
import re
from pathlib import Path

import pandas as pd
import pytest
from scipy.stats import chi2

from csp_analytics.period import Kind, Period
from goldenthread.accounts.models import Partnership
from goldenthread.indicators import ingesting, loading, tabulating
from goldenthread.indicators.models import Observation
from goldenthread.indicators.readings import Readings
from tests.conftest import HOME

pytestmark = pytest.mark.django_db
COUNTY, DARLINGTON, FORCE = "E06000047", "E06000005", "E23000008"
EVIDENCE = HOME / "definitions" / "evidence"


@pytest.fixture(scope="module")
def rows(shared: Path) -> pd.DataFrame:
    """Every row of the Durham files, with the district its LSOA code lies in."""
    files = sorted((shared / "data" / "police_street").glob("*-durham-street.csv.gz"))
    every = pd.concat([pd.read_csv(path, dtype=str) for path in files])
    return every.assign(district=every["LSOA code"].map(district_of(shared)))


def district_of(shared: Path) -> dict[str, str]:
    """Map LSOA codes of both vintages straight from the public lookups."""
    lookups = shared / "data" / "lookups"
    new = pd.read_csv(lookups / "oa21_lsoa21_msoa21_lad_pcon24_region_ew.csv.gz", dtype=str)
    old = pd.read_csv(lookups / "lsoa11_msoa11_lad_region_policeforce_ew.csv.gz", dtype=str)
    return dict(zip(old["LSOA Code"], old["Local authority code"], strict=True)) | dict(
        zip(new["lsoa_code"], new["la_code"], strict=True)
    )


def monthly(rows: pd.DataFrame, area: str) -> dict[tuple[str, str], int]:
    """Count by month and crime type as published, "all" for every crime: IDs once, ASB by row."""
    mine = rows if area == FORCE else rows[rows["district"] == area]
    counts = {}
    for (month, crime_type), group in mine.groupby(["Month", "Crime type"]):
        is_asb = crime_type == "Anti-social behaviour"
        ids = group["Crime ID"]
        counts[month, crime_type] = len(group) if is_asb else ids.nunique() + int(ids.isna().sum())
    for month, group in mine[mine["Crime type"] != "Anti-social behaviour"].groupby("Month"):
        ids = group["Crime ID"]
        counts[month, "all"] = ids.nunique() + int(ids.isna().sum())
    return counts


def byar(events: int) -> tuple[float, float]:
    """Byar's limits; below 10 the exact ones."""
    z = 1.959963984540054
    if events < 10:
        lower = chi2.ppf(0.025, 2 * events) / 2 if events else 0.0
        return lower, chi2.ppf(0.975, 2 * events + 2) / 2
    up = events + 1
    return (
        events * (1 - 1 / (9 * events) - z / (3 * events**0.5)) ** 3,
        up * (1 - 1 / (9 * up) + z / (3 * up**0.5)) ** 3,
    )


@pytest.fixture
def read(durham: Partnership) -> Readings:
    """What ships, without any file."""
    loading.load_evidence(durham)
    wanted = ["asb_rate_10000", "crime_rate_1000", "asb_incidents", "crime_count"]
    return Readings.load(durham, by=None, indicators=wanted, areas=[COUNTY, DARLINGTON, FORCE])


@pytest.mark.parametrize("area", [COUNTY, DARLINGTON, FORCE])
def test_every_shipped_count_is_that_of_the_files(read, rows, area) -> None:
    expected = monthly(rows, area)
    months = sorted({month for month, _ in expected})
    assert len(months) == 13
    for month in months:
        period = Period.from_iso_month(month)
        figure = read.figure("asb_incidents", area, period)
        assert figure.count == expected[month, "Anti-social behaviour"]
        assert read.figure("crime_count", area, period).count == expected[month, "all"]
    source = ingesting.declaring.source("police_street")
    for (month, name), count in expected.items():
        if name not in {"all", "Anti-social behaviour"}:
            figure = read.figure("crime_count", area, Period.from_iso_month(month),
                                 source.categories[name])  # fmt: skip
            assert figure.count == count


@pytest.mark.parametrize(
    ("indicator", "per"), [("asb_rate_10000", 10_000), ("crime_rate_1000", 1_000)]
)
def test_monthly_rates_and_limits_are_those_computed_by_hand(read, rows, indicator, per) -> None:
    people = {"2018": 530_094, "2024": 532_182, "2025": 532_182}
    expected = monthly(rows, COUNTY)
    kind = "Anti-social behaviour" if indicator.startswith("asb") else "all"
    for (month, name), events in expected.items():
        if name != kind:
            continue
        figure = read.figure(indicator, COUNTY, Period.from_iso_month(month))
        scale = per / people[month[:4]]
        lower, upper = byar(events)
        assert float(figure.value) == pytest.approx(events * scale, rel=1e-12)
        assert float(figure.low) == pytest.approx(lower * scale, rel=1e-9)
        assert float(figure.high) == pytest.approx(upper * scale, rel=1e-9)


def test_the_eight_months_of_2025_at_hand(read) -> None:
    # All of 2025 has 48,409 crime rows, 48,400 crimes and 11,540 ASB rows in County Durham; the
    # files at hand end with August: 31,850 rows, 31,841 crimes (9 rows repeat an ID), 7,972 ASB.
    span = Period.parse("January to August 2025")
    assert read.figure("crime_count", COUNTY, span).count == 31_841
    assert read.figure("asb_incidents", COUNTY, span).count == 7_972
    assert read.figure("crime_count", FORCE, span).count == 39_175
    assert read.figure("asb_incidents", FORCE, span).count == 10_255
    whole = read.figure("crime_count", COUNTY, Period.parse("2025"))
    assert whole.value is None
    assert [one.short for one in whole.missing] == ["Sep 2025", "Oct 2025", "Nov 2025", "Dec 2025"]


def test_the_repeated_ids_are_nine(rows) -> None:
    mine = rows[(rows["district"] == COUNTY) & rows["Month"].str.startswith("2025")]
    crimes = mine[mine["Crime type"] != "Anti-social behaviour"]
    assert (len(crimes), crimes["Crime ID"].nunique()) == (31_850, 31_841)


def test_the_shipped_table_is_made_anew_from_the_files(shared, tmp_path) -> None:
    made = tmp_path / "police_street_monthly.csv"
    files = sorted((shared / "data" / "police_street").glob("*-durham-street.csv.gz"))
    tabulating.write(files, made, today=pd.Timestamp("2026-01-01").date())
    assert made.read_text() == (EVIDENCE / made.name).read_text()
    declared = made.with_suffix(".yaml")
    assert declared.read_text() == (EVIDENCE / declared.name).read_text()
    for path in files:
        assert hashlib.sha256(path.read_bytes()).hexdigest() in declared.read_text()
        assert (
            hashlib.sha256(gzip.decompress(path.read_bytes())).hexdigest() in declared.read_text()
        )


def test_the_real_files_become_the_newer_version_and_agree(durham, read, shared) -> None:
    files = sorted((shared / "data" / "police_street").glob("*-durham-street.csv.gz"))
    done = ingesting.police_street(files, partnership=durham, by=None)
    assert (done.files, done.rows) == (13, 79_587)
    now = Readings.load(durham, by=None, indicators=["crime_rate_1000"], areas=[COUNTY])
    for figure in now.over_time("crime_rate_1000", COUNTY, Kind.MONTH):
        before = read.figure("crime_rate_1000", COUNTY, figure.period)
        assert (figure.text, figure.lower, figure.upper) == (
            before.text,
            before.lower,
            before.upper,
        )
        assert all(one.version == 2 and one.status == "final" for one in figure.observations)
    assert Observation.objects.of(durham).filter(version=3).count() == 0


def test_every_file_at_hand_can_be_loaded(durham, shared) -> None:
    done = ingesting.police_street([shared / "data" / "police_street"], partnership=durham, by=None)
    assert (done.files, done.rows) == (25, 222_733)


def test_the_shipped_populations_are_those_of_the_published_tables(shared) -> None:
    script = module(HOME / "scripts" / "declare_populations.py")
    made = list(script.populations(shared / "data" / "population"))
    kept = loading.declared.read(EVIDENCE / "populations.yaml", loading.PopulationsFile).populations
    assert [(str(one.on), one.sha256) for one in kept] == [
        (one["on"], one["sha256"]) for one in made
    ]
    for mine, theirs in zip(kept, made, strict=True):
        told = [(one.area, one.ages, int(one.value)) for one in mine.values]
        assert told == [(v["area"], v.get("ages", ""), v["value"]) for v in theirs["values"]]
    county = [int(v.value) for one in kept for v in one.values if v.area == COUNTY and not v.ages]
    assert county == [530_094, 533_149, 522_069, 532_182]


def test_the_invented_file_is_the_one_its_seed_gives() -> None:
    script = module(HOME / "scripts" / "invent_incidents.py")
    (path,) = (EVIDENCE / "invented").glob("*.csv")
    assert path.read_text(encoding="utf-8") == script.incidents()
    assert "invented" in path.name
    assert not re.search(r"\b[EW][0-9]{8}\b", script.incidents())


def test_the_invented_table_is_made_anew_from_the_invented_file(tmp_path) -> None:
    made = tmp_path / "exampleshire_invented_monthly.csv"
    tabulating.write([EVIDENCE / "invented"], made, today=pd.Timestamp("2026-01-01").date())
    assert made.read_text() == (EVIDENCE / made.name).read_text()
    assert (
        made.with_suffix(".yaml").read_text()
        == (EVIDENCE / made.with_suffix(".yaml").name).read_text()
    )


def module(path: Path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made
