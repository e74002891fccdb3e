"""The engine on invented tables: what whole columns refuse, single values refuse, and back."""

import csv
import io
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread import declared
from goldenthread.commands import CannotDo
from goldenthread.sources import declaring
from goldenthread.sources.declaring import DeclaredSource
from goldenthread.sources.inputs import GivenFile
from goldenthread.sources.reading import faults, tables, vintages
from goldenthread.sources.reading.columns import Column
from goldenthread.sources.reading.layouts import Layout, header_fault

COLUMNS = [
    {"name": "id", "type": "id", "length": 3, "blank": True},
    {"name": "choice", "type": "choice", "choices": ["a", "b"], "missing": ["-"]},
    {"name": "whole", "type": "whole", "least": 0, "most": 99, "missing": ["-1"]},
    {"name": "commas", "type": "whole", "written": "1,234"},
    {"name": "point", "type": "whole", "written": "1234.0", "blank": True},
    {"name": "share", "type": "percent"},
    {"name": "day", "type": "date", "written": "dd/mm/yyyy"},
    {"name": "month", "type": "month"},
    {"name": "year", "type": "year"},
    {"name": "years", "type": "financial year"},
    {"name": "at", "type": "moment"},
    {"name": "clock", "type": "time"},
    {"name": "yes", "type": "yes or no", "blank": True},
]
RIGHT = ["abc", "a", "5", "1,234", "12.0", "99.5", "05/01/2022", "2022-01", "2022", "2021/22",
         "2024-06-01T01:13:00+00:00", "16:40", "True"]  # fmt: skip
LAYOUT = Layout.model_validate(
    {"id": "x", "name": "X", "files": "x", "columns": COLUMNS, "period": {"timeless": True}}
)
FILE = GivenFile(Path("x.csv"), "")


def block(*rows: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def test_values_become_what_they_mean() -> None:
    table = tables.read(block(RIGHT), LAYOUT, {})
    assert table is not None
    assert table.to_pylist()[0] == {
        "id": "abc",
        "choice": "a",
        "whole": 5,
        "commas": 1234,
        "point": 12,
        "share": 99.5,
        "day": date(2022, 1, 5),
        "month": date(2022, 1, 1),
        "year": 2022,
        "years": "2021/22",
        "at": datetime(2024, 6, 1, 1, 13, tzinfo=UTC),
        "clock": time(16, 40),
        "yes": True,
    }


def test_what_is_missing_is_nothing_and_not_a_number() -> None:
    row = ["", "-", "-1", *RIGHT[3:4], "", *RIGHT[5:-1], ""]
    table = tables.read(block(row), LAYOUT, {})
    assert table is not None
    found = table.to_pylist()[0]
    assert [found[name] for name in ("id", "choice", "whole", "point", "yes")] == [None] * 5


WRONG = {
    "id": ["ab", "abcd"],
    "choice": ["c", ""],
    "whole": ["100", "-2", "1.5", "x", ""],
    "commas": ["1234", "12,34", ",123", "1,2345"],
    "point": ["1.5", "x"],
    "share": ["100.1", "-0.1", "nan", "inf"],
    "day": ["2022-01-05", "32/01/2022", "5/1/2022", ""],
    "month": ["2022-13", "2022", "202201"],
    "year": ["22", "3022", "twenty"],
    "years": ["2021/23", "2021", "2021-22"],
    "at": ["2024-06-01", "2024-06-01T01:13:00", "now"],
    "clock": ["24:00", "1:30", "16:40:00"],
    "yes": ["true", "1", "yes"],
}


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, every in WRONG.items() for v in every])
def test_a_wrong_value_is_refused_and_named(name: str, value: str) -> None:
    row = [value if column.name == name else said
           for column, said in zip(LAYOUT.every, RIGHT, strict=True)]  # fmt: skip
    data = block(RIGHT, row)
    assert tables.read(data, LAYOUT, {}) is None
    assert str(faults.first(data, 2, FILE, LAYOUT, {})).startswith(
        f'x.csv, line 3, column "{name}"'
    )


SAID = st.one_of(
    st.sampled_from([*RIGHT, *(one for every in WRONG.values() for one in every), "-1", "-"]),
    st.text("0123456789-/:,.TZ+ abc", max_size=12),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(RIGHT) - 1), SAID), min_size=1, max_size=3))
def test_whole_columns_refuse_no_more_than_single_values_do(changed) -> None:
    row = list(RIGHT)
    for at, said in changed:
        row[at] = said
    found = [c.fault(said) for c, said in zip(LAYOUT.every, row, strict=True)]
    table = tables.read(block(row), LAYOUT, {})
    if not any(found):
        assert table is not None, row
    if table is not None:
        # pyarrow trims blanks around numbers and reads "1." and "1e2", which mean one number
        odd = [c.name for c, fault in zip(LAYOUT.every, found, strict=True) if fault]
        assert set(odd) <= {"whole", "point", "share"}, (row, found)


def test_a_header_is_told_apart_at_the_first_difference() -> None:
    wanted = ["a", "b", "c"]
    assert header_fault(wanted, wanted) == ""
    assert header_fault(["b", "a", "c"], wanted) == 'column 1 is "b" and should be "a"'
    assert header_fault(["a", "c"], wanted) == 'column "b" is missing'
    assert header_fault(["a", "x", "c"], wanted) == 'column "b" is missing, and "x" is not known'
    assert header_fault([*wanted, "x"], wanted) == 'column "x" does not belong here'
    assert header_fault([*wanted, "c"], wanted) == 'column "c" stands more than once'
    assert header_fault(["x"], wanted) == "this is not the header of such a file"


def test_codes_of_each_census_are_told_apart() -> None:
    assert (
        vintages.fault("E01020634", "LSOA 2011") == vintages.fault("E01020634", "LSOA 2021") == ""
    )
    assert "of 2021" in vintages.fault("E01035624", "LSOA 2011")
    assert "no LSOA of 2021 that we know" in vintages.fault("E01999999", "LSOA 2021")
    assert "not a letter and eight digits" in vintages.fault("Durham", "district")
    assert vintages.told_of([]) == ""
    assert vintages.told_of(["E01020634"]) == vintages.EITHER


@pytest.mark.parametrize(
    ("change", "line", "says"),
    [
        ("type: whole, least: 0", 24, "must be a number"),
        ("typ: whole", 24, 'Did you mean "type"?'),
        ("type: wholes", 24, 'Did you mean "whole"?'),
        ("type: text, least: 1", 24, "bounds are for numbers"),
        ("type: choice", 24, "a choice needs its choices"),
        ("type: date, written: '1,234'", 24, "is not written"),
        ("pattern: '['", 24, "the pattern cannot be read"),
        ("each: [0, 9]", 24, 'kept "as" a name with {} in it'),
        ("area: parish", 24, "may not stand here"),
    ],
)
def test_a_mistake_in_a_declaration_is_named_with_file_and_line(tmp_path, change, line, says):
    path = tmp_path / "wrong.yaml"
    text = (Path("definitions/sources") / "households.yaml").read_text().splitlines()
    text[23] = f"      - {{name: households, {change}}}"
    path.write_text("\n".join(text).replace("least: 0", "least: many"))
    with pytest.raises(CannotDo) as why:
        declared.read(path, DeclaredSource)
    assert str(why.value).startswith(f"wrong.yaml, line {line}")
    assert says in str(why.value)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"files": "("}, "cannot be read as a pattern"),
        ({"files": "(?P<town>x)"}, "may name only the groups"),
        ({"period": {"name": "{year}"}}, 'has no group "year"'),
        ({"period": {"column": "nowhere"}}, 'there is no column "nowhere"'),
        ({"period": {}}, "say in one way what time"),
        ({"period": {"timeless": True, "on": "2021"}}, "say in one way what time"),
        ({"period": {"on": "whenever"}}, "whenever"),
        ({"period": {"on": "2021", "quarter": "q"}}, "a quarter stands beside"),
        ({"key": ["nowhere"]}, 'there is no column "nowhere"'),
        ({"columns": [COLUMNS[0], COLUMNS[0]]}, 'two columns are called "id"'),
        ({"sums": [{"total": "id", "parts": ["whole"]}]}, '"id" is no number'),
        ({"set_aside": [{"column": "id", "reason": "r"}]}, "say in one way which rows"),
        (
            {"set_aside": [{"column": "id", "blank": True, "reason": "r"}] * 2},
            "two rules set rows aside for one reason",
        ),
    ],
)
def test_a_layout_that_does_not_fit_together_is_refused(change, says) -> None:
    told = {"id": "x", "name": "X", "files": "x", "columns": COLUMNS, "period": {"timeless": True}}
    with pytest.raises(ValueError, match=r"(?s).*") as why:
        Layout.model_validate(told | change)
    assert says in str(why.value)


def test_every_declared_source_fits_together_and_has_its_licence() -> None:
    for one in declaring.sources().values():
        assert one.licence
        assert one.attribution
        for layout in one.layouts:
            assert layout.told("nothing-like-it.txt") is None
            assert not [c for c in layout.every if c.length and c.type not in ("id", "text")]


def test_the_street_files_crime_types_are_those_that_are_counted() -> None:
    street = declaring.source("police_street")
    assert street.layouts[0].column("Crime type").choices == list(street.categories)


def test_a_run_of_columns_is_written_out() -> None:
    run = Column.model_validate({"each": [0, 2], "as": "age_{}", "type": "whole"}).columns()
    assert [(one.name, one.lake_name) for one in run] == [
        ("0", "age_0"), ("1", "age_1"), ("2", "age_2"),
    ]  # fmt: skip
