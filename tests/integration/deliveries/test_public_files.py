"""Every public table at hand loads, and the counts that its README states come out."""

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from goldenthread.accounts.models import Partnership
from goldenthread.indicators.deliveries import taking
from goldenthread.indicators.models import Observation
from goldenthread.sources import declaring, lake
from goldenthread.sources.models import Release

pytestmark = pytest.mark.django_db

ROWS = {
    ("population_by_age", "population"): {
        "lad_mid2019_single_year_of_age_ew.csv.gz": 339,
        "lad_mid2023_single_year_of_age_uk.csv.gz": 360,
        "lsoa11_mid2020_single_year_of_age_north_east.csv.gz": 1334,
    },
    ("population_small_areas", "population"): {
        "lsoa11_mid2019_totals_ew.csv.gz": 34753,
        "lsoa11_mid2020_totals_ew.csv.gz": 34753,
        "lsoa21_census2021_population_ew.csv.gz": 35672,
    },
    ("census_population", "population"): {"lad_census2021_population_by_sex_ew.csv": 331},
    ("households", "population"): {"lad_census2021_households_ew.csv": 331},
    ("lookups", "lookups"): {
        "area_all_codes.csv": 462,
        "la_all_codes.csv": 415,
        "lad_csp_pfa_2021_ew.csv": 341,
        "lsoa11_msoa11_lad_region_policeforce_ew.csv.gz": 32844,
        "oa21_lsoa21_msoa21_lad_pcon24_region_ew.csv.gz": 188880,
        "utla_all_codes.csv": 218,
        "ward_all_codes.csv.gz": 15729,
    },
    ("deprivation_2019", "deprivation"): {
        "iod2019_file1_imd_lsoa11.csv.gz": 32844,
        "iod2019_file2_domains_lsoa11.csv.gz": 32844,
    },
    ("deprivation_2025_districts", "deprivation"): {"iod2025_lad.csv": 2960},
    ("stats19", "road_collisions"): {"stats19_collisions_2022_extract.csv.gz": 1049},
    ("recorded_crime", "recorded_crime"): {"prc_pfa_2017_18_q1_q3.csv.gz": 17301},
    ("recorded_crime_undated", "recorded_crime"): {
        "csp_acquisitive_robbery_offences_undated.csv.gz": 10429
    },
    ("offence_categories", "recorded_crime"): {"offence_to_police_uk_category.csv": 132},
    ("youth_justice", "youth_justice"): {
        "children_cautioned_or_sentenced_trafford_neighbours.csv": 242
    },
    ("police_outcomes", "police_format_samples"): {"2019-03-durham-outcomes-first-rows.csv": 11},
    ("police_stop_search", "police_format_samples"): {
        "2024-06-durham-stop-and-search-first-rows.csv": 14
    },
}


def load(source: str, path: Path, partnership: Partnership) -> taking.Taken:
    return taking.take(source, [path], partnership=partnership, by=None)


def ask(done: taking.Taken, file: int, query: str) -> list[tuple]:
    """Ask the lake for what stands in one file of a release."""
    assert done.release is not None
    path = next(lake.folder_of(done.release).glob(f"{file:05d}-*.parquet"))
    with duckdb.connect() as con:
        return con.execute(query.replace("ROWS", f"read_parquet('{path}')")).fetchall()


@pytest.mark.parametrize(("source", "folder"), ROWS, ids=lambda one: one)
def test_every_table_loads_with_the_rows_its_readme_states(durham, shared, source, folder):
    done = load(source, shared / folder, durham)
    files = {one.name: one.rows for one in done.release.files.all()}
    assert files == ROWS[source, folder]
    assert done.release.rows_in == sum(files.values())
    assert load(source, shared / folder, durham).release is None  # held already


def test_every_declared_table_is_tested_here():
    declared = {one.id for one in declaring.sources().values() if one.layouts}
    assert declared - {"police_street"} == {source for source, _ in ROWS}


@pytest.mark.parametrize(
    ("area", "on", "people", "young"),
    [
        ("E06000047", "2019-06-30", 530_094, 44_849),
        ("E06000005", "2019-06-30", 106_803, 10_147),
        ("E06000047", "2023-06-30", 532_182, None),
        ("E06000005", "2023-06-30", 110_562, None),
        ("E92000001", "2023-06-30", 57_690_323, None),
        ("E92000001", "2019-06-30", 56_286_961, 5_185_725),
        ("E12000001", "2019-06-30", 2_669_941, 233_603),
        ("E23000008", "2019-06-30", 636_897, 54_996),
    ],
)
def test_residents_are_what_the_readme_states(durham, shared, area, on, people, young):
    load("population_by_age", shared / "population", durham)
    found = dict(
        Observation.objects.of(durham)
        .filter(series__definition="population", area__code=area, period_start=on)
        .values_list("breakdown", "count")
    )
    assert found[""] == people
    if young is not None:
        assert found["aged 10 to 17"] == young


def test_a_merged_council_is_added_up_from_its_parts_and_says_so(durham, shared):
    load("population_by_age", shared / "population", durham)
    one = Observation.objects.of(durham).get(
        area__code="E06000060", period_start="2019-06-30", breakdown=""
    )
    assert "E07000004, E07000005, E07000006, E07000007" in one.flag
    now = Observation.objects.of(durham).get(
        area__code="E06000060", period_start="2023-06-30", breakdown=""
    )
    assert "Added up" not in now.flag
    somerset = Observation.objects.of(durham).filter(area__code="E06000066", breakdown="")
    assert somerset.count() == 2  # five parts in 2019, of which one was two before


def test_northern_ireland_is_left_out_of_the_lake_with_the_reason(durham, shared):
    done = load("population_by_age", shared / "population", durham)
    aside = done.release.set_aside.get(kept=False)
    assert aside.count == 10
    assert aside.column == "code"
    assert aside.sample.startswith("N09")
    assert "every district holds the same average" in aside.reason
    assert done.release.rows_in - done.release.rows_kept == 10


def test_households_are_a_denominator_of_their_own(durham, shared):
    load("households", shared / "population", durham)
    found = Observation.objects.of(durham).get(
        series__definition="households", area__code="E06000047"
    )
    assert (found.count, str(found.period)) == (Decimal(234_800), "21 March 2021")
    assert "nearest 100" in found.flag


def test_small_areas_add_up_to_what_the_readme_states(durham, shared):
    done = load("population_small_areas", shared / "population", durham)
    query = "SELECT sum(total_population) FROM ROWS WHERE area_name LIKE '{}%'"
    assert ask(done, 2, query.format("County Durham")) == [(533_149,)]
    assert ask(done, 2, query.format("Darlington")) == [(107_402,)]
    assert done.release.geography == "LSOA of 2011; LSOA of 2021"


def test_the_census_by_sex_holds_what_the_readme_states(durham, shared):
    done = load("census_population", shared / "population", durham)
    query = "SELECT total_population FROM ROWS WHERE area_code = 'E06000047'"
    assert ask(done, 1, query) == [(522_069,)]


def test_lookups_hold_what_the_readme_states(durham, shared):
    done = load("lookups", shared / "lookups", durham)
    number = {one.name: one.number for one in done.release.files.all()}
    csp = number["lad_csp_pfa_2021_ew.csv"]
    counts = 'count(DISTINCT lad_code), count(DISTINCT csp_code), count(DISTINCT "pfa21cd")'
    assert ask(done, csp, f"SELECT {counts} FROM ROWS") == [(331, 314, 43)]
    where = "SELECT csp_code, pfa21cd FROM ROWS WHERE lad_name = '{}'"
    assert ask(done, csp, where.format("County Durham")) == [("E22000365", "E23000008")]
    assert ask(done, csp, where.format("Darlington")) == [("E22000072", "E23000008")]
    many = "SELECT count(*) FROM ROWS WHERE csp_name = 'North Yorkshire'"
    assert ask(done, csp, many) == [(7,)]  # one partnership over several districts
    many = "SELECT count(*) FROM ROWS WHERE lad_name = 'North Northamptonshire'"
    assert ask(done, csp, many) == [(4,)]  # several partnerships in one district
    census = number["oa21_lsoa21_msoa21_lad_pcon24_region_ew.csv.gz"]
    people = "SELECT sum(population) FROM ROWS WHERE la_code = '{}'"
    assert ask(done, census, people.format("E06000047")) == [(522_027,)]
    assert ask(done, census, people.format("E06000005")) == [(107_815,)]
    old = number["lsoa11_msoa11_lad_region_policeforce_ew.csv.gz"]
    force = "SELECT local_authority_name, count(*) FROM ROWS WHERE police_force = 'Durham' "
    assert sorted(n for _, n in ask(done, old, force + "GROUP BY ALL")) == [65, 324]
    wards = "SELECT count(*) FROM ROWS WHERE ladcd = 'E06000047' AND sourcefile = 2016"
    assert ask(done, number["ward_all_codes.csv.gz"], wards) == [(63,)]


def test_deprivation_reads_thousands_commas_and_deciles(durham, shared):
    done = load("deprivation_2019", shared / "deprivation", durham)
    query = """SELECT imd_decile, count(*) FROM ROWS WHERE district_code = 'E06000047'
               GROUP BY ALL ORDER BY 1"""
    stated = [39, 69, 50, 41, 31, 22, 20, 17, 23, 12]
    for file in (1, 2):
        assert [n for _, n in ask(done, file, query)] == stated
    first = "SELECT imd_rank FROM ROWS WHERE lsoa_code = 'E01000001'"
    assert ask(done, 1, first) == ask(done, 2, first) == [(29_199,)]
    shared_ranks = """SELECT count(*) FROM
        (SELECT imd_rank FROM ROWS GROUP BY 1 HAVING count(*) = 2)"""
    assert ask(done, 1, shared_ranks) == [(26,)]
    assert done.release.geography == "LSOA of 2011"


def test_an_extract_of_collisions_is_kept_and_not_counted(durham, shared):
    done = load("stats19", shared / "road_collisions", durham)
    severity = "SELECT accident_severity, count(*) FROM ROWS GROUP BY ALL ORDER BY 1"
    assert ask(done, 1, severity) == [("1", 5), ("2", 152), ("3", 892)]
    span = 'SELECT min("date")::text, max("date")::text FROM ROWS'
    assert ask(done, 1, span) == [("2022-01-01", "2022-01-19")]
    missing = "SELECT count(*) FROM ROWS WHERE junction_control IS NULL"
    assert ask(done, 1, missing) == [(242,)]
    assert (
        not Observation.objects.of(durham)
        .filter(series__definition__id__startswith="road")
        .exists()
    )
    assert "no month from its first to its last day" in " ".join(done.release.flags)


def test_recorded_crime_of_durham_is_what_the_readme_states(durham, shared):
    done = load("recorded_crime", shared / "recorded_crime", durham)
    rows = Observation.objects.of(durham).filter(
        series__definition="recorded_offences", area__code="E23000008", breakdown=""
    )
    assert sum(rows.values_list("count", flat=True)) == 46_609
    assert sorted(str(one.period) for one in rows) == ["Q1 2017/18", "Q2 2017/18", "Q3 2017/18"]
    forces = Observation.objects.of(durham).filter(
        series__definition="recorded_offences", breakdown="", period_start="2017-04-01"
    )
    assert forces.count() == 43
    reasons = dict(done.release.set_aside.values_list("reason", "count"))
    assert reasons == {
        "no police force: its fraud is never counted for one": 9,
        "below 0: offences of an earlier quarter taken back": 15,
    }


def test_undated_figures_are_held_and_never_counted(durham, shared):
    done = load("recorded_crime_undated", shared / "recorded_crime", durham)
    query = """SELECT count(*), sum(number_of_offences) FROM ROWS
               WHERE csp_name = 'County Durham'"""
    assert ask(done, 1, query) == [(44, 3750)]
    assert done.release.period_start is None
    assert "Period not stated" in done.release.flags[0]
    assert not Observation.objects.of(durham).exists()


def test_children_are_counted_where_the_area_is_ours(durham, shared):
    load("youth_justice", shared / "youth_justice", durham)
    rows = Observation.objects.of(durham).filter(series__definition="children_cautioned_sentenced")
    one = rows.get(area__code="E08000009", period_start="2014-04-01")
    assert str(one.period) == "2014/15"
    assert rows.filter(area__code="E92000001").count() == 11


def test_samples_of_police_files_are_kept_and_counted_nowhere(durham, shared):
    done = load("police_outcomes", shared / "police_format_samples", durham)
    assert done.release.geography == "LSOA of 2011"
    searches = load("police_stop_search", shared / "police_format_samples", durham)
    assert "is a sample" in searches.flags[0]
    assert Release.objects.of(durham).count() == 2
    assert not Observation.objects.of(durham).exists()
    east = ask(searches, 1, "SELECT min(latitude) > 54, max(longitude) < 0 FROM ROWS")
    assert east == [(True, True)]
    vehicle = "SELECT gender, age_range FROM ROWS WHERE type = 'Vehicle search'"
    assert ask(searches, 1, vehicle) == [(None, None)]
