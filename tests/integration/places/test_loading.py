"""Declared areas, their lookups against the public ones, and finding them by what is typed."""

import csv
import gzip
import io
from pathlib import Path

import pytest

from goldenthread.commands import CannotDo
from goldenthread.places import loading, lookups, queries
from goldenthread.places.changes import name_place
from goldenthread.places.models import Area, PartOf


def public(path: Path) -> list[dict[str, str]]:
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))


def test_every_code_of_both_vintages_has_the_district_of_the_public_lookups(shared) -> None:
    folder = shared / "data" / "lookups"
    active = {one["LADCD"]: one["LADCD_ACTIVE"] for one in public(folder / "la_all_codes.csv")}
    mine = lookups.lsoa_districts()
    expected = {
        one["lsoa_code"]: active[one["la_code"]]
        for one in public(folder / "oa21_lsoa21_msoa21_lad_pcon24_region_ew.csv.gz")
    }
    assert len(expected) == 35_672
    older = {
        one["LSOA Code"]: active[one["Local authority code"]]
        for one in public(folder / "lsoa11_msoa11_lad_region_policeforce_ew.csv.gz")
    }
    assert len(older) == 32_844
    welsh = {
        one["lsoa11_code"]: one["lsoa11_name"]
        for one in public(shared / "data" / "population" / "lsoa11_mid2019_totals_ew.csv.gz")
        if one["lsoa11_code"].startswith("W")
    }
    assert {code: mine[code] for code in expected} == expected
    differs = {code for code in older if mine[code] != older[code]}
    assert not {code for code in differs if code not in expected}
    assert set(mine) == {*expected, *older, *welsh}
    names = {one["code"]: one["name"] for one in lookups.districts()}
    assert all(names[mine[code]] in name for code, name in welsh.items())


def test_county_durham_and_darlington_have_as_many_as_the_census_says() -> None:
    every = list(lookups.lsoa_districts().values())
    assert (every.count("E06000047"), every.count("E06000005")) == (347, 70)


def test_the_lookups_stay_small() -> None:
    folder = loading.settings.DEFINITIONS_DIR / "places"
    assert sum(path.stat().st_size for path in folder.iterdir()) < 150_000


def test_every_district_has_a_force_and_the_forces_are_43() -> None:
    forces = {one["code"] for one in lookups.police_forces().values()} - {"X23000001"}
    assert len(forces) == 43
    assert {one["force"] for one in lookups.districts()} == forces
    assert lookups.districts_of_force("E23000008") == {"E06000047", "E06000005"}
    assert lookups.districts_of_force("X23000001") == {"X06000001"}
    assert lookups.districts_of_force("E99999999") == frozenset()


@pytest.fixture
def areas(db) -> None:
    loading.load()


def test_loading_again_changes_nothing(areas) -> None:
    before = list(Area.objects.values()), list(PartOf.objects.values())
    loading.load()
    assert before == (list(Area.objects.values()), list(PartOf.objects.values()))


def test_the_force_area_is_both_districts(areas) -> None:
    force = Area.objects.get(code="E23000008")
    assert {one.name for one in force.parts.all()} == {"County Durham", "Darlington"}
    county = Area.objects.get(code="E06000047")
    assert {one.code for one in county.wholes.all()} == {
        "E23000008", "E12000001", "E92000001", "K04000001", "K03000001", "K02000001", "CDDFRS",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("County Durham", "E06000047"),
        ("durham county", "E06000047"),
        ("e06000047", "E06000047"),
        ("Durham", "E06000047"),
        ("Durham Constabulary", "E23000008"),
        ("gb", "K03000001"),
        ("barnsley", "E08000038"),
        ("E08000016", "E08000038"),
        ("MSG", "MSG"),
        ("exampleshire", "X06000001"),
    ],
)
def test_an_area_is_found_by_what_people_type(areas, typed: str, code: str) -> None:
    assert queries.area(typed).code == code


def test_an_area_nobody_knows_gets_the_nearest(areas) -> None:
    with pytest.raises(CannotDo, match=r"Did you mean County Durham \(E06000047\)"):
        queries.area("countydurhan")
    with pytest.raises(CannotDo, match="Try County Durham, or a code"):
        queries.area("xyzzy")
    with pytest.raises(CannotDo, match="No area is known"):
        queries.area("")
    with pytest.raises(CannotDo, match="No area is known"):
        queries.area("Area not stated")


def test_a_name_of_two_areas_asks_for_the_code(areas) -> None:
    Area.objects.create(code="E00", name="Darlington", kind=Area.Kind.WARD)
    with pytest.raises(CannotDo, match=r"could be .* Give its code"):
        queries.area("Darlington")


def test_areas_by_code_name_the_first_that_is_unknown(areas) -> None:
    found = queries.areas_by_code(["E06000047", ""])
    assert (found["E06000047"].name, found[""].kind) == ("County Durham", "unstated")
    with pytest.raises(CannotDo, match='No area has the code "E1"'):
        queries.areas_by_code(["E1"])


def test_a_small_place_is_named_once(areas) -> None:
    place = name_place(" Durham  City ")
    assert place == name_place("Durham City")
    assert (place.code, place.name, place.kind) == (
        "place:durham-city",
        "Durham City",
        "named_place",
    )
    assert str(place) == "Durham City"


def test_a_part_is_said_with_its_whole(areas) -> None:
    found = PartOf.objects.select_related("part", "whole").get(
        part__code="E06000005", whole__code="E23000008"
    )
    assert str(found) == "Darlington in Durham police force area"
