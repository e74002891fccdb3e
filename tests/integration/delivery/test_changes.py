"""Writes: who may, what is refused, what is recorded, and that a refusal saves nothing."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.models import Event
from goldenthread.delivery import changes
from goldenthread.delivery.models import MovedDate, Update
from tests.factories.accounts import PartnershipFactory, UserFactory
from tests.factories.delivery import ActionFactory, DeliveryPlanFactory

pytestmark = pytest.mark.django_db
REASON = "The contractor has closed."


@pytest.fixture
def ours():
    return PartnershipFactory(slug="ours")


@pytest.fixture
def owner(ours):
    return UserFactory(roles=["action_owner"], partnership=ours, name="Olive Owner")


@pytest.fixture
def manager(ours):
    return UserFactory(roles=["partnership_manager"], partnership=ours)


@pytest.fixture
def action(ours, owner):
    return ActionFactory(plan=DeliveryPlanFactory(partnership=ours), owner=owner)


def verbs():
    return list(Event.objects.values_list("verb", flat=True))


def test_an_owner_says_how_it_stands(action, owner):
    update = changes.give_update(action=action, by=owner, said="going_well", text=" Begun. ")
    action.refresh_from_db()
    assert (action.said, action.heard) == ("going_well", timezone.localdate())
    assert (update.text, update.by_name) == ("Begun.", "Olive Owner")
    assert verbs() == ["delivery.update_given"]


def test_no_change_keeps_the_word_before_it(action, owner):
    changes.give_update(action=action, by=owner, said="in_difficulty", text="No money.")
    changes.give_update(action=action, by=owner, said="no_change")
    action.refresh_from_db()
    assert action.status_on(timezone.localdate()).key == "in_difficulty"
    assert action.updates.count() == 2


def test_done_closes_it(action, owner):
    changes.give_update(action=action, by=owner, said="done", text="Opened in May.")
    action.refresh_from_db()
    assert action.done_on == timezone.localdate()
    with pytest.raises(RuleBroken, match="Open it again"):
        changes.give_update(action=action, by=owner, said="going_well")


def test_somebody_elses_action_is_refused_and_nothing_is_saved(action, ours):
    other = UserFactory(roles=["action_owner"], partnership=ours)
    with pytest.raises(PermissionDenied):
        changes.give_update(action=action, by=other, said="going_well")
    assert not Update.objects.of(ours).exists()
    assert verbs() == []


def test_a_manager_of_another_partnership_is_refused(action):
    stranger = UserFactory(roles=["partnership_manager"], partnership=PartnershipFactory())
    for change in (
        lambda: changes.give_update(action=action, by=stranger, said="going_well"),
        lambda: changes.edit_action(action=action, by=stranger, title="Mine"),
        lambda: changes.defer(action=action, by=stranger, reason=REASON),
        lambda: changes.add_action(plan=action.plan, by=stranger, title="Mine"),
    ):
        with pytest.raises(PermissionDenied):
            change()


def test_a_broken_rule_saves_nothing(action, owner, ours):
    with pytest.raises(RuleBroken):
        changes.give_update(action=action, by=owner, said="in_difficulty", text="")
    assert not Update.objects.of(ours).exists()
    assert verbs() == []


def test_an_action_is_added_at_the_end(action, manager):
    first = changes.add_action(plan=action.plan, by=manager, title="Next")
    second = changes.add_action(plan=action.plan, by=manager, title="Last")
    assert second.number == first.number + 1 == action.number + 2


def test_the_first_action_of_a_plan_is_number_one(ours, manager):
    plan = DeliveryPlanFactory(partnership=ours)
    assert changes.add_action(plan=plan, by=manager, title="First").number == 1


def test_an_edit_records_before_and_after_and_an_empty_one_nothing(action, manager, owner):
    changes.edit_action(action=action, by=manager, title=action.title, owner=owner)
    assert verbs() == []
    before = action.title
    changes.edit_action(action=action, by=manager, title="Do it", owner=None, number=99)
    event = Event.objects.get()
    assert event.details["before"] == {"title": before, "owner": "Olive Owner"}
    assert event.details["after"] == {"title": "Do it", "owner": ""}
    number = action.number
    action.refresh_from_db()
    assert (action.title, action.owner, action.number) == ("Do it", None, number)


def test_a_moved_date_keeps_the_old_one_in_sight(action, manager):
    soon = timezone.localdate() + datetime.timedelta(days=30)
    later = soon + datetime.timedelta(days=30)
    changes.move_date(action=action, by=manager, now=soon, reason=REASON)
    changes.move_date(action=action, by=manager, now=later, reason=REASON)
    action.refresh_from_db()
    assert action.due == later
    assert [(m.was, m.now) for m in action.moved_dates.order_by("pk")] == [
        (None, soon),
        (soon, later),
    ]


def test_a_date_does_not_move_without_a_reason(action, manager, ours):
    with pytest.raises(RuleBroken, match="Give the reason"):
        changes.move_date(action=action, by=manager, now=timezone.localdate(), reason="")
    assert not MovedDate.objects.of(ours).exists()


def test_putting_off_and_taking_up_again(action, manager):
    changes.defer(action=action, by=manager, reason=REASON)
    action.refresh_from_db()
    assert action.status_on(timezone.localdate()).key == "deferred"
    changes.reopen(action=action, by=manager, reason="There is money now.")
    action.refresh_from_db()
    assert action.status_on(timezone.localdate()).key == "not_started"
    with pytest.raises(RuleBroken, match="open already"):
        changes.reopen(action=action, by=manager, reason="There is money now.")


def test_what_is_done_cannot_be_put_off_but_can_be_taken_up_again(action, manager):
    changes.give_update(action=action, by=manager, said="done", text="Opened.")
    with pytest.raises(RuleBroken, match="cannot be put off"):
        changes.defer(action=action, by=manager, reason=REASON)
    changes.reopen(action=action, by=manager, reason="It closed again in June.")
    action.refresh_from_db()
    assert action.status_on(timezone.localdate()).key == "on_track"


def test_doing_what_was_put_off_ends_the_putting_off(action, owner, manager):
    changes.defer(action=action, by=manager, reason=REASON)
    changes.give_update(action=action, by=owner, said="done", text="Done after all.")
    action.refresh_from_db()
    assert (action.done_on, action.deferred_on) == (timezone.localdate(), None)
