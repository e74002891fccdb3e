"""What single sentences claim, and whether it is so."""

import pytest

from csp_claims import Verdict, check
from tests.unit.csp_claims.sentences import FALSE, QUIET, TRUE


@pytest.mark.parametrize("sentence", FALSE)
def test_a_false_sentence_is_flagged_with_what_would_make_it_true(sentence):
    flagged = [claim for claim in check(sentence) if claim.flagged]
    assert flagged
    assert all(claim.note and claim.inputs and claim.lines == (1,) for claim in flagged)


@pytest.mark.parametrize("sentence", TRUE)
def test_a_true_sentence_holds(sentence):
    claims = check(sentence)
    assert not [claim for claim in claims if claim.flagged]
    assert [claim for claim in claims if claim.verdict is Verdict.HOLDS]


@pytest.mark.parametrize("sentence", QUIET)
def test_what_carries_no_evidence_is_left_alone(sentence):
    assert not [claim for claim in check(sentence) if claim.flagged]


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("Thefts fell by 11.1% from 13,528 to 12,017.", Verdict.ROUNDING),  # 11.169, cut off
        ("Thefts rose by 17% from 200 to 235.", Verdict.ROUNDING),  # 17.5, half down
        ("Thefts fell by 11% from 13,528 to 12,017.", Verdict.HOLDS),
        ("Thefts fell by 12.7% to 10,50 compared with 1,203 the previous year.", Verdict.MALFORMED),
        ("A 9% increase in thefts, from 100 to 91.", Verdict.CONTRADICTORY),
        ("Thefts fell by almost 27% from 1,000 to 734.", Verdict.HOLDS),
        ("Thefts fell by over 30% from 1,000 to 734.", Verdict.WRONG),
        ("Thefts fell by around 25% from 1,000 to 740.", Verdict.HOLDS),
        ("Thefts rose by at least 20% from 100 to 135.", Verdict.HOLDS),
        ("Thefts rose by about 25% from 100 to 70.", Verdict.WRONG),
        ("60 (30,0%) of the 200 callers were new.", Verdict.MALFORMED),
    ],
)  # fmt: skip
def test_verdicts(sentence, verdict):
    assert verdict in {claim.verdict for claim in check(sentence)}


@pytest.mark.parametrize(
    "sentence",
    [
        "Approval rose by 5% from 40% to 45%.",  # percentage points may have been meant
        "Grants rose by 22% from £1.2m to £1.5m.",  # the amounts are rounded
        "The fund fell from 100 to 80 (15%).",  # 15% may be another share
        "Attendance doubled from 100 to 170.",
        "Attendance more than doubled from 100 to 199.",
        "Thefts fell by a third, from 90 to 64.",
        "A quarter of shops (31%) have been robbed.",
        "Our rate is 14.2%, well above the national average of 13.9%.",
        "There were 30 cases in May, 40 in June and 50 in July, a total of 400.",
    ],
)
def test_where_two_readings_are_possible_we_ask_to_look_and_do_not_accuse(sentence):
    claims = check(sentence)
    assert any(claim.look_here for claim in claims)
    assert not any(claim.flagged for claim in claims)


def test_a_claim_names_its_inputs_their_periods_and_the_unrounded_value():
    (claim,) = check("Robbery fell by 14% to 2,150 in 23/24 from 2,500 in 22/23.")
    assert [(str(each.value), each.period) for each in claim.inputs] == [
        ("2500", "2022/23"),
        ("2150", "2023/24"),
    ]
    assert (claim.stated, claim.computed, claim.computed_at_stated_decimals) == (-14, -14, -14)
    assert claim.kind == "percent_change"
    assert claim.quote == "fell by 14% to 2,150 in 23/24 from 2,500 in 22/23"


def test_two_claims_of_a_sentence_take_their_own_values():
    claims = check(
        "There was a 7.9% increase in cautions from 354 to 382, which goes with a 2.3% increase "
        "in outcomes from 471 to 482."
    )
    assert [(claim.stated, claim.inputs[0].value) for claim in claims] == [
        (claims[0].stated, 354),
        (claims[1].stated, 471),
    ]
    assert {claim.verdict for claim in claims} == {Verdict.HOLDS}


def test_a_count_that_looks_like_a_year_is_a_count():
    (claim,) = check("26.1% personal reports from 2031 in 2022/23 to 1500 in 2023/24.")
    assert [int(each.value) for each in claim.inputs] == [2031, 1500]
    assert claim.verdict is Verdict.HOLDS
