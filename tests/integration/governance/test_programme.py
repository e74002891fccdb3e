"""What is owed: written down, dated, done, due again; and who may do which."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from goldenthread.accounts.rules import RuleBroken
from goldenthread.governance import changes, rules
from goldenthread.governance.declarations import duties
from goldenthread.governance.models import Obligation
from goldenthread.governance.queries import programme
from tests.factories.governance import ObligationFactory

pytestmark = pytest.mark.django_db


def test_every_duty_of_the_rule_book_is_declared_and_taken_up_once(ours, manager):
    wanted = {f"CSP-{number}" for number in (13, 14, 15, 16, 17, 19, 20)}
    assert {one.rule for one in duties()} == wanted | {f"SCR-0{n}" for n in range(1, 6)}
    assert changes.take_up_duties(partnership=ours, by=None) == len(duties())
    assert changes.take_up_duties(partnership=ours, by=manager) == 0
    one = Obligation.objects.of(ours).get(key="scrutiny-meeting")
    assert (one.rule, one.every, one.due, one.accountable) == ("SCR-02", 12, None, "")
    assert one.places == ["rules:SCR-02"]
    assert str(one) == "Go before the crime and disorder committee"


def test_it_is_done_with_evidence_and_due_again_in_its_cycle(ours, people):
    today = timezone.localdate()
    due = today - timedelta(days=20)
    owner = people["board_member"]
    owed = ObligationFactory(partnership=ours, due=due, every=6, owner=owner)
    done = changes.meet_obligation(obligation=owed, on=today, evidence=" Minute 3 ", by=owner)
    owed.refresh_from_db()
    assert (done.was_due, done.evidence) == (due, "Minute 3")
    assert str(done) == f"{owed.title}, {today:%-d %B %Y}"
    assert owed.due == rules.next_due(due, every=6)
    with pytest.raises(RuleBroken, match="already noted"):
        changes.meet_obligation(obligation=owed, on=today, evidence="Again", by=owner)


def test_only_who_answers_for_it_or_the_manager_says_it_is_done(ours, people):
    owed = ObligationFactory(partnership=ours, owner=people["action_owner"])
    for role in ("partner", "board_member", "subgroup_chair"):
        with pytest.raises(PermissionDenied):
            changes.meet_obligation(
                obligation=owed, on=timezone.localdate(), evidence="Mine", by=people[role]
            )


def test_nobody_moves_their_own_day(ours, people):
    owed = ObligationFactory(partnership=ours, owner=people["subgroup_chair"])
    with pytest.raises(PermissionDenied):
        changes.edit_obligation(obligation=owed, by=people["subgroup_chair"], due=None)


def test_it_is_written_down_dated_and_changed(ours, manager):
    owed = changes.owe(partnership=ours, by=manager, title="Add", kind="other", every=3)
    assert owed.key == "add-obligation"  # "add" is a page of ours
    today = timezone.localdate()
    changes.edit_obligation(obligation=owed, by=manager, due=today, owner_post="Head of Housing")
    same = changes.edit_obligation(obligation=owed, by=manager, due=today)
    assert same.accountable == "Head of Housing"
    with pytest.raises(RuleBroken, match="Name one"):
        changes.edit_obligation(obligation=owed, by=manager, owner=manager)
    with pytest.raises(RuleBroken, match="Say what is owed"):
        changes.owe(partnership=ours, by=manager, title=" ", kind="other")


def test_what_is_overdue_stands_first_and_what_has_no_day_last(ours, manager, people):
    today = timezone.localdate()
    for title, days in (("Ahead", 200), ("Soon", 3), ("Late", -1)):
        ObligationFactory(partnership=ours, title=title, due=today + timedelta(days=days))
    ObligationFactory(partnership=ours, title="No day", kind="update")
    found = programme.programme_of(ours, by=people["partner"])
    assert [one.obligation.title for one in found] == ["Late", "Soon", "Ahead", "No day"]
    assert [one.standing.key for one in found] == ["overdue", "due_soon", "ahead", "undated"]
    narrowed = programme.programme_of(ours, by=manager, kind="duty", standing="overdue")
    assert [one.obligation.title for one in narrowed] == ["Late"]
