"""Money in exact pence: nothing is lost, nothing counted twice, nothing said that is not so."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.accounts.rules import RuleBroken
from goldenthread.funding import rules
from goldenthread.funding.rules import Line, Sum

PENCE = st.integers(1, 10**11).map(lambda pence: Decimal(pence) / 100)


@pytest.mark.parametrize(
    ("amount", "printed"),
    [
        (Decimal("1575"), "£1,575"),
        (Decimal("268.24"), "£268.24"),
        (Decimal("0.50"), "£0.50"),
        (Decimal("-80"), "\u2212£80"),
        (Decimal("4000000.00"), "£4,000,000"),
    ],
)
def test_a_sum_is_printed_with_pence_only_where_there_are_some(amount, printed):
    assert rules.pounds(amount) == printed


def test_a_part_of_a_penny_is_refused_and_never_rounded_away():
    with pytest.raises(ValueError, match="whole pence"):
        rules.pounds(Decimal("1.005"))


@given(PENCE, st.integers(1, 400))
def test_a_sum_split_adds_up_again_to_the_penny(amount, parts):
    split = rules.split(amount, parts)
    assert len(split) == parts
    assert rules.total(split) == amount
    assert max(split) - min(split) <= rules.PENNY


def test_a_sum_is_not_split_into_nothing():
    with pytest.raises(ValueError, match="one part or more"):
        rules.split(Decimal(1), 0)


def test_a_share_of_nothing_is_none():
    assert rules.share(Decimal(1), Decimal(0)) is None
    assert rules.share(Decimal(1), Decimal(4)) == 25


def test_a_sum_with_parts_is_counted_by_its_parts_and_what_is_left():
    every = [
        Sum(1, Decimal(100)),
        Sum(2, Decimal(30), 1),
        Sum(3, Decimal(20), 2),
        Sum(4, Decimal(7)),
    ]
    assert rules.lines(every) == [
        Line(3, Decimal(20)),
        Line(2, Decimal(10), is_rest=True),
        Line(1, Decimal(70), is_rest=True),
        Line(4, Decimal(7)),
    ]


def test_parts_that_come_to_more_count_as_they_are():
    assert rules.lines([Sum(1, Decimal(100)), Sum(2, Decimal(101), 1)]) == [Line(2, Decimal(101))]


def test_what_may_be_part_of_another_sum_is_left_out_with_its_parts():
    every = [Sum(1, Decimal(100), is_counted=False), Sum(2, Decimal(30), 1)]
    assert rules.lines(every) == []


def test_a_part_of_a_sum_that_is_not_there_stands_alone():
    assert rules.lines([Sum(2, Decimal(30), 1)]) == [Line(2, Decimal(30))]


@st.composite
def trees(draw):
    """Sums, each perhaps a part of an earlier one, whose parts never come to more than it."""
    every = [Sum(0, draw(PENCE))]
    left = {0: every[0].amount}
    for number in range(1, draw(st.integers(1, 12))):
        above = draw(st.sampled_from([None, *left]))
        most = left[above] if above is not None else Decimal(10**9)
        amount = min(draw(PENCE), most)
        if amount <= 0:
            continue
        if above is not None:
            left[above] -= amount
        left[number] = amount
        every.append(Sum(number, amount, above))
    return every


@given(trees())
def test_lines_add_up_to_the_sums_that_are_part_of_no_other(every):
    whole = rules.total(one.amount for one in every if one.part_of is None)
    assert rules.total(line.amount for line in rules.lines(every)) == whole


def test_a_ring_is_seen():
    assert rules.ring({1: 2, 2: 1}, 1)
    assert not rules.ring({1: 2, 2: None}, 1)
    assert not rules.ring({1: 2, 2: 3, 3: 2}, 1)


@pytest.mark.parametrize(
    ("printed", "parts", "qualifier", "agreement"),
    [
        (Decimal(100), [Decimal(60), Decimal(40)], "", rules.EQUAL),
        (
            Decimal(820_000),
            [Decimal(205_428), Decimal(391_396), Decimal(223_256)],
            "",
            rules.ROUNDING,
        ),
        (Decimal(1_500_000), [Decimal(795_569)], "almost", rules.DIFFERS),
        (Decimal(1_000_000), [Decimal(1_050_000)], "over", rules.AS_SAID),
        (Decimal(1_000_000), [Decimal(950_000)], "over", rules.DIFFERS),
        (Decimal(1_000_000), [Decimal(1_101_000)], "over", rules.DIFFERS),
        (Decimal(37_000), [Decimal(36_900)], "almost", rules.AS_SAID),
        (Decimal(500_000), [Decimal(480_000)], "around", rules.AS_SAID),
        (Decimal(500_000), [Decimal(700_000)], "around", rules.DIFFERS),
        (Decimal(1_000_000), [Decimal(1_400_000)], "", rules.DIFFERS),
        (Decimal("268.24"), [Decimal("268.23")], "", rules.DIFFERS),
        (Decimal(0), [Decimal(1)], "", rules.DIFFERS),
    ],
)
def test_a_printed_total_is_set_beside_its_parts(printed, parts, qualifier, agreement):
    found = rules.compare(printed, parts, qualifier=qualifier)
    assert found.agreement == agreement
    assert found.difference == rules.total(parts) - printed
    assert found.agreement in rules.AGREEMENTS


def test_a_financial_year_is_named():
    assert rules.financial_year(2023) == "2023/24"
    assert rules.financial_year(2099) == "2099/00"


@pytest.mark.parametrize(
    ("starts", "ends", "closed", "state"),
    [
        (None, None, None, rules.UNDATED),
        (date(2025, 1, 1), None, None, rules.PLANNED),
        (None, date(2024, 11, 30), None, rules.ENDED),
        (None, date(2025, 6, 1), None, rules.ENDING),
        (date(2023, 1, 1), date(2025, 6, 2), None, rules.RUNNING),
        (None, date(2030, 1, 1), date(2024, 12, 1), rules.CLOSED),
        (None, date(2030, 1, 1), date(2024, 12, 2), rules.RUNNING),
    ],
)
def test_how_an_award_stands_follows_from_its_days(starts, ends, closed, state):
    assert rules.state(starts, ends, closed, on=date(2024, 12, 1)) == state
    assert state in rules.STATES


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2024, 12, 15), 12, date(2025, 12, 15)),
        (date(2024, 11, 30), 1, date(2024, 12, 30)),
        (date(2024, 10, 31), 1, date(2024, 11, 30)),
    ],
)
def test_some_months_later(day, months, expected):
    assert rules.later(day, months) == expected


def test_what_follows_money_that_ends():
    last = date(2025, 3, 31)
    assert rules.afterwards(last, [None, date(2026, 1, 1)]) == rules.FOLLOWED
    assert rules.afterwards(last, [None]) == rules.OPEN
    assert rules.afterwards(last, [date(2025, 3, 31)]) == rules.UNFUNDED
    assert set(rules.AFTERWARDS) == {rules.FOLLOWED, rules.OPEN, rules.UNFUNDED}


def test_a_direction_is_worked_out():
    assert rules.direction(1557, 1429) == rules.FEWER
    assert rules.direction(1016, 1077) == rules.MORE
    assert rules.direction(5, 5) == rules.SAME


def test_one_per_cent_of_a_precept():
    assert rules.per_cent_brings(Decimal(46_000_000), Decimal(1)) == Decimal(460_000)
    assert rules.per_cent_brings(Decimal("268.24"), Decimal("2.99")) == Decimal("8.02")


@pytest.mark.parametrize("amount", [Decimal(0), Decimal(-1), Decimal("0.001"), rules.LARGEST + 1])
def test_a_sum_that_cannot_be_is_refused(amount):
    with pytest.raises(RuleBroken):
        rules.check_amount(amount)


def test_days_stand_in_order():
    rules.check_span(None, date(2025, 1, 1))
    rules.check_span(date(2025, 1, 1), date(2025, 1, 1))
    with pytest.raises(RuleBroken, match="before the first"):
        rules.check_span(date(2025, 1, 2), date(2025, 1, 1))


def test_a_closed_award_is_left_alone():
    rules.check_open(None)
    with pytest.raises(RuleBroken, match="closed"):
        rules.check_open(date(2025, 1, 1))


@pytest.mark.parametrize(
    ("after", "agreed", "reason", "said"),
    [
        ((Decimal(100), None), Decimal(0), "The project grew larger.", "Neither the sum"),
        ((Decimal(90), None), Decimal(0), "short", "Give the reason"),
        ((None, None), Decimal(0), "The project grew larger.", "has a sum"),
        ((Decimal(0), None), Decimal(0), "The project grew larger.", "more than nothing"),
        ((Decimal(40), None), Decimal(50), "The project grew larger.", "£50 are agreed already"),
    ],
)
def test_a_variation_that_may_not_be_is_refused(after, agreed, reason, said):
    with pytest.raises(RuleBroken, match=said):
        rules.check_variation(
            before=(Decimal(100), None), after=after, agreed=agreed, reason=reason
        )


def test_a_variation_may_be():
    last = date(2025, 6, 30)
    rules.check_variation(
        before=(Decimal(100), None),
        after=(Decimal(100), last),
        agreed=Decimal(100),
        reason="The work took longer.",
    )


def test_no_more_is_claimed_than_is_left():
    rules.check_claim(Decimal(40), award=Decimal(100), claimed=Decimal(60))
    with pytest.raises(RuleBroken, match="Only £40 of the award"):
        rules.check_claim(Decimal("40.01"), award=Decimal(100), claimed=Decimal(60))
    with pytest.raises(RuleBroken, match="not known"):
        rules.check_claim(Decimal(1), award=None, claimed=Decimal(0))


def test_a_claim_is_decided_once_and_by_somebody_else():
    rules.check_decision(decided=False, claimed_by=1, by=2)
    rules.check_decision(decided=False, claimed_by=None, by=None)
    with pytest.raises(RuleBroken, match="decided already"):
        rules.check_decision(decided=True, claimed_by=1, by=2)
    with pytest.raises(RuleBroken, match="Ask somebody else"):
        rules.check_decision(decided=False, claimed_by=2, by=2)


def test_no_more_is_paid_than_was_agreed():
    rules.check_payment(Decimal(10), agreed=Decimal(30), paid=Decimal(20))
    with pytest.raises(RuleBroken, match="Only £10 is agreed"):
        rules.check_payment(Decimal("10.01"), agreed=Decimal(30), paid=Decimal(20))


def test_a_profile_adds_up_to_the_award():
    rules.check_profile([Decimal(30), Decimal(70)], award=Decimal(100))
    with pytest.raises(RuleBroken, match=r"adds up to £99\.99, and the award is £100"):
        rules.check_profile([Decimal("29.99"), Decimal(70)], award=Decimal(100))
    with pytest.raises(RuleBroken, match="no sum that is known"):
        rules.check_profile([Decimal(1)], award=None)
    with pytest.raises(RuleBroken, match="less than nothing"):
        rules.check_profile([Decimal(-1), Decimal(101)], award=Decimal(100))


def test_a_span_is_told_by_quarters_cut_to_it():
    assert rules.quarters(date(2023, 11, 15), date(2024, 4, 30)) == [
        (date(2023, 11, 15), date(2023, 12, 31)),
        (date(2024, 1, 1), date(2024, 3, 31)),
        (date(2024, 4, 1), date(2024, 4, 30)),
    ]


def test_an_award_is_closed_only_once_it_is_settled():
    rules.check_settled(waiting=0, agreed=Decimal(10), paid=Decimal(10))
    with pytest.raises(RuleBroken, match="A claim still waits"):
        rules.check_settled(waiting=1, agreed=Decimal(0), paid=Decimal(0))
    with pytest.raises(RuleBroken, match="£3 is agreed and not yet paid"):
        rules.check_settled(waiting=0, agreed=Decimal(10), paid=Decimal(7))


def test_value_for_money_is_looked_at_every_year():
    """Rule CSP-13."""
    begun, ended = date(2023, 4, 1), date(2025, 3, 31)
    assert rules.review_due(None, None, ended=None) is None
    assert rules.review_due(begun, None, ended=ended) == date(2024, 4, 1)
    assert rules.review_due(begun, date(2024, 6, 1), ended=ended) == date(2025, 6, 1)
    assert rules.review_due(begun, date(2025, 6, 1), ended=ended) is None
    assert rules.review_due(begun, date(2025, 6, 1), ended=None) == date(2026, 6, 1)
