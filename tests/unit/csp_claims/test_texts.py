"""What longer texts claim: lists, tables, distant pages, broken lines."""

from pathlib import Path

import pytest

from csp_claims import Document, Verdict, check

FAR = "\n\n".join(
    f"Paragraph {word} speaks of working together in general terms and counts nothing."
    for word in ("alpha", "beta", "gamma", "delta", "epsilon")
)
PRIORITIES = "Our priorities\n\n1. Violence\n2. Burglary\n3. Road safety\n\n"
TABLE = """Crime\t2021/22\t2022/23\t% change
Burglary\t500\t450\t-10%
Robbery\t100\t120\t20%
Theft\t200\t210\t5%
Total\t800\t780\t-2.5%
"""
SURVEY = """Answer   Number   %
Yes   120   60%
No   60   30%
Unsure   20   10%
Total   200   100%
"""
STAFF = """\tBaseline 2010\t2022/23\t2023/24\tDirection of travel
Officers\t1500\t1380\t1420\t↓
Staff\t1000\t1080\t1070\t↑
Wardens\t170\t110\t115\t↓
Totals\t2670\t2570\t2605\t↓
"""
CASUALTIES = """In 2023/24:

- 10% fall in all road casualties, from 800 in 2022/23 to 720 in 2023/24.
- 25% rise in fatal road casualties, from 20 in 2022/23 to 25 in 2023/24.
- 12% fall in serious road casualties, from 220 in 2022/23 to 194 in 2023/24.
- 11% fall in slight road casualties, from 560 in 2022/23 to 501 in 2023/24.
"""
NEIGHBOURHOOD = """We tackle acquisitive crime (burglary, robbery and bicycle theft) with partners.

In 2023/24:

- 10% rise in acquisitive crime, from 1,000 in 2022/23 to 1,100 in 2023/24.
- 20% rise in residential burglaries, from 500 in 2022/23 to 600 in 2023/24.
- 25% rise in robbery, from 200 in 2022/23 to 250 in 2023/24.
"""


def flags(text):
    return [claim for claim in check(text) if claim.flagged]


@pytest.mark.parametrize(
    "text",
    [
        PRIORITIES + FAR + "\n\nEach of our four priorities has a lead officer.",
        "The board agreed four aims:\n\n- Less violence\n- Fewer burglaries\n- Safer roads\n",
        "Priorities of the year\n\n1. Violence\n2. Noise\n\n"
        "Each of the four priority areas has a lead.",
        "There are four aims. These are as follows:\n\n- Less violence\n- Safer roads\n",
        f"In 2022/23 there were 4,120 recorded burglary offences.\n\n{FAR}\n\n"
        "Recorded burglary offences stood at 4,210 in 2022/23.",
        f"Vehicle crime fell by 12% in 2022/23.\n\n{FAR}\n\nIn 2022/23 vehicle crime fell by 15%.",
        f"Operation Lantern carried out 212 searches.\n\n{FAR}\n\n"
        "Operation Lantern carried out 221 searches.",
        f"The detection rate was 14.2% in 2022/23.\n\n{FAR}\n\n"
        "In 2022/23 the detection rate was 12.4%.",
        f"There are 120 more officers than in 2019.\n\n{FAR}\n\n"
        "We now have fewer officers than in 2019.",
        f"There are 120 more officers than in 2019.\n\n{FAR}\n\n"
        "We now have 102 more officers than in 2019.",
        TABLE.replace("20%", "25%"),
        TABLE.replace("780", "790"),
        SURVEY.replace("30%", "35%"),
        STAFF.replace("2605", "2650"),
        STAFF.replace("1070\t↑", "1070\t↓"),
        CASUALTIES.replace("501", "511"),
        NEIGHBOURHOOD.replace("to 600", "to 900"),
        "The number of thefts fell by 24%\nfrom 1,204 in 2021/22 to 1,035 in\n2022/23 in all.\n",
        "A total of 45 visits were made:\n\n- 20 to schools\n- 15 to shops\n- 12 to homes\n",
        "Visits:\n\n- 20 to schools\n- 15 to shops\n- Total 36\n",
        "Of the 200 arrests:\n\n- 50 (25%) were charged\n- 80 (45%) were bailed\n",
        "The hub is one of four measures in the bid. The other two measures are training.",
        "The group scored 3 out of 6 on a 1 to 5 scale.",
        f"Safer Places Plan 2023-2026\n\n{FAR}\n\nThe Safer Places Plan 2023-27 is under review.",
        f"Safer Places Plan 2023-2026\n\n{FAR}\n\nThe plan stays in place for five years.",
        "Of a budget of £150.6m, £147.6m was delegated. The balance of £4.0m was kept.",
        "The target was 25% or less in 2022/23: a target of 25% for repeat victims.\n\n"
        f"{FAR}\n\nA target of 30% for repeat victims, or less, was the target in 2022/23.",
        "During 2022/23 reports of noise fell by 20% from 500 to 400.\n\n"
        f"{FAR}\n\nDuring 2022/23 reports of noise fell. This is 120 fewer noise reports.",
    ],
)
def test_what_cannot_be_true_is_flagged(text):
    assert flags(text)


@pytest.mark.parametrize(
    "text",
    [
        PRIORITIES + FAR + "\n\nEach of the three priorities has a lead officer.",
        "The board agreed three aims:\n\n- Less violence\n- Fewer burglaries\n- Safer roads\n",
        "The three partners will:\n\n- meet monthly\n- share data\n- report\n- publish minutes\n",
        "Each of the three partners has a task.\n\n(a) to meet\n(b) to report\n",
        f"Burglary stood at 4,120 in 2022/23.\n\n{FAR}\n\nBurglary stood at 4,120 in 2022/23.",
        f"Burglary stood at 4,120 in 2022/23.\n\n{FAR}\n\nBurglary stood at 4,210 in 2021/22.",
        f"Theft in Marton fell by 12% in 2023.\n\n{FAR}\n\nIn 2023 theft in Yarm fell by 15%.",
        f"Theft fell by 12% in 2022/23.\n\n{FAR}\n\nIn Q4 2022/23 theft fell by 15%.",
        f"Theft fell by 12% in 2022/23.\n\n{FAR}\n\nIn 2022/23 theft rose by 15%.",
        f"Theft fell by 12% since 2019.\n\n{FAR}\n\nTheft fell by 15% since 2010.",
        f"Violence with injury fell by 12% in 2022/23.\n\n{FAR}\n\n"
        "In 2022/23 violence without injury fell by 15%.",
        f"Drug incidents fell by 12% in 2022/23.\n\n{FAR}\n\nIn 2022/23 drug crimes fell by 15%.",
        TABLE,
        SURVEY,
        STAFF,
        CASUALTIES,
        NEIGHBOURHOOD,
        "Ward\tOfficer\tPhone\nNorth\tPC 123\t01642 555123\nSouth\tPC 456\t01642 555124\n",
        "Month\tCalls\tAverage wait\nApril\t120\t4.2\nMay\t130\t4.8\nTotal\t250\t4.5\n",
        "Area\tRate\tRank\nMarton\t12.3\t1\nYarm\t11.2\t2\nAll areas\t11.9\t\n",
        "12   14   16\n13   15   17\n",
        "MINUTES of the meeting held on Thursday 12 January 2023 at 2.00pm in Room 3\n\n"
        "Present: Cllr A. Smith (Chair), 14 members and 3 officers\n\n1. Apologies\n"
        "2. Minutes of 8 December 2022\n3. Performance in Q3 2022/23\n\n12 voted for, 3 against.\n",
        "The budget of £150.6m has £147.6m delegated. The balance of £3.0m was kept.",
        "The group scored 3 out of 5 on a 1 to 5 scale.",
        f"Safer Places Plan\n\n2023-2026\n\n{FAR}\n\nThis Safer Places Plan 2023-26 is new.",
        "This five-year plan 2024-2029 is new. It is in place for five years.",
        "The scheme ran from February 2022.\n\nCalls to the Hub rose from February 2022.",
    ],
)
def test_what_may_be_true_is_not_flagged(text):
    assert not flags(text)


def test_a_page_is_kept_and_lines_go_on_counting_across_pages():
    document = Document.of("one\n\fThefts fell by 20% from 100 to 90.\r\nthree", name="a.txt")
    assert document.page(1) == 1
    assert document.page(3) == 2
    assert check(document)[0].lines == (3,)
    assert Document.of("one").page(1) == 1


def test_pages_are_told_for_every_line_or_for_none():
    with pytest.raises(ValueError, match="2 lines need as many pages, not 1"):
        Document(("one", "two"), pages=(1,))


def test_a_claim_over_broken_lines_names_each_of_them():
    (claim,) = check(
        "The number of thefts fell by 14%\nfrom 1,204 in 2021/22 to 1,035 in\n2022/23.\n"
    )
    assert claim.lines == (1, 2, 3)
    assert claim.quote.startswith("fell by 14% from 1,204")
    assert claim.verdict is Verdict.HOLDS


def test_marks_of_markdown_and_html_do_not_hide_a_figure_and_the_quote_keeps_them():
    (claim,) = check("Thefts fell by **20%** from <b>100</b> to 90<sup>1</sup>.")
    assert claim.flagged
    assert "**20%**" in claim.quote


def test_the_same_text_gives_the_same_claims():
    text = TABLE + FAR + CASUALTIES
    assert check(text) == check(text)


REPORT = Path(__file__).with_name("annual_report.txt").read_text(encoding="utf-8")


def test_a_whole_report_in_which_all_is_true_is_left_alone():
    claims = check(REPORT)
    assert len(claims) >= 17
    assert not [claim for claim in claims if claim.verdict is not Verdict.HOLDS]


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("a fall of 4.0%", "a fall of 4.9%"),
        ("12,486 recorded", "12,846 recorded"),
        ("412 (33%)", "412 (39%)"),
        ("611 to 540", "611 to 450"),
        ("150 to 171", "150 to 117"),
        ("50 fewer", "60 fewer"),
        ("1.3 percentage points", "3.1 percentage points"),
        ("105 in South", "150 in South"),
        ("increased by 8 per cent", "increased by 18 per cent"),
        ("fell from 24 to 21", "fell from 21 to 24"),
        ("halved from 12 to 6", "halved from 12 to 10"),
        ("£2.5m grant", "£5.2m grant"),
        ("1,902 | 25", "1,902 | 52"),
        ("3,900 (75%)", "3,900 (57%)"),
    ],
)
def test_one_altered_figure_of_a_whole_report_is_the_one_flagged(true, false):
    assert REPORT.count(true) == 1
    line = 1 + REPORT[: REPORT.index(true)].count("\n")
    flagged = flags(REPORT.replace(true, false))
    assert flagged
    assert all(line in claim.lines for claim in flagged)
