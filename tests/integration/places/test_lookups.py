"""Lookups out of public files, partnerships merged from districts, and best fits."""

import csv
import gzip
import io
import json
from pathlib import Path

import numpy as np
import pytest
import shapely

from config.cli import main
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.models import Event
from goldenthread.commands import CannotDo
from goldenthread.places import layers, loading, postcode_points, shapes, tables
from goldenthread.places.changes import boundaries, fits, lookups
from goldenthread.places.models import Area, BestFit, Boundary, Overlap, PartOf, Residents
from tests.factories.shapes import geojson, square, write

pytestmark = pytest.mark.django_db
CSP = "lad-csp-pfa-2021"
HEAD = "lad-code,lad-name,csp-code,csp-name,PFA21CD,PFA21NM\n"


@pytest.fixture(autouse=True)
def areas(db: None) -> None:
    loading.load()


@pytest.fixture
def public(shared: Path) -> Path:
    return shared / "data"


def load(id: str, path: Path) -> lookups.LookedUp:
    lookup = layers.lookup(id)
    return lookups.load_lookup(tables.read(path, lookup), lookup)


def load_lines(layer: str, *paths: Path) -> None:
    declared = layers.layer(layer)
    boundaries.load_boundaries(shapes.read(paths, declared, step=lambda: None), declared)


def short(source: Path, path: Path, *, keep: str) -> Path:
    """Write the head of a packed public file and its lines that hold a text."""
    with gzip.open(source, "rt", encoding="utf-8") as file:
        lines = list(file)
    path.write_text("".join(lines[:1] + [one for one in lines[1:] if keep in one]))
    return path


def test_partnerships_and_districts_are_many_to_many(public: Path) -> None:
    done = load(CSP, public / "lookups" / "lad_csp_pfa_2021_ew.csv")
    assert Area.objects.filter(kind="csp").count() == 314
    assert done.areas == 314 + 19  # and the districts that have ended since
    durham = Area.objects.get(code="E22000365")
    assert durham.name == "County Durham community safety partnership"
    assert [one.code for one in durham.parts.all()] == ["E06000047"]
    assert "E23000008" in [one.code for one in durham.wholes.all()]
    assert Area.objects.get(code="E22000072").parts.get().name == "Darlington"
    york = Area.objects.get(code="E22000372")
    assert york.parts.count() == 7
    west = Area.objects.get(code="E06000062")
    assert sorted(one.code for one in west.parts.filter(kind="csp")) == ["E22000237", "E22000357"]
    pair = Overlap.objects.get()
    assert (pair.one.code, pair.other.code) == ("E06000058", "E22000367")
    again = load(CSP, public / "lookups" / "lad_csp_pfa_2021_ew.csv")
    assert (again.areas, again.relations, again.residents) == (0, 0, 0)
    assert Event.objects.filter(verb="places.lookup_loaded").count() == 1


def test_partnership_boundaries_are_merged_from_districts(public: Path) -> None:
    load_lines("district-2022", public / "boundaries" / "lad_2022_ew.topojson.gz")
    load(CSP, public / "lookups" / "lad_csp_pfa_2021_ew.csv")
    done = boundaries.merge_boundaries(layers.layer("csp-2021"))
    assert done.set.boundaries_in == 300  # 14 lie inside one district
    assert boundaries.merge_boundaries(layers.layer("csp-2021")).was_held

    def exact(code: str, layer: str) -> shapely.Geometry:
        return shapely.from_wkb(bytes(Boundary.objects.get(area__code=code, layer=layer).exact))

    assert shapely.equals(exact("E22000365", "csp-2021"), exact("E06000047", "district-2022"))
    parts = PartOf.objects.filter(whole__code="E22000372").values_list("part__code", flat=True)
    added = sum(shapely.area(exact(one, "district-2022")) for one in parts)
    assert shapely.area(exact("E22000372", "csp-2021")) == pytest.approx(added, rel=1e-6)
    before = Boundary.objects.filter(layer="csp-2021").count()
    Boundary.objects.filter(area__code="E06000047", layer="district-2022").delete()
    again = boundaries.merge_boundaries(layers.layer("csp-2021"))
    assert (again.set.boundaries_in, before) == (299, 300)


def test_nothing_to_merge_is_said() -> None:
    with pytest.raises(RuleBroken, match="Load the boundaries of district-2022"):
        boundaries.merge_boundaries(layers.layer("csp-2021"))


def test_districts_that_overlap_are_merged_all_the_same(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(shapely, "coverage_union_all", lambda _: shapely.Polygon(
        [(0, 0), (1, 1), (1, 0), (0, 1), (0, 0)]))  # fmt: skip
    district = layers.layer("district-2022").model_copy(
        update={"code": "LSOA21CD", "label": "LSOA21NM"}
    )
    path = write(tmp_path, geojson({"E06000047": square(-1.5, 54.5)}))
    boundaries.load_boundaries(shapes.read([path], district, step=lambda: None), district)
    (tmp_path / "one.csv").write_text(
        HEAD + "E06000047,County Durham,E22000365,County Durham,E23000008,Durham\n"
    )
    load(CSP, tmp_path / "one.csv")
    assert boundaries.merge_boundaries(layers.layer("csp-2021")).set.mended == 1


def test_small_areas_of_2021_with_their_residents(public: Path, tmp_path: Path) -> None:
    whole = public / "lookups" / "oa21_lsoa21_msoa21_lad_pcon24_region_ew.csv.gz"
    load("lsoa21-msoa21-lad", short(whole, tmp_path / "d.csv", keep="E06000047"))
    small = Area.objects.filter(kind="lsoa")
    assert (small.count(), Area.objects.filter(kind="msoa").count()) == (330, 65)
    assert sum(one.count for one in Residents.objects.all()) == 522_027
    assert small.filter(wholes__kind="msoa").count() == 330
    load("lsoa21-msoa21-lad", short(whole, tmp_path / "d.csv", keep="E06000005"))
    assert sum(one.count for one in Residents.objects.all()) == 522_027 + 107_815


def test_small_areas_of_2011_of_merged_councils_count_for_todays(
    public: Path, tmp_path: Path
) -> None:
    whole = public / "lookups" / "lsoa11_msoa11_lad_region_policeforce_ew.csv.gz"
    found = load("lsoa11-msoa11-lad", short(whole, tmp_path / "d.csv", keep=",Durham\n"))
    assert found.areas == 324 + 65 + 66 + 15
    assert Area.objects.get(code="E01020634").name == "County Durham 001A"
    load("lsoa11-msoa11-lad", short(whole, tmp_path / "c.csv", keep="E07000028"))
    carlisle = Area.objects.filter(kind="lsoa", wholes__name="Cumberland")
    assert carlisle.count() > 60


def test_residents_of_2011_areas(public: Path, tmp_path: Path) -> None:
    whole = public / "population" / "lsoa11_mid2020_totals_ew.csv.gz"
    load("lsoa11-residents-2020", short(whole, tmp_path / "d.csv", keep="County Durham"))
    assert sum(one.count for one in Residents.objects.all()) == 533_149
    assert load("lsoa11-residents-2020", tmp_path / "d.csv").residents == 0


def test_every_row_of_every_public_lookup_is_read(public: Path) -> None:
    counted = {
        CSP: ("lad_csp_pfa_2021_ew.csv", 341, 0),
        "lsoa11-msoa11-lad": ("lsoa11_msoa11_lad_region_policeforce_ew.csv.gz", 32_844, 0),
        "lsoa21-msoa21-lad": ("oa21_lsoa21_msoa21_lad_pcon24_region_ew.csv.gz", 188_880, 0),
        "ward-district": ("ward_all_codes.csv.gz", 15_729, 1_137),
    }
    for id, (name, rows, left_out) in counted.items():
        found = tables.read(public / "lookups" / name, layers.lookup(id))
        assert (found.rows, found.left_out) == (rows, left_out), id
    csp = tables.read(public / "lookups" / "lad_csp_pfa_2021_ew.csv", layers.lookup(CSP))
    assert [len(csp.names[one]) for one in ("lad-code", "csp-code", "PFA21CD")] == [331, 314, 43]


ROW = ["E06000047", "County Durham", "E22000365", "County Durham", "E23000008", "Durham"]


def as_csv(*rows: list[str], head: str = HEAD) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return (head + out.getvalue()).encode()


BAD = {
    "another file": (b"a,b\n1,2\n", "line 1: column \"lad-code\" of lad-csp-pfa-2021 is missing"),
    "another order": (as_csv(head=",".join(reversed(HEAD.strip().split(","))) + "\n"),
                      "stand in another order"),
    "a short row": (as_csv(ROW, ROW[:4]), "line 3: has 4 values where there should be 6"),
    "a wrong code": (as_csv(["nonsense", *ROW[1:]]), 'line 2, column "lad-code": "nonsense" is no'),
    "no row": (as_csv(), "holds no row"),
    "nothing": (b"", "line 1: column"),
    "not utf-8": (HEAD.encode() + b"\xff\xfe\n", "line 2: is not UTF-8"),
    "an open quote": (HEAD.encode() + b'"E06', "cannot be read as CSV"),
    "two wholes": (as_csv(ROW, [*ROW[:4], "E23000013", "Cleveland"]),
                   "E22000365 is said to lie in E23000008 and in E23000013"),
    "an unknown force": (as_csv([*ROW[:4], "E23000099", "Nowhere"]),
                         '1 codes in column "PFA21CD" are not known, the first is E23000099'),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_a_bad_lookup_gets_a_sentence_and_changes_nothing(case: str, tmp_path: Path) -> None:
    content, said = BAD[case]
    path = write(tmp_path, content, "lookup.csv")
    before = Area.objects.count(), PartOf.objects.count()
    with pytest.raises(CannotDo, match=said.replace("(", r"\(")):
        load(CSP, path)
    assert (Area.objects.count(), PartOf.objects.count()) == before


@pytest.mark.parametrize("people", ["-5", "12.5", "", "many", "9" * 30, "nan"])
def test_residents_are_whole_and_not_below_nought(people: str, tmp_path: Path) -> None:
    head = "lsoa11_code,lsoa11_name,total_population\n"
    path = write(tmp_path, f"{head}E01000001,City 001A,{people}\n", "people.csv")
    with pytest.raises(CannotDo, match="is no number of people"):
        load("lsoa11-residents-2020", path)


def test_pairs_are_sorted_out_by_who_has_one_partner() -> None:
    pairs = {("a", "X"), ("b", "X"), ("c", "Y"), ("c", "Z"), ("d", "Z"), ("e", "V"), ("e", "W")}
    inside, around, beside = lookups.sorted_out(pairs)
    assert inside == {("a", "X"), ("b", "X"), ("d", "Z")}
    assert around == {("c", "Y"), ("e", "V"), ("e", "W")}
    assert beside == {("c", "Z")}


def test_a_lookup_of_the_users_own_must_be_whole(tmp_path: Path) -> None:
    text = (layers.settings.DEFINITIONS_DIR / "places/lookups/lad-csp-pfa-2021.yaml").read_text()
    own = tmp_path / "own.yaml"
    own.write_text(text)
    assert layers.lookup(str(own)).id == CSP
    for old, new, said in (
        ("[[csp-code, PFA21CD]]", "[[csp-code]]", "must be pairs"),
        ("[[csp-code, PFA21CD]]", "[[csp-code, lad-name]]", "no area is declared of it"),
        ("label: csp-name", "label: csp-nam", 'column "csp-nam" is not among them'),
        ("part_of:", 'only: {column: lad-code, fits: "["}\npart_of:', "is no pattern"),
        ("part_of:", "only: {column: lad, fits: x}\npart_of:", "is not among them"),
        ("part_of:", "residents: {of: lad-code, column: nn, on: 2021-03-21, source: S}\npart_of:",
         "is not among them"),
        ("part_of:", "residents: {of: nn, column: lad-code, on: 2021-03-21, source: S}\npart_of:",
         "no area is declared"),
    ):  # fmt: skip
        own.write_text(text.replace(old, new))
        with pytest.raises(CannotDo, match=said):
            layers.lookup(str(own))
    with pytest.raises(CannotDo, match=f'Did you mean "{CSP}"'):
        layers.lookup("lad-csp-pfa")


class TestBestFit:
    """LSOA into ward: by ground, by postcodes, and what fits nowhere."""

    def test_every_small_area_of_county_durham_gets_a_ward(self, public: Path) -> None:
        folder = public / "boundaries"
        load_lines("lsoa-2021", folder / "lsoa_E06000047.geojson.gz")
        load_lines("ward-2025", folder / "ward_E06000047.geojson.gz")
        small, wards = layers.layer("lsoa-2021"), layers.layer("ward-2025")
        assert fits.fit(small, wards, by="area") == 330
        by_ground = dict(BestFit.objects.values_list("part__code", "whole__code"))
        assert BestFit.objects.filter(share__gt=0.95).count() > 150
        assert len(set(by_ground.values())) == 51
        assert fits.fit(small, wards, by="postcodes") == 330
        by_people = dict(BestFit.objects.values_list("part__code", "whole__code"))
        assert BestFit.objects.count() == 330
        assert {one.method for one in BestFit.objects.all()} == {fits.BY_POSTCODES}
        same = sum(by_ground[code] == by_people[code] for code in by_people)
        assert 290 < same < 330

    def test_without_boundaries_it_says_which(self) -> None:
        with pytest.raises(RuleBroken, match="No boundary of lsoa-2021 is loaded"):
            fits.fit(layers.layer("lsoa-2021"), layers.layer("ward-2025"), by="area")

    def test_most_ground_and_most_points_can_differ(self) -> None:
        small = np.array([shapely.box(0, 0, 10, 10), shapely.box(50, 50, 60, 60)], dtype=object)
        large = np.array([shapely.box(0, 0, 7, 10), shapely.box(7, 0, 20, 10)], dtype=object)
        assert fits.shared_ground(small, large) == {0: (0, pytest.approx(0.7))}
        points = np.array([[8.0, 1], [8, 2], [9, 3], [1, 1], [55, 55]])
        assert fits.shared_points(small, large, points) == {0: (1, pytest.approx(0.75))}
        assert fits.shared_points(small, large, np.empty((0, 2))) == {}


def test_commands_print_what_was_done(public: Path, capsys: pytest.CaptureFixture) -> None:
    path = str(public / "lookups" / "lad_csp_pfa_2021_ew.csv")
    assert main(["places", "load-lookup", "--lookup", CSP, path]) == 0
    assert "341 rows. New: 331" not in capsys.readouterr().out
    assert main(["places", "load-lookup", "--lookup", CSP, path, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"] == 341
    wards = str(public / "lookups" / "ward_all_codes.csv.gz")
    assert main(["places", "load-lookup", "--lookup", "ward-district", wards]) == 0
    assert "1,137 rows are not of this lookup" in capsys.readouterr().out
    fit = ["places", "best-fit", "--of", "lsoa-2021", "--in", "ward-2025"]
    assert main(fit) == 2
    assert "No boundary of lsoa-2021" in capsys.readouterr().err
    lines = public / "boundaries"
    load_lines("lsoa-2021", lines / "lsoa_E06000005.geojson.gz")
    load_lines("ward-2025", lines / "ward_E06000005.geojson.gz")
    assert main(fit) == 0
    assert "66 of Lower layer" in capsys.readouterr().out
    assert main([*fit, "--by", "area", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["fitted"] == 66


def test_postcodes_of_a_district_are_written_once(settings, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(postcode_points, "ascii_uppercase", "DT")
    settings.DATA_DIR = tmp_path
    points = postcode_points.points_of("E06000047")
    assert points.shape[1] == 2
    assert len(points) > 15_000
    assert (points[:, 1] > 500_000).all()
    monkeypatch.setattr(postcode_points, "_write", None)
    assert len(postcode_points.points_of("X06000001")) == 0
    assert not list((tmp_path / "postcodes").glob("*/.new-*"))


def test_two_that_write_postcodes_at_once_do_not_disturb_each_other(
    settings, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(postcode_points, "ascii_uppercase", "Z")
    settings.DATA_DIR = tmp_path
    folder = postcode_points.prepare()
    postcode_points._write(folder)  # another process was quicker
    assert (folder / "points.npy").exists()
    monkeypatch.setattr(Path, "rename", lambda *_: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        postcode_points._write(tmp_path / "elsewhere" / "by_district")
