"""What is said of many values at once is never more than is said of each."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.sources.reading import tables
from goldenthread.sources.reading.columns import LONGEST_VALUE, Column

CODES = ["E01020634", "E01035624", "E01033482", "E01999999", "S01006506", "W01001955",
         "N00001234", "X01000001", "E0102063", "e01020634", "E010206345", "E01020634\n",
         "Q01020634"]  # fmt: skip
WORDS = ["a", "b", "ab", "A1", "é", "é" * 251, "x" * LONGEST_VALUE, "x" * (LONGEST_VALUE + 1),
         "a\n", "٣", "3", "-"]  # fmt: skip
COLUMNS = [
    {"type": "text"},
    {"type": "text", "missing": ["-"]},
    {"type": "text", "length": 2},
    {"type": "text", "pattern": r"a|b|\d"},
    {"type": "choice", "choices": ["a", "b"]},
    {"type": "choice", "choices": {"a": "A word", "é": "Another"}},
    {"type": "date"},
    *({"area": one} for one in ("LSOA 2011", "LSOA 2021", "LSOA 2011 or 2021", "district")),
]


@pytest.mark.parametrize("told", COLUMNS, ids=str)
@given(said=st.lists(st.sampled_from(CODES + WORDS) | st.text(min_size=1), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_what_is_surely_right_has_no_fault(told, said) -> None:
    column = Column(name="x", **told)
    if tables._surely_right(column, pa.array(said, pa.string())):
        assert not any(map(column.fault, said))


@pytest.mark.parametrize(
    ("told", "right", "wrong"),
    [
        ({"type": "text"}, ["x" * LONGEST_VALUE], "x" * (LONGEST_VALUE + 1)),
        ({"type": "text", "length": 2}, ["ab", "éé"], "abc"),
        ({"type": "text", "pattern": "a|b"}, ["a", "b"], "ab"),
        ({"type": "choice", "choices": ["a", "b"]}, ["b", "a"], "c"),
        ({"area": "LSOA 2011"}, ["E01020634"], "E01035624"),
        ({"area": "LSOA 2021"}, ["E01020634", "E01035624"], "E01999999"),
        ({"area": "district"}, ["E06000047", "N09000001"], "Durham"),
    ],
    ids=str,
)
def test_most_columns_need_no_asking_one_by_one(told, right, wrong) -> None:
    column = Column(name="x", **told)
    assert tables._surely_right(column, pa.array(right))
    assert not tables._surely_right(column, pa.array([*right, wrong]))


def test_only_what_could_become_smaller_is_packed() -> None:
    from tests.unit.sources.reading.test_reading import LAYOUT

    packing = tables.packing_of(LAYOUT)
    assert packing["id"] == "none"
    assert set(packing.values()) == {"none", "lz4"}
    assert list(packing) == tables.schema(LAYOUT).names
