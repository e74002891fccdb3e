"""A plan as a flat table: what goes out comes in again, and a bad row gets a sentence."""

from datetime import date

import openpyxl
import pytest

from goldenthread.commands import CannotDo
from goldenthread.strategy.exchange import files, flat, tables
from goldenthread.strategy.exchange.outline import (
    AIM,
    COMMITMENT,
    DELIVERABLE,
    FOCUS,
    KINDS,
    PRIORITY,
    SUB_THEME,
    WORK_AREA,
    Outline,
    Part,
    Stakeholder,
    Value,
)

HEAD = ",".join(flat.COLUMNS)
PLAN = "Plan,,,Safer streets,,,,2026-04,2029-03"
GOOD = f"{HEAD}\n{PLAN}\nPriority,P1,,Fewer victims,,,,,"


def group(*names):
    return tuple(Stakeholder(one, kind="Generic_Group") for one in names)


def part(kind, name, *parts, **more):
    return Part(kind, name, other=KINDS[kind], parts=parts, **more)


WHOLE = Outline(
    "Safer streets, together",
    text="=SUM(A1) is no strapline",
    vision="Everybody feels safe.\nAnd is.",
    mission="Go  on",
    values=(Value("Listen", "To residents"), Value("Learn")),
    goals=(
        Part(
            PRIORITY, "Fewer victims", text="- because; of \"this\"", stakeholders=group("A", "B"),
            other="Crime and Disorder Act 1998 section 6(1): a, c",
            parts=(
                part(FOCUS, "Burglary", stakeholders=group("A")),
                part(AIM, "Fewer burglaries"),
                part(WORK_AREA, "Lighting",
                     part(DELIVERABLE, "Light it", part(DELIVERABLE, "'=Lamp"))),
                part(SUB_THEME, "Youth", part(COMMITMENT, "Listen")),
            ),
        ),
        Part(PRIORITY, "Less fear"),
    ),
    starts=date(2026, 4, 1),
    ends=date(2029, 3, 31),
)  # fmt: skip


def without_lines(one):
    below = tuple(without_lines(each) for each in one.parts)
    return Part(one.kind, one.name, one.text, stakeholders=one.stakeholders, other=one.other,
                parts=below)  # fmt: skip


def read(text, name="plan.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return files.read_plan(content, name)


@pytest.mark.parametrize("format", tables.CONTENT_TYPES)
def test_a_plan_goes_out_and_comes_in_the_same(format):
    made = read(tables.as_table(WHOLE, format), f"plan.{format}")
    assert [without_lines(one) for one in made.goals] == [*WHOLE.goals]
    told = ("title", "text", "vision", "mission", "values", "starts", "ends")
    assert all(getattr(made, one) == getattr(WHOLE, one) for one in told)
    assert [*flat.rows_of(made)] == [*flat.rows_of(WHOLE)]


def test_a_bare_plan_is_read_with_its_months_and_kinds_as_people_write_them():
    made = read(f"{GOOD}\n area  of FOCUS,,p1,Burglary,,,,,\naim,,P1,Fewer,,,,,")
    assert (made.starts, made.ends) == (date(2026, 4, 1), date(2029, 3, 31))
    assert [one.kind for one in made.walk()] == [PRIORITY, FOCUS, AIM]


@pytest.mark.parametrize("format", tables.CONTENT_TYPES)
def test_the_empty_file_asks_for_rows(format):
    with pytest.raises(CannotDo, match="has a header and no rows"):
        read(tables.template(format), f"plan-template.{format}")


def test_the_empty_workbook_says_what_goes_where_and_keeps_text_as_text(tmp_path):
    path = tmp_path / "x.xlsx"
    path.write_bytes(tables.template("xlsx"))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Plan", "How to fill it in"]
    assert book["Plan"]["H2"].number_format == "@"
    told = {row[0].value: row[1].value for row in book["How to fill it in"].iter_rows()}
    assert told["Deliverable"] == "Under a work area or a deliverable."
    assert told["Vision"] == "One row."
    assert {*flat.COLUMNS} <= {*told}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("Pirority,P2,,x,,,,,", 'line 4, column "kind": "Pirority" is no part of a plan. Did'),
        ("Aim,,P1,,,,,,", 'column "title": is empty. Give the wording of the aim.'),
        ("Plan,,,Another,,,,,", '"Plan" stands twice. Keep one.'),
        ("Vision,,,a,,,,,\nVision,,,b,,,,,", 'line 5, column "kind": "Vision" stands twice'),
        ("Aim,,P9,x,,,,,", 'column "under": no row has the key "P9". Valid here: P1.'),
        ("Aim,,,x,,,,,", 'column "under": is empty. Give the key'),
        ("Priority,p1,,x,,,,,", 'column "key": "p1" stands twice'),
        ("Deliverable,,P1,x,,,,,", "no deliverable stands under a priority, only under a work"),
        ("Aim,A1,P1,x,,,,,\nAim,,A1,y,,,,,", "no aim stands under an aim, only under a priority"),
        ("Priority,P2,P1,x,,,,,", 'column "under": a priority has none. Empty the cell.'),
        ("Aim,,P1,x,,,a,,", 'column "duties": an aim has none. Empty the cell. It belongs to a p'),
        ("Vision,,,x,more,,,,", 'column "text": a vision has none'),
        ("Priority,P2,,x,,,\"a, z\",,", '"z" is no letter of section 6(1). They are a, b'),
        ("Plan,,,x,,,,soon,", 'column "kind": "Plan" stands twice'),
        ("Work area,W,P1,w,,,,,\nDeliverable,D,W,d,,,,,\nDeliverable,E,D,e,,,,,\n"
         "Deliverable,,E,f,,,,,", "line 7, column \"under\": a part of a deliverable has no parts"),
        ("Deliverable,D,D,d,,,,,", "a part of a deliverable has no parts of its own"),
        (",,,x,,,,,", 'column "kind": is empty. Valid here: '),
        ("Aim,,P1,x,,,,,,,more", "has 11 values under 9 columns"),
    ],
)  # fmt: skip
def test_a_bad_row_is_told_with_its_place(rows, said):
    with pytest.raises(CannotDo) as why:
        read(f"{GOOD}\n{rows}")
    assert said in str(why.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{HEAD}\nPriority,P1,,x,,,,,", 'no row is the "Plan" itself'),
        (f"{HEAD}\n{PLAN}", 'no row is a "Priority"'),
        (f"{HEAD}\nPlan,,,x,,,,soon,\nPriority,P1,,x,,,,,", '"soon" is no day: write'),
        (f"{HEAD},colour\n{PLAN}", 'column "colour" is not known here'),
        ("kind,key\nPlan,", 'column "title" is missing'),
        ("", "is empty"),
    ],
)
def test_a_file_that_is_no_plan_is_told(text, said):
    with pytest.raises(CannotDo) as why:
        read(text)
    assert said in str(why.value)


def test_a_fault_in_a_workbook_names_sheet_and_cell():
    bad = Outline("t", goals=(Part(PRIORITY, "p", parts=(Part(DELIVERABLE, "d"),)),))
    for format in ("xlsx", "ods"):
        with pytest.raises(CannotDo, match=r'plan\.\w+, sheet "Plan", cell C4 \("under"\): no del'):
            read(tables.as_table(bad, format), f"plan.{format}")
