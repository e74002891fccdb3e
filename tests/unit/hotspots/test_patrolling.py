"""What a patrol record must say, and what patrols add up to."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from goldenthread.accounts.rules import RuleBroken
from goldenthread.hotspots import patrolling
from goldenthread.hotspots.patrolling import Sums

NOW = datetime(2026, 11, 21, 22, 0, tzinfo=ZoneInfo("Europe/London"))
HOUR = timedelta(hours=1)
GOOD = {"starts": NOW - 2 * HOUR, "stops": NOW - HOUR, "persons": 2, "now": NOW,
        "in_force": (date(2026, 10, 1), None)}  # fmt: skip


def test_a_patrol_that_can_have_been_is_taken():
    patrolling.check_patrol(**GOOD)
    patrolling.check_patrol(**GOOD | {"in_force": (date(2026, 11, 21), date(2026, 11, 21))})


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"stops": NOW - 2 * HOUR}, "stops after it starts"),
        ({"starts": NOW - 14 * HOUR}, "more than 12 hours"),
        ({"stops": NOW + timedelta(minutes=1)}, "not stopped yet"),
        ({"starts": NOW - timedelta(days=61), "stops": NOW - timedelta(days=61) + HOUR}, "60 days"),
        ({"persons": 0}, "1 to 50"),
        ({"persons": 51}, "1 to 50"),
        ({"in_force": (date(2026, 11, 22), None)}, "not in force"),
        ({"in_force": (date(2026, 10, 1), date(2026, 11, 20))}, "not in force"),
    ],
)
def test_a_patrol_that_cannot_have_been_is_refused(wrong, why):
    with pytest.raises(RuleBroken, match=why):
        patrolling.check_patrol(**GOOD | wrong)


def test_outcomes_of_nought_are_left_out_and_others_refused():
    assert patrolling.check_outcomes({"arrests": 0, "fpn": 3}) == {"fpn": 3}
    for wrong in ({"medals": 1}, {"fpn": -1}, {"fpn": 501}):
        with pytest.raises(RuleBroken, match="0 to 500"):
            patrolling.check_outcomes(wrong)


def test_there_are_the_eight_kinds_that_are_published():
    assert len(patrolling.OUTCOMES) == 8


def test_person_hours_are_not_patrol_hours():
    sums = Sums()
    sums.add(2.0, 3, {"fpn": 1})
    sums.add(0.5, 2, {"fpn": 2, "cpw": 1})
    assert (sums.patrols, sums.hours, sums.person_hours) == (2, 2.5, 7.0)
    assert sums.outcomes == {"fpn": 3, "cpw": 1}


def made(**outcomes: int) -> Sums:
    sums = Sums()
    sums.add(1.0, 1, outcomes)
    return sums


def test_no_number_below_five_is_shown_nor_one_that_gives_it_away():
    areas = [made(fpn=12, arrests=2), made(fpn=9, arrests=8, cpw=3), made(cpw=1)]
    rows, totals = patrolling.shown(areas)
    told = dict(zip(patrolling.OUTCOMES, zip(*rows, strict=True), strict=True))
    every = dict(zip(patrolling.OUTCOMES, totals, strict=True))
    assert (told["fpn"], every["fpn"]) == (("12", "9", "0"), "21")
    # with 8 and a total of 10 the 2 could be worked out, so one of them is hidden as well
    assert told["arrests"][0] == "fewer than 5"
    assert "not shown" in (told["arrests"][1], every["arrests"])
    assert told["cpw"] == ("0", "fewer than 5", "fewer than 5")
    assert every["cpw"] == "fewer than 5"


def test_where_nothing_was_there_is_nothing_to_show():
    assert patrolling.shown([]) == ([], [])
