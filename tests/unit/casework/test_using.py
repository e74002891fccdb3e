"""What becomes of a power in use (TP-02, TP-05, TP-06, TP-09, CASE-04)."""

from datetime import date, datetime, timedelta

import pytest

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules import using
from goldenthread.casework.rules.lengths import LONDON, close_of
from goldenthread.casework.values.powers import power

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=LONDON)


def check(id, kind, **more):
    told = {
        "starts": NOON, "ends": None, "now": NOON, "appeal_until": None, "new_end": None,
        "pounds": None, **more,
    }  # fmt: skip
    using.check_event(power(id), kind, **told)


def test_case04_informal_measures_are_weighed_with_a_reason():
    assert using.weighed(["mediation"], "They refused.") == "Mediation. They refused."
    assert using.weighed([], "They refused.") == ""
    assert using.weighed(["mediation"], " ") == ""
    with pytest.raises(RuleBroken, match='"magic" is no informal measure'):
        using.weighed(["magic"], "x")


@pytest.mark.parametrize("kind", using.KINDS)
def test_each_kind_has_a_name(kind):
    assert kind in using.KIND_NAMES


def test_what_is_no_kind_is_refused():
    with pytest.raises(RuleBroken, match="cannot become of a power"):
        check("cpn", "forgotten")


def test_tp05_a_direction_is_not_varied_beyond_48_hours():
    check("dispersal_direction", "varied")
    check("dispersal_direction", "varied", new_end=NOON + timedelta(hours=48))
    with pytest.raises(RuleBroken, match="beyond its longest time"):
        check("dispersal_direction", "varied", new_end=NOON + timedelta(hours=49))


@pytest.mark.parametrize(
    ("ends", "new_end", "said"),
    [
        (None, date(2026, 9, 1), "no end"),
        (date(2026, 8, 31), None, "Say until when"),
        (date(2026, 8, 31), date(2026, 8, 31), "Say until when"),
        (date(2026, 8, 31), date(2026, 12, 1), "at most 6 months in all"),
    ],
)
def test_tp09_an_order_is_extended_within_six_months_in_all(ends, new_end, said):
    check("closure_order", "extended", ends=close_of(date(2026, 8, 31)),
          new_end=close_of(date(2026, 11, 30)))  # fmt: skip
    with pytest.raises(RuleBroken, match=said):
        check("closure_order", "extended", ends=using.until(ends), new_end=using.until(new_end))


def test_tp02_an_appeal_comes_in_time_or_not_at_all():
    check("cpn", "appealed", appeal_until=date(2026, 6, 1))
    with pytest.raises(RuleBroken, match="last day to appeal was 31 May 2026"):
        check("cpn", "appealed", appeal_until=date(2026, 5, 31))
    with pytest.raises(RuleBroken, match="no appeal against a community protection warning"):
        check("cpw", "appealed")


def test_tp02_a_penalty_is_below_its_ceiling():
    check("cpn", "breached", pounds=100)
    with pytest.raises(RuleBroken, match="up to £100"):
        check("cpn", "breached", pounds=101)
