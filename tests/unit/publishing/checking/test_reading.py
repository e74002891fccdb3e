"""What is read of every kind of document, and what is refused with which sentence."""

import io
import zipfile

import pytest

from goldenthread.publishing.checking.reading import LIMITS, Limits, Unreadable, read, read_file
from tests.factories import papers

HTML = """<!doctype html><html><head><title>T</title><style>p{}</style></head><body><h2>Crime</h2>
<p>Burglary fell by 14%
from 2,500 to <b>2,150</b>.</p><script>"fell by 10% from 100 to 20"</script><ol><li>One</li>
<li>Two</li></ol><ul><li>Three</ul><table><caption>Crime</caption><tr><th>Offence<th>2022<th>2023
</tr><tr><td><p>Burglary</p></td><td colspan=2>2,500</td></tr></table><p hidden>gone</p>
<div style="display: none">gone</div>Loose<br>end</body></html>"""


def lines(name: str, data: bytes) -> list[str]:
    return [line.text for line in read(name, data).lines]


def test_a_word_document_is_read_in_order_with_lists_and_tables():
    found = lines("a.docx", papers.word(bullets=["One", "Two"]))
    assert found[:6] == ["# Crime", "", papers.PROSE, "", papers.FALSE, ""]
    assert found[6:9] == ["• One", "• Two", ""]
    assert found[9:13] == ["\t".join(row) for row in papers.TABLE]


def test_an_opendocument_text_is_read_in_order_with_its_notes_last():
    found = lines("a.odt", papers.opendocument())
    assert found[0] == "## Crime"
    assert found[2].strip() == papers.PROSE
    assert found[3] == "And more."
    assert found[5:8] == ["• Outer", "  • Inner", ""]
    assert found[8:12] == ["\t".join(row) for row in papers.TABLE]
    assert found[13] == papers.FALSE


def test_a_web_page_is_read_as_people_see_it():
    found = lines("a.html", HTML.encode())
    assert found[0] == "## Crime"
    assert "Burglary fell by 14% from 2,500 to 2,150." in found
    assert [text for text in found if text[:1].isdigit()] == ["1. One", "2. Two"]
    assert "- Three" in found
    assert {"Offence\t2022\t2023", "Burglary\t2,500\t", "Loose", "end"} <= set(found)
    assert not [text for text in found if "gone" in text or "fell by 10%" in text]


def test_a_workbook_is_read_as_its_cells_show_it_and_a_hidden_sheet_is_said():
    text = read("a.xlsx", papers.workbook())
    assert [line.text for line in text.lines] == [
        "# Crime", "Offence\t2021/22\t2022/23\tChange", "Burglary\t2,500\t2150\t-14.0%",
        "Theft\t1000\t900\t-20.0%", "", "Seen on\t16 April 2024\tyes\t£1.3",
        "Share\t0.3\t\ta b",
    ]  # fmt: skip
    assert text.place(3) == "sheet “Crime”, row 2"
    assert text.notes == ("The sheet “Workings” is hidden and was not read.",)


def test_a_table_file_is_read_by_its_own_separator():
    assert lines("a.csv", b'Offence,Calls\nTheft,"1,200"\n') == ["Offence\tCalls", "Theft\t1,200"]
    assert lines("a.csv", b"Offence;Calls\nTheft;1,200\n") == ["Offence\tCalls", "Theft\t1,200"]
    assert read("a.csv", b"a,b\n1,2\n").places((1, 2)) == "rows 1 and 2"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("Café £5".encode(), False),
        ("Café £5".encode("utf-8-sig"), False),
        ("Café £5".encode("utf-16"), False),
        (b"\xfe\xff" + "Café £5".encode("utf-16-be"), False),
        ("Café £5".encode("cp1252"), True),
    ],
)
def test_a_text_is_read_in_its_encoding_and_a_guess_is_said(data, said):
    text = read("a.txt", data)
    assert text.lines[0].text == "Café £5"
    assert bool(text.notes) == said


def test_a_page_may_declare_its_encoding_and_a_false_declaration_does_no_harm():
    told = '<html><meta charset="iso-8859-1"><p>Café</p></html>'
    assert lines("a.html", told.encode("iso-8859-1")) == ["Café", ""]
    assert lines("a.html", told.replace("iso-8859-1", "no-such").encode()) == ["Café", ""]


def test_a_form_feed_begins_a_page_and_lines_of_a_text_keep_their_numbers():
    text = read("a.txt", b"one\r\ntwo\rthree\n\x0cfour")
    assert [line.text for line in text.lines] == ["one", "two", "three", "", "four"]
    assert (text.place(2), text.place(5), text.page_count) == (
        "page 1, line 2", "page 2, line 1", 2,
    )  # fmt: skip
    assert text.places((1, 2, 5)) == "page 1, lines 1 and 2; page 2, line 1"
    assert read("a.txt", b"one\ntwo").places((2, 2)) == "line 2"


def test_macros_are_left_alone_and_said():
    parts = zipfile.ZipFile(io.BytesIO(papers.word()))
    with_macros = {name: parts.read(name) for name in parts.namelist()}
    with_macros["word/vbaProject.bin"] = b"x"
    assert "macros" in read("a.docm", papers.packed(with_macros)).notes[0]


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.txt", b" \n", "is empty"),
        ("a.txt", b"x\0y", "is no document"),
        ("a.txt", b"\xff\xfe\x00\xd8x", "is not"),
        ("a.txt", papers.packed({"x.txt": "x"}), "archive of 1 files"),
        ("a.docx", b"%PDF-1.7 rubbish", "holds a PDF document"),
        ("a.pdf", b"<!doctype html><html>No</html>", "holds a web page"),
        ("a", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old version of Office"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
        ("a.rtf", b"{\\rtf1}", "Rich Text"),
        ("a.png", b"\x89PNG\r\n", "is a picture"),
        ("a.pdf", b"%PDF-1.7 rubbish", "is damaged"),
        ("a.docx", b"PK\x03\x04 rubbish", "is damaged"),
        ("a.docx", papers.packed({"word/document.xml": "<w"}), "not readable in line 1"),
        ("a.docx", papers.packed({"word/document.xml": "<w/>"}), "has no body"),
        (
            "a.docx",
            papers.packed({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            "declares entities",
        ),
        (
            "a.xlsx",
            papers.packed({"xl/workbook.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            "declares entities",
        ),
        ("a.xlsx", papers.packed({"xl/workbook.xml": "<a/>"}), "is damaged"),
        ("a.docx", papers.packed({"word/document.xml": "0" * 2_000_000}), "would unpack to"),
        ("a.pptx", papers.packed({"ppt/presentation.xml": "x"}), "presentation"),
        (
            "a.ods",
            papers.packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
            "spreadsheet",
        ),
        (
            "a.odt",
            papers.packed({
                "mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>",
                "META-INF/manifest.xml": "<encryption-data/>",
            }),
            "protected by a password",
        ),
        (
            "a.odt",
            papers.packed({
                "mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>",
            }),
            "has no text",
        ),
        ("a.html", b"<html><script>x</script></html>", "shows no text"),
        ("a.html", b"<!-- -->", "no readable web page"),
        ("a.csv", b"a,b\n" + b'"' + b"x" * 140_000, "not readable as a table"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_gets_a_sentence_with_its_name(name, data, why):
    with pytest.raises(Unreadable, match=why) as caught:
        read(name, data)
    assert str(caught.value).startswith(name)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    ("limits", "name", "data", "why"),
    [
        (Limits(file=10), "a.txt", b"x" * 11, "at most 0 MB"),
        (Limits(text=10), "a.txt", b"x" * 11, "11 letters"),
        (Limits(cells=3), "a.csv", b"a,b\nc,d\n", "4 cells"),
        (Limits(cells=3), "a.xlsx", papers.workbook(), "more than 3 cells"),
        (Limits(parts=1), "a.docx", papers.word(), "more than a document needs"),
    ],
)
def test_what_is_too_much_gets_a_sentence(limits, name, data, why):
    with pytest.raises(Unreadable, match=why):
        read(name, data, limits)


def test_a_part_that_unpacks_to_more_than_it_says_is_not_read(monkeypatch):
    from goldenthread.publishing.checking.reading import packed as module

    parts = module.Packed(papers.packed({"a": "x" * 50}), LIMITS, say=Unreadable)
    monkeypatch.setattr(parts, "_limits", Limits(unpacked=20))
    with pytest.raises(Unreadable, match="larger than it says"):
        parts.part("a")


def test_a_damaged_part_is_named():
    data = bytearray(papers.packed({"word/document.xml": "hello " * 200}))
    at = data.find(b"document.xml") + 20
    data[at : at + 6] = b"\xff" * 6
    with pytest.raises(Unreadable, match=r"word/document\.xml cannot be unpacked"):
        read("a.docx", bytes(data))


def test_a_file_is_read_from_the_disk_or_refused(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(papers.PROSE)
    assert read_file(path).lines[0].text == papers.PROSE
    with pytest.raises(Unreadable, match="No such file"):
        read_file(tmp_path / "none.txt")
    with pytest.raises(Unreadable, match="is a folder"):
        read_file(tmp_path)
    with pytest.raises(Unreadable, match="at most"):
        read_file(path, Limits(file=5))


def test_empty_documents_are_refused():
    import docx

    out = io.BytesIO()
    docx.Document().save(out)
    with pytest.raises(Unreadable, match="holds no text"):
        read("a.docx", out.getvalue())
