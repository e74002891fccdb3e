"""Headings that must stand in a report, and paragraphs that are numbered through it."""

import pytest

from goldenthread.publishing.document import LETTERS, PARAGRAPHS, Heading, Listing, Paragraph
from goldenthread.publishing.written.order import check_headings, counted_through
from goldenthread.references import Mistaken, read

TEXT = "# Legal\n\nNone.\n\n# Finance\n\n{{ method }}"


def numbered(text):
    return Paragraph((text,), PARAGRAPHS)


def test_headings_that_stand_with_words_below_are_taken():
    check_headings(read(TEXT, file="a.md"), ("Legal", "Finance"), file="a.md")
    check_headings([], (), file="a.md")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEXT, 'a.md, line 7: The heading "Risk" must stand here.'),
        ("", 'a.md, line 1: The heading "Risk" must stand here.'),
        ("# Risk", 'a.md, line 1: Nothing stands under "Risk".'),
        ("x\n\n# Risk\n# Legal\n\nNone.", 'a.md, line 3: Nothing stands under "Risk".'),
    ],
)
def test_a_heading_that_is_missing_or_empty_is_told(text, said):
    with pytest.raises(Mistaken) as why:
        check_headings(read(text, file="a.md"), ("Risk",), file="a.md")
    assert str(why.value) == f"{said} Where there is nothing to say, say so."


def test_paragraphs_are_numbered_on_across_what_stands_between():
    between = (Heading(1, "B"), Listing((("x",),)), Paragraph(("note",), "note"))
    every = [numbered("one"), numbered("two"), *between, numbered("three")]
    made = list(counted_through(every))
    assert made == [
        Listing((("one",), ("two",)), True, PARAGRAPHS, 1),
        *between,
        Listing((("three",),), True, PARAGRAPHS, 3),
    ]
    assert list(counted_through(between)) == [*between]


@pytest.mark.parametrize(
    ("listing", "marks"),
    [
        (Listing((("x",), ("y",))), ["*", "*"]),
        (Listing((("x",), ("y",)), True), ["1.", "2."]),
        (Listing((("x",), ("y",)), True, PARAGRAPHS, 9), ["9.", "10."]),
        (Listing((("x",), ("y",)), True, LETTERS, 26), ["z.", "aa."]),
    ],
)
def test_items_are_marked_as_people_count(listing, marks):
    assert listing.marks == marks
    assert [number for number, _ in listing.marked] == [listing.start, listing.start + 1]
