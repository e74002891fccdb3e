"""How a part of a written report is read: prose, references, and digits that somebody typed."""

import pytest

from goldenthread.references import Block, Mistaken, Reference, Typed, read


def one(text):
    (block,) = read(text, file="a.md")
    return block


def test_prose_and_references_are_told_apart():
    block = one("It {{ change: crime_count | since: year before | chance }} here.")
    assert block.pieces[0] == "It "
    asked = block.pieces[1]
    assert (asked.name, asked.subject) == ("change", "crime_count")
    assert asked.options == {"since": "year before", "chance": ""}
    assert block.pieces[2] == " here."


def test_headings_lists_and_paragraphs():
    text = "# One\nText over\ntwo lines\n\n- first\n- second goes\n  on\n\n1. counted\n2. off\n"
    text += "### Deep"
    every = read(text, file="a.md")
    assert [(block.level, block.line, len(block.items)) for block in every] == [
        (1, 1, 0), (0, 2, 0), (0, 5, 2), (0, 9, 2), (3, 11, 0),
    ]  # fmt: skip
    assert every[1].pieces == ("Text over", " two lines")
    assert every[2].items[1] == ("second goes", " on")
    assert every[3].numbered
    assert not every[2].numbered


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Crime fell by 11.2% again.", ["11.2%"]),
        ("From 13,528 to 12,017.", ["13,528", "12,017"]),
        ("Spent £1.2 and 3", ["£1.2", "3"]),
        ("In 2024/25 it rose", ["2024/25"]),
        ("No digit stands here.", []),
        ("{{ value: crime_rate_1000 | period: 2024/25 }}", []),
        ('{{ quote: "fell by 25%" | source: 000:352 }}', []),
    ],
)
def test_digits_in_prose_are_flagged_until_bound_or_quoted(text, typed):
    assert [piece.text for piece in one(text).every if isinstance(piece, Typed)] == typed


def test_typed_digits_know_their_line():
    (block,) = read("\nfirst\nthen 42 more", file="a.md")
    assert [piece.line for piece in block.pieces if isinstance(piece, Typed)] == [3]
    (listed,) = read("- a\n- b 7", file="a.md")
    assert [piece.line for piece in listed.every if isinstance(piece, Typed)] == [2]


def test_a_bar_inside_quotation_marks_parts_nothing():
    (asked,) = one('{{ quote: "a | b" | source: 000:1 }}').pieces
    assert asked.subject == '"a | b"'
    assert asked.options == {"source": "000:1"}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a\n\n{{ value crime }", 3, "begins with {{ and ends with }}"),
        ("{{ }}", 1, "is no reference"),
        ("{{ Value: x }}", 1, "is no reference"),
        ("{{ value: x | Since: y }}", 1, "is no option"),
        ("{{ value: x | area: a | area: b }}", 1, "stands twice"),
        ("x\n\n#### Too deep", 3, "no deeper than ###"),
    ],
)
def test_a_mistake_names_file_and_line(text, line, said):
    with pytest.raises(Mistaken) as why:
        read(text, file="definitions/reports/a/b.md")
    assert str(why.value).startswith(f"definitions/reports/a/b.md, line {line}: ")
    assert said in str(why.value)


def test_a_reference_is_alone_only_without_words_beside_it():
    assert isinstance(one("{{ table: crime_count }}").alone, Reference)
    assert one("See {{ table: crime_count }}").alone is None
    assert one("# {{ here }}").alone is None
    assert Block(1).alone is None
