"""Turns of each kind of claim that the plain sentences and texts do not take."""

import pytest

from csp_claims import Verdict, check
from tests.unit.csp_claims.test_texts import FAR


def found(text, kind=""):
    return [claim for claim in check(text) if not kind or claim.kind == kind]


def verdicts(text, kind=""):
    return [claim.verdict.value for claim in found(text, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "Twelve arrests, 3 fewer than last year (a fall of 20%).",  # a count in words
        "There were 5 arrests, 8 more than last year (a rise of 20%).",  # none could be before
        "Calls went from 0 to 5. That is a rise of 20%.",  # nothing is a percentage of 0
        "Approval rose by 5 percentage points from 40 to 45.",
        "Calls from 0 to 5 rose by 20%.",
        "5 of the 12 areas, rising by 20%",
        "Robbery rose by five.",
        "3 out of 14 shops fell.",
        "Monday 31 February 2024 is no day.",
        "It is an 18-month period between 5 October 2023 and 20 March 2025.",
        "It is a 2-month period from May 2023 to June 2023.",
        "The Safer Places Plan 2023-2019 is no plan.",
        "Safer Places Plan\n\nis a title without years.",
        "- one\n- two\n\nThere are three aims.",
        "Our aims\n\n- one\n\nThere are three aims.",
        "We have three aims, a word of care, a place and a person or two, with a day.",
        "It is one of many things. The other two things are here. one of two fish in the other sea",
        "The parts were 3 cars and £5 bread and 6 buns, a total of £14.",
        "We saw it. The balance of £3m was kept.",
        "Of £5m, £7m went. The balance of £3m was kept.",
        "Visits:\n\n- 20 to schools. Also 5.\n- 15 to shops\n",
        "Visits:\n\n- 20 to 15 schools\n- 15 to shops\n",
        "Visits total\n\n- 20 to schools\n- 15 to shops\n",
        "A total of 20 of 40 visits were made:\n\n- 20 to schools\n- 15 to shops\n",
        "Visits in total and without number:\n\n- 20 to schools\n- 15 to shops\n",
        "Of the 20 that came in all 30 (150%) left.",
        "Of all,\n\n- 20 (10%)\n",
        "Of the 20 calls, 30 (15%) were late.",
        "They have five aims, peace, quiet and order.",
        "30 of 20 callers (15%) called twice.",
        "Thefts went from 100 to 90 and 20% arson cases from 50 to 40.",
        "There was a 10% fall, from 10 to 9 and from 100 to 95.",
        "Theft fell by 5%; robbery fell by 10% and 20% respectively.",
        "There were 7,000 calls and 5 visits. This rose to 8,700.",
        "There were 7,000 calls. This rose to 87%.",
        "The goal was £6m. We surpassed that target, with 5%.",
        "We had £6m. We surpassed that target, with £5m.",
        "Of the 60 calls:\n\n- 20 from shops\n- 30 from homes\n- 5 others\n",
        "Of the 60 calls:\n\n- 20 from shops\n- 30 from homes\n",
        "Of these 62% of shops, 38% of homes.",
        "There are around three aims:\n\n- a\n- b\n",
        "We won £900,000.\n\nBid\t£\nA\t205,428\nB\t391,396\n",
        "We won £9,00.\n\nBid\t£\tNote\nA\t205,428\tn/a\nB\tnone\tn/a\n",
        "- #\n- #\n",
        "- !\n- !\n",
        "There were 6 in the 12 months to September 2020 compared with 5 in 2018/19, up 20%.",
        "Theft rose by 20% from 5 to 6 in 1900.",
        "A rate of 5.1 per 1,000 and 6 and 7 and 8.",
        "Rates of 5.1 per 1,000 and 6.1 per 1,000.",
        "A population of 0 with 5 cases, 5.1 per 1,000 people.",
        "From five to 60 rose 1%.",
        "5 ↑ 6",
        "Five rose to 6 from 4 by 10%, and by 12% in May.",
        "Between 5 and 10 shops.\n\n#",
    ],
)
def test_what_cannot_be_read_as_a_claim_is_not_flagged(text):
    assert not [claim for claim in check(text) if claim.flagged]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Calls almost doubled from 100 to 192.", "ratio_of", "holds"),
        ("Calls nearly trebled from 100 to 190.", "ratio_of", "wrong"),
        ("Calls more than doubled from 100 to 230.", "ratio_of", "holds"),
        ("Fires more than halved from 100 to 40.", "ratio_of", "holds"),
        ("Fires fell by half from 100 to 51.", "ratio_of", "holds"),
        ("14 out of 16 bars (88%) took part.", "share", "holds"),
        ("Only 78% (14 out of 16) took part.", "share", "wrong"),
        ("Twelve of the sixteen bars (75%) took part.", "share", "holds"),
        ("Rates are higher here (10.6 per 100,000) than in England (7.1).",
         "comparison_words", "holds"),
        ("Rates are lower here (10.6 per 100,000) than in England (7.1).",
         "comparison_words", "wrong"),
        ("The rate is 14.2%, well below the target of 25%.", "comparison_words", "holds"),
        ("Over half (62.5%) stayed.", "comparison_words", "wrong"),
        ("Nearly half (31%) stayed.", "comparison_words", "wrong"),
        ("Half (50%) stayed.", "comparison_words", "holds"),
        ("24 May 2023\n\nMinutes\n\nThe board met on 24 May 2023.",
         "duplicate_statement", "holds"),
        ("Work on the Hub ran from May 2022.\n\nSince then the Hub has run from May 2022 on.",
         "duplicate_statement", "holds"),
        ("We have three aims.\n\nThe following aims stand.\n\n- a one\n- b two\n- c three\n",
         "cross_reference", "holds"),
        ("Each of the two focus areas:\n\nText.\n\nArea of focus: noise\n\nArea of focus: fire\n",
         "cross_reference", "holds"),
        ("They agreed on three aims (peace, quiet and order).", "cross_reference", "holds"),
        ("They agreed on three aims (peace and quiet).", "cross_reference", "wrong"),
        ("They agreed on two aims: peace; quiet; and more order.", "cross_reference", "wrong"),
        ("They agreed on four aims: peace, quiet, and order.", "cross_reference", "wrong"),
        ("Calls were 96 in the previous year, compared with 120 now, a rise of 25%.",
         "percent_change", "holds"),
        ("There were 96 calls in 2021/22 compared with 120 in 2022/23, a rise of 25%.",
         "percent_change", "holds"),
        ("In 2021/22 there were 96 calls and in 2022/23 there were 120, a rise of 25%.",
         "percent_change", "holds"),
        ("Last year 96 calls came, compared with 120 now, which is a rise of 25%.",
         "percent_change", "holds"),
        ("Approval is up 5% to 45%, from 40% last year.", "percent_change", "wrong"),
        ("Calls: 96 → 120 (+25%).", "percent_change", "holds"),
        ("Calls fell from £96 to 80.", "direction", "holds"),
        ("There were 7,000 calls a quarter. This rose to 8,700.", "direction", "holds"),
        ("There were 7,000 calls a quarter. This fell to 8,700.", "direction", "wrong"),
        ("The goal was £6m. We surpassed that target, with £10m.", "comparison_words", "holds"),
        ("The goal was £6m. We surpassed that target, with £5m.", "comparison_words", "wrong"),
        ("The goal was £6m. We missed this goal with £5m.", "comparison_words", "holds"),
        ("Of the 60 calls:\n\n- 20 from shops\n- 30 from homes\n- 10 others\n", "sum", "holds"),
        ("Of the 60 calls:\n\n- 20 from shops\n- 30 from homes\n- 15 others\n", "sum", "wrong"),
        ("Yes, said 62%, and 38% said no.", "sum", "holds"),
        ("Work is structured around three aims:\n\n- a\n- b\n- c\n", "cross_reference", "holds"),
        ("We won £820,000.\n\nBid\t£\nA\t205,428\nB\t391,396\nC\t223,256\n", "sum", "holds"),
        ("We won over £1m.\n\nBid\t£\nA\t650,000\nB\t400,000\n", "sum", "holds"),
    ],
)  # fmt: skip
def test_claims_of_a_kind(text, kind, expected):
    assert expected in verdicts(text, kind)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Force\tGrant\tPrecept\tTotal\tGrant %\nA\t103.3\t46.0\t149.3\t69.2\n"
         "B\t274.3\t68.6\t342.9\t80.0\nC\t110.8\t46.5\t157.3\t70.4\n", "sum", ["holds"] * 3),
        ("Force\tGrant\tPrecept\tTotal\nA\t103.3\t46.0\t149.4\nB\t274.3\t68.6\t342.9\n",
         "sum", ["rounding", "holds"]),
        ("Area\tMay\tJune\tTotal\nA\t1\t2\t3\nB\tn/a\t2\t2\n", "sum", ["holds"]),
        ("Area\tMay\tJune\tTotal\nA\t1\t2\t9\nB\t1\t2\t8\n", "sum", []),
        ("Area\tChange\tNote\nA\t1\tx\nB\t2\ty\n", "difference", []),
        ("Area\t2022\t2023\tChange\nA\t10\t12\t2\nB\t20\t15\t-5\nC\t8\t9\t3\n",
         "difference", ["holds", "holds", "wrong"]),
        ("Area\t2022\t2023\tChange\nA\t0\t12\t5%\nB\t20\t15\t-25%\n",
         "percent_change", ["holds"]),
        ("Area\t2022\t2023\tChange\nA\t10\t12\t20%\nB\t20\t15\t-2,50%\nC\t4\t5\t25%\n",
         "percent_change", ["holds", "malformed", "holds"]),
        ("Area\tCalls\t%\nA\t10\t50%\nB\t10\t50%\nTotal\t20\t\n", "share", ["holds"] * 2),
        ("Area\tCalls\t%\nA\t10\t5%\nB\t10\t6%\nTotal\t20\t\n", "share", []),
        ("Area\tCalls\t%\nA\t10\t50%\nB\t10\t50%\n", "share", []),
        ("Area\tRate %\tPlace\nA\t10\tx\nB\t10\ty\n", "share", []),
        ("Area\t2021\t2022\t2023\tTrend\nA\t9\t7\t8\tup\nB\t4\t3\t5\tup\nC\t1\t3\t2\tn/a\n",
         "direction", ["holds", "holds"]),
        ("Area\tTrend\nA 1\tup\nB 2\tdown\n", "direction", []),
        ("Area\t2022\t2023\tTrend\nA\t10\t12\tn/a\nB\t20\t15\tn/a\n", "direction", []),
        ("Area\t2022\t2023\tTrend\nA\t10\t12\t↑\nB\tn/a\t15\t↓\n", "direction", ["holds"]),
        ("Area\t2022\t2023\nA\t(10)\t12\nB\t20\t15\nTotal\t10\t27\n", "sum", ["holds"] * 2),
        ("Area\tNote\nA\tnone\nB\tnone\n", "sum", []),
    ],
)  # fmt: skip
def test_tables(text, kind, expected):
    assert verdicts(text, kind) == expected


ROADS = """{head}In 2023/24 there was a 10.9% reduction in {what}.

{far}

In 2023/24:

- 9.4% decrease in {other} from 814 in 2022/23 to 737 in 2023/24.
"""


@pytest.mark.parametrize(
    ("head", "what", "other", "flagged"),
    [
        ("Our roads are busy. ", "all casualties", "all road casualties", True),
        ("", "all casualties", "all road casualties", False),
        ("Our roads are busy. ", "casualties", "all road casualties", False),
        ("Our roads are busy. ", "all casualties", "all Marton road casualties", False),
        ("Our roads are busy. ", "all child casualties", "all road casualties", False),
    ],
)
def test_a_subject_may_leave_out_what_stands_around_it(head, what, other, flagged):
    text = ROADS.format(head=head, what=what, other=other, far=FAR)
    assert any(claim.flagged for claim in found(text, "duplicate_statement")) is flagged


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("Operation Lantern made 212 searches.", "Operation Lantern made 400 searches.", "look"),
        ("Operation Lantern made 212 searches.", "Operation Lantern made 212 searches.", "holds"),
        ("Theft fell by 12%.", "Theft fell by 40%.", "look"),
        ("Theft fell by 12%.", "Theft fell by 13%.", "flag"),
        ("Theft fell by 12% in 2023.", "Bicycle theft fell by 12% in 2023 too.", ""),
        ("Fines rose to £2,000 in 2023, up 5%.", "Theft fell by £5.", ""),
        (
            "There were 431 noise calls in 2023.",
            "Noise calls were 431 in 2023.",
            "holds",
        ),
        ("There were 12 months in 2023.", "There were 12 months in 2023.", ""),
        ("The fund stood at £2,100 in 2023.", "In 2023 the fund stood at £2,100.", ""),
    ],
)
def test_facts_told_twice(one, two, expected):
    claims = found(f"{one}\n\n{FAR}\n\n{two}", "duplicate_statement")
    told = {("flag" if c.flagged else "look" if c.look_here else c.verdict.value) for c in claims}
    assert told == ({expected} if expected else set())


def test_a_difference_far_from_its_values_is_held_against_the_nearest_subject():
    text = (
        f"In 2022/23 noise reports fell by 20% from 500 to 400.\n\n{FAR}\n\n"
        "During 2022/23 the noise reports fell by 100."
    )
    assert verdicts(text, "difference") == ["holds"]


def test_a_difference_is_not_held_against_another_subject_or_one_without_values():
    text = (
        f"In 2022/23 noise reports fell by 20%.\n\n{FAR}\n\nIn 2022/23 noise in parks fell by 20% "
        f"from 500 to 400.\n\n{FAR}\n\nDuring 2022/23 the noise reports fell by 90 to 7."
    )
    assert not [claim for claim in check(text) if claim.flagged]


def test_parts_that_do_not_add_before_or_after_say_nothing_of_their_whole():
    text = (
        "- 10% fall in all casualties, from 800 to 720.\n"
        "- 25% rise in fatal casualties, from 20 to 25.\n"
        "- 10% fall in slight casualties, from 100 to 90.\n"
    )
    assert not found(text, "sum")


def test_a_defined_whole_needs_two_of_its_parts():
    text = (
        "We tackle acquisitive crime (burglary, robbery and bicycle theft) here.\n\n"
        "- 10% fall in acquisitive crime, from 800 to 720.\n"
        "- 25% rise in burglary, from 20 to 25.\n"
        "- 10% fall in noise, from 100 to 90.\n"
    )
    assert not found(text, "sum")


def test_a_beginning_told_far_away_is_not_compared():
    text = f"Work on the Hub ran from May 2022.\n\n{FAR}\n\n{FAR}\n\nSo the Hub ran from May 2022."
    assert not found(text, "duplicate_statement")


def test_a_life_of_a_plan_is_only_doubted_where_two_plans_are_named():
    text = "The Roads Plan 2023-26 and the Safer Plan 2022-24 agree. It is in place for nine years."
    (claim,) = found(text, "difference")
    assert claim.verdict is Verdict.WRONG
    assert claim.look_here
