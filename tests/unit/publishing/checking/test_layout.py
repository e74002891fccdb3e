"""From letters on a page to lines."""

import pytest

from goldenthread.publishing.checking.reading import layout
from goldenthread.publishing.checking.reading.layout import Piece
from goldenthread.publishing.checking.reading.text import Line


def piece(text: str, left: float, top: float, size: float = 10) -> Piece:
    return Piece(text, left, top, left + 5 * len(text), top + size)


def test_a_gap_in_a_row_is_a_tab_and_after_a_bullet_a_blank():
    row = [piece("Theft", 0, 0), piece("120", 100, 0), piece("96", 200, 1)]
    assert layout.lines_of(row) == ["Theft\t120\t96"]
    assert layout.lines_of([piece("•", 0, 0), piece("Theft fell", 60, 0)]) == ["• Theft fell"]
    assert layout.lines_of([piece("The", 0, 0), piece("ft", 15, 0)]) == ["Theft"]
    assert layout.lines_of([piece("Theft", 0, 0), piece("fell", 28, 0)]) == ["Theft fell"]


def test_white_space_and_other_letters_part_paragraphs():
    found = layout.lines_of(
        [piece("Heading", 0, 0, 20), *(piece("text", 0, top) for top in (24, 36, 48, 80))]
    )
    assert found == ["Heading", "", "text", "text", "text", "", "text"]
    assert layout.lines_of([]) == []


def test_two_columns_of_prose_are_read_in_turn_and_a_table_is_not():
    prose = "a line of prose of forty letters or more."
    pieces = [piece(f"left {n} {prose}", 0, 12 * n) for n in range(6)]
    pieces += [piece(f"right {n} {prose}", 300, 12 * n) for n in range(6)]
    found = [line.split()[0] for line in layout.lines_of(pieces) if line]
    assert found == ["left"] * 6 + ["right"] * 6
    short = [piece(text, left, 12 * n) for n in range(6) for text, left in (("a", 0), ("1", 300))]
    assert layout.lines_of(short) == ["a\t1"] * 6


def test_heads_and_feet_that_pages_share_are_left_out():
    pages = [[piece(f"Page {n}", 0, 800), piece(f"Text {n} x", 0, 100)] for n in range(9)]
    pages = [[*page, piece("own " * (n + 1), 0, 300)] for n, page in enumerate(pages)]
    kept = layout.without_running(pages)
    assert all("Page" not in each.text for page in kept for each in page)
    assert layout.without_running(pages[:2]) == pages[:2]


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("work with communi-", "ties and others", ["work with communities", "and others"]),
        ("work with communi \u00ad", "ties", ["work with communities", ""]),
        ("tackle anti-", "social behaviour", ["tackle anti-social", "behaviour"]),
        ("Stockton-", "On-Tees", ["Stockton-", "On-Tees"]),
        ("it fell by", "ten", ["it fell by", "ten"]),
    ],
)
def test_a_word_broken_at_the_end_of_a_line_is_made_whole(first, second, found):
    assert [line.text for line in layout.joined([Line(first), Line(second)])] == found


@pytest.mark.parametrize(
    ("before", "after", "goes_on"),
    [
        ("Crime fell by", "10% in all", True), ("crime in", "the county", True),
        ("Crime fell.", "the rest", False), ("Crime", "Theft", False), ("", "the", False),
        ("a\t1", "b", False),
    ],
)  # fmt: skip
def test_a_page_may_go_on_with_the_paragraph_of_the_one_before(before, after, goes_on):
    assert layout.goes_on(before, after) == goes_on


def test_ligatures_are_mended():
    assert layout.mended("o\ufb03cers in dif\u00adferent \ufb01elds\r\n") == (
        "officers in different fields  "
    )
