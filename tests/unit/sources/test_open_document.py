"""An OpenDocument spreadsheet is read as what it shows, and refused where it hides or runs."""

import io
import zipfile

import pytest

from goldenthread.commands import CannotDo
from goldenthread.sources import sheets
from goldenthread.sources.sheets import opendocument

MANIFEST = "<manifest/>"
CONTENT = """<?xml version="1.0"?>
<office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0">
<office:automatic-styles><style:style style:name="ta2"><style:table-properties
 table:display="{display}"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet>
<table:table table:name="Figures"><table:table-header-rows><table:table-row>
<table:table-cell><text:p>name</text:p></table:table-cell>
<table:table-cell><text:p>count</text:p></table:table-cell></table:table-row>
</table:table-header-rows>{rows}</table:table>{more}
</office:spreadsheet></office:body></office:document-content>"""
END = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'


def cell(text="", **more):
    told = "".join(f' {name.replace("__", ":").replace("_", "-")}="{value}"'
                   for name, value in more.items())  # fmt: skip
    return f"<table:table-cell{told}>{text}</table:table-cell>"


def row(*cells, times=1):
    return (
        f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'
    )


def file(rows=END, *, more="", display="false", parts=None, content=None):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", opendocument.KIND)
        inside = CONTENT.format(rows=rows, more=more, display=display)
        told = {"META-INF/manifest.xml": MANIFEST, "content.xml": content or inside}
        for name, text in {**told, **(parts or {})}.items():
            archive.writestr(name, text)
    return out.getvalue()


def read(content, tab="Figures"):
    columns = ("name", "count")
    return sheets.read("x.ods", content, tab=tab, columns=columns, needed=columns, words=True)


def test_cells_are_read_as_they_show():
    words = '<text:p>two<text:s text:c="2"/>spaces<text:tab/>and\n   <text:span>more</text:span> of</text:p><text:p>it<text:line-break/>.</text:p>'  # noqa: E501
    told = read(file(
        row(cell("<text:p>a</text:p>"), cell(office__value_type="float", office__value="12.0"))
        + row(cell(), times=3)
        + row(cell(words), cell(office__value_type="float", office__value="0.5"))
        + row(cell("<office:annotation><text:p>hid</text:p></office:annotation><text:p>b</text:p>"),
              cell(office__value_type="date", office__date_value="2026-04-01T00:00:00"), times=2)
        + row(cell("<text:p>c</text:p>"),
              cell(office__value_type="boolean", office__boolean_value="true"))
        + END
    ))  # fmt: skip
    assert [(one.number, one["name"], one["count"]) for one in told.lines] == [
        (2, "a", "12"), (6, "two  spaces\tand more of\nit\n.", "0.5"),
        (7, "b", "2026-04-01"), (8, "b", "2026-04-01"), (9, "c", "true"),
    ]  # fmt: skip
    assert told.place(told.lines[0], "count") == 'x.ods, sheet "Figures", cell B2 ("count")'


def test_repeated_columns_count():
    (line,) = read(file(row(cell("<text:p>a</text:p>", table__number_columns_repeated="2")))).lines
    assert (line["name"], line["count"]) == ("a", "a")


OTHER = '<table:table table:name="Other" table:style-name="ta2"/>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (file(row(cell(table__formula="of:=1+1"))), 'sheet "Figures", row 2: holds a formula'),
        (file(row(cell(office__value_type="percentage"))), "formatted as a percentage"),
        (file(row(cell("<text:p>a</text:p>"), times=60_000)), "more than 50,000 rows"),
        (file(more=OTHER), 'holds a hidden sheet, "Other"'),
        (file(parts={"Basic/x.xml": "x"}), "holds macros"),
        (file(parts={"META-INF/manifest.xml": "encryption-data"}), "locked with a password"),
        (file(content='<!DOCTYPE x [<!ENTITY y "z">]><x>&y;</x>'), "declares entities"),
        (file(content="<x"), "is damaged. Open it in LibreOffice"),
        (file()[:-30], "is damaged"),
        (file(parts={f"{n}": "" for n in range(2_001)}), "would unpack to far more"),
        (file(), "has a header and no rows"),
    ],
    ids=range(11),
)
def test_what_hides_or_runs_is_refused(content, said):
    with pytest.raises(CannotDo) as why:
        read(content)
    assert said in str(why.value)


def test_the_sheet_is_chosen_by_name_where_there_are_several():
    several = file(row(cell("<text:p>a</text:p>")), more=OTHER, display="true")
    assert len(read(several, tab="figures").lines) == 1
    with pytest.raises(CannotDo, match='no sheet is named "Plan": there are "Figures", "Other"'):
        read(several, tab="Plan")
