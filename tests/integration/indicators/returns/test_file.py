"""The indicator file: what is taken, what is refused with place and remedy, what it changes."""

import io
import json
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from config.cli import main
from goldenthread.commands import CannotDo
from goldenthread.indicators import queries as indicators
from goldenthread.indicators.models import Observation
from goldenthread.indicators.returns import reading, schema
from goldenthread.sources import sheets
from goldenthread.sources.models import Release
from tests.factories.returns import HEADER, csv_of

TODAY = date(2026, 11, 21)
GOOD = "domestic_abuse_incidents,E06000047,May 2026,,412,,,,,"

pytestmark = pytest.mark.usefixtures("durham")


def refused(content: bytes, name: str = "figures.csv") -> str:
    with pytest.raises(CannotDo) as why:
        reading.read(name, content, today=TODAY)
    return str(why.value)


def test_a_good_file_is_read_row_by_row():
    rows = reading.read(
        "figures.csv",
        csv_of(
            GOOD,
            "hate_incident_rate_10000,County Durham,Q1 2026/27,disability,33,,,about,provisional,",
            "unsafe_walking_percent,E06000047,2025/26,,120,400,,,,",
            'unsafe_walking_percent,E06000047,2024/25,,,,"31.5",,revised,',
        ),
        today=TODAY,
    )
    assert [one.numbers.count for one in rows] == [412, 33, 120, None]
    assert (rows[1].area.code, rows[1].breakdown, rows[1].qualifier) == (
        "E06000047",
        "disability",
        "about",
    )
    assert rows[2].numbers.denominator == 400
    assert (rows[3].numbers.value, rows[3].numbers.status) == (Decimal("31.5"), "revised")
    assert rows[1].place == "figures.csv, line 3"


BAD = [
    ("domestic_abuse_incident,E06000047,May 2026,,1,,,,,", "line 2", "indicator",
     'Did you mean "domestic_abuse_incidents"?'),
    (",E06000047,May 2026,,1,,,,,", "line 2", "indicator", "is empty"),
    ("asb_rate_10000,E06000047,May 2026,,1,,,,,", "line 2", "indicator", "computed from the data"),
    ("alcohol_violence,E06000047,May 2026,,1,,,,,", "line 2", "indicator", "does not say whether"),
    ("domestic_abuse_incidents,County Durhan,May 2026,,1,,,,,", "line 2", "area",
     "Did you mean County Durham"),
    ("domestic_abuse_incidents,,May 2026,,1,,,,,", "line 2", "area", "is empty"),
    ("domestic_abuse_incidents,unstated,May 2026,,1,,,,,", "line 2", "area", "is not an area"),
    ("domestic_abuse_incidents,E06000047,,,1,,,,,", "line 2", "period", "without a period"),
    ("domestic_abuse_incidents,E06000047,32 May,,1,,,,,", "line 2", "period", "write it like"),
    ("domestic_abuse_incidents,E06000047,2026-05-01,,1,,,,,", "line 2", "period", "is one day"),
    ("domestic_abuse_incidents,E06000047,1 May 2026,,1,,,,,", "line 2", "period", "is one day"),
    ("domestic_abuse_incidents,E06000047,November 2026,,1,,,,,", "line 2", "period",
     "has not ended yet"),
    ("domestic_abuse_incidents,E06000047,May 2026,,-1,,,,,", "line 2", "count", "below 0"),
    ("domestic_abuse_incidents,E06000047,May 2026,,1.5,,,,,", "line 2", "count", "whole number"),
    ("domestic_abuse_incidents,E06000047,May 2026,,many,,,,,", "line 2", "count", "not a number"),
    ("domestic_abuse_incidents,E06000047,May 2026,,<5,,,,,", "line 2", "count", "suppressed"),
    ("domestic_abuse_incidents,E06000047,May 2026,,,,12,,,", "line 2", "value", "Use count"),
    ("domestic_abuse_incidents,E06000047,May 2026,,,,,,,", "line 2", "count", "nothing is not 0"),
    ("domestic_abuse_incidents,E06000047,May 2026,,1,2,,,,", "line 2", "denominator", "needs none"),
    ("domestic_abuse_incidents,E06000047,May 2026,,1,,,,fnal,", "line 2", "status",
     'Did you mean "final"?'),
    ("domestic_abuse_incidents,E06000047,May 2026,,1,,,,suppressed,", "line 2", "count",
     "beside the status suppressed"),
    ("domestic_abuse_incidents,E06000047,May 2026,,9999999999999,,,,,", "line 2", "count",
     "larger than any"),
    ("unsafe_walking_percent,E06000047,2025/26,,,,101,,,", "line 2", "value", "from 0 to 100"),
    ("unsafe_walking_percent,E06000047,2025/26,,401,400,,,,", "line 2", "count", "above 100%"),
    ("unsafe_walking_percent,E06000047,2025/26,,1,0,,,,", "line 2", "denominator", "not above 0"),
    ("unsafe_walking_percent,E06000047,2025/26,,1,,,,,", "line 2", "denominator", "is empty"),
    ("unsafe_walking_percent,E06000047,2025/26,,,400,,,,", "line 2", "count", "is empty"),
    ("unsafe_walking_percent,E06000047,2025/26,,1,400,2,,,", "line 2", "value", "not both"),
    (f"domestic_abuse_incidents,E06000047,May 2026,,1,,,{'x' * 61},,", "line 2", "qualifier",
     "at most 60"),
    ("domestic_abuse_incidents,E06000047,May 2026,,1,,,,,=cmd|calc", "line 2", "note",
     "run as a formula"),
    ('domestic_abuse_incidents,E06000047,May 2026,@SUM(A1),1,,,,,', "line 2", "breakdown",
     "run as a formula"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "line", "column", "what"), BAD)
def test_a_bad_row_is_refused_with_line_column_and_remedy(row, line, column, what):
    said = refused(csv_of(row))
    assert f'figures.csv, {line}, column "{column}"' in said
    assert what in said


def test_count_where_a_value_is_wanted(durham):
    from goldenthread.indicators.models import IndicatorDefinition

    IndicatorDefinition.objects.filter(pk="unsafe_walking_percent").update(measure="score")
    said = refused(csv_of("unsafe_walking_percent,E06000047,2025/26,,5,,,,,"))
    assert 'column "count"' in said
    assert "Use value" in said


def test_every_mistake_is_told_at_once_and_at_most_twenty():
    said = refused(csv_of(GOOD, "x,y,z,,a,,,,,", "x,y,z,,a,,,,,"))
    assert said.count('column "indicator"') == 2
    said = refused(csv_of(*["x,E06000047,z,,1,,,,,"] * 30))
    assert len(said.splitlines()) == sheets.MOST_TOLD + 1
    assert said.endswith("and 40 more mistakes.")


def test_the_same_figure_twice_is_refused_naming_both_places():
    said = refused(csv_of(GOOD, GOOD.replace("412", "413")))
    assert said.startswith("figures.csv, line 3: tells of")
    assert "after figures.csv, line 2" in said


WHOLE = [
    (b"", "is empty"),
    (b"\xef\xbb\xbf\n\n", "holds no rows"),
    (HEADER.encode(), "has a header and no rows"),
    ((HEADER + "\n" + GOOD + "caf\u00e9").encode("latin-1"), "line 2: holds a letter that is not"),
    ((HEADER + "\n" + GOOD).encode("utf-16"), "is not a CSV file in UTF-8"),
    (b"\x00\x01\x02" * 50, "is not a CSV file in UTF-8"),
    (b"x" * (sheets.LARGEST + 1), "is larger than 10 MB"),
    (b"\xd0\xcf\x11\xe0" + b"\0" * 20, "Excel file of the old kind"),
    (b"PK\x03\x04rubbish", "is damaged"),
    (csv_of(GOOD.replace(",", ";"), header=HEADER.replace(",", ";")), "parted by semicolons"),
    (csv_of(GOOD, header=HEADER.replace("period", "peroid")), 'Did you mean "period"?'),
    (csv_of("a,b", header="indicator,area"), 'column "period" is missing'),
    (csv_of("a,b,c,d", header="indicator,area,period,area"), "stands twice"),
    (csv_of(GOOD + ",more"), "Put the text in quotes"),
    (csv_of(GOOD + '"broken'), "cannot be read as CSV"),
    (csv_of("x" * 1_001 + ",E06000047,May 2026,,1,,,,,"), "1,001 characters"),
    (csv_of(",".join(["x"] * 70)), "has 70 columns"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "what"), WHOLE)
def test_a_file_that_cannot_be_read_is_refused(content, what):
    assert what in refused(content)


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr("goldenthread.sources.sheets.sheet.MOST_ROWS", 2)
    assert "more than 2 rows" in refused(csv_of(GOOD, GOOD, GOOD))


# Workbooks


def workbook(*rows, title="Figures", prepare=None) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = title
    sheet.append(HEADER.split(","))
    for row in rows:
        sheet.append(row)
    if prepare:
        prepare(book, sheet)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


ROW = ["domestic_abuse_incidents", "E06000047", "May 2026", None, 412]


def test_a_workbook_reads_as_the_same_file():
    rows = reading.read("figures.xlsx", workbook(ROW), today=TODAY)
    assert rows[0].numbers.count == 412
    assert rows[0].place == 'figures.xlsx, sheet "Figures", cell A2'
    again = reading.read("f.xlsx", workbook([*ROW[:4], 412.0]), today=TODAY)
    assert again[0].key == rows[0].key


def test_what_is_wrong_in_a_workbook_names_the_cell():
    said = refused(workbook([*ROW[:4], -3]), "f.xlsx")
    assert said.startswith('f.xlsx, sheet "Figures", cell E2 ("count"): -3 is below 0')


def _hide(book, sheet):
    book.create_sheet("Secret").sheet_state = "hidden"


def _very_hide(book, sheet):
    book.create_sheet("Secret").sheet_state = "veryHidden"


def _percent(book, sheet):
    sheet["G2"], sheet["G2"].number_format = 0.345, "0.0%"


def _error(book, sheet):
    sheet["E2"] = "#DIV/0!"
    sheet["E2"].data_type = "e"


def _two(book, sheet):
    sheet.title = "One"
    book.create_sheet("Two")


HOSTILE = [
    (lambda book, sheet: sheet.__setitem__("E2", "=1+1"), "cell E2: holds a formula"),
    (_hide, 'holds a hidden sheet, "Secret"'),
    (_very_hide, 'holds a hidden sheet, "Secret"'),
    (_percent, "cell G2: is formatted as a percentage"),
    (_error, "cell E2: holds the error"),
    (_two, 'no sheet is named "Figures"'),
    (lambda book, sheet: sheet.__setitem__("C2", date(2026, 5, 1)), "Excel makes a day of it"),
    (lambda book, sheet: sheet.__setitem__("J2", True), None),
]


@pytest.mark.parametrize(("prepare", "what"), HOSTILE)
def test_a_hostile_workbook_is_refused(prepare, what):
    content = workbook(ROW, prepare=prepare)
    if what is None:
        assert reading.read("f.xlsx", content, today=TODAY)[0].note == "true"
    else:
        assert what in refused(content, "f.xlsx")


def repacked(content: bytes, **more: bytes) -> bytes:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            new.writestr(part, old.read(part))
        for name, data in more.items():
            new.writestr(name.replace("__", "/"), data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("part", "what"),
    [
        ("xl__vbaProject.bin", "holds macros"),
        ("xl__macrosheets__sheet1.xml", "holds macros"),
        ("xl__externalLinks__one.xml", "links to other files"),
        ("xl__embeddings__one.bin", "links to other files"),
    ],
)
def test_macros_and_links_are_refused(part, what):
    assert what in refused(repacked(workbook(ROW), **{part: b"x"}), "f.xlsx")


def test_a_gigabyte_of_rubbish_in_a_small_archive_is_never_unpacked():
    bomb = repacked(workbook(ROW), **{"xl__rubbish.xml": b"\0" * (sheets.LARGEST_UNPACKED + 1)})
    assert len(bomb) < 200_000
    assert "would unpack to far more" in refused(bomb, "f.xlsx")


def test_other_archives_and_broken_workbooks():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", "hello")
    assert "no Excel workbook" in refused(made.getvalue(), "f.xlsx")
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("xl/workbook.xml", "<broken")
    assert "is damaged" in refused(made.getvalue(), "f.xlsx")


def test_entities_in_a_workbook_are_not_followed():
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'
    content = workbook(ROW)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.infolist():
            data = entity if part.filename == "xl/worksheets/sheet1.xml" else old.read(part)
            new.writestr(part.filename, data)
    assert "holds a part no Excel writes" in refused(made.getvalue(), "f.xlsx")


# Templates


def test_the_template_is_read_back_once_it_is_filled_in(durham):
    from goldenthread.indicators.models import IndicatorDefinition

    of = IndicatorDefinition.objects.get(pk="domestic_abuse_incidents")
    rows = schema.rows_to_fill([of], "E06000047", "May 2026")
    rows[0][4] = "412"
    assert reading.read("a.csv", schema.template_csv(rows), today=TODAY)[0].numbers.count == 412
    made = schema.template_xlsx(rows)
    assert reading.read("a.xlsx", made, today=TODAY)[0].numbers.count == 412
    book = load_workbook(io.BytesIO(made))
    assert book.sheetnames == ["Figures", "How to fill this in"]
    assert book["Figures"]["C2"].number_format == "@"


# The command


def run(capsys, *words: str) -> tuple[int, str, str]:
    code = main(["evidence", *words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_ingest_preview_then_load_then_nothing_new_then_revised(durham, tmp_path: Path, capsys):
    path = tmp_path / "figures.csv"
    path.write_bytes(csv_of(GOOD))
    code, out, err = run(capsys, "ingest", "indicator-file", str(path), "--preview")
    assert code == 0
    assert "new: domestic_abuse_incidents, County Durham, May 2026: 412" in out
    assert "this was a preview" in err
    assert not Observation.objects.of(durham).exists()
    code, out, _ = run(capsys, "ingest", "indicator-file", str(path))
    assert code == 0
    assert "Release " in out
    code, _, err = run(capsys, "ingest", "indicator-file", str(path))
    assert (code, err) == (0, "Nothing was new.\n")
    path.write_bytes(csv_of(GOOD.replace("412", "410"), GOOD.replace("May", "June")))
    code, out, _ = run(capsys, "ingest", "indicator-file", str(path), "--json")
    told = json.loads(out)
    assert told["changes"] == {"new": 1, "revised": 1, "settled": 0, "unchanged": 0}
    assert (told["rows"][0]["was"], told["rows"][0]["now"]) == ("412", "410")
    versions = Observation.objects.of(durham).filter(period_start=date(2026, 5, 1))
    assert [(one.version, one.count, one.status) for one in versions] == [
        (1, 412, "final"),
        (2, 410, "revised"),
    ]
    assert Release.objects.of(durham).count() == 2


def test_a_provisional_figure_that_is_settled_is_no_revision(durham, tmp_path: Path, capsys):
    path = tmp_path / "f.csv"
    for status, number in (("provisional", 400), ("final", 412)):
        path.write_bytes(csv_of(GOOD.replace("412,,,,,", f"{number},,,,{status},")))
        assert run(capsys, "ingest", "indicator-file", str(path))[0] == 0
    newest = indicators.latest(durham, by=None, indicators=["domestic_abuse_incidents"])[0]
    assert (newest.version, newest.count, newest.status) == (2, 412, "final")


def test_a_bad_file_changes_nothing_and_ends_with_2(durham, tmp_path: Path, capsys):
    path = tmp_path / "f.csv"
    path.write_bytes(csv_of(GOOD, GOOD.replace("412", "-1").replace("May", "June")))
    code, _, err = run(capsys, "ingest", "indicator-file", str(path))
    assert (code, "f.csv, line 3" in err) == (2, True)
    assert not Release.objects.of(durham).exists()
    code, _, err = run(capsys, "ingest", "indicator-file", str(tmp_path / "none.csv"))
    assert (code, "there is no such file" in err) == (2, True)
    code, _, err = run(capsys, "ingest", "indicator-file")
    assert (code, "Say which files" in err) == (2, True)


def test_template_command(durham, capsysbinary):
    words = ["--indicator", "domestic_abuse_incidents", "--area", "County Durham"]
    assert main(["evidence", "template", *words, "--period", "May 2026"]) == 0
    made = capsysbinary.readouterr().out.decode("utf-8-sig").splitlines()
    assert made == [HEADER, "domestic_abuse_incidents,E06000047,May 2026,,,,,,,"]
    assert main(["evidence", "template", "--indicator", "asb_rate_10000"]) == 2
    assert b"computed from the data" in capsysbinary.readouterr().err
    assert main(["evidence", "template", "--format", "xlsx"]) == 0
    assert capsysbinary.readouterr().out.startswith(b"PK")
