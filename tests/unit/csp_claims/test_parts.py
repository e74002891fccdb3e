"""The parts below the kinds: quantities, tokens, lists, subjects, verdicts, JSON."""

from decimal import Decimal

import pytest

from csp_claims import THRESHOLD, Claim, Document, Input, Verdict, check, to_json
from csp_claims.context import Reading
from csp_claims.listings import read_listings
from csp_claims.quantities import find, in_digits, read_period
from csp_claims.reading import read_blocks
from csp_claims.subjects import Acronyms, Subject, subject_of
from csp_claims.tokens import Token, read_tokens
from csp_claims.verdicts import judge

NONE = Acronyms("")


def kinds(text):
    return "".join(found.kind for found in find(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4,120 thefts and £1.2m", "nm"),
        ("12.5% or 12 per cent, thirteen per cent", "ppp"),
        ("up 3 percentage points or 2pp", "qq"),
        ("two thirds of shops, 1 in 4 and 14 out of 16", "sss"),
        ("5 out of 3", "x"),
        ("One In Four, 3 OUT OF 7", "ss"),
        ("fell by two fifths, by half", "ss"),
        ("11.1 per 1,000 people, per head, per 100,000", "nkkk"),
        ("in 2023/24, Q3 2012/13, 12 months to September 2020, Oct 2018-Sep 2019", "yyyy"),
        ("32 March 2024", "x"),
        ("aged 18-35, 10 to 17 year olds, under 18's", "xxx"),
        ("call 0191 375 2001 or 101 lines, DH1 5TT, at 8pm and 10:30", "xxxxx"),
        ("see www.example.org/2023 or a1@example.org", "xx"),
        ("the A19, COVID-19, 3rd, 1.2.3, 24/7", "xxxxx"),
        ("ten to 20", "nn"),
        ("0." + "1" * 30 + " and " + "9" * 60, "xx"),
        ("no numbers here", ""),
    ],
)
def test_quantities_have_kinds(text, expected):
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        ("£2.1m", "2100000", -5),
        ("13,528", "13528", 0),
        ("two hundred and five", "205", 0),
        ("a thousand", "1000", 0),
        ("10,50", "1050", 0),
    ],
)
def test_quantities_have_values(text, value, decimals):
    (found,) = find(text)
    assert found.value == Decimal(value)
    assert found.decimals == decimals


def test_a_broken_number_says_why_it_cannot_be_read():
    assert "commas part thousands" in find("10,50")[0].malformed


def test_number_words_up_to_the_thousands():
    assert in_digits("three hundred and sixty eight") == 368


def test_what_only_resembles_a_period_is_none():
    assert read_period("31 February 2024") is None


def test_a_rounded_number_leaves_room_and_a_count_none():
    room = {text: find(text)[0].half_unit for text in ("£1.2m", "£600,000", "431", "2,000", "3.1%")}
    assert [str(each) for each in room.values()] == ["5E+4", "5E+2", "0", "0", "0.05"]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("There were 2016 burglaries", "wwnw"),
        ("In 2016 burglaries rose", "iywU"),
        ("from 1987 incidents to 2013 incidents", "fnwtnw"),
        ("There, 2016 this", "w,yw"),
        ("from 2031 to 1,500", "fntn"),
        ("from 2010 to 2015", "fyty"),
        ("see section 5 and table 12", "wwxawx"),
        ("signed up to it, up slightly to 5", "wwtw,Uwtn"),
        ("100 → 90", "ntn"),
    ],
)
def test_words_and_numbers_have_letters(text, tags):
    assert "".join(token.tag for token in read_tokens(text)) == tags


def test_a_word_has_no_quantity():
    with pytest.raises(ValueError, match="is a word and has no quantity"):
        _ = Token(0, 1, "w", "a").quantity


def lists(text):
    return [len(each.items) for each in read_listings(read_blocks(Document.of(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aims:\n- one\n- two\n\n- three\n", [3]),
        ("- one\n  - in\n  - in\n- two\n", [2, 2]),
        ("(a) one\n (b) two\n(c) three\n", [3]),
        ("i) one\nii) two\niii) three\n", [3]),
        ("1. one\n2. two\n\nText goes between.\n\n3. three\n", [2, 1]),
        ("1. one\n- in\n2. two\n5. other\n", [2, 1, 1]),
        ("✓ one\n✓ two, which goes\non here\n", [2]),
        ("- 6) one\n- 7) two\n", [2]),
    ],
)
def test_lists_are_told_by_their_marks(text, expected):
    assert lists(text) == expected


def test_a_heading_without_a_mark_is_not_the_start_of_a_sentence():
    blocks = read_blocks(Document.of("Background\nThe partnership was formed by five bodies.\n"))
    assert [block.kind for block in blocks] == ["heading", "paragraph"]
    assert blocks[1].line == 2


def test_an_abbreviation_ends_no_sentence():
    (block,) = read_blocks(Document.of("It took approx. 5 weeks, i.e. May. Then it ended."))
    assert len(block.sentences) == 2


def test_a_short_form_means_what_its_text_says():
    forms = Acronyms("The Serious Violence Duty (SVD) and the Chair (XYZ) met.")
    told = subject_of("SVD work", forms)
    assert told.same(subject_of("serious violence duty work", NONE))
    assert "xyz" not in forms.meaning


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("ASB incidents", "anti-social behaviour incidents reported to the police", True),
        ("residential burglary", "burglary", False),
        ("drug incidents", "drug crimes", False),
        ("drug offences", "drug crimes", True),
        ("reoffending", "re-offending by offenders", True),
        ("", "", False),
    ],
)
def test_subjects_are_the_same_when_no_word_is_left_over(one, two, same):
    assert subject_of(one, NONE).same(subject_of(two, NONE)) is same


def test_nothing_overlaps_nothing():
    assert Subject(frozenset(), frozenset()).overlap(Subject(frozenset(), frozenset())) == 0


def test_a_heading_of_higher_rank_ends_the_period_of_the_one_before():
    reading = Reading.of(
        Document.of("### In 2023/24:\n\n- one 5\n\n### More\n\n- two 6\n\n# New\n\n- 7")
    )
    periods = [
        reading.period(sentence) for sentence in reading.sentences if "-" in sentence.block.raw
    ]
    assert [str(period) for period in periods] == ["2023/24", "2023/24", "None"]


@pytest.mark.parametrize(
    ("stated", "computed", "qualifier", "verdict"),
    [
        ("27", "26.4", "almost", Verdict.HOLDS),
        ("27", "27.9", "almost", Verdict.ROUNDING),
        ("27", "29", "almost", Verdict.WRONG),
        ("27", "28.9", "over", Verdict.HOLDS),
        ("27", "24", "over", Verdict.WRONG),
        ("27", "29.5", "around", Verdict.HOLDS),
        ("27", "45", "at least", Verdict.HOLDS),
        ("27", "12", "up to", Verdict.HOLDS),
        ("27", "-27.6", "around", Verdict.WRONG),
    ],
)
def test_words_of_doubt_leave_room_on_their_side(stated, computed, qualifier, verdict):
    assert judge(Decimal(stated), Decimal(computed), 0, qualifier=qualifier).verdict is verdict


def test_json_has_the_fields_of_the_figures_files():
    claim = Claim(
        "fell by 5%", (3,), "percent_change", "theft", (Input("from", Decimal("10.5"), "2022"),),
        Verdict.WRONG, THRESHOLD, Decimal(-5), unit="%", stated_decimals=0,
    )  # fmt: skip
    printed = to_json([claim], name="a.txt")
    (found,) = printed["findings"]
    assert printed["doc"] == "a.txt"
    assert found["inputs"] == [{"label": "from", "value": 10.5, "period": "2022"}]
    assert found["stated"] == {"value": -5, "unit": "%"}
    assert (found["verdict"], found["computed"], found["lines"]) == ("wrong", None, [3])
    assert "suspected" not in found


def test_json_of_a_doubt_does_not_accuse():
    (found,) = to_json(check("Attendance doubled from 100 to 170."))["findings"]
    assert (found["verdict"], found["suspected"]) == ("look_here", "wrong")
    assert found["stated"]["words"] == "doubled"
