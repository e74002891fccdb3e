"""Writes: who may, what is refused, what is recorded, and that a refusal saves nothing."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from csp_analytics.period import Period
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.models import Event
from goldenthread.delivery import changes
from goldenthread.delivery.models import CalendarFeed, MovedDate, Update
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.partnership.models import Organisation
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


# Owners, parts and what is decided


@pytest.fixture
def chair(ours, action):
    person = UserFactory(roles=["subgroup_chair"], partnership=ours, name="Cher Chair")
    action.plan.chair = person
    action.plan.save()
    return person


@pytest.fixture
def council(ours):
    return Organisation.objects.create(
        partnership=ours, key="council", name="Invented Council", kind="local_authority"
    )


LATER = datetime.date(2099, 1, 31)


def test_a_chair_keeps_their_own_plan_and_no_other(action, chair, ours):
    changes.add_action(plan=action.plan, by=chair, title="Train")
    elsewhere = DeliveryPlanFactory(partnership=ours)
    with pytest.raises(PermissionDenied):
        changes.add_action(plan=elsewhere, by=chair, title="Train")


def test_a_manager_begins_and_changes_a_plan(ours, manager, chair):
    strategy = DeliveryPlanFactory(partnership=ours).strategy
    made = changes.add_plan(partnership=ours, by=manager, title="Actions", strategy=strategy)
    assert made.key == "actions-plan", "the address of all actions is not hidden by it"
    changes.edit_plan(plan=made, by=manager, title="Actions", chair=chair)
    event = Event.objects.get(verb="delivery.plan_edited")
    assert event.details["after"] == {"chair": "Cher Chair"}
    changes.edit_plan(plan=made, by=manager, title="Actions", chair=chair)
    assert verbs().count("delivery.plan_edited") == 1
    with pytest.raises(PermissionDenied):
        changes.add_plan(partnership=ours, by=chair, title="Mine", strategy=strategy)


def test_the_owner_may_be_a_post_of_an_organisation(action, manager, council):
    changes.edit_action(
        action=action, by=manager, owner=None, owner_post="Head of Housing",
        owner_organisation=council,
    )  # fmt: skip
    action.refresh_from_db()
    assert action.accountable == "Head of Housing, Invented Council"
    assert not action.is_vacant
    with pytest.raises(RuleBroken, match="Name one owner"):
        changes.edit_action(action=action, by=manager, owner=manager)
    with pytest.raises(RuleBroken, match="Name one owner"):
        changes.add_action(plan=action.plan, by=manager, title="Train", owner_post="Somebody")
    assert action.plan.actions.count() == 1


def test_contributors_and_waiting_are_changed_with_before_and_after(action, manager, council):
    other = ActionFactory(plan=action.plan, title="Find money")
    changes.edit_action(action=action, by=manager, contributors=[council], needs=[other])
    event = Event.objects.get(verb="delivery.action_edited")
    assert event.details["after"] == {"contributors": "Invented Council", "needs": "Find money"}
    changes.edit_action(action=action, by=manager, contributors=[council], needs=[other])
    assert verbs() == ["delivery.action_edited"]
    with pytest.raises(RuleBroken, match="in a circle"):
        changes.edit_action(action=other, by=manager, title="Changed", needs=[action])
    other.refresh_from_db()
    assert other.title == "Find money", "nothing of it is saved"
    changes.edit_action(action=action, by=manager, needs=[])
    assert not action.needs.exists()


def test_several_updates_are_saved_together_or_not_at_all(action, chair, owner):
    other = ActionFactory(plan=action.plan, number=90, title="Find money")
    with pytest.raises(RuleBroken, match=r"90\. Find money: There is no update yet"):
        changes.give_updates(
            plan=action.plan, by=chair,
            said=[(action, "going_well", ""), (other, "no_change", "")],
        )  # fmt: skip
    assert not Update.objects.of(action.partnership).exists()
    given = changes.give_updates(
        plan=action.plan, by=chair,
        said=[(action, "going_well", ""), (other, "in_difficulty", "No money.")],
    )  # fmt: skip
    assert len(given) == 2
    with pytest.raises(PermissionDenied):
        changes.give_updates(plan=action.plan, by=owner, said=[(action, "going_well", "")])


def test_an_owner_asks_for_a_date_and_a_second_person_approves_it(action, owner, manager):
    asked = changes.ask_for_date(action=action, by=owner, now=LATER, reason=REASON)
    action.refresh_from_db()
    assert action.due is None, "asking moves nothing"
    with pytest.raises(RuleBroken, match="asked for already"):
        changes.ask_for_date(action=action, by=owner, now=LATER, reason=REASON)
    changes.decide_date(asked=asked, by=manager, approve=True)
    action.refresh_from_db()
    moved = action.moved_dates.get()
    assert (action.due, moved.by, moved.asked_by, moved.reason) == (LATER, manager, owner, REASON)
    with pytest.raises(RuleBroken, match="decided already"):
        changes.decide_date(asked=asked, by=manager, approve=True)


def test_a_date_is_refused_with_a_reason_and_stays(action, owner, manager):
    asked = changes.ask_for_date(action=action, by=owner, now=LATER, reason=REASON)
    with pytest.raises(RuleBroken, match="Give the reason for refusing it"):
        changes.decide_date(asked=asked, by=manager, approve=False, answer="no")
    changes.decide_date(asked=asked, by=manager, approve=False, answer="It is needed in May.")
    asked.refresh_from_db()
    assert (asked.approved, asked.decided_by) == (False, manager)
    assert not MovedDate.objects.of(action.partnership).exists()
    assert str(asked).startswith("31 January 2099")


def test_nobody_approves_their_own_date(action, manager, chair, owner):
    action.owner = manager
    action.save()
    with pytest.raises(RuleBroken, match="You own this action"):
        changes.move_date(action=action, by=manager, now=LATER, reason=REASON)
    asked = changes.ask_for_date(action=action, by=chair, now=LATER, reason=REASON)
    for approve in (True, False):
        with pytest.raises(RuleBroken, match="You asked for this date"):
            changes.decide_date(asked=asked, by=chair, approve=approve, answer=REASON)
    asked.refresh_from_db()
    assert asked.approved is None
    with pytest.raises(PermissionDenied):
        changes.decide_date(asked=asked, by=owner, approve=True)


def test_a_status_by_hand_ends_with_the_next_update(action, manager, owner):
    changes.override(action=action, by=manager, status="in_difficulty", reason=REASON)
    action.refresh_from_db()
    today = timezone.localdate()
    assert action.status_on(today).key == "in_difficulty"
    changes.give_update(action=action, by=owner, said="going_well")
    action.refresh_from_db()
    assert (action.override, action.override_by, action.status_on(today).key) == (
        "",
        None,
        "on_track",
    )


def test_a_status_by_hand_is_dropped_once(action, manager):
    changes.override(action=action, by=manager, status="on_track", reason=REASON)
    changes.drop_override(action=action, by=manager)
    changes.drop_override(action=action, by=manager)
    assert verbs() == ["delivery.status_set_by_hand", "delivery.status_by_facts"]


def test_given_up_is_missed_and_can_be_taken_up_again(action, manager):
    changes.defer(action=action, by=manager, reason=REASON)
    changes.give_up(action=action, by=manager, reason=REASON)
    action.refresh_from_db()
    assert action.status_on(timezone.localdate()).key == "missed"
    assert action.deferred_on is None
    with pytest.raises(RuleBroken, match="given up already"):
        changes.defer(action=action, by=manager, reason=REASON)
    changes.reopen(action=action, by=manager, reason=REASON)
    action.refresh_from_db()
    assert action.is_open


def test_milestones_are_added_reached_and_taken_out(action, manager, owner):
    step = changes.add_milestone(action=action, by=manager, title="Money found", due=LATER)
    with pytest.raises(PermissionDenied):
        changes.add_milestone(action=action, by=owner, title="Mine")
    changes.reach_milestone(milestone=step, by=owner)
    step.refresh_from_db()
    assert step.done_on == timezone.localdate()
    changes.reach_milestone(milestone=step, by=owner, reached=False)
    step.refresh_from_db()
    assert (step.done_on, str(step)) == (None, "Money found")
    changes.remove_milestone(milestone=step, by=manager)
    assert not action.milestones.exists()
    assert verbs()[-1] == "delivery.milestone_removed"


def test_an_effect_is_expected_once_of_an_indicator(action, manager):
    asb = IndicatorDefinition.objects.create(id="asb", name="Incidents", measure="count")
    fields = {"action": action, "by": manager, "indicator": asb, "towards": "lower"}
    with pytest.raises(RuleBroken, match="Name what shows it"):
        changes.expect_effect(**fields, claim="evidenced")
    changes.expect_effect(**fields, claim="hypothesis")
    made = changes.expect_effect(
        **fields, claim="evidenced", evidence="An evaluation of 2025.",
        baseline=Period.parse("May 2025"),
    )  # fmt: skip
    assert str(action.effects.get().baseline) == "May 2025"
    assert str(made) == "Bring it down: Incidents"
    changes.remove_effect(effect=made, by=manager)
    assert not action.effects.exists()


def test_a_calendar_is_ones_own_and_made_anew_it_ends_the_old(ours, owner, manager):
    old = changes.start_feed(partnership=ours, by=owner)
    new = changes.start_feed(partnership=ours, by=owner)
    assert old.token != new.token
    assert CalendarFeed.objects.of(ours).get() == new
    with pytest.raises(PermissionDenied):
        changes.stop_feed(feed=new, by=manager)
    changes.stop_feed(feed=new, by=owner)
    assert not CalendarFeed.objects.of(ours).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"missed_on": LATER},
        {"missed_on": LATER, "missed_because": REASON, "done_on": LATER},
        {"owner_post": "Head of Housing"},
        {"override": "late"},
    ],
)
def test_the_database_itself_refuses_what_contradicts_itself(action, wrong):
    for name, value in wrong.items():
        setattr(action, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        action.save()
