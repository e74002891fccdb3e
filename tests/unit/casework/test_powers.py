"""Tools and powers (TP-00 to TP-14, LAW-01): tests, durations, appeals, penalties."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules import powers as rules
from goldenthread.casework.rules.lengths import close_of
from goldenthread.casework.rules.powers import Use
from goldenthread.casework.values.powers import power, powers, read_powers
from goldenthread.commands import CannotDo

START = datetime(2026, 6, 1, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)


def right(id: str, **changes) -> Use:
    """Give a use to which nothing can be said, then change it."""
    one = power(id)
    made = Use(
        by=one.used_by[0],
        starts=START,
        ends=rules.must_end_by(one, START, level=one.used_by[0]),
        met={limb.id: "Statement of 3 May" for limb in one.test},
        done=frozenset(step.id for step in one.before),
        says=frozenset(step.id for step in one.notice),
        heeds=frozenset(step.id for step in one.never),
        respondent_assessed=one.respondent_assessed,
        informal_considered="Warned, offered mediation",
        equality_considered="None needed",
    )
    return replace(made, **changes)


def told(id: str, **changes) -> str:
    with pytest.raises(RuleBroken) as why:
        rules.check_use(power(id), right(id, **changes))
    return str(why.value)


IN_FORCE = [one for one in powers().values() if one.since]


@pytest.mark.parametrize("one", IN_FORCE, ids=lambda one: one.rule)
def test_every_power_in_force_may_be_used_where_all_is_right(one):
    rules.check_use(one, right(one.id))
    assert rules.refusals(one, right(one.id)) == []


@pytest.mark.parametrize("one", IN_FORCE, ids=lambda one: one.rule)
def test_every_limb_step_and_content_is_asked_for(one):
    for limb in one.test:
        others = {x.id: "x" for x in one.test if (x.one_of or x.id) != (limb.one_of or limb.id)}
        assert limb.says in told(one.id, met=others)
    for key, steps in (("done", one.before), ("says", one.notice), ("heeds", one.never)):
        for step in steps:
            rest = frozenset(other.id for other in steps) - {step.id}
            assert step.says in told(one.id, **{key: rest})


def test_every_rule_of_section_5_is_declared():
    declared = {one.rule for one in powers().values()}
    assert {f"TP-{n:02}" for n in range(1, 15)} <= declared


def test_tp02_a_limb_needs_evidence_and_not_just_a_tick():
    assert "evidence is missing" in told("cpn", met={"detrimental": " "})


def test_tp08_one_of_two_alternatives_is_enough():
    one = power("closure_notice")
    only = {"disorder": "Police log", "necessary": "Reasons"}
    assert rules.refusals(one, right("closure_notice", met=only)) == []
    assert '" or "' in told("closure_notice", met={"necessary": "Reasons"})


def test_tp02_a_notice_is_for_people_of_16_or_more():
    assert "aged 16 or more, not 15" in told("cpn", age=15)
    assert rules.refusals(power("cpn"), right("cpn", age=16)) == []


def test_who_may_use_a_power():
    assert "is not for a neighbour" in told("cpn", by="neighbour")


def test_tp00_youth_justice_is_consulted_for_people_under_18():
    within = close_of(date(2027, 5, 31))
    assert "(TP-00)" in told("injunction", age=15, ends=within)
    consulted = right("injunction", age=15, ends=within, youth_consulted=True)
    assert rules.refusals(power("injunction"), consulted) == []
    assert rules.refusals(power("injunction"), right("injunction", age=18)) == []


def test_tp10_an_injunction_of_somebody_under_18_lasts_at_most_12_months():
    later = close_of(date(2027, 6, 1))
    assert "at most 12 months" in told("injunction", age=15, ends=later, youth_consulted=True)
    assert "at most 12 months" in told("injunction", age=15, ends=None, youth_consulted=True)
    assert rules.refusals(power("injunction"), right("injunction", age=40, ends=later)) == []


def test_case04_and_case05_come_before_a_formal_power_and_not_an_informal_one():
    assert "(CASE-04)" in told("cpn", informal_considered="")
    assert "(CASE-05)" in told("cpn", age=30, equality_considered=" ")
    bare = right("informal", informal_considered="", equality_considered="", age=30)
    assert rules.refusals(power("informal"), bare) == []


def test_tp04_an_authorisation_lasts_at_most_48_hours():
    assert "at most 48 hours" in told("dispersal_authorisation", ends=START + 49 * HOUR)
    assert "ends before it starts" in told("dispersal_authorisation", ends=START)


def test_tp05_a_variation_cannot_take_a_direction_beyond_its_longest_time():
    direction = power("dispersal_direction")
    rules.check_variation(direction, starts=START, new_end=START + 48 * HOUR)
    with pytest.raises(RuleBroken, match="cannot take"):
        rules.check_variation(direction, starts=START, new_end=START + 48 * HOUR + HOUR)


def test_tp08_who_signs_decides_how_long_a_closure_notice_lasts():
    assert "at most 24 hours" in told("closure_notice", by="inspector", ends=START + 30 * HOUR)
    longer = right("closure_notice", by="superintendent", ends=START + 48 * HOUR)
    assert rules.refusals(power("closure_notice"), longer) == []


def test_tp09_the_court_hears_it_within_48_hours_christmas_day_disregarded():
    served = datetime(2026, 12, 24, 12, tzinfo=UTC)
    heard = rules.heard_by(power("closure_notice"), served)
    assert heard == datetime(2026, 12, 27, 12, tzinfo=UTC)
    assert rules.heard_by(power("cpn"), served) is None


def test_tp11_a_criminal_behaviour_order_has_a_shortest_time_by_age():
    two_years = close_of(date(2028, 5, 31))
    assert rules.refusals(power("cbo"), right("cbo", ends=two_years)) == []
    assert "at least 2 years" in told("cbo", ends=two_years - HOUR)
    young = {"age": 15, "youth_consulted": True}
    assert (
        rules.refusals(power("cbo"), right("cbo", ends=close_of(date(2027, 5, 31)), **young)) == []
    )
    assert "at most 3 years" in told("cbo", ends=close_of(date(2029, 6, 1)), **young)


def test_tp11_each_12_months_hold_a_review_while_the_offender_will_be_under_18():
    cbo, first, until = power("cbo"), date(2026, 6, 1), date(2029, 5, 31)
    found = rules.review_periods(cbo, first=first, until=until, born=date(2010, 12, 1))
    assert found == [
        (date(2026, 6, 1), date(2027, 5, 31)),
        (date(2027, 6, 1), date(2028, 5, 31)),
    ]  # 18 on 1 December 2028
    short = rules.review_periods(cbo, first=first, until=date(2027, 6, 30), born=date(2013, 1, 1))
    assert len(short) == 1
    assert rules.review_periods(cbo, first=first, until=None, born=date(2000, 1, 1)) == []
    assert rules.review_periods(power("cpw"), first=first, until=None, born=date(2013, 1, 1)) == []


@pytest.mark.parametrize(
    ("id", "decided", "last"),
    [
        ("cpn", date(2026, 6, 1), date(2026, 6, 21)),  # TP-02, the example of G-04
        ("pspo", date(2026, 6, 1), date(2026, 7, 12)),  # TP-06, six weeks beginning with
        ("closure_order", date(2026, 2, 10), date(2026, 3, 2)),  # TP-09
        ("cpw", date(2026, 6, 1), None),  # TP-01, no appeal in law
    ],
)
def test_the_last_day_to_appeal(id, decided, last):
    assert rules.last_day_to_appeal(power(id), decided) == last


def test_tp01_a_warning_expires_after_six_months_by_local_practice():
    assert rules.expires(power("cpw"), START) == close_of(date(2026, 11, 30))
    assert rules.expires(power("cbo"), START) is None


def test_tp06_an_order_is_extended_before_it_ends_and_by_at_most_three_years():
    pspo, first, until = power("pspo"), date(2023, 6, 1), date(2026, 5, 31)
    last = date(2029, 5, 31)
    rules.check_extension(pspo, first=first, until=until, on=until, new_end=last)
    with pytest.raises(RuleBroken, match="only be extended before"):
        rules.check_extension(pspo, first=first, until=until, on=date(2026, 6, 1), new_end=last)
    with pytest.raises(RuleBroken, match="at most 3 years: to 31 May 2029"):
        rules.check_extension(pspo, first=first, until=until, on=until, new_end=date(2029, 6, 1))


def test_tp09_a_closure_order_lasts_at_most_six_months_in_all():
    order, first, until = power("closure_order"), date(2026, 6, 1), date(2026, 8, 31)
    rules.check_extension(order, first=first, until=until, on=first, new_end=date(2026, 11, 30))
    with pytest.raises(RuleBroken, match="6 months in all"):
        rules.check_extension(order, first=first, until=until, on=first, new_end=date(2026, 12, 1))
    with pytest.raises(RuleBroken, match="No extension"):
        rules.check_extension(power("cpn"), first=first, until=until, on=first, new_end=until)


def test_tp02_a_fixed_penalty_is_held_to_the_ceiling_of_its_day():
    cpn = power("cpn")
    rules.check_penalty(cpn, 100, date(2026, 6, 1))
    for pounds in (0, 101, 500):
        with pytest.raises(RuleBroken, match="up to £100"):
            rules.check_penalty(cpn, pounds, date(2026, 6, 1))
    with pytest.raises(RuleBroken, match="No fixed penalty"):
        rules.check_penalty(power("cpw"), 50, date(2026, 6, 1))


def test_law01_a_new_ceiling_counts_from_the_day_that_is_entered_and_not_before():
    cpn = power("cpn").model_copy(deep=True)
    old, new = (one for one in cpn.values if one.bound == "fixed_penalty")
    old.until, new.since = date(2027, 3, 31), date(2027, 4, 1)
    rules.check_penalty(cpn, 500, date(2027, 4, 1))
    with pytest.raises(RuleBroken, match="up to £100"):
        rules.check_penalty(cpn, 500, date(2027, 3, 31))


def test_law01_what_is_not_in_force_cannot_be_used():
    assert "not declared as in force" in told("respect_order", age=30)
    assert "not declared as in force" in told("cpn", starts=datetime(2014, 1, 1, tzinfo=UTC))


def test_ram09_the_respondent_is_assessed_before_a_respect_order():
    one = power("respect_order").model_copy(update={"since": date(2026, 1, 1)})
    use = right("respect_order", age=30, ends=None)
    assert rules.refusals(one, use) == []
    assert "(RAM-09)" in rules.refusals(one, replace(use, respondent_assessed=False))[0]
    assert "aged 18 or more" in rules.refusals(one, replace(use, age=17))[0]


@given(st.integers(0, 20_000))
def test_tp05_no_direction_outlasts_48_hours_whenever_it_starts(hours):
    starts = START + hours * HOUR
    limit = rules.must_end_by(power("dispersal_direction"), starts)
    assert limit - starts == timedelta(hours=48)


def test_declared_powers_that_contradict_themselves_are_refused(tmp_path):
    path = tmp_path / "powers.yaml"
    one = (
        "- id: a\n  rule: TP-01\n  name: A\n  basis: B\n  used_by: [x]\n  from: 2020-01-01\n"
        "  source: The Act\n  provenance: A\n"
    )
    path.write_text(f"powers:\n{one}{one}")
    with pytest.raises(CannotDo, match='line 10, key "id": "a" stands twice'):
        read_powers(path)
    value = "  values: [{bound: appeal, from: 2020-01-01, source: Act, provenance: A}]\n"
    path.write_text(f"powers:\n{one}{value}")
    with pytest.raises(CannotDo, match="write one"):
        read_powers(path)
    with pytest.raises(CannotDo, match='Did you mean "closure_order"'):
        power("closure_ordr")
