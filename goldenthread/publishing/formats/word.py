"""A report as a Word document with real styles, headings, captions, table heads and alt text."""

import io
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import docx
from django.conf import settings
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from goldenthread.places.maps import Plan
from goldenthread.publishing.document import (
    LETTERS,
    PARAGRAPHS,
    Counts,
    Document,
    Element,
    Facts,
    Heading,
    Leading,
    Listing,
    Paragraph,
    Picture,
    Quotation,
    Status,
    Table,
    Tiles,
    Words,
)
from goldenthread.publishing.formats import word_parts as parts
from goldenthread.publishing.formats.archive import redated
from goldenthread.publishing.pictures import as_png

NUMBERED = "Numbered paragraph"  # our style for paragraphs that are numbered through
FONT = "Atkinson Hyperlegible Next"  # where it is not at hand, Word shows the next it has
PETROL, INK, SOFT = (
    RGBColor(0x0E, 0x4A, 0x54),
    RGBColor(0x1C, 0x26, 0x29),
    RGBColor(0x4D, 0x5B, 0x60),
)


def as_docx(document: Document, *, on: date) -> bytes:
    """The whole report as a Word document.

    on: the day it speaks of, which stands as the day it was made, so that the same report
        gives the same bytes.
    """
    writer = _Writer(document)
    writer.write()
    _told(writer.word, document, on)
    out = io.BytesIO()
    writer.word.save(out)
    return redated(out.getvalue(), on)


class _Writer:
    """Writes the elements one after another into a Word document."""

    def __init__(self, document: Document) -> None:
        self.document, self.word, self.entries = document, docx.Document(), []  # type: ignore[var-annotated]
        self.through = 0  # the counting of numbered paragraphs, once there is one
        _styled(self.word)

    def write(self) -> None:
        self._furniture()
        document = self.document
        self.word.add_paragraph(document.partnership, "Subtitle")
        self.word.add_paragraph(f"{document.title}, {document.period}", "Title")
        if document.period != document.period_long:
            self.word.add_paragraph(document.period_long, "Subtitle")
        self.word.add_paragraph(document.about)
        if document.is_invented:
            said = f"{document.partnership} is invented: its people and figures are made up."
            self.word.add_paragraph().add_run(f"An example. {said}").bold = True
        self._facts(tuple((term, (text,)) for term, text in document.facts))
        self.word.add_paragraph("Contents", "TOC Heading")
        headings = [one for one in document.elements if isinstance(one, Heading) and one.level < 3]
        listed = [self.word.add_paragraph(style=f"TOC {one.level}") for one in headings]
        for one in document.elements:
            self._element(one)
        if listed:
            parts.fill_contents(listed, self.entries)

    def _furniture(self) -> None:
        """Marking and page numbers at head and foot of every page."""
        section = self.word.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(21)
        head = section.header.paragraphs[0]
        head.text = (
            f"{self.document.partnership}, {self.document.period}\t\t{self.document.marking}"
        )
        foot = section.footer.paragraphs[0]
        foot.text = f"{self.document.marking}\t\tPage "
        parts.add_field(foot, "PAGE", "1")
        foot._p.append(parts.run_of(" of "))
        parts.add_field(foot, "NUMPAGES", "1")

    def _element(self, one: Element) -> None:
        writers: dict[type[Element], Callable[[Any], None]] = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            Leading: self._leading,
            Status: self._status,
            Picture: self._picture,
            Facts: lambda one: self._facts(one.items),
            Counts: self._counts,
            Listing: self._listing,
            Quotation: self._quotation,
            Tiles: self._tiles,
            Table: self._table,
        }
        writers[type(one)](one)

    def _paragraph(self, one: Paragraph) -> None:
        self._words(self.word.add_paragraph(style=_style_of(one.role)), one.words)

    def _status(self, one: Status) -> None:
        self.word.add_paragraph().add_run(one.label).bold = True

    def _counts(self, one: Counts) -> None:
        for label, _, number in one.items:
            self._words(self.word.add_paragraph(style="List Bullet"), (f"{label}: ", number))

    def _listing(self, one: Listing) -> None:
        style = "List Number" if one.numbered else "List Bullet"
        style = NUMBERED if one.role == PARAGRAPHS else style
        counted = self._counted(one) if one.numbered else 0
        for words in one.items:
            paragraph = self.word.add_paragraph(style=style)
            if counted:
                parts.count_off(paragraph, counted)
            self._words(paragraph, words)

    def _counted(self, one: Listing) -> int:
        """Which counting of Word's a list goes by: each its own, all paragraphs the same one."""
        if one.role != PARAGRAPHS:
            return parts.counting(self.word, letters=one.role == LETTERS, start=one.start)
        if not self.through:
            self.through = parts.counting(self.word, letters=False, start=one.start)
        return self.through

    def _quotation(self, one: Quotation) -> None:
        said = ("“", *one.words, f"” ({one.source})")
        self._words(self.word.add_paragraph(style="Quote"), said)

    def _heading(self, one: Heading) -> None:
        text = f"{one.kicker}: {one.text}" if one.kicker else one.text
        made = self.word.add_heading(text, one.level)
        if one.level < 3:
            self.entries.append((text, parts.mark(made, len(self.entries) + 1)))

    def _words(self, paragraph: WordParagraph, words: Words) -> WordParagraph:
        for part in words:
            if isinstance(part, str):
                paragraph.add_run(part)
            elif part.url:
                parts.add_link(paragraph, part.text, f"{settings.PUBLIC_URL}{part.url}")
            else:
                paragraph.add_run(part.text)
        return paragraph

    def _leading(self, one: Leading) -> None:
        self._words(self.word.add_paragraph(style="Figure"), one.value)
        said = ", ".join(part for part in (one.unit, one.period) if part)
        self.word.add_paragraph(said)
        if one.limits:
            self._words(self.word.add_paragraph(style="Note"), one.limits)
        if one.note:
            self.word.add_paragraph(one.note, "Note")

    def _facts(self, items: tuple[tuple[str, Words], ...]) -> None:
        for term, words in items:
            paragraph = self.word.add_paragraph()
            paragraph.add_run(f"{term}: ").bold = True
            self._words(paragraph, words)

    def _picture(self, one: Picture) -> None:
        caption = self.word.add_paragraph(one.title, "Caption")
        caption.paragraph_format.keep_with_next = True
        width = Mm(110) if isinstance(one.chart, Plan) else Mm(168)
        picture = self.word.add_picture(io.BytesIO(as_png(one.chart)), width=width)
        parts.describe(picture, title=one.title, words=one.description)
        if one.note:
            self.word.add_paragraph(one.note, "Note")

    def _tiles(self, one: Tiles) -> None:
        self.word.add_paragraph().add_run(one.title).bold = True
        for tile in one.items:
            self._words(self.word.add_paragraph(style="Figure"), tile.value)
            paragraph = self.word.add_paragraph(tile.label)
            if tile.note:
                paragraph.add_run(". ")
                self._words(paragraph, tile.note)

    def _table(self, one: Table) -> None:
        caption = self.word.add_paragraph(one.caption, "Caption")
        caption.paragraph_format.keep_with_next = True
        table = self.word.add_table(rows=1 + len(one.rows), cols=len(one.columns))
        table.style = "Report table"
        parts.head_row(table)
        parts.describe_table(table, title=one.caption, words=one.caption)
        cells = [*table._cells]  # asked once: asking anew for each cell is slow
        for place, (label, numeric) in enumerate(one.columns):
            paragraph = cells[place].paragraphs[0]
            paragraph.add_run(label).bold = True
            _aligned(paragraph, numeric)
        for number, row in enumerate(one.rows, 1):
            for place, words in enumerate(row):
                paragraph = cells[number * len(one.columns) + place].paragraphs[0]
                _aligned(self._words(paragraph, words), one.columns[place][1])
        self.word.add_paragraph()


def _aligned(paragraph: WordParagraph, numeric: bool) -> None:
    paragraph.paragraph_format.space_after = Pt(2)
    if numeric:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _style_of(role: str) -> str:
    return {"lede": "Lede", "note": "Note"}.get(role, "Normal")


def _styled(word: Word) -> None:
    """Set the styles: ours where there is none, and the shipped ones in our look."""
    from docx.enum.style import WD_STYLE_TYPE

    parts.speak(word, "en-GB")
    styles = word.styles
    for style in styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH:
            _lettered(style)
    normal = styles["Normal"]
    normal.font.size, normal.font.color.rgb = Pt(11), INK
    normal.paragraph_format.space_after = Pt(6)
    sizes = {"Title": 26, "Subtitle": 13, "Heading 1": 18, "Heading 2": 14, "Heading 3": 12}
    for name, size in sizes.items():
        styles[name].font.size, styles[name].font.color.rgb = Pt(size), PETROL
        styles[name].font.italic = False
    styles["Caption"].font.size, styles["Caption"].font.color.rgb = Pt(10.5), INK
    for name, size, colour in (("Figure", 22, PETROL), ("Note", 10, SOFT), ("Lede", 13, INK)):
        made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style, made.quick_style = normal, True
        made.font.size, made.font.color.rgb, made.font.bold = Pt(size), colour, name == "Figure"
    styles.add_style(NUMBERED, WD_STYLE_TYPE.PARAGRAPH).base_style = normal
    styles["Figure"].paragraph_format.keep_with_next = True
    for level in (1, 2):
        made = styles.add_style(f"TOC {level}", WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = normal
        made.paragraph_format.left_indent = Mm(6 * (level - 1))
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = RGBColor(0x0B, 0x5A, 0x68), True
    table = styles.add_style("Report table", WD_STYLE_TYPE.TABLE)
    table.base_style = styles["Table Grid"]
    table.font.size = Pt(9.5)


def _lettered(style: object) -> None:
    """Give a style our letters in every script, in place of a theme's."""
    properties = style.element.get_or_add_rPr()  # type: ignore[attr-defined]
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    names = ("ascii", "hAnsi", "cs", "eastAsia")
    properties.insert(0, parts.element("w:rFonts", **dict.fromkeys(names, FONT)))


def _told(word: Word, document: Document, on: date) -> None:
    """What the document says of itself: title, author, language, day."""
    about = word.core_properties
    about.title = f"{document.title}, {document.period}"
    about.author = about.last_modified_by = document.partnership
    about.subject, about.language = document.about[:250], "en-GB"
    about.category, about.comments, about.keywords = document.marking, "", ""
    about.created = about.modified = datetime.combine(on, time(12))
    about.revision = 1
