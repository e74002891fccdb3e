"""Hotspots are recomputed here from the published files by other means, and must be the same."""

import csv
import io
from pathlib import Path

import lxml.html
import numpy as np
import pandas as pd
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from config.cli import main
from goldenthread.accounts.models import Partnership
from goldenthread.hotspots import queries, rules
from goldenthread.indicators import ingesting
from goldenthread.places import lookups
from goldenthread.places.grid import to_metres
from goldenthread.sources import points, small_areas
from goldenthread.sources.models import Release
from tests.factories import street
from tests.factories.accounts import PartnershipFactory, UserFactory

pytestmark = pytest.mark.django_db
DURHAM, ASB = "E06000047", "Anti-social behaviour"


def rows_of(published: Path, *months: str) -> pd.DataFrame:
    """Give the rows of County Durham with a place, as published."""
    files = [pd.read_csv(published / f"{month}-durham-street.csv.gz") for month in months]
    rows = pd.concat(files, ignore_index=True)
    of = lookups.lsoa_districts()
    return rows[rows["LSOA code"].map(of) == DURHAM].dropna(subset=["Longitude"])


def squares_of(rows: pd.DataFrame, width: int) -> dict[tuple[int, int], int]:
    """Count rows by the south-west corner of their square, row by row."""
    corners = to_metres(rows[["Longitude", "Latitude"]].to_numpy()) // width * width
    keys, counts = np.unique(corners.astype(int), axis=0, return_counts=True)
    return {tuple(key): int(count) for key, count in zip(keys.tolist(), counts, strict=True)}


def test_the_squares_are_those_of_the_published_rows(durham: Partnership, published: Path) -> None:
    asking = queries.find(
        durham, {"width": "500"}, by=UserFactory(roles=["analyst"], partnership=durham)
    )
    found = asking.found
    assert found is not None
    every = rows_of(published, *(f"2025-{month:02d}" for month in range(1, 9)))
    asb = every[every["Crime type"] == ASB]
    wanted = {corner: n for corner, n in squares_of(asb, 500).items() if n >= 5}
    assert {(one.west, one.south): one.count for one in found.squares} == wanted
    assert found.total == len(asb)
    monthly = asb["Month"].value_counts()
    assert found.hidden == len(squares_of(asb, 500)) - len(wanted)
    best = found.squares[0]
    share = 0
    for month in monthly.index:
        of_month = squares_of(asb[asb["Month"] == month], 500)
        highest = sorted(of_month.values(), reverse=True)[found.high - 1]
        share += of_month.get((best.west, best.south), 0) >= highest
    assert best.months == share


def test_rows_in_the_lake_give_what_the_shipped_table_gives(
    durham: Partnership, published: Path
) -> None:
    months = [published / f"2025-{month:02d}-durham-street.csv.gz" for month in range(1, 9)]
    ingesting.police_street(months, partnership=durham, by=None)
    files = small_areas.files_of(durham, [DURHAM])
    assert len(files) == 8
    mine, shipped = points.points_of(files, [DURHAM]), points.points_of([], [DURHAM])
    assert mine.number.sum() == shipped.number.sum()
    assert mine.months == shipped.months

    def sums(of: points.Points) -> dict:
        kinds, months = np.array(of.kinds)[of.kind], of.month
        place = of.metres.round(2)
        keys = zip(kinds.tolist(), months.tolist(), *place.T.tolist(), strict=True)
        told: dict = {}
        for key, number in zip(keys, of.number.tolist(), strict=True):
            told[key] = told.get(key, 0) + number
        return told

    assert sums(mine) == sums(shipped)
    assert mine.mark != shipped.mark
    assert "Street-level crime" in mine.source


def test_a_crime_in_two_rows_is_one_and_a_row_without_a_place_is_left_out(
    durham: Partnership, tmp_path: Path
) -> None:
    burglary = [street.row("Burglary", id=n) for n in range(6)]
    nowhere = street.row("Burglary", id=9, lsoa="") | {"Longitude": "", "Latitude": ""}
    rows = [*burglary, street.row("Burglary", id=0), nowhere, street.row(), street.row()]
    path = street.write(tmp_path, rows)
    ingesting.police_street([path], partnership=durham, by=None)
    analyst = UserFactory(roles=["analyst"], partnership=durham)
    found = queries.find(durham, {"show": "burglary"}, by=analyst).found
    assert found is not None
    assert [one.count for one in found.squares] == [6]
    assert (found.gaps, found.squares[0].name) == (None, "The Copse")
    asb = queries.find(durham, {}, by=analyst).found
    assert asb is not None
    assert (asb.total, asb.squares, asb.total_shown) == (2, (), None)
    crime = queries.find(durham, {"show": "all-crime"}, by=analyst).found
    assert crime is not None
    assert crime.total == 6


def test_the_invented_partnership_finds_in_its_invented_area(durham, tmp_path: Path) -> None:
    there = PartnershipFactory(slug="elsewhere", area_code="X06000001")
    rows = [street.row(lsoa="X00000001")] * 7 + [street.row(lsoa="")]
    path = street.write(tmp_path, rows, force="exampleshire-invented")
    ingesting.police_street([path], partnership=there, by=None)
    analyst = UserFactory(roles=["analyst"], partnership=there)
    found = queries.find(there, {}, by=analyst).found
    assert found is not None
    assert [one.count for one in found.squares] == [7]


def test_a_lake_whose_rows_are_gone_gives_nothing(durham: Partnership, tmp_path: Path) -> None:
    ingesting.police_street([street.write(tmp_path, [street.row()])], partnership=durham, by=None)
    release = Release.objects.of(durham).get()
    for path in (tmp_path / "lake").rglob("*.parquet"):
        path.unlink()
    assert release.is_in_lake
    files = small_areas.files_of(durham, [DURHAM])
    assert points.points_of(files, [DURHAM]).is_empty


def table(html: bytes, id: str) -> list[list[str]]:
    rows = lxml.html.fromstring(html).xpath(f'//table[@id="{id}"]/tbody/tr')
    return [[" ".join(cell.text_content().split()) for cell in row] for row in rows]


class TestThePage:
    def test_it_shows_map_table_and_what_it_cannot_say(
        self, analyst: Client, django_assert_max_num_queries
    ) -> None:
        with django_assert_max_num_queries(12):
            html = analyst.get("/hotspots/").content
        text = html.decode()
        assert "Hotspots" in text
        assert "moved to the nearest of a set of map points" in " ".join(text.split())
        assert "What this cannot say" in text
        first = table(html, "squares")[0]
        assert first[0] == "NZ 270 425"
        assert first[3] == "Among the highest"
        assert "<svg" in text
        assert "<script>" not in text.split("<main")[1].split("</main")[0]

    def test_no_number_below_five_stands_on_it_or_in_what_is_downloaded(
        self, analyst: Client
    ) -> None:
        for kind in ("burglary", "robbery", "theft-from-the-person"):
            for month in ("2025-01", "all"):
                asked = {"show": kind, "months": month}
                answer = analyst.get("/hotspots/squares.csv", asked)
                rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
                assert all(int(row["count"]) >= 5 for row in rows)
                html = analyst.get("/hotspots/", asked).content
                for row in table(html, "squares") + table(html, "repeats"):
                    assert int(row[2].replace(",", "")) >= 5

    def test_where_nothing_may_be_shown_it_says_so(self, analyst: Client) -> None:
        asked = {"show": "possession-of-weapons", "months": "2025-01", "width": "250"}
        text = analyst.get("/hotspots/", asked).content.decode()
        assert "No square holds 5 or more" in text
        assert analyst.get("/hotspots/map.svg", asked).status_code == 404

    def test_the_map_stands_by_itself(self, analyst: Client) -> None:
        answer = analyst.get("/hotspots/map.svg", {"show": "burglary", "width": "1000"})
        assert answer["Content-Type"] == "image/svg+xml"
        assert b"Burglary, County Durham" in answer.content

    def test_it_sorts_and_pages(self, analyst: Client) -> None:
        by_name = table(analyst.get("/hotspots/?sort=streets").content, "squares")
        names = [row[1].casefold() for row in by_name]
        assert names == sorted(names)
        second = table(analyst.get("/hotspots/?page=2").content, "squares")
        assert len(second) == 25
        assert second[0][0] != "NZ 270 425"
        clusters = table(analyst.get("/hotspots/?show=burglary&sort=verdict").content, "squares")
        assert clusters[0][3] == "Hot cluster"

    @pytest.mark.parametrize("asked", ["?width=1", "?width=x", "?months=2031-01", "?show=%00",
                                       "?area=E09000001", "?sort=--", "?page=-4"])  # fmt: skip
    def test_nonsense_asks_for_what_comes_first(self, analyst: Client, asked: str) -> None:
        answer = analyst.get(f"/hotspots/{asked}")
        assert answer.status_code == 200
        assert b"County Durham, January to August 2025" in answer.content

    def test_the_district_beside_can_be_asked_for(self, analyst: Client) -> None:
        text = analyst.get("/hotspots/?area=E06000005").content.decode()
        assert "Anti-social behaviour, Darlington" in text

    def test_a_month_by_itself(self, analyst: Client) -> None:
        text = analyst.get("/hotspots/?months=2025-08").content.decode()
        assert "County Durham, August 2025" in text
        assert "of them were among" not in text

    def test_whoever_may_not_is_refused(self, client: Client, durham: Partnership) -> None:
        for path in ("", "squares.csv", "map.svg"):
            assert client.get(f"/hotspots/{path}").status_code == 302
        with pytest.raises(PermissionDenied):
            queries.find(durham, {}, by=UserFactory(roles=["administrator"], partnership=durham))

    def test_an_area_of_which_nothing_is_held_says_what_to_do(
        self, client: Client, durham: Partnership
    ) -> None:
        other = PartnershipFactory(slug="elsewhere", area_code="X06000001")
        client.force_login(UserFactory(roles=["analyst"], partnership=other))
        text = client.get("/elsewhere/hotspots/").content.decode()
        assert "No places are loaded for this area yet." in text
        assert client.get("/elsewhere/hotspots/map.svg").status_code == 404
        assert client.get("/elsewhere/hotspots/squares.csv").content.count(b"\n") == 1


def test_the_table_that_ships_is_written_from_the_published_files(
    published: Path, tmp_path: Path, capsys
) -> None:
    output = tmp_path / "police_street_points.parquet"
    paths = [str(path) for path in sorted(published.glob("2025-0?-durham-street.csv.gz"))]
    assert main(["hotspots", "tabulate", *paths, "--output", str(output)]) == 0
    assert "35,320 rows" in capsys.readouterr().out
    shipped = points.shipped()
    assert f"sha256: {shipped['sha256']}" in output.with_suffix(".yaml").read_text()


def test_a_square_is_never_narrower_than_most_gaps(durham: Partnership) -> None:
    asking = queries.find(durham, {}, by=UserFactory(roles=["analyst"], partnership=durham))
    assert asking.gaps is not None
    assert asking.wish.width >= 2 * asking.gaps.most
    assert all(int(key) >= asking.gaps.most for key, _ in asking.choices["width"])
    assert rules.WIDTHS[0] == 250
