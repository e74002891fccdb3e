"""Boundaries out of public files: counts as their README says; hostile files change nothing."""

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from config.cli import main
from goldenthread.audit.models import Event
from goldenthread.commands import CannotDo
from goldenthread.places import layers, loading, queries, shapes, topojson
from goldenthread.places.changes import boundaries
from goldenthread.places.changes.naming import end_areas, make_areas
from goldenthread.places.models import Area, Boundary, BoundarySet, PartOf
from goldenthread.places.topojson import Feature
from tests.factories.shapes import geojson, square, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def areas(db: None) -> None:
    loading.load()


@pytest.fixture
def public(shared: Path) -> Path:
    return shared / "data" / "boundaries"


def loaded(layer: str, *paths: Path) -> boundaries.Loaded:
    read = shapes.read(paths, layers.layer(layer), step=lambda: None)
    return boundaries.load_boundaries(read, layers.layer(layer))


COUNTED = [
    ("lsoa-2021", "lsoa_E06000047", 330), ("lsoa-2011", "lsoa11_E06000047", 324),
    ("msoa-2021", "msoa_E06000047", 65), ("msoa-2011", "msoa11_E06000047", 66),
    ("ward-2025", "ward_E06000047", 51), ("lsoa-2021", "lsoa_E06000005", 66),
    ("lsoa-2011", "lsoa11_E06000005", 65), ("ward-2025", "ward_E06000005", 20),
    ("lsoa-2021", "lsoa_E06000001", 57), ("lsoa-2021", "lsoa_E06000002", 90),
    ("lsoa-2021", "lsoa_E06000003", 88), ("lsoa-2021", "lsoa_E06000004", 124),
    ("msoa-2011", "msoa11_E06000005", 15), ("msoa-2021", "msoa_E06000005", 14),
    ("msoa-2021", "msoa_E06000001", 11), ("msoa-2021", "msoa_E06000002", 19),
    ("msoa-2021", "msoa_E06000003", 19), ("msoa-2021", "msoa_E06000004", 26),
    ("ward-2025", "ward_E06000001", 12), ("ward-2025", "ward_E06000002", 20),
    ("ward-2025", "ward_E06000003", 24), ("ward-2025", "ward_E06000004", 27),
    ("police-force", "police_force_areas_ew", 43),
]  # fmt: skip


@pytest.mark.parametrize(("layer", "file", "count"), COUNTED, ids=[one[1] for one in COUNTED])
def test_every_public_file_holds_what_its_readme_says(
    public: Path, layer: str, file: str, count: int
) -> None:
    done = loaded(layer, public / f"{file}.geojson.gz")
    assert done.set.boundaries_in == done.set.boundaries.count() == count
    exact = shapely.from_wkb([bytes(one.exact) for one in Boundary.objects.all()])
    assert shapely.is_valid(exact).all()
    drawn = shapely.from_wkb([bytes(one.shown) for one in Boundary.objects.all()])
    assert not shapely.is_empty(drawn).any()


@pytest.mark.parametrize(
    ("layer", "file", "count"),
    [("district-2022", "lad_2022_ew", 331), ("region-2022", "regions_ew", 10)],
)
def test_topojson_of_the_country(public: Path, layer: str, file: str, count: int) -> None:
    done = loaded(layer, public / f"{file}.topojson.gz")
    assert done.set.boundaries_in == count
    exact = shapely.from_wkb([bytes(one.exact) for one in Boundary.objects.all()])
    assert shapely.is_valid(exact).all()
    west, south, east, north = shapely.total_bounds(exact)
    assert -6.5 < west < -6
    assert 49.8 < south < 50
    assert 1.7 < east < 1.8
    assert 55 < north < 56


def test_county_durham_lies_where_the_readme_says(public: Path) -> None:
    loaded("lsoa-2021", public / "lsoa_E06000047.geojson.gz")
    exact = shapely.from_wkb([bytes(one.exact) for one in Boundary.objects.all()])
    west, south, east, north = shapely.total_bounds(exact)
    assert west >= -2.36
    assert south >= 54.45
    assert east <= -1.24
    assert north <= 54.92
    on_grid = queries.on_grid(list(Boundary.objects.all()))
    assert 2_200e6 < shapely.area(on_grid).sum() < 2_260e6  # 2,226 square kilometres


def test_simplified_neighbours_leave_no_gap_between_them(public: Path) -> None:
    loaded("lsoa-2021", public / "lsoa_E06000047.geojson.gz")
    drawn = np.array(shapely.from_wkb([bytes(b.shown) for b in Boundary.objects.all()]))
    whole = shapely.union_all(shapely.make_valid(drawn))
    holes = sum(len(part.interiors) for part in shapely.get_parts(whole))
    assert holes == 0
    assert abs(shapely.area(drawn).sum() / shapely.area(whole) - 1) < 1e-3
    full = sum(len(bytes(one.exact)) for one in Boundary.objects.all())
    assert sum(len(bytes(one.shown)) for one in Boundary.objects.all()) < full / 1.5


def test_both_censuses_settle_which_codes_ended(public: Path) -> None:
    for kind in ("lsoa-2021", "lsoa-2011"):
        start = kind.replace("-2021", "").replace("-2011", "11")
        loaded(kind, public / f"{start}_E06000047.geojson.gz",
               public / f"{start}_E06000005.geojson.gz")  # fmt: skip
    found = list(Area.objects.filter(kind="lsoa"))
    both = [one for one in found if one.vintages == ["2011", "2021"]]
    old = [one for one in found if one.vintages == ["2011"]]
    new = [one for one in found if one.vintages == ["2021"]]
    assert (len(both), len(old), len(new)) == (368, 21, 28)
    assert {one.valid_to for one in old} == {date(2021, 3, 20)}
    assert {one.valid_to for one in (*both, *new)} == {None}
    assert {one.valid_from for one in (*both, *old)} == {date(2011, 3, 27)}
    durham = Area.objects.get(code="E06000047")
    assert PartOf.objects.filter(whole=durham, part__kind="lsoa").count() == 347
    assert queries.area("county durham 001a").code == "E01020634"


def test_merged_districts_end_and_lie_in_their_successor(public: Path) -> None:
    loaded("district-2022", public / "lad_2022_ew.topojson.gz")
    old = Area.objects.get(code="E07000026")
    assert (old.name, old.valid_to) == ("Allerdale", date(2023, 3, 31))
    assert [one.name for one in old.wholes.all()] == ["Cumberland"]
    assert queries.area("Barnsley").code == "E08000038"
    assert Area.objects.get(code="E06000047").name == "County Durham"
    assert Area.objects.filter(kind="district", valid_to__isnull=False).count() == 19


def test_loading_again_changes_nothing_and_a_newer_file_replaces(tmp_path: Path) -> None:
    first = loaded("lsoa-2021", write(tmp_path, geojson({"E01000001": square(-1.5, 54.5)})))
    assert (first.new_areas, first.replaced) == (1, 0)
    events = Event.objects.count()
    again = loaded("lsoa-2021", write(tmp_path, geojson({"E01000001": square(-1.5, 54.5)})))
    assert again.was_held
    assert again.set == first.set
    assert Event.objects.count() == events
    two = {"E01000001": square(-1.5, 54.6), "E01000002": square(-1.4, 54.6)}
    newer = loaded("lsoa-2021", write(tmp_path, geojson(two), "newer.geojson.gz"))
    assert (newer.new_areas, newer.replaced) == (1, 1)
    assert Boundary.objects.count() == 2
    back = loaded("lsoa-2021", write(tmp_path, geojson({"E01000001": square(-1.5, 54.5)})))
    assert not back.was_held
    assert back.replaced == 1
    assert Event.objects.filter(verb="places.boundaries_loaded").count() == 3


def test_what_a_file_says_of_its_district_holds_where_that_is_known(tmp_path: Path) -> None:
    loaded("lsoa-2021", write(tmp_path, geojson({"E01000001": square(-1, 54)}, within="E07000028")))
    loaded("lsoa-2021", write(tmp_path, geojson({"E01000002": square(-1, 54)}, within="E09999999")))
    wholes = {
        one.code: [w.name for w in one.wholes.all()] for one in Area.objects.filter(kind="lsoa")
    }
    assert wholes == {"E01000001": ["Cumberland"], "E01000002": []}


def crossing() -> dict:
    bow = [[-1.5, 54.5], [-1.4, 54.6], [-1.4, 54.5], [-1.5, 54.6], [-1.5, 54.5]]
    return geojson({"E01000001": bow})


def test_lines_that_cross_are_mended_and_it_is_said(tmp_path: Path) -> None:
    done = loaded("lsoa-2021", write(tmp_path, crossing()))
    assert done.set.mended == 1
    assert shapely.is_valid(shapely.from_wkb(bytes(Boundary.objects.get().exact)))


def multi(parts: list, code: str = "E01000001") -> dict:
    data = geojson({code: square(-1.5, 54.5)})
    data["features"][0]["geometry"] = {"type": "MultiPolygon", "coordinates": parts}
    return data


POINT = [[-1.3, 54.3]] * 4


def test_an_islet_that_rounding_shrank_to_a_point_is_left_out(tmp_path: Path) -> None:
    done = loaded("lsoa-2021", write(tmp_path, multi([[square(-1.5, 54.5)], [POINT]])))
    assert done.set.mended == 1


def feature(**others: Any) -> dict:
    data = geojson({"E01000001": square(-1.5, 54.5)})
    data["features"][0] |= others
    return data


def properties(**others: Any) -> dict:
    data = geojson({"E01000001": square(-1.5, 54.5)})
    data["features"][0]["properties"] |= others
    return data


WEST_27700 = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
METRES = [[427_000, 543_000], [428_000, 543_000], [428_000, 544_000], [427_000, 543_000]]
HOSTILE = {
    "not json": ("shapes.geojson", "<html>", "line 1, column 1: is not JSON"),
    "an empty file": ("shapes.geojson", "", "is not JSON"),
    "a list": ("shapes.geojson", "[]", "is JSON but no map"),
    "huge nesting": ("shapes.geojson", "[" * 200_000, "is nested too deeply"),
    "nested features": ("shapes.geojson", '{"a":' * 100_000, "is nested too deeply"),
    "NaN": ("s.geojson", json.dumps(geojson({"E01000001": [[float("nan"), 1.0]]})), 'holds "NaN"'),
    "endless": ("shapes.geojson",
                json.dumps(geojson({"E01000001": square(-1.5, 54.5)})).replace("54.51", "1e999"),
                "not a finite number"),
    "a huge number": ("shapes.geojson",
                      json.dumps(geojson({"E01000001": square(-1, 54)}))
                      .replace("54.01", "9" * 5000),
                      "digits|pairs of numbers"),
    "another system": ("s.geojson", geojson({"E01000001": square(-1, 54)}, crs=WEST_27700),
                       "EPSG::27700. Convert it"),
    "a crs of nonsense": ("s.geojson", geojson({"E01000001": square(-1, 54)}, crs=7), "system 7"),
    "metres": ("s.geojson", geojson({"E01000001": METRES}), "not in degrees"),
    "latitude first": ("s.geojson", geojson({"E01000001": [[y, x] for x, y in square(-1, 54)]}),
                       "longitude must come first"),
    "an open ring": ("s.geojson", geojson({"E01000001": square(-1, 54)[:-1]}), "not closed"),
    "no geometry": ("s.geojson", feature(geometry=None), r"\(E01000001\): has no geometry"),
    "no parts": ("s.geojson", multi([]), "has no geometry"),
    "a part without a line": ("s.geojson", multi([[]]), "a part without a line"),
    "nothing enclosed": ("s.geojson", multi([[POINT]]), "enclose nothing"),
    "a line": ("s.geojson", geojson({"E01000001": [[-1, 54], [-1, 55], [-1, 54.5], [-1, 54]]}),
               "enclose nothing"),
    "a point": ("s.geojson", feature(geometry={"type": "Point", "coordinates": [-1, 54]}),
                '"Point", not an area'),
    "a geometry of nonsense": ("s.geojson", feature(geometry=7), '"None", not an area'),
    "rings of nonsense": ("s.geojson", feature(geometry={"type": "Polygon", "coordinates": 7}),
                          "does not list its rings"),
    "a part of nonsense": ("s.geojson", multi([7]), "does not list its rings"),
    "words for numbers": ("s.geojson", multi([[[["a", "b"]] * 4]]), "pairs of numbers"),
    "no properties": ("s.geojson", feature(properties=None), "feature 1 has no properties"),
    "no code": ("s.geojson", properties(LSOA21CD=None), '"LSOA21CD" is missing or no text'),
    "no name": ("s.geojson", properties(LSOA21NM="  "), '"LSOA21NM" is missing'),
    "a ward's code": ("s.geojson", properties(LSOA21CD="E05010412"), "is no code of lsoa-2021"),
    "no features": ("s.geojson", {"type": "FeatureCollection", "features": 7}, "is no list"),
    "none at all": ("s.geojson", {"type": "FeatureCollection", "features": []}, "holds no area"),
    "one feature": ("s.geojson", {"type": "Feature"}, '"Feature", neither'),
    "a topology of nonsense": ("s.topojson", {"type": "Topology"}, '"arcs" is no list'),
    "bytes": ("s.geojson", b"\xff\xfe\x00\x01", "is not UTF-8"),
    "not gzip": ("s.geojson.gz", b"", "is not a whole gzip file|holds|is not JSON"),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_gets_a_sentence_and_changes_nothing(case: str, tmp_path: Path) -> None:
    name, data, said = HOSTILE[case]
    path = write(tmp_path, data, name)
    before = Area.objects.count()
    with pytest.raises(CannotDo, match=said) as why:
        loaded("lsoa-2021", path)
    assert str(why.value).startswith(name)
    assert (Area.objects.count(), BoundarySet.objects.count()) == (before, 0)


def test_a_file_cut_short_twice_the_same_code_and_no_file(tmp_path: Path) -> None:
    whole = gzip.compress(json.dumps(geojson({"E01000001": square(-1, 54)})).encode())
    for content in (whole[:-20], b"not packed at all"):
        (tmp_path / "cut.geojson.gz").write_bytes(content)
        with pytest.raises(CannotDo, match="is not a whole gzip file"):
            loaded("lsoa-2021", tmp_path / "cut.geojson.gz")
    one = write(tmp_path, geojson({"E01000001": square(-1, 54)}), "one.geojson")
    with pytest.raises(CannotDo, match="E01000001 stands twice"):
        loaded("lsoa-2021", one, one)
    with pytest.raises(CannotDo, match="cannot be read"):
        loaded("lsoa-2021", tmp_path / "nowhere.geojson")


def test_a_gigabyte_is_refused_before_it_fills_the_memory(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "bomb.geojson.gz"
    with gzip.open(path, "wb", compresslevel=9) as file:
        for _ in range(200):
            file.write(b" " * 1_000_000)
    with pytest.raises(CannotDo, match="larger than 150 MB unpacked"):
        loaded("lsoa-2021", path)
    with pytest.raises(CannotDo, match="larger than 1 MB"):
        shapes.unpacked(path, most=1_000_000)


def test_a_code_known_as_another_kind_is_refused_whole(tmp_path: Path) -> None:
    Area.objects.create(code="E01000002", name="A ward", kind=Area.Kind.WARD)
    path = write(tmp_path, geojson({one: square(-1, 54) for one in ("E01000001", "E01000002")}))
    with pytest.raises(CannotDo, match="E01000002 is known as the ward A ward, not as a lower"):
        loaded("lsoa-2021", path)
    assert not Area.objects.filter(code="E01000001").exists()
    assert not Boundary.objects.exists()


def test_a_drawn_shape_that_simplifying_loses_is_drawn_exactly(monkeypatch) -> None:
    boxes = np.array([shapely.box(-1.5, 54.5, -1.49, 54.51)], dtype=object)
    monkeypatch.setattr(shapely, "coverage_simplify", lambda some, _: np.array([shapely.Polygon()]))
    drawn = boundaries.simplified(boxes, metres=10)
    assert shapely.area(drawn[0]) > 0


class TestCommands:
    """What is typed, what is printed, and the exit code."""

    def run(self, capsys: pytest.CaptureFixture, *words: str) -> tuple[int, str, str]:
        code = main(list(words))
        out, err = capsys.readouterr()
        return code, out, err

    def test_load_list_and_withdraw(self, tmp_path: Path, capsys) -> None:
        path = write(tmp_path, crossing())
        load = ("places", "load-boundaries", "--layer", "lsoa-2021", str(path))
        code, out, _ = self.run(capsys, *load)
        assert code == 0
        assert "1 boundaries, 1 areas are new, 0 boundaries replaced" in out
        assert "they were mended" in out
        code, _, err = self.run(capsys, *load)
        assert (code, "loaded already" in err) == (0, True)
        code, out, _ = self.run(capsys, *load, "--json")
        told = json.loads(out)
        assert (told["held_already"], told["boundaries"], told["vintage"]) == (True, 1, "2021")
        code, out, _ = self.run(capsys, "places", "boundaries")
        assert told["set"] in out
        code, out, _ = self.run(capsys, "places", "boundaries", "--json")
        assert [one["set"] for one in json.loads(out)] == [told["set"]]
        withdraw = ("places", "withdraw-boundaries", told["set"], "--why", "Wrong year")
        code, _, err = self.run(capsys, *withdraw)
        assert (code, "1 boundaries would go" in err) == (2, True)
        assert Boundary.objects.count() == 1
        code, out, _ = self.run(capsys, *withdraw, "--yes")
        assert (code, out.strip()) == (0, "1 boundaries are withdrawn.")
        assert not Boundary.objects.exists()
        assert Area.objects.filter(code="E01000001").exists()
        assert Event.objects.get(verb="places.boundaries_withdrawn").details["why"] == "Wrong year"
        code, _, err = self.run(capsys, *withdraw, "--yes")
        assert (code, "No boundaries, or more than one load" in err) == (2, True)
        code, out, _ = self.run(capsys, "places", "boundaries")
        assert "No boundaries yet" in out

    def test_no_reason_no_withdrawal(self, tmp_path: Path, capsys) -> None:
        done = loaded("lsoa-2021", write(tmp_path, crossing()))
        named = f"lsoa-2021:{done.set.sha256}"
        code, _, err = self.run(
            capsys, "places", "withdraw-boundaries", named, "--why", " ", "--yes"
        )
        assert (code, "Say why" in err, Boundary.objects.count()) == (2, True, 1)

    def test_layers_are_listed_and_an_unknown_one_gets_the_nearest(self, tmp_path, capsys) -> None:
        code, out, _ = self.run(capsys, "places", "layers")
        assert code == 0
        assert "lsoa-2021" in out
        assert "lad-csp-pfa-2021" in out
        code, out, _ = self.run(capsys, "places", "layers", "--json")
        assert {one["what"] for one in json.loads(out)} == {"layer", "lookup"}
        code, _, err = self.run(
            capsys, "places", "load-boundaries", "--layer", "lsoa2021", str(tmp_path)
        )
        assert (code, 'Did you mean "lsoa-2021"?' in err) == (2, True)

    def test_a_layer_of_the_users_own(self, tmp_path: Path, capsys) -> None:
        own = tmp_path / "beats.yaml"
        text = (layers.settings.DEFINITIONS_DIR / "places/layers/ward-2025.yaml").read_text()
        own.write_text(text.replace("WD25CD", "LSOA21CD").replace("WD25NM", "LSOA21NM"))
        path = write(tmp_path, geojson({"E05000001": square(-1, 54)}))
        code, out, _ = self.run(capsys, "places", "load-boundaries", "--layer", str(own), str(path))
        assert (code, "Wards of May 2025: 1 boundaries" in out) == (0, True)
        for key, wrong, said in (
            ("codes", '"["', "is no pattern"),
            ("shown_metres", "0", "must be above 0"),
            ("label", '""', "needs code and label"),
        ):
            lines = [f"{key}: {wrong}" if one.startswith(f"{key}:") else one
                     for one in text.splitlines()]  # fmt: skip
            own.write_text("\n".join(lines))
            with pytest.raises(CannotDo, match=said):
                layers.layer(str(own))

    def test_a_merged_layer_is_not_loaded_and_a_loaded_one_not_merged(
        self, tmp_path, capsys
    ) -> None:
        code, _, err = self.run(
            capsys, "places", "load-boundaries", "--layer", "csp-2021", str(tmp_path)
        )
        assert (code, "merge-boundaries" in err) == (2, True)
        code, _, err = self.run(capsys, "places", "merge-boundaries", "--layer", "lsoa-2021")
        assert (code, "load-boundaries" in err) == (2, True)
        code, _, err = self.run(capsys, "places", "merge-boundaries", "--layer", "csp-2021")
        assert (code, "can be merged" in err) == (2, True)


def test_a_mistake_of_topojson_names_the_file(tmp_path: Path, monkeypatch) -> None:
    def none(*_: Any, **__: Any) -> list[Feature]:
        return [({"areacd": "E06000047", "areanm": "Durham"}, None)]

    monkeypatch.setattr(topojson, "features", none)
    with pytest.raises(CannotDo, match=r"lad.topojson, feature 1 \(E06000047\): has no geometry"):
        loaded("district-2022", write(tmp_path, {"type": "Topology"}, "lad.topojson"))


def test_a_name_takes_the_place_of_a_code_and_a_known_name_stays() -> None:
    asked = {"kind": "lsoa", "starts": None, "vintage": "2021"}
    made, new = make_areas({"E01000001": "", "E01000002": "Known"}, **asked)
    assert (new, made["E01000001"].name) == (2, "E01000001")
    learnt, new = make_areas({"E01000001": "City 001A", "E01000002": "Other"}, **asked)
    assert (new, learnt["E01000001"].name, learnt["E01000002"].name) == (0, "City 001A", "Known")
    assert Area.objects.get(code="E01000001").name == "City 001A"


def test_a_code_that_ended_without_a_known_successor_lies_in_nothing() -> None:
    made, _ = make_areas({"E07999999": "Gone"}, kind="district", starts=None, vintage="")
    end_areas(made, [layers.Ended(codes=["E07999999", "E07000000"], on=date(2020, 3, 31))])
    gone = Area.objects.get(code="E07999999")
    assert (gone.valid_to, gone.wholes.count()) == (date(2020, 3, 31), 0)
