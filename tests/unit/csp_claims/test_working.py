"""The sum behind a claim, as a reader would write it down."""

import pytest

from csp_claims import Verdict, check
from csp_claims.working import said, working


@pytest.mark.parametrize(
    ("text", "sum_"),
    [
        ("Thefts fell by 14% from 2,500 to 2,150.", "(2,150 - 2,500) ÷ 2,500 x 100 = -14%"),
        ("Thefts fell by 11.2% from 13,528 to 12,017.",
         "(12,017 - 13,528) ÷ 13,528 x 100 ≈ -11.17%"),
        ("Calls rose from 45 to 60, an increase of 15.", "60 - 45 = 15"),
        ("There were 215 arrests, 48 fewer than the year before (a fall of 18%).",
         "-48 ÷ 263 x 100 ≈ -18.3%"),
        ("Of the 215 arrests, 62 (29%) were of women.", "62 ÷ 215 x 100 ≈ 28.8%"),
        ("There were 6,500 crimes (12.3 per 1,000 population) among a population of 528,000.",
         "6,500 ÷ 528,000 x 1,000 ≈ 12.31"),
        ("Visits tripled from 30 to 90.", "90 ÷ 30 = 3 times"),
        ("Visits rose from 30 to 90.", "30 → 90"),
        ("Our rate is 11.2%, lower than the national average of 12.1%.", "11.2% against 12.1%"),
        ("A 12-month project from April 2022 to March 2023 was run.", "2022/23 is 12 months"),
        ("On Tuesday 16 April 2024 we met.", "the calendar says so"),
        ("We have three aims:\n\n- one\n- two\n", "2 items listed, 3 stated"),
        ("A budget of £5m was set. £3m was spent. The balance of £2m was kept.",
         "5,000,000 - 3,000,000 = 2,000,000"),
        ("# The County Plan 2024-2029\n\nThe plan will be in place for five years.",
         "2029 - 2024 = 5"),
        ("# The County Plan 2024-2029\n\nThe County Plan 2024-2029 is here.",
         "ends: 2029, ends: 2029"),
        ("16 April 2024\n\nWe met on 16 April 2024 in the hall.",
         "heading: 16 April 2024, line 3: 16 April 2024"),
        ("The Hub opened from February 2022.\n\nPlease see the Hub, open from February 2022.",
         "line 1: February 2022, line 3: February 2022"),
        ("| Ward | Calls |\n|---|---|\n"
         + "".join(f"| {chr(65 + n)} | 2 |\n" for n in range(14)) + "| Total | 28 |\n",
         "2 + 2 + 2 + 2 + 2 + 2 + 2 + 2 + 2 + 2 + 2 + … + 2 = 28"),
        ("In 2022/23 theft fell by 12%.\n\nWe met.\n\nAll told\n\nIn 2022/23 theft fell by 12%.",
         "line 7: -12%, line 1: -12%"),
    ],
)  # fmt: skip
def test_the_sum_of_every_kind(text, sum_):
    found = [working(claim).replace("\u2212", "-").replace("\u00d7", "x") for claim in check(text)]
    assert sum_ in found


def test_every_verdict_ends_a_sentence():
    assert {said(verdict) for verdict in Verdict} >= {"holds", "does not hold"}
