"""Pages of places: maps of counts by small area, recomputed from the published files."""

import csv
import io
from collections import Counter
from datetime import date
from pathlib import Path

import lxml.etree
import lxml.html
import pandas as pd
import pytest
from django.test import Client

from config.cli import main
from goldenthread.accounts.models import Partnership
from goldenthread.indicators import ingesting
from goldenthread.indicators.mapping import profile as profiles
from goldenthread.indicators.mapping import values
from goldenthread.indicators.mapping.asked import said_months
from goldenthread.indicators.mapping.hiding import Hidden, Wholes, hidden, wholes_of
from goldenthread.places import layers, shapes, tables
from goldenthread.places.changes import boundaries, fits, lookups
from goldenthread.places.models import Area, BestFit, Boundary, PartOf, Residents
from goldenthread.sources import small_areas
from goldenthread.sources.models import Release
from tests.factories import street
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
ASB, CRIME = "anti-social-behaviour", "all-crime"
DURHAM, DARLINGTON = "E06000047", "E06000005"


@pytest.fixture(autouse=True)
def _own_cache(settings, tmp_path: Path) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache",
                                   "LOCATION": str(tmp_path)}}  # fmt: skip


@pytest.fixture
def published(shared: Path) -> Path:
    return shared / "data" / "police_street"


def load_lines(shared: Path, layer: str, *names: str) -> None:
    declared = layers.layer(layer)
    paths = [shared / "data" / "boundaries" / f"{name}.geojson.gz" for name in names]
    boundaries.load_boundaries(shapes.read(paths, declared, step=lambda: None), declared)


def load_people(shared: Path, folder: Path) -> None:
    """Load the lookup of 2021 with residents, of the two districts only."""
    packed = shared / "data/lookups/oa21_lsoa21_msoa21_lad_pcon24_region_ew.csv.gz"
    rows = pd.read_csv(packed, dtype=str)
    path = folder / "oa21.csv"
    rows[rows["la_code"].isin([DURHAM, DARLINGTON])].to_csv(path, index=False)
    declared = layers.lookup("lsoa21-msoa21-lad")
    lookups.load_lookup(tables.read(path, declared), declared)


@pytest.fixture
def eight_months(durham: Partnership, published: Path) -> Partnership:
    """January to August 2025 of the Durham force, in the lake."""
    files = sorted(published.glob("2025-*-durham-street.csv.gz"))
    ingesting.police_street(files, partnership=durham, by=None)
    return durham


def recomputed(published: Path, kind: str) -> dict[str, int]:
    """Count one kind by LSOA in the eight months, from the files alone."""
    found: dict[str, int] = {}
    for path in sorted(published.glob("2025-*-durham-street.csv.gz")):
        rows = pd.read_csv(path)
        rows = rows[rows["LSOA name"].str.startswith("County Durham", na=False)]
        if kind == ASB:
            counted = (
                rows[rows["Crime type"] == "Anti-social behaviour"].groupby("LSOA code").size()
            )
        else:
            rows = rows[rows["Crime type"] != "Anti-social behaviour"]
            by = rows.groupby("LSOA code")["Crime ID"]
            counted = by.nunique() + by.apply(lambda some: some.isna().sum())
        for code, count in counted.items():
            found[str(code)] = found.get(str(code), 0) + int(count)
    return {code: count for code, count in found.items() if count}


@pytest.mark.parametrize("kind", [ASB, CRIME])
def test_counts_by_small_area_equal_those_of_the_files(
    eight_months: Partnership, published: Path, kind: str
) -> None:
    files = small_areas.files_of(eight_months, [DURHAM])
    found = small_areas.counts(files, districts=[DURHAM], category=kind)
    assert {code: n for code, n in found.counts.items() if n} == recomputed(published, kind)
    assert (len(found.months), found.vintage, found.unlike) == (8, "2021", ())
    if kind == ASB:
        assert found.total == 7_972
    assert small_areas.counts(files, districts=[DURHAM], category=kind) == found


def test_months_of_another_census_are_left_out_and_named(
    eight_months: Partnership, published: Path
) -> None:
    old = published / "2018-12-durham-street.csv.gz"
    ingesting.police_street([old], partnership=eight_months, by=None)
    files = small_areas.files_of(eight_months, [DURHAM])
    assert len(files) == 9
    found = small_areas.counts(files, districts=[DURHAM], category=CRIME)
    assert (found.unlike, found.vintage) == ((date(2018, 12, 1),), "2021")
    alone = small_areas.counts(files[:1], districts=[DURHAM], category=CRIME)
    assert (alone.vintage, alone.months) == ("2011", (date(2018, 12, 1),))


def test_a_withdrawn_release_and_a_marked_one_are_not_counted(eight_months: Partnership) -> None:
    assert len(small_areas.files_of(eight_months, [DURHAM])) == 8
    assert small_areas.files_of(eight_months, ["E06000001"]) == []
    Release.objects.of(eight_months).update(marking="OFFICIAL-SENSITIVE")
    assert small_areas.files_of(eight_months, [DURHAM]) == []


def test_rows_that_are_gone_from_the_lake_count_nothing(eight_months: Partnership) -> None:
    files = small_areas.files_of(eight_months, [DURHAM])
    for path in small_areas.lake.folder_of(files[0].release).glob("*.parquet"):
        path.unlink()
    found = small_areas.counts(files, districts=[DURHAM], category=ASB)
    assert (found.total, found.vintage) == (0, "")


def test_the_invented_partnership_counts_its_invented_areas(db, tmp_path: Path) -> None:
    from tests.factories.evidence import ready_partnership

    there = ready_partnership("exampleshire", is_invented=True)
    rows = [street.row(lsoa="X00000001"), street.row(lsoa="X00000001"), street.row(lsoa="")]
    path = street.write(tmp_path, rows, force="exampleshire-invented")
    ingesting.police_street([path], partnership=there, by=None)
    files = small_areas.files_of(there, ["X06000001"])
    found = small_areas.counts(files, districts=["X06000001"], category=ASB)
    assert found.counts == {"X00000001": 2}


def area(code: str) -> Area:
    return Area(code=code, name=code, kind=Area.Kind.LSOA)


class TestTable:
    """Small numbers, and what would give them away."""

    def test_what_is_hidden_is_not_in_the_table(self) -> None:
        areas = [area(one) for one in ("A", "B", "C", "D")]
        counts = {"A": 3, "B": 40, "C": 9, "D": 0}
        table = values.tabulated(areas, counts, Hidden(frozenset({"A", "C"})))
        assert [one.code for one in table.rows if one.is_hidden] == ["A", "C"]
        assert {one.code: one.count for one in table.rows if not one.is_hidden} == {"B": 40, "D": 0}
        assert (table.total, table.has_rates) == (52, False)

    def test_a_small_count_is_hidden_though_nobody_said_so(self) -> None:
        table = values.tabulated([area("A"), area("B")], {"A": 4, "B": 5})
        assert [one.count for one in table.rows] == [None, 5]
        assert values.tabulated([area("A")], {"A": 4}, Hidden(total=True)).total is None

    def test_rates_have_limits_and_need_residents_of_every_area(self, durham: Partnership) -> None:
        people = values.People({"A": 1_000, "B": 2_000}, date(2021, 3, 21), "Census")
        table = values.tabulated([area("A"), area("B")], {"A": 65, "B": 6}, residents=people)
        first, second = table.rows
        # exact Poisson limits for 65 events are 50.17 and 82.85; Byar's are close to them
        assert (first.rate, first.low, first.high) == (
            65.0, pytest.approx(50.16, abs=0.02), pytest.approx(82.85, abs=0.02),
        )  # fmt: skip
        assert second.rate == 3.0
        assert table.overall == pytest.approx(71 / 3)
        partly = values.tabulated([area("A"), area("C")], {"A": 65}, residents=people)
        assert not partly.has_rates
        asked = {"partnership": durham, "vintage": ""}
        assert values.people_of([], {}, **asked) is values.NOBODY

    def test_the_latest_day_that_every_area_has_is_taken(self, durham: Partnership) -> None:
        areas = [Area.objects.create(code=one, name=one, kind="lsoa") for one in ("S1", "S2")]
        for one, on, count in (
            (0, date(2020, 6, 30), 10), (1, date(2020, 6, 30), 20), (0, date(2021, 3, 21), 99),
        ):  # fmt: skip
            Residents.objects.create(area=areas[one], on=on, count=count, source="S")
        asked = {"partnership": durham, "vintage": "2021"}
        found = values.people_of(areas, {"S1": "W", "S2": "W"}, **asked)
        assert (found.by_code, found.on) == ({"W": 30}, date(2020, 6, 30))
        Residents.objects.filter(on=date(2020, 6, 30), count=10).delete()
        assert values.people_of(areas, {}, **asked) is values.NOBODY


LSOAS = ["E01020634", "E01020635", "E01020636", "E01020637"]  # of County Durham


class TestHiding:
    """What one map hides does not come out of another."""

    def test_a_lone_small_count_takes_the_smallest_other_with_it(self) -> None:
        found = hidden(dict(zip(LSOAS, [3, 40, 9, 0], strict=True)), Wholes({}, {}))
        assert found.codes == {LSOAS[0], LSOAS[2]}
        assert not found.total

    def test_within_a_neighbourhood_the_others_do_not_tell_it(self) -> None:
        msoas = dict(zip(LSOAS, ["X", "X", "Y", "Y"], strict=True))
        found = hidden(dict(zip(LSOAS, [3, 40, 2, 50], strict=True)), Wholes(msoas, {}))
        assert set(LSOAS) <= found.codes

    def test_a_ward_does_not_tell_what_a_neighbourhood_hides(self) -> None:
        counts = dict(zip(LSOAS, [3, 9, 40, 50], strict=True))
        msoas = dict.fromkeys(LSOAS, "X")
        wards = dict(zip(LSOAS, ["V", "W", "V", "W"], strict=True))
        alone = hidden(counts, Wholes(msoas, {})).codes
        assert alone == set(LSOAS[:2])
        both = hidden(counts, Wholes(msoas, wards)).codes
        assert "V" in both or LSOAS[2] in both

    def test_where_all_are_few_the_sum_is_hidden_too(self) -> None:
        found = hidden({LSOAS[0]: 3}, Wholes({}, {}))
        assert found.total
        assert DURHAM in found.codes

    def test_where_there_is_nothing_there_is_nothing_to_hide(self) -> None:
        assert hidden({LSOAS[0]: 0}, Wholes({}, {})) == Hidden()


def test_months_are_said_as_people_say_them() -> None:
    months = [date(2025, n, 1) for n in (1, 2, 3)]
    assert said_months([]) == "no month"
    assert said_months(months[:1]) == "January 2025"
    assert said_months(months) == "January to March 2025"
    assert said_months([date(2024, 12, 1), months[0]]) == "December 2024 to January 2025"
    assert said_months([months[0], months[2]]) == "2 months between January 2025 and March 2025"


def text(response) -> str:
    return " ".join(lxml.html.fromstring(response.content).text_content().split())


class TestPages:
    """What each page shows, with and without boundaries, rows and residents."""

    def get(self, client: Client, path: str, **asked: str):
        return client.get(f"/places/{path}", asked)

    def test_the_list(self, client: Client, durham: Partnership) -> None:
        response = self.get(client, "")
        assert "Ours is County Durham" in text(response)
        assert "E06000005" in text(self.get(client, "", q="darling"))
        assert "Durham police force area" not in text(self.get(client, "", kind="region"))
        assert "No area fits." in text(self.get(client, "", q="xyzzy"))
        assert self.get(client, "", kind="nonsense").status_code == 200
        rows = list(csv.DictReader(io.StringIO(
            self.get(client, "list.csv", kind="region").content.decode("utf-8-sig"))))  # fmt: skip
        assert {one["kind"] for one in rows} == {"region"}

    def test_without_a_file_hexagons_show_where_people_live(
        self, client: Client, durham: Partnership, django_assert_max_num_queries, settings
    ) -> None:
        settings.REQUIRE_MFA = False
        assert "load-boundaries" not in text(self.get(client, f"{DURHAM}/"))  # not for everybody
        client.force_login(UserFactory(roles=["analyst"], partnership=durham))
        self.get(client, f"{DURHAM}/")
        with django_assert_max_num_queries(12):
            response = self.get(client, f"{DURHAM}/")
        said = text(response)
        assert "Where people live in County Durham" in said
        assert "postcodes in a hexagon 2 km wide" in said.lower()
        assert "No street-level rows are loaded" in said
        assert "load-boundaries --layer lsoa-2021" in said
        svg = self.get(client, f"{DURHAM}/map.svg")
        assert svg["Content-Type"] == "image/svg+xml"
        assert len(lxml.etree.fromstring(svg.content).findall(".//{*}g/{*}g/{*}path")) > 400
        rows = self.get(client, f"{DURHAM}/map.csv").content.decode("utf-8-sig").splitlines()
        assert rows[0] == "code,name,value"
        assert sum(float(one.split(",")[-1]) for one in rows[1:]) > 15_000

    @pytest.mark.parametrize("code", ["E23000008", "E12000001", "CDDFRS", "E92000001", "K02000001",
                                      "X06000001", "MSG"])  # fmt: skip
    def test_every_kind_of_area_has_a_page(
        self, client: Client, durham: Partnership, code: str
    ) -> None:
        response = self.get(client, f"{code}/")
        assert response.status_code == 200
        assert "About this area" in text(response)
        empty = code in {"E92000001", "K02000001", "X06000001", "MSG"}
        assert ("No map can be drawn yet." in text(response)) == empty
        assert self.get(client, f"{code}/map.svg").status_code == (404 if empty else 200)
        assert self.get(client, f"{code}/map.csv").status_code == (404 if empty else 200)

    @pytest.mark.parametrize("code", ["E99999999", "unstated", "nope"])
    def test_an_area_nobody_knows_is_not_found(
        self, client: Client, durham: Partnership, code: str
    ) -> None:
        assert self.get(client, f"{code}/").status_code == 404
        assert self.get(client, f"{code}/map.csv").status_code == 404

    def test_an_ended_district_says_what_it_lies_in(
        self, client: Client, durham: Partnership, shared: Path
    ) -> None:
        declared = layers.layer("district-2022")
        path = shared / "data/boundaries/lad_2022_ew.topojson.gz"
        boundaries.load_boundaries(shapes.read([path], declared, step=lambda: None), declared)
        said = text(self.get(client, "E07000026/", show="outline"))
        assert "Until 31 March 2023" in said
        assert "Cumberland" in said
        assert "The boundary of Allerdale" in said
        both = self.get(client, "E23000008/", show="people")
        assert both.status_code == 200

    def test_counts_by_small_area_on_a_map(
        self, client: Client, eight_months: Partnership, shared: Path,
        django_assert_max_num_queries,
    ) -> None:  # fmt: skip
        load_lines(shared, "lsoa-2021", "lsoa_E06000047")
        self.get(client, f"{DURHAM}/")
        with django_assert_max_num_queries(12):
            response = self.get(client, f"{DURHAM}/")
        said = text(response)
        assert "Anti-social behaviour in County Durham, January to August 2025" in said
        assert "330 small areas; highest County Durham 057F" in said
        assert "7,972 in all" in said
        tree = lxml.html.fromstring(response.content)
        assert len(tree.xpath("//svg[@role='img']/g/g/path")) == 330
        assert "not shown because a number below 5" in said.lower()
        rows = list(csv.DictReader(io.StringIO(
            self.get(client, f"{DURHAM}/map.csv").content.decode("utf-8-sig"))))  # fmt: skip
        assert len(rows) == 330
        shown = [int(one["count"]) for one in rows if one["state"] == "shown"]
        assert min(one for one in shown if one) >= 5
        asked_rate = text(self.get(client, f"{DURHAM}/", scale="rate"))
        assert "No residents of these areas are loaded, so counts are shown as counts" in asked_rate

    def test_rates_where_residents_are_loaded_and_neighbourhoods(
        self, client: Client, eight_months: Partnership, shared: Path, tmp_path: Path,
        django_assert_max_num_queries,
    ) -> None:  # fmt: skip
        load_lines(shared, "lsoa-2021", "lsoa_E06000047")
        load_lines(shared, "msoa-2021", "msoa_E06000047")
        before = text(self.get(client, f"{DURHAM}/", by="msoa"))
        assert "cannot be put into a neighbourhood, so none is shown" in before
        load_people(shared, tmp_path)
        for asked in ({"scale": "rate"}, {"scale": "relative", "by": "msoa", "months": "2025-08"}):
            with django_assert_max_num_queries(12):
                response = self.get(client, f"{DURHAM}/", **asked)
            assert response.status_code == 200
        rows = list(csv.DictReader(io.StringIO(self.get(
            client, f"{DURHAM}/map.csv", by="msoa").content.decode("utf-8-sig"))))  # fmt: skip
        assert len(rows) == 65
        assert sum(int(one["count"]) for one in rows) == 7_972
        assert sum(int(one["residents"]) for one in rows) == 522_027
        one = rows[0]
        rate = int(one["count"]) / int(one["residents"]) * 1_000
        assert float(one["per_1000"]) == pytest.approx(rate, abs=1e-4)
        relative = text(self.get(client, f"{DURHAM}/", by="msoa", scale="relative"))
        assert "rate as a percentage of the rate of the whole area" in relative.lower()
        assert "equal width on both sides of 100" in relative

    def test_counts_by_ward(
        self, client: Client, eight_months: Partnership, shared: Path, tmp_path: Path,
        django_assert_max_num_queries,
    ) -> None:  # fmt: skip
        assert "load-boundaries --layer ward-2025" in text(
            self.get(client, f"{DURHAM}/", by="ward")
        )
        load_lines(shared, "ward-2025", "ward_E06000047")
        said = text(self.get(client, f"{DURHAM}/", by="ward"))
        assert "About 7,970 of 7,972 cannot be put into a ward, so none is shown" in said
        load_lines(shared, "lsoa-2021", "lsoa_E06000047")
        load_people(shared, tmp_path)
        fits.fit(layers.layer("lsoa-2021"), layers.layer("ward-2025"), by="area")
        for asked in ({"show": ASB}, {"show": "robbery", "months": "2025-08"}):
            with django_assert_max_num_queries(12):
                said = text(self.get(client, f"{DURHAM}/", by="ward", scale="rate", **asked))
            assert "Each small area is counted into the ward that it lies in most" in said
        rows = list(csv.DictReader(io.StringIO(self.get(
            client, f"{DURHAM}/map.csv", by="ward").content.decode("utf-8-sig"))))  # fmt: skip
        fitted = dict(BestFit.objects.values_list("part__code", "whole__code"))
        expected: Counter[str] = Counter()
        for code, count in recomputed(shared / "data" / "police_street", ASB).items():
            expected[fitted[code]] += count
        assert {one["code"]: int(one["count"]) for one in rows if one["state"] == "shown"} == {
            code: expected[code] for code in (one["code"] for one in rows if one["count"])
        }
        assert len(rows) > 40
        assert sum(expected.values()) == 7_972

    def test_no_two_maps_give_a_small_count_away(
        self, client: Client, eight_months: Partnership, shared: Path, tmp_path: Path
    ) -> None:
        """All that is published of a rare crime leaves each hidden count two values or more."""
        for layer in ("lsoa-2021", "msoa-2021", "ward-2025"):
            load_lines(shared, layer, f"{layer[:4]}_E06000047")
        load_people(shared, tmp_path)
        fits.fit(layers.layer("lsoa-2021"), layers.layer("ward-2025"), by="area")
        asked = {"show": "robbery", "months": "2025-08"}
        shown: dict[str, dict[str, str]] = {}
        for by in ("lsoa", "msoa", "ward"):
            page = self.get(client, f"{DURHAM}/map.csv", by=by, **asked)
            for one in csv.DictReader(io.StringIO(page.content.decode("utf-8-sig"))):
                shown[one["code"]] = one
        hidden_ones = {code for code, one in shown.items() if one["state"] == "not shown"}
        assert hidden_ones
        published = {code: int(one["count"]) for code, one in shown.items() if one["count"]}
        assert all(count == 0 or count >= 5 for count in published.values())
        wholes = wholes_of([Area.objects.get(code=DURHAM)], "2021")
        for into in (wholes.msoas, wholes.wards):
            for whole in set(into.values()) & set(published):
                parts = {code for code, one in into.items() if one == whole} & hidden_ones
                assert len(parts) != 1, whole

    def test_districts_without_a_boundary_are_drawn_of_hexagons(
        self, client: Client, eight_months: Partnership
    ) -> None:
        response = self.get(client, "E23000008/", by="district")
        said = text(response)
        assert "stand in for boundaries" in said
        assert "2 districts; highest County Durham (7,972)" in said
        table = text(self.get(client, "E23000008/", by="lsoa"))
        assert "there is a table and no map" in table

    def test_districts_with_boundaries(
        self, client: Client, eight_months: Partnership, shared: Path
    ) -> None:
        declared = layers.layer("district-2022")
        path = shared / "data/boundaries/lad_2022_ew.topojson.gz"
        boundaries.load_boundaries(shapes.read([path], declared, step=lambda: None), declared)
        said = text(self.get(client, "E23000008/", by="district", classes="equal"))
        assert "Districts of 2022, as at 31 December 2022" in said
        Boundary.objects.filter(area__code=DARLINGTON).delete()
        assert "stand in for boundaries" in text(self.get(client, "E23000008/", by="district"))

    def test_what_lies_in_no_loaded_area_is_said(
        self, client: Client, eight_months: Partnership, shared: Path
    ) -> None:
        load_lines(shared, "lsoa-2021", "lsoa_E06000047")
        said = text(self.get(client, "E23000008/", by="lsoa"))
        assert "lie in areas that are not loaded" in said

    def test_a_small_area_has_a_page_with_its_ward(
        self, client: Client, durham: Partnership, shared: Path
    ) -> None:
        load_lines(shared, "lsoa-2021", "lsoa_E06000005")
        load_lines(shared, "ward-2025", "ward_E06000005")
        fits.fit(layers.layer("lsoa-2021"), layers.layer("ward-2025"), by="area")
        said = text(self.get(client, "E01012304/"))
        assert "The boundary of Darlington 012A" in said
        assert "Lies mostly in" in said
        assert "by area of ground" in said
        assert "66 lower layer super output areas" in text(self.get(client, f"{DARLINGTON}/"))

    def test_nonsense_asks_for_what_comes_first(
        self, client: Client, eight_months: Partnership
    ) -> None:
        asked = {"show": "<b>", "by": "-1", "months": "1999-99", "scale": "x", "classes": "y",
                 "sort": "drop", "page": "zz"}  # fmt: skip
        response = self.get(client, f"{DURHAM}/", **asked)
        assert response.status_code == 200
        assert "Anti-social behaviour in County Durham, January to August 2025" in text(response)

    def test_many_districts_are_drawn_by_neighbourhood_at_least(
        self, client: Client, eight_months: Partnership
    ) -> None:
        found = profiles.profile(eight_months, "E12000001")
        assert len(found.districts) == 12
        said = text(self.get(client, "E12000001/"))
        assert "Small areas (LSOA)" not in said

    def test_overlaps_are_told(self, client: Client, durham: Partnership, shared: Path) -> None:
        declared = layers.lookup("lad-csp-pfa-2021")
        path = shared / "data/lookups/lad_csp_pfa_2021_ew.csv"
        lookups.load_lookup(tables.read(path, declared), declared)
        said = text(self.get(client, "E06000058/"))
        assert "Shares ground with" in said
        assert "(E22000367)." in said
        assert "Shares ground with" in text(self.get(client, "E22000367/"))
        assert "Shares ground with" not in text(self.get(client, f"{DURHAM}/"))

    def test_residents_of_a_release_in_the_lake_serve_as_well(
        self, client: Client, eight_months: Partnership, shared: Path, settings,
        django_assert_max_num_queries,
    ) -> None:  # fmt: skip
        load_lines(shared, "lsoa-2021", "lsoa_E06000047")
        assert small_areas.residents(eight_months, "2021") is None
        path = shared / "data/population/lsoa21_census2021_population_ew.csv.gz"
        assert main(["evidence", "ingest", "population-small-areas", str(path)]) == 0
        found = small_areas.residents(eight_months, "2021")
        assert found is not None
        assert (found.on, len(found.by_code)) == (date(2021, 3, 21), 35_672)
        assert small_areas.residents(eight_months, "2011") is None
        person = UserFactory(roles=["analyst"], partnership=eight_months)
        client.force_login(person)
        with django_assert_max_num_queries(12):
            response = self.get(client, f"{DURHAM}/", scale="rate")
        assert "Incidents per 1,000 residents over these months" in text(response)
        small_areas.cache.clear()
        for path in settings.LAKE_DIR.glob("population*/*/*/*.parquet"):
            path.unlink()
        assert small_areas.residents(eight_months, "2021") is None

    def test_counts_by_areas_of_2011_are_not_divided_by_residents_of_2021(
        self, client: Client, durham: Partnership, published: Path, shared: Path
    ) -> None:
        old = published / "2018-12-durham-street.csv.gz"
        ingesting.police_street([old], partnership=durham, by=None)
        load_lines(shared, "lsoa-2011", "lsoa11_E06000047")
        path = shared / "data/population/lsoa21_census2021_population_ew.csv.gz"
        assert main(["evidence", "ingest", "population-small-areas", str(path)]) == 0
        client.force_login(UserFactory(roles=["analyst"], partnership=durham))
        said = text(self.get(client, f"{DURHAM}/", scale="rate"))
        assert "Counts are shown as counts. The counts are by LSOA of 2011, the population" in said
        assert "by LSOA of 2021. Areas that exist in one census only would lose" in said
        assert "per 1,000 residents over these months" not in said

    def test_a_country_of_districts_is_not_drawn(self, durham: Partnership) -> None:
        country = Area.objects.get(code="E92000001")
        assert PartOf.objects.filter(whole=country, part__kind="district").count() > 60
        assert profiles.profile(durham, "E92000001").districts == ()
