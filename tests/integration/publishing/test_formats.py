"""Every format of a report holds the same figures, in a form that its reader's tools can use."""

import ctypes
import io
import re
import shutil
import subprocess
from collections import Counter
from itertools import pairwise

import docx
import openpyxl
import pikepdf
import pypdfium2
import pytest
from docx.oxml.ns import qn
from lxml import etree, html
from odf import opendocument, table, text

from goldenthread.publishing import queries, rules
from goldenthread.publishing.formats.sheets import Cell
from tests.factories.reports import built

pytestmark = pytest.mark.django_db
PRINTS = (rules.PDF, rules.LARGE_PRINT, rules.EASY_PRINT)


@pytest.fixture(scope="module")
def files(durham, django_db_blocker):
    """One report in every format, and the numbers recorded with it."""
    with django_db_blocker.unblock():
        report = built(durham, formats=[*rules.FORMATS])
        numbers = [one.text for one in report.figures.all()]
        yield {one.format: bytes(one.content) for one in report.files.all()}, numbers
        report.delete()


def content(files, name):
    return files[0][name]


def docx_blocks(body):
    """Paragraphs and cells of a Word document in reading order, links and fields included."""
    for paragraph in body.iter(qn("w:p")):
        yield "".join(one.text or "" for one in paragraph.iter(qn("w:t")))


def words_of(name, given):
    """What a reader of a format reads, in order."""
    if name == rules.HTML:
        root = html.fromstring(given)
        for gone in root.xpath("//style|//svg|//head|//nav"):
            gone.drop_tree()
        return " ".join(root.itertext())
    if name in PRINTS:
        pdf = pypdfium2.PdfDocument(given)
        pages = [pdf[number].get_textpage().get_text_bounded() for number in range(len(pdf))]
        pdf.close()
        return " ".join(pages).replace("\u200b", "").replace("\ufffe", "")
    if name == rules.DOCX:
        return "\n".join(docx_blocks(docx.Document(io.BytesIO(given)).element.body))
    if name == rules.TXT:
        return given.decode()
    return "\n".join(figures_in_sheet(name, given))


def figures_in_sheet(name, given):
    """The column of numbers as printed on the sheet that lists them all."""
    if name == rules.XLSX:
        sheet = openpyxl.load_workbook(io.BytesIO(given))["Figures"]
        rows = [[str(cell.value) for cell in row] for row in sheet.iter_rows()]
    else:
        book = opendocument.load(io.BytesIO(given))
        sheet = next(
            one for one in book.getElementsByType(table.Table)
            if one.getAttribute("name") == "Figures"
        )  # fmt: skip
        rows = [
            [str(cell) for cell in row.getElementsByType(table.TableCell)]
            for row in sheet.getElementsByType(table.TableRow)
        ]
    return [row[3] for row in rows if len(row) > 3 and row[0].isdigit()]


@pytest.mark.parametrize("name", rules.FORMATS)
def test_every_format_holds_every_figure_in_the_same_order(files, name):
    read, at = words_of(name, content(files, name)), 0
    for number in files[1]:
        found = re.compile(rf"(?<![\d,.]){re.escape(number)}(?![\d%]|[,.]\d)").search(read, at)
        assert found, f"{number} does not stand in {name} after position {at}"
        at = found.end()


NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")


def test_no_format_prints_a_number_that_the_page_does_not(files):
    def numbers(name):
        text = words_of(name, content(files, name))
        text = re.sub(r"Page \d+ of \d+|\.{4,}\s*\d+|[0-9a-f]{64}", " ", text)
        return set(NUMBER.findall(re.sub(r"[0-9a-f]{20,}", " ", text)))

    page = numbers(rules.HTML)
    alternatives = set(NUMBER.findall(content(files, rules.TXT).decode()))
    for name in (rules.DOCX, *PRINTS):
        digits = {one for one in numbers(name) if len(one) > 2 or "." in one}
        assert digits <= page | alternatives, name
    for name in (rules.XLSX, rules.ODS):
        assert Counter(figures_in_sheet(name, content(files, name))) == Counter(files[1])


# Word


@pytest.fixture
def word(files):
    return docx.Document(io.BytesIO(content(files, rules.DOCX)))


def test_word_has_real_headings_captions_and_styles(word, files):
    used = Counter(paragraph.style.name for paragraph in word.paragraphs)
    for name in ("Title", "Heading 1", "Heading 2", "Caption", "TOC 1", "TOC 2", "List Bullet"):
        assert used[name], name
    page = html.fromstring(content(files, rules.HTML))
    said = [one.text for one in word.paragraphs if one.style.name in ("Heading 1", "Heading 2")]
    drawn = [
        " ".join(one.text_content().split()).replace("Focus ", "Focus: ")
        for one in page.xpath("//main//h2[not(@id='contents')]|//main//h3[@id]")
    ]
    assert len(said) == len(drawn)


def test_word_speaks_english_and_names_itself(word):
    about = word.core_properties
    assert about.title == "Quarterly performance report, Q1 2025/26"
    assert about.language == "en-GB"
    assert about.author == "Safe Durham Partnership"
    defaults = word.styles.element.find(qn("w:docDefaults"))
    languages = {one.get(qn("w:val")) for one in defaults.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_word_describes_its_charts(word):
    pictures = [*word.element.body.iter(qn("wp:docPr"))]
    assert len(pictures) == 2
    for picture in pictures:
        assert "County Durham" in picture.get("descr")
        assert picture.get("title")


def test_word_tables_have_a_head_row_that_repeats(word):
    assert len(word.tables) == 2
    for one in word.tables:
        properties = one.rows[0]._tr.trPr
        assert properties.find(qn("w:tblHeader")) is not None
        assert one.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None
        assert all(cell.text for cell in one.rows[0].cells)
        assert one._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


def test_word_marks_and_numbers_every_page(word):
    section = word.sections[0]
    assert "OFFICIAL" in section.header.paragraphs[0].text
    assert "OFFICIAL" in section.footer.paragraphs[0].text
    simple = section.footer._element.iter(qn("w:fldSimple"))
    fields = [one.get(qn("w:instr")).strip() for one in simple]
    assert fields == ["PAGE", "NUMPAGES"]


def test_word_contents_are_a_field_that_leads_to_the_headings(word):
    codes = [one.text for one in word.element.body.iter(qn("w:instrText"))]
    assert codes == [' TOC \\o "1-2" \\h \\z \\u ']
    kinds = [one.get(qn("w:fldCharType")) for one in word.element.body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]
    marks = {one.get(qn("w:name")) for one in word.element.body.iter(qn("w:bookmarkStart"))}
    anchors = [
        one.get(qn("w:anchor")) for one in word.element.body.iter(qn("w:hyperlink"))
        if one.get(qn("w:anchor"))
    ]  # fmt: skip
    assert anchors
    assert set(anchors) == marks


def test_word_survives_another_program(files, as_libreoffice_reads):
    """Converted by LibreOffice, nothing of the text is lost."""
    there = re.sub(r"\s+", "", as_libreoffice_reads(content(files, rules.DOCX)))
    for block in docx_blocks(docx.Document(io.BytesIO(content(files, rules.DOCX))).element.body):
        assert re.sub(r"\s+", "", block) in there


# Sheets


def test_excel_has_cover_contents_and_notes_and_numbers_that_count(files):
    book = openpyxl.load_workbook(io.BytesIO(content(files, rules.XLSX)))
    assert book.sheetnames[:3] == ["Cover", "Contents", "Notes"]
    assert {"Figures", "Table 1", "Table 2"} <= set(book.sheetnames)
    cover = [row[0].value for row in book["Cover"].iter_rows()]
    assert cover[0] == "Quarterly performance report, Q1 2025/26"
    assert "OFFICIAL" in cover
    rows = [[*row] for row in book["Table 1"].iter_rows()]
    april = next(row for row in rows if row[0].value == "April 2025")
    assert (april[1].value, april[1].number_format) == (1077, "#,##0")
    assert (april[2].value, april[2].number_format) == (20.2, "0.0")
    assert book["Table 1"].tables
    assert book.properties.title == "Quarterly performance report, Q1 2025/26"


def test_open_sheet_has_the_same_values(files):
    book = opendocument.load(io.BytesIO(content(files, rules.ODS)))
    sheets = {one.getAttribute("name"): one for one in book.getElementsByType(table.Table)}
    assert [*sheets][:3] == ["Cover", "Contents", "Figures"]
    assert [*sheets][-1] == "Notes"
    cells = [
        (cell.getAttribute("value"), str(cell))
        for cell in sheets["Table 1"].getElementsByType(table.TableCell)
    ]
    assert ("1077.0", "1,077") in cells
    assert sheets["Table 1"].getElementsByType(table.TableHeaderRows)
    assert sheets["Cover"].getElementsByType(text.H)


@pytest.mark.parametrize(
    ("printed", "value", "shown"),
    [
        ("1,234", 1234.0, "#,##0"), ("32.4", 32.4, "0.0"), ("11.2%", 0.112, "0.0%"),
        ("-3", -3.0, "#,##0"), ("£12", 12.0, "£#,##0"), ("1234.50", 1234.5, "#,##0.00"),
        ("7 to 9", None, ""), ("", None, ""), ("April 2025", None, ""),
    ],
)  # fmt: skip
def test_a_cell_is_a_number_only_where_it_is_nothing_else(printed, value, shown):
    assert Cell.of((printed,)) == Cell(printed, value, shown)


# Print


@pytest.mark.parametrize("name", PRINTS)
def test_every_print_is_tagged_titled_described_and_in_order(files, name):
    with pikepdf.open(io.BytesIO(content(files, name))) as pdf:
        root = pdf.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "en-GB"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo["/Title"]) == "Quarterly performance report, Q1 2025/26"
        assert str(pdf.open_metadata().get("pdfuaid:part")) == "1"
        every = [*elements(root.StructTreeRoot)]
        kinds = Counter(str(one.S) for one in every)
        assert kinds["/Title"] or kinds["/H1"]
        assert len([one for one in every if "/Alt" in one and "County Durham" in str(one.Alt)]) == 2
        if name != rules.LARGE_PRINT:
            heads = [one for one in every if str(one.S) == "/TH"]
            assert len(heads) >= 8
            assert all("/A" in one for one in heads)
        levels = [int(str(one.S)[2:]) for one in every if re.fullmatch(r"/H\d", str(one.S))]
        assert all(after - before <= 1 for before, after in pairwise(levels))
        outline = pdf.open_outline().root
        assert [one.title for one in outline if one.title != "Contents"] == [
            "Summary", "Areas of focus", "Areas of assurance", "How the numbers are made",
            "Sources and releases",
        ]  # fmt: skip


def elements(node):
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def letters(given):
    """The size of each letter of a print, in points."""
    pdf = pypdfium2.PdfDocument(given)
    for page in pdf:
        for one in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
            matrix = one.get_matrix()
            size = pypdfium2.raw.FPDFTextObj_GetFontSize
            height = ctypes.c_float()
            size(one.raw, height)
            yield height.value * abs(matrix.d)
    pdf.close()


def test_large_print_has_no_letter_below_eighteen_points(files):
    sizes = [round(one, 1) for one in letters(content(files, rules.LARGE_PRINT))]
    assert min(sizes) >= 18
    assert min(letters(content(files, rules.PDF))) < 10


def test_easy_print_uses_black_ink_only(files):
    pdf = pypdfium2.PdfDocument(content(files, rules.EASY_PRINT))
    for page in pdf:
        picture = page.render(scale=0.5).to_numpy()
        assert (picture.max(axis=2).astype(int) - picture.min(axis=2) <= 2).all()
    assert "Contents" in pdf[0].get_textpage().get_text_bounded()  # no cover to waste ink on
    pdf.close()


def test_print_is_called_conformant_only_where_verapdf_says_so(files, tmp_path):
    """Where veraPDF is installed it must pass; nowhere do we use its word without it."""
    said = " ".join(f"{one.label} {one.what}" for one in rules.FORMATS.values()).casefold()
    assert "conform" not in said
    assert "pdf/ua" not in said
    program = shutil.which("verapdf")
    for name in PRINTS if program else ():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(content(files, name))
        made = subprocess.run([str(program), "-f", "ua1", "--format", "mrr", str(path)],
                              capture_output=True, check=False, timeout=170)  # fmt: skip
        assert etree.fromstring(made.stdout).xpath("//validationReport/@isCompliant") == ["true"]


# Text


def test_plain_text_is_marked_and_one_paragraph_a_line(files):
    lines = content(files, rules.TXT).decode().splitlines()
    assert lines[0] == lines[-1] == "OFFICIAL"
    assert "Month\tIncidents\tPer 10,000 residents\t95% limits" in lines


@pytest.mark.parametrize("name", [one for one in rules.FORMATS if one != rules.XLSX])
def test_the_same_report_gives_the_same_bytes(files, durham, name):
    again = built(durham, formats=[name])
    assert bytes(queries.file_of(again, name).content) == content(files, name)
