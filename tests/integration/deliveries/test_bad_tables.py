"""Bad tables of any source: a sentence with file, line, column and remedy. Nothing is changed."""

import gzip
import zipfile
from pathlib import Path

import pytest

from goldenthread.audit.models import Event
from goldenthread.commands import CannotDo
from goldenthread.indicators.deliveries import taking
from goldenthread.indicators.models import Observation
from goldenthread.sources.models import Release
from tests.factories import tables
from tests.factories.tables import DISTRICT_AGES, LSOA_AGES, SEARCHES, collision, people, search

pytestmark = pytest.mark.django_db
HOUSEHOLDS = ["ltla21_name", "ltla21_code", "households"]
DEPRIVED = ["area_code", "area_name", "area_type", "deprivation_data_year", "index_domain",
            "average_rank", "rank_average_rank", "average_score", "rank_average_score",
            "proportion_bottom_decile", "rank_proportion_bottom_decile"]  # fmt: skip


@pytest.fixture
def refused(durham, settings, tmp_path: Path):
    """Load good data first; then give a function that loads bad data and returns the sentence."""
    first = tmp_path / "lad_census2021_households_ew.csv"
    tables.write(first, HOUSEHOLDS, [["County Durham", "E06000047", "234800.0"]])
    taking.take("households", [first], partnership=durham, by=None)

    def now() -> tuple:
        return (
            list(Release.objects.of(durham).values()),
            list(Observation.objects.of(durham).values()),
            Event.objects.count(),
            sorted(p for p in settings.LAKE_DIR.rglob("*.parquet")),
        )

    before = now()

    def load(source: str, *paths: Path, given: str = "", only_look: bool = False) -> str:
        with pytest.raises(CannotDo) as why:
            taking.take(
                source, paths, partnership=durham, by=None, given=given, only_look=only_look
            )
        assert now() == before
        return str(why.value)

    return load


def districts(tmp_path: Path, *rows, name="lad_mid2019_single_year_of_age_ew.csv.gz",
              header=DISTRICT_AGES) -> Path:  # fmt: skip
    return tables.write(tmp_path / name, header, rows)


DURHAM = people("E06000047", "County Durham")


def test_a_reordered_header_names_the_first_difference(refused, tmp_path):
    swapped = [DISTRICT_AGES[1], DISTRICT_AGES[0], *DISTRICT_AGES[2:]]
    said = refused("population_by_age", districts(tmp_path, DURHAM, header=swapped))
    assert 'line 1, column "ltla19_name": column 1 is "ltla19_name" and should be' in said
    assert "compared with Districts of 2019, the nearest of 3" in said


def test_longitude_before_latitude_is_no_stop_and_search_file(refused, tmp_path):
    swapped = [*SEARCHES[:4], "Longitude", "Latitude", *SEARCHES[6:]]
    path = tmp_path / "2024-06-durham-stop-and-search.csv"
    said = refused("police_stop_search", tables.write(path, swapped, [search()]))
    assert 'column 5 is "Longitude" and should be "Latitude"' in said


def test_a_missing_and_an_extra_column_are_named(refused, tmp_path):
    path = tables.write(tmp_path / "a.csv", HOUSEHOLDS[:2], [["a", "E06000047"]])
    assert 'column "households" is missing' in refused("households", path)
    tables.write(path, [*HOUSEHOLDS, "note"], [["a", "E06000047", "1.0", ""]])
    assert 'column "note" does not belong here' in refused("households", path)


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("-5.0", "-5.0 is less than 1, the least that can be"),
        ("0.0", "0.0 is less than 1, the least that can be"),
        ("", "is empty, and a value must stand here"),
        ("12.5", '"12.5" is not a whole number written like "1234.0"'),
        ("1,000.0", '"1,000.0" is not a whole number'),
        ("many", '"many" is not a whole number'),
        ("nan", '"nan" is not a whole number'),
    ],
)
def test_a_denominator_that_cannot_be_is_refused(refused, tmp_path, value, says):
    rows = [["Darlington", "E06000005", "48900.0"], ["County Durham", "E06000047", value]]
    said = refused("households", tables.write(tmp_path / "bad.csv", HOUSEHOLDS, rows))
    assert said.startswith('bad.csv, line 3, column "households": ')
    assert says in said
    assert "nothing was loaded" in said


def test_a_share_above_the_whole_is_refused(refused, tmp_path):
    row = ["E06000047", "County Durham", "District", "2025", "Crime", 1, 1, 1, 1, "1.2", 1]
    said = refused(
        "deprivation_2025_districts", tables.write(tmp_path / "iod2025_lad.csv", DEPRIVED, [row])
    )
    assert 'column "proportion_bottom_decile": 1.2 is more than 1' in said


def test_a_total_that_its_ages_do_not_add_up_to_is_refused(refused, tmp_path):
    wrong = [*DURHAM[:2], 1_000, *DURHAM[3:]]
    said = refused("population_by_age", districts(tmp_path, people("E06000005", "D"), wrong))
    assert 'line 3, column "total_population": the total is 1,000, and its parts add up to' in said


def test_a_row_that_stands_twice_is_refused(refused, tmp_path):
    said = refused("population_by_age", districts(tmp_path, DURHAM, DURHAM))
    assert 'line 3, column "ltla19_code": E06000047 stands twice, first on line 2' in said


def test_codes_of_2021_among_those_of_2011_are_refused(refused, tmp_path):
    rows = [["Durham 1A", "E01020634", *DURHAM[2:]], ["New", "E01035624", *DURHAM[2:]]]
    path = tables.write(tmp_path / "lsoa11_mid2020_single_year_of_age_x.csv", LSOA_AGES, rows)
    said = refused("population_by_age", path)
    assert 'line 3, column "lsoa11_code": E01035624 is an LSOA of 2021' in said
    assert "must not be joined by code" in said


def test_a_time_that_lies_ahead_is_refused(refused, tmp_path):
    path = districts(tmp_path, DURHAM, name="lad_mid2051_single_year_of_age_ew.csv")
    assert "30 June 2051 has not ended yet" in refused("population_by_age", path)


def test_a_file_that_does_not_say_its_time_needs_to_be_told(refused, tmp_path, durham):
    path = districts(tmp_path, DURHAM, name="people.csv")
    said = refused("population_by_age", path)
    assert 'Say it with --period, such as --period "mid-2023"' in said
    done = taking.take("population_by_age", [path], partnership=durham, by=None, given="mid-2018")
    assert str(done.release.period_start) == "2018-06-30"


def test_a_time_that_the_file_contradicts_is_refused(refused, tmp_path):
    said = refused("population_by_age", districts(tmp_path, DURHAM), given="mid-2018")
    assert "tells of 30 June 2019, and 30 June 2018 was said" in said
    assert "Period" in refused("population_by_age", districts(tmp_path, DURHAM), given="whenever")


def test_undated_figures_are_never_given_a_time(refused, tmp_path):
    header = ["CSP Name", "Offence Description", "Offence Group", "Offence Subgroup",
              "Offence Code", "Number of Offences"]  # fmt: skip
    path = tables.write(tmp_path / "u.csv", header, [["County Durham", "R", "R", "R", "34A", 3]])
    said = refused("recorded_crime_undated", path, given="2013/14")
    assert "its publisher does not say what time it is about" in said


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("date", "2022-01-05", '"2022-01-05" is not a day written like "dd/mm/yyyy"'),
        ("date", "31/02/2022", '"31/02/2022" is not a day'),
        ("accident_severity", "4", '"4" is not known here'),
        ("time", "25:00", '"25:00" is not a time written like "16:40"'),
        ("latitude", "5.4", "5.4 is less than 49"),
        ("accident_year", "2021", 'it says "2021", and the file is named for 2022'),
        ("local_authority_ons_district", "Durham", "does not have the form of this column"),
    ],
)
def test_a_bad_value_of_a_collision_is_named(refused, tmp_path, column, value, says):
    rows = [collision(1, "05/01/2022"), collision(2, "06/01/2022", **{column: value})]
    path = tmp_path / "dft-road-casualty-statistics-collision-2022.csv"
    said = refused("stats19", tables.write(path, tables.COLLISIONS, rows))
    assert f'line 3, column "{column}": ' in said
    assert says in said


def test_a_force_nobody_knows_gets_the_nearest(refused, tmp_path):
    path = tables.write(tmp_path / "2024-06-durhan-stop-and-search.csv", SEARCHES, [search()])
    assert 'Did you mean "durham"?' in refused("police_stop_search", path)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (",".join(HOUSEHOLDS).encode(), "holds a header and no rows"),
        (b"\xff\xfe\x00\x01" * 40, "this is no CSV file but something else"),
        (b"\xef\xbb\xbf" + ",".join(HOUSEHOLDS).encode() + b"\na,E06000047,1.0\n", "byte order"),
        (b"x" * 5_000_000, "this is no CSV file but something else"),
        (",".join(HOUSEHOLDS).encode() + b"\n" + b"x" * 5_000_000, "a line is longer than"),
        (",".join(HOUSEHOLDS).encode() + b"\na,\xff,1.0\n", 'column "ltla21_code": is not UTF-8'),
        (",".join(HOUSEHOLDS).encode() + b'\n"a,E06000047,1.0\n', "never closed"),
        (",".join(HOUSEHOLDS).encode() + b"\na,E06000047\n", "the row has 2 values where"),
        (",".join(HOUSEHOLDS).encode() + b"\na,E06000047,1.0\rb\n", "a line ends in the middle"),
        (",".join(HOUSEHOLDS).encode() + b"\na\0,E06000047,1.0\n", "holds bytes that are no text"),
    ],
)
def test_what_is_no_table_is_refused(refused, tmp_path, content, says):
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    assert says in refused("households", path)
    if content:
        packed = tmp_path / "bad.csv.gz"
        packed.write_bytes(gzip.compress(content))
        assert says in refused("households", packed)
        packed.write_bytes(gzip.compress(content)[:-9])
        assert says in (said := refused("households", packed)) or "cannot be unpacked" in said


def test_archives_that_mean_harm_are_refused(refused, tmp_path):
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../lad_census2021_households_ew.csv", "a")
    assert "points outside the archive" in refused("households", path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("lad_census2021_households_ew.csv", b"a" * 30_000_000)
    assert "would unpack to 30,000,000 bytes" in refused("households", path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "a")
    assert "holds no file of Households" in refused("households", path)
    path.write_bytes(b"PK rubbish")
    assert "no zip archive" in refused("households", path)


def test_two_files_of_one_time_are_refused(refused, tmp_path):
    one = districts(tmp_path, DURHAM)
    other = districts(tmp_path, people("E06000047", "D", 11),
                      name="lad_mid2019_single_year_of_age_new.csv")  # fmt: skip
    assert "both tell of Districts of 2019, 30 June 2019" in refused(
        "population_by_age", one, other
    )
    (tmp_path / "b").mkdir()
    copy = districts(tmp_path / "b", people("E06000047", "D", 12))
    assert "have one name and differ" in refused("population_by_age", one, copy)


def test_a_source_without_files_of_its_own_says_so(refused, tmp_path):
    assert "no form of its files is declared" in refused("population", tmp_path)
    assert 'No source is declared as "houses"' in refused("houses", tmp_path)
