"""What tables give to series: today's areas, whole months, forces. What does not count is said."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from goldenthread.accounts.models import Partnership
from goldenthread.commands import CannotDo
from goldenthread.indicators.deliveries import taking
from goldenthread.indicators.models import Observation
from goldenthread.sources.reading import vintages
from tests.factories import tables
from tests.factories.accounts import UserFactory
from tests.factories.tables import DISTRICT_AGES, collision, people, search

pytestmark = pytest.mark.django_db


def take(partnership: Partnership, source: str, *paths: Path) -> taking.Taken:
    return taking.take(source, paths, partnership=partnership, by=None)


def found(partnership: Partnership, indicator: str) -> dict[tuple[str, str], int]:
    rows = Observation.objects.of(partnership).filter(series__definition=indicator)
    return {(one.area.code, f"{one.period}{one.breakdown}"): int(one.count) for one in rows}


def test_a_council_of_which_a_part_is_absent_has_no_number(durham, tmp_path):
    parts = [people(code, code, 10) for code in ("E07000004", "E07000005", "E07000006")]
    path = tmp_path / "lad_mid2018_single_year_of_age_ew.csv"
    done = take(durham, "population_by_age", tables.write(path, DISTRICT_AGES, parts))
    assert found(durham, "population") == {}
    assert done.release.flags == [
        f"{path.name}: Buckinghamshire was several districts, and E07000007 is not in the file. "
        "Nothing is counted for it."
    ]


def test_a_council_counts_once_all_its_parts_are_there(durham, tmp_path):
    codes = ("E07000004", "E07000005", "E07000006", "E07000007")
    path = tmp_path / "lad_mid2018_single_year_of_age_ew.csv"
    take(durham, "population_by_age",
         tables.write(path, DISTRICT_AGES, [people(code, code) for code in codes]))  # fmt: skip
    counts = found(durham, "population")
    assert counts["E06000060", "30 June 2018"] == 4 * 910
    assert counts["E06000060", "30 June 2018aged 10 to 17"] == 4 * 80


@pytest.mark.parametrize("west", [["E07000246"], ["E07000190", "E07000191"]])
def test_a_council_merged_twice_counts_whichever_list_it_is(durham, tmp_path, west):
    codes = ["E07000187", "E07000188", "E07000189", *west]
    path = tmp_path / "lad_mid2018_single_year_of_age_ew.csv"
    take(durham, "population_by_age",
         tables.write(path, DISTRICT_AGES, [people(code, code) for code in codes]))  # fmt: skip
    assert found(durham, "population")["E06000066", "30 June 2018"] == len(codes) * 910


def test_an_area_we_do_not_know_is_kept_and_said(durham, tmp_path):
    path = tmp_path / "lad_mid2018_single_year_of_age_ew.csv"
    rows = [people("E06000047", "Durham"), people("S12000033", "Aberdeen City")]
    done = take(durham, "population_by_age", tables.write(path, DISTRICT_AGES, rows))
    aside = done.release.set_aside.get()
    assert (aside.count, aside.first_line, aside.sample, aside.kept) == (1, 3, "S12000033", True)
    assert done.release.rows_kept == 2


def year(tmp_path: Path, last: date, *more: list) -> Path:
    days = [date(2023, 1, 1) + timedelta(n) for n in range((last - date(2023, 1, 1)).days + 1)]
    rows = [collision(n, f"{day:%d/%m/%Y}", severity=1 + n % 3) for n, day in enumerate(days)]
    path = tmp_path / "dft-road-casualty-statistics-collision-2023.csv"
    return tables.write(path, tables.COLLISIONS, [*rows, *more])


def test_collisions_count_for_whole_months_and_the_gravest_apart(durham, tmp_path):
    more = [collision(900, "03/01/2023", district="E06000005"),
            collision(901, "04/01/2023", district="E06000005", severity=2)]  # fmt: skip
    take(durham, "stats19", year(tmp_path, date(2023, 3, 15), *more))
    every = found(durham, "road_collisions_injury")
    assert every["E06000047", "January 2023"] == 31
    assert every["E06000005", "January 2023"] == 2
    assert every["E23000008", "January 2023"] == 33
    assert every["E06000005", "February 2023"] == 0  # the file tells of it, and holds none then
    assert not [key for key in every if "March" in key[1]]
    worst = found(durham, "road_collisions_killed_serious")
    assert worst["E06000005", "January 2023"] == 1
    assert worst["E06000047", "January 2023"] == 21  # severities 1, 2, 3 in turn over 31 days


def test_searches_count_for_the_whole_force(durham, tmp_path):
    path = tmp_path / "2024-06-durham-stop-and-search.csv"
    rows = [search(), search(), search(Type="Vehicle search")]
    take(durham, "police_stop_search", tables.write(path, tables.SEARCHES, rows))
    assert found(durham, "stop_searches") == {("E23000008", "June 2024"): 3}
    away = tmp_path / "2024-06-btp-stop-and-search.csv"
    done = take(durham, "police_stop_search", tables.write(away, tables.SEARCHES, rows[:1]))
    assert done.observations == 0


def test_a_newer_copy_of_a_month_replaces_it(durham, tmp_path):
    path = tmp_path / "2024-06-durham-stop-and-search.csv"
    take(durham, "police_stop_search", tables.write(path, tables.SEARCHES, [search()]))
    rows = [search(), search("2024-06-02T00:00:00+00:00")]
    done = take(durham, "police_stop_search", tables.write(path, tables.SEARCHES, rows))
    assert (done.replaced[0].difference.added, done.replaced[0].difference.removed) == (1, 0)
    versions = Observation.objects.of(durham).filter(series__definition="stop_searches")
    assert sorted((one.version, int(one.count), one.status) for one in versions) == [
        (1, 1, "final"),
        (2, 2, "revised"),
    ]


def test_a_sum_below_nothing_is_not_counted_and_said(durham, tmp_path):
    header = ["Financial_Year", "Financial_Quarter", "Force_Name", "Offence_Description",
              "Offence_Group", "Offence_Subgroup", "Offence_Code", "Number_of_Offences",
              "Policeuk_Cat"]  # fmt: skip
    rows = [
        ["2017/18", 1, "Durham", "a", "Robbery", "a", "34A", -2, "Robbery"],
        ["2017/18", 1, "Durham", "b", "Theft offences", "b", "39", 5, "Theft"],
        ["2017/18", 1, "London, City of", "b", "Theft offences", "b", "39", 7, "Theft"],
    ]
    done = take(durham, "recorded_crime", tables.write(tmp_path / "prc_pfa_x.csv", header, rows))
    assert found(durham, "recorded_offences") == {
        ("E23000008", "Q1 2017/18"): 3,
        ("E23000008", "Q1 2017/18Theft offences"): 5,
        ("E23000034", "Q1 2017/18"): 7,
        ("E23000034", "Q1 2017/18Theft offences"): 7,
    }
    assert "1 sums are less than nothing" in done.release.flags[0]


def test_outcomes_are_kept_with_the_census_of_their_codes(durham, tmp_path):
    def row(code: str) -> list[str]:
        return ["", "2024-06", "D", "D", "-1.5", "54.5", "On", code, "D 001A", "Local resolution"]

    path = tmp_path / "2024-06-durham-outcomes.csv"
    rows = [row("E01035624"), row("E01020634")]
    done = take(durham, "police_outcomes", tables.write(path, tables.OUTCOMES, rows))
    assert done.release.geography == "LSOA of 2021"
    old = min(code for code in vintages.only_in()["2011"] if code.startswith("E"))
    tables.write(path, tables.OUTCOMES, [*rows, row(old)])
    done = take(durham, "police_outcomes", path)
    assert done.release.geography == "LSOA of 2011 and of 2021 together"
    assert "cannot be set against a population of either" in done.release.flags[0]


def test_counts_of_one_census_are_not_set_against_people_of_another():
    with pytest.raises(CannotDo, match="bring one to the other with a lookup"):
        vintages.refuse_unlike("LSOA of 2011", "LSOA of 2021")
    with pytest.raises(CannotDo, match="in one census only"):
        vintages.refuse_unlike(vintages.MIXED, "LSOA of 2021")
    vintages.refuse_unlike("LSOA of 2021", "LSOA of 2021")
    vintages.refuse_unlike(vintages.EITHER, "LSOA of 2011")


def test_loading_needs_the_permission(durham, tmp_path):
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        taking.take("stats19", [tmp_path], partnership=durham, by=UserFactory())
