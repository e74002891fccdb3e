"""When letters go out, and what a sealed link is good for."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import signing

from goldenthread.letters import rules
from goldenthread.letters.links import LinkBroken, LinkExpired, Sealed, seal, unseal
from goldenthread.letters.rules import State

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=ZoneInfo("Europe/London"))


@pytest.mark.parametrize(
    ("hour", "minute", "working", "quiet"),
    [
        (7, 59, True, True),
        (8, 0, True, False),
        (17, 59, True, False),
        (18, 0, True, True),
        (12, 0, False, True),
    ],
)
def test_letters_go_out_in_working_hours(hour, minute, working, quiet):
    assert rules.is_quiet(NOW.replace(hour=hour, minute=minute), working_day=working) is quiet


@pytest.mark.parametrize(
    ("state", "minutes", "may"),
    [
        (State.WAITING, None, True),
        (State.SENT, 60, False),
        (State.TAKEN, 14, False),
        (State.TAKEN, 15, True),
        (State.TAKEN, None, True),
    ],
)
def test_a_letter_of_a_run_that_died_is_taken_up_again_after_a_while(state, minutes, may):
    taken = None if minutes is None else NOW - timedelta(minutes=minutes)
    assert rules.may_take(state, taken, NOW) is may


WHAT = Sealed(about=7, person=3, partnership=1)


def test_a_link_says_what_it_is_for():
    assert unseal("delivery.update", seal("delivery.update", WHAT)) == WHAT


def test_a_link_is_for_one_purpose():
    with pytest.raises(LinkBroken, match="not whole"):
        unseal("delivery.delete", seal("delivery.update", WHAT))


@pytest.mark.parametrize("spoil", ["", "x", "::", "../../etc", "\u202e", "a" * 3000])
def test_no_other_text_is_a_link(spoil):
    with pytest.raises(LinkBroken):
        unseal("delivery.update", spoil)


def test_no_letter_of_a_link_can_be_changed():
    good = seal("delivery.update", WHAT)
    for at in range(len(good) - 1):  # the very last sign of base64 holds spare bits
        other = "A" if good[at] != "A" else "B"
        with pytest.raises((LinkBroken, LinkExpired)):
            unseal("delivery.update", good[:at] + other + good[at + 1 :])


def test_a_link_works_for_thirty_days(monkeypatch):
    made = seal("delivery.update", WHAT)
    then = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: then + 30 * 86400 - 60)
    assert unseal("delivery.update", made) == WHAT
    monkeypatch.setattr(signing.time, "time", lambda: then + 30 * 86400 + 60)
    with pytest.raises(LinkExpired, match="older than 30 days"):
        unseal("delivery.update", made)
