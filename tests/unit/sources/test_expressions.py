"""What is counted from street-level rows: the rules themselves, on a handful of rows.

The notes of the source (definitions/sources/police_street.yaml) are the authority.
"""

import ibis
import pyarrow as pa
import pytest

from goldenthread.sources import expressions as said

ASB, BURGLARY, DRUGS = "Anti-social behaviour", "Burglary", "Drugs"
HERE, BESIDE, AWAY, FURTHER = "E01000001", "E01000002", "E01000003", "E01000004"
ROWS = [
    (1, ASB, None, HERE),
    (2, ASB, None, HERE),  # equal in every column: another incident
    (3, BURGLARY, "a", HERE),
    (4, BURGLARY, "a", HERE),  # the same crime
    (5, DRUGS, "a", HERE),  # the same crime under another type
    (6, DRUGS, None, HERE),  # without an ID, one crime each
    (7, DRUGS, None, HERE),
    (8, DRUGS, "b", BESIDE),
    (9, DRUGS, "c", AWAY),  # in another force's area
    (10, DRUGS, "d", "E01999999"),
    (11, ASB, None, None),
    (12, ASB, "z", HERE),  # an incident with an ID is still counted by its rows
    (13, ASB, "z", HERE),
    (14, DRUGS, "e", FURTHER),
]


@pytest.fixture(scope="module")
def rows():
    line, crime_type, crime_id, code = zip(*ROWS, strict=True)
    return ibis.memtable(
        pa.table(
            {
                "file": pa.array([1] * len(ROWS), pa.int32()),
                "line": pa.array(line, pa.int32()),
                "crime_id": pa.array(crime_id, pa.string()),
                "lsoa_code": pa.array(code, pa.string()),
                "crime_type": pa.array(crime_type, pa.string()),
            }
        )
    )


@pytest.fixture(scope="module")
def placed(rows):
    files = ibis.memtable(pa.table({"file": pa.array([1], pa.int32()), "force": ["F1"]}))
    places = {"lsoa_code": [HERE, BESIDE, AWAY, FURTHER], "district": ["D1", "D2", "D3", "D3"]}
    table = pa.table({**places, "home": ["F1", "F1", "F2", "F2"]})
    return said.placed(rows, files, ibis.memtable(table))


def told(table) -> list[dict]:
    return ibis.duckdb.connect().to_pyarrow(table).to_pylist()


def test_a_district_counts_incidents_by_rows_and_crimes_by_their_id(placed) -> None:
    found = {(one["area"], one["crime_type"]): (one["number"], one["rows"])
             for one in told(said.counts(placed))}  # fmt: skip
    assert found[("D1", ASB)] == (4, 4)
    assert found[("D1", BURGLARY)] == (1, 2)
    assert found[("D1", DRUGS)] == (3, 3)
    assert found[("D1", "all-crime")] == (3, 5)  # crime "a" once, and two without an ID
    assert found[("D2", "all-crime")] == (1, 1)


def test_the_force_counts_every_row_and_a_place_elsewhere_none(placed) -> None:
    found = {(one["area"], one["crime_type"]): one["number"] for one in told(said.counts(placed))}
    assert found[("F1", ASB)] == 5
    assert found[("F1", DRUGS)] == 7
    assert found[("F1", "all-crime")] == 7
    assert not [area for area, _ in found if area in ("D3", "F2")]


def test_what_no_district_counts_is_told_with_its_first_line(placed) -> None:
    found = {one["reason"]: (one["count"], one["first_line"], one["sample"])
             for one in told(said.set_aside(placed))}  # fmt: skip
    assert found == {
        said.ELSEWHERE: (2, 9, AWAY),
        said.UNKNOWN: (1, 10, "E01999999"),
        said.NO_PLACE: (1, 11, None),
    }


@pytest.mark.parametrize(
    ("types", "number"),
    [([ASB], 4), ([BURGLARY], 1), ([BURGLARY, DRUGS], 3), (None, 3), ([], None)],
)
def test_a_small_area_counts_the_same_way(rows, types, number) -> None:
    found = {one["code"]: one["number"] for one in told(said.small_area_counts(rows, types=types))}
    assert found.get(HERE) == number
