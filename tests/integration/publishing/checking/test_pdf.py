"""PDF files: two columns, broken words, tables, running heads, scans and locks."""

import io

import pytest

from csp_claims import check
from goldenthread.publishing.checking.reading import Limits, Unreadable, read
from tests.factories import papers

TWO_COLUMNS = (
    """= Crime in Exampleshire
The number of burglaries fell by 14% from 2,500 in 2021/22 to 2,150 in 2022/23, the lowest figure
that the partnership has recorded since the programme began in its communities.
"""
    + "\n\n".join(
        f"Part {n}: The partnership has continued to work with communities, businesses and "
        "voluntary organisations so that the county is a safer place in difficult months."
        for n in range(60)
    )
    + """

Vehicle crime rose by 20% from 100 to 130 in the same period, with more thefts from vehicles.

#pagebreak()
#set page(columns: 1)
#table(columns: 4, stroke: none, column-gutter: 1.5cm, [Offence],[2021/22],[2022/23],[Change %],
[Burglary],[2,500],[2,150],[-14%],[Robbery],[200],[235],[17.5%],[Theft],[1,000],[900],[-20%],
[Total],[3,700],[3,285],[-11.2%])

- Knife crime fell by 10% from 300 to 270
"""
)
TOP = """#set page(columns: 2, header: [Annual report 2023/24],
footer: context [Page #counter(page).display()])
#set text(hyphenate: true)
#set par(justify: true)"""


@pytest.fixture(scope="module")
def two_columns():
    return read("report.pdf", papers.pdf(TWO_COLUMNS, top=TOP))


def test_columns_are_read_one_after_the_other(two_columns):
    text = " ".join(line.text for line in two_columns.lines)
    starts = [text.index(f"Part {n}:") for n in range(60)]
    assert starts == sorted(starts)
    assert "fell by 14% from 2,500 in 2021/22 to 2,150 in 2022/23" in text


def test_heads_feet_and_broken_words_are_mended(two_columns):
    text = "\n".join(line.text for line in two_columns.lines)
    assert "Annual report 2023/24" not in text
    assert "Page 1" not in text
    assert "communi-" not in text
    assert "\u00ad" not in text


def test_tables_keep_their_rows_and_every_finding_its_page(two_columns):
    last = two_columns.page_count
    assert "Robbery\t200\t235\t17.5%" in {line.text for line in two_columns.lines}
    flagged = [claim for claim in check(two_columns.document) if claim.flagged]
    assert [(claim.kind, two_columns.place(claim.lines[0]).split(",")[0]) for claim in flagged] == [
        ("percent_change", f"page {last - 1}"),
        ("percent_change", f"page {last}"),
    ]


def test_a_page_without_text_is_said_and_a_scan_is_refused():
    mixed = read("a.pdf", papers.pdf(f"{papers.PROSE}\n#pagebreak()\n#rect(width: 3cm)"))
    assert mixed.notes == ("No text on 1 page (2): not checked.",)
    with pytest.raises(Unreadable, match=r"it was scanned\. Let a program read"):
        read("a.pdf", papers.pdf("#rect(width: 3cm)"))


def test_a_locked_file_and_too_many_pages_are_refused():
    import pikepdf

    with pikepdf.open(io.BytesIO(papers.pdf(papers.PROSE))) as file:
        out = io.BytesIO()
        file.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(Unreadable, match="protected by a password"):
        read("a.pdf", out.getvalue())
    with pytest.raises(Unreadable, match="has 2 pages; at most 1"):
        read("a.pdf", papers.pdf("one\n#pagebreak()\ntwo"), Limits(pages=1))


def test_a_paragraph_goes_on_over_the_end_of_a_page():
    text = read(
        "a.pdf", papers.pdf(f"{papers.PROSE} Then crime fell by\n#pagebreak()\n10% in all.")
    )
    assert "" not in [line.text for line in text.lines]
