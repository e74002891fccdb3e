"""Before, on and after the day, then the chair; and nothing that another day has overtaken."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.delivery.reminders import rules
from goldenthread.delivery.reminders.rules import Kind, Occasion, Owed, To

DUE = date(2026, 12, 1)
LONG_AGO = date(2026, 1, 1)
OPEN = Owed(since=LONG_AGO, due=DUE, heard=date(2026, 11, 1), is_vacant=False)


def told(one: Owed, days: int) -> dict[str, str]:
    """Who is told what so many days after the due day."""
    today = DUE + timedelta(days)
    return {str(o.to): str(o.kind) for o in rules.to_tell(one, today=today)}


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-15, {}),
        (-14, {"owner": "before"}),
        (-3, {"owner": "before"}),
        (0, {"owner": "on"}),
        (1, {"owner": "after"}),
        (20, {"owner": "after"}),
        (21, {"owner": "after", "chair": "escalated"}),
    ],
)
def test_owners_are_told_around_the_day_and_chairs_three_weeks_after(days, expected):
    assert told(OPEN, days) == expected


def test_after_three_weeks_both_are_told_again_every_four_weeks():
    days = {o.on for o in rules.occasions(OPEN, today=DUE + timedelta(80)) if o.to == To.CHAIR}
    assert sorted(days) == [DUE + timedelta(n) for n in (21, 49, 77)]


def test_what_was_said_on_the_day_or_later_answers_it():
    answered = Owed(LONG_AGO, DUE, heard=DUE - timedelta(14), is_vacant=False)
    assert told(answered, -14) == {}
    assert told(answered, -3) == {"owner": "before"}, "the next is told all the same"


def test_an_action_added_after_a_day_is_not_reminded_of_that_day():
    new = Owed(since=DUE - timedelta(5), due=DUE, heard=None, is_vacant=False)
    assert told(new, -4) == {}
    assert told(new, -3) == {"owner": "before"}


QUIET = Owed(since=LONG_AGO, due=None, heard=None, is_vacant=False)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (89, {}),
        (90, {"owner": "ask"}),
        (104, {"owner": "ask-again"}),
        (132, {"owner": "ask-again", "chair": "silent"}),
    ],
)
def test_without_a_date_owners_are_asked_in_their_rhythm(days, expected):
    found = rules.to_tell(QUIET, today=LONG_AGO + timedelta(days))
    assert {str(o.to): str(o.kind) for o in found} == expected


def test_nobody_is_asked_how_it_stands_when_the_due_day_is_near():
    near = Owed(since=LONG_AGO, due=LONG_AGO + timedelta(100), heard=None, is_vacant=False)
    assert rules.to_tell(near, today=LONG_AGO + timedelta(90))[0].kind == Kind.BEFORE


def test_asking_stops_where_the_reminders_of_the_due_day_begin():
    later = Owed(since=LONG_AGO, due=LONG_AGO + timedelta(110), heard=None, is_vacant=False)
    kinds = [o.kind for o in rules.occasions(later, today=LONG_AGO + timedelta(110))]
    assert kinds == [Kind.BEFORE, Kind.BEFORE, Kind.ON]
    asked = rules.occasions(later, today=LONG_AGO + timedelta(95))
    assert [o.kind for o in asked] == [Kind.ASK]
    far = Owed(since=LONG_AGO, due=LONG_AGO + timedelta(400), heard=None, is_vacant=False)
    assert Kind.SILENT in {o.kind for o in rules.occasions(far, today=LONG_AGO + timedelta(200))}


def test_a_vacancy_is_told_to_the_chair_every_four_weeks_and_to_nobody_else():
    vacant = Owed(since=LONG_AGO, due=None, heard=None, is_vacant=True)
    found = rules.occasions(vacant, today=LONG_AGO + timedelta(60))
    assert [(o.kind, o.to, (o.on - LONG_AGO).days) for o in found] == [
        (Kind.VACANT, To.CHAIR, 28),
        (Kind.VACANT, To.CHAIR, 56),
    ]


def test_a_late_vacancy_is_escalated_to_the_chair():
    vacant = Owed(since=LONG_AGO, due=DUE, heard=None, is_vacant=True)
    assert told(vacant, 21)["chair"] in {"escalated", "vacant"}
    assert "owner" not in told(vacant, 21)


@pytest.mark.parametrize(
    ("gaps", "expected"),
    [
        ([], 90),
        ([30, 30], 90),
        ([30, 31, 32], 31),
        ([7, 7, 7], 28),
        ([200, 200, 200], 90),
        ([30, 30, 60, 90], 30),
    ],
)
def test_the_rhythm_is_learned_from_the_days_on_which_they_spoke(gaps, expected):
    days = [LONG_AGO]
    for gap in gaps:
        days.append(days[-1] + timedelta(gap))
    assert rules.rhythm_of([*days, days[-1]]) == expected


dates = st.dates(date(2026, 1, 1), date(2026, 12, 31))
owed = st.builds(
    Owed,
    since=dates,
    due=st.none() | dates,
    heard=st.none() | dates,
    is_vacant=st.booleans(),
    rhythm=st.integers(28, 90),
)
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(owed, dates)
@patient
def test_each_is_told_one_thing_of_an_action_on_a_day_and_never_ahead_of_time(one, today):
    found = rules.to_tell(one, today=today)
    assert len({o.to for o in found}) == len(found)
    assert all(o.on <= today for o in found)
    if one.is_vacant:
        assert all(o.to == To.CHAIR for o in found)


@given(owed, st.sets(st.integers(0, 364), max_size=200))
@patient
def test_days_on_which_nothing_ran_lose_nothing(one, idle):
    """What had come up while nothing ran is told the next time, or something later in its place."""
    run = [date(2026, 1, 1) + timedelta(n) for n in range(365) if n not in idle]
    if not run:
        return
    heard: set[tuple[str, To]] = set()
    for day in run:
        heard |= {(o.key, o.to) for o in rules.to_tell(one, today=day)}
    expected = rules.to_tell(one, today=run[-1])
    assert {(o.key, o.to) for o in expected} <= heard


@given(owed, dates)
@patient
def test_no_two_days_share_a_key(one, today):
    keys = [(o.key, o.to) for o in rules.occasions(one, today=today)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("kind", list(Kind))
def test_every_note_says_what_is_wanted_and_names_nobody(kind):
    subject, text = rules.say(kind, number=3, plan="Hate crime plan", due=DUE)
    assert "ction 3 of Hate crime plan" in subject
    assert text.endswith(".")


def test_the_chair_is_turned_to_or_else_who_manages_but_never_its_owner():
    assert rules.choose_chair(5, [7, 8], owner=1) == (5,)
    assert rules.choose_chair(5, [5, 7], owner=5) == (7,)
    assert rules.choose_chair(None, [7, 8], owner=8) == (7,)


def test_a_key_says_why_and_when():
    assert Occasion(DUE, Kind.ON, To.OWNER).key == "on-2026-12-01"
