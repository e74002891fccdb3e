"""What python-docx has no word for: fields, links, bookmarks, header rows, alternative text."""

from typing import Any

from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph


def element(tag: str, /, **given: str) -> Any:
    """Make an element of WordprocessingML with attributes of the same namespace."""
    made = OxmlElement(tag)
    for key, value in given.items():
        made.set(qn(f"w:{key}"), value)
    return made


def run_of(text: str) -> Any:
    """Make a run of text."""
    run, said = element("w:r"), element("w:t")
    said.text = text
    said.set(qn("xml:space"), "preserve")
    run.append(said)
    return run


def add_field(paragraph: Paragraph, code: str, shown: str) -> None:
    """Add a field that Word works out, such as PAGE. shown: what stands until it does."""
    field = element("w:fldSimple", instr=f" {code} ")
    field.append(run_of(shown))
    paragraph._p.append(field)


def add_link(paragraph: Paragraph, text: str, url: str) -> None:
    """Add words that lead to an address."""
    linked = element("w:hyperlink")
    linked.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, True))
    run = run_of(text)
    style = element("w:rPr")
    style.append(element("w:rStyle", val="Hyperlink"))
    run.insert(0, style)
    linked.append(run)
    paragraph._p.append(linked)


def mark(paragraph: Paragraph, number: int) -> str:
    """Put a bookmark around a heading, for the contents to lead to; give its name."""
    name = f"_Toc{number:08}"
    paragraph._p.insert(
        1 if paragraph._p.pPr is not None else 0,
        element("w:bookmarkStart", id=str(number), name=name),
    )
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))
    return name


def fill_contents(paragraphs: list[Paragraph], entries: list[tuple[str, str]]) -> None:
    """Make paragraphs a field of contents, filled already: each entry leads to its bookmark.

    Word sets it anew with page numbers on request; other programs show what stands here.
    """
    first, last = paragraphs[0], paragraphs[-1]
    for paragraph, (text, name) in zip(paragraphs, entries, strict=True):
        linked = element("w:hyperlink", anchor=name, history="1")
        linked.append(run_of(text))
        paragraph._p.append(linked)
    at = 1 if first._p.pPr is not None else 0
    code = element("w:instrText")
    code.text = ' TOC \\o "1-2" \\h \\z \\u '
    code.set(qn("xml:space"), "preserve")
    for kind, inside in reversed((("begin", None), (None, code), ("separate", None))):
        run = element("w:r")
        run.append(inside if inside is not None else element("w:fldChar", fldCharType=str(kind)))
        first._p.insert(at, run)
    run = element("w:r")
    run.append(element("w:fldChar", fldCharType="end"))
    last._p.append(run)


def head_row(table: Table) -> None:
    """Say that the first row holds the headings, so that it is read out and repeated."""
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(element("w:tblHeader", val="true"))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("w:cantSplit", val="true"))
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    if look is not None:
        for name, value in (("firstRow", "1"), ("firstColumn", "1"), ("noHBand", "1")):
            look.set(qn(f"w:{name}"), value)


def describe(picture: Any, *, title: str, words: str) -> None:
    """Give a picture its alternative text."""
    properties = picture._inline.docPr
    properties.set("descr", words)
    properties.set("title", title)


def describe_table(table: Table, *, title: str, words: str) -> None:
    """Give a table its alternative text."""
    properties = table._tbl.tblPr
    properties.append(element("w:tblCaption", val=title))
    properties.append(element("w:tblDescription", val=words))


def speak(word: Word, language: str) -> None:
    """Set the language of everything, so that it is read out by the right voice."""
    defaults = word.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(element("w:lang", val=language, eastAsia=language, bidi="ar-SA"))
    for style in word.styles.element.iter(qn("w:lang")):
        style.set(qn("w:val"), language)


def counting(word: Word, *, letters: bool, start: int) -> int:
    """Define a counting of Word's, so that its numbers are no mere text; give its number.

    letters: a., b. and further in, else 1., 2. start: where it begins.
    """
    every = word.part.numbering_part.element
    number = 1 + max((int(one.get(qn("w:abstractNumId"))) for one in every.iterchildren(
        qn("w:abstractNum"))), default=0)  # fmt: skip
    level = element("w:lvl", ilvl="0")
    indent = element("w:pPr")
    indent.append(element("w:ind", left="1020" if letters else "567",
                          hanging="454" if letters else "567"))  # fmt: skip
    level.extend((
        element("w:start", val=str(start)),
        element("w:numFmt", val="lowerLetter" if letters else "decimal"),
        element("w:lvlText", val="%1."),
        element("w:lvlJc", val="left"),
        indent,
    ))  # fmt: skip
    shape = element("w:abstractNum", abstractNumId=str(number))
    shape.extend((element("w:multiLevelType", val="singleLevel"), level))
    every.insert(0, shape)  # Word wants every shape before the countings that use one
    used = every.add_num(number)
    return int(used.numId)


def count_off(paragraph: Paragraph, counted: int) -> None:
    """Let a paragraph be an item of a counting."""
    properties: Any = paragraph._p.get_or_add_pPr()
    properties = properties.get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = counted
