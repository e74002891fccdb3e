"""Meetings: who may write what, what is refused, what is recorded, where actions go."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.models import Event
from goldenthread.delivery.models import DeliveryPlan
from goldenthread.delivery.queries import my_actions
from goldenthread.governance import changes
from goldenthread.governance.changes.meetings import Present
from goldenthread.governance.models import Attendance, Decision, Meeting, Recusal
from goldenthread.governance.queries import meetings as queries
from goldenthread.governance.queries.agenda import proposals
from tests.factories.delivery import ActionFactory, DeliveryPlanFactory
from tests.factories.governance import (
    AgendaItemFactory,
    AttendanceFactory,
    MeetingFactory,
    ObligationFactory,
)
from tests.factories.partnership import GroupFactory

pytestmark = pytest.mark.django_db


def verbs():
    return list(Event.objects.order_by("number").values_list("verb", flat=True))


def days(number):
    return timezone.localdate() + timedelta(days=number)


@pytest.fixture
def held(meeting, manager, item):
    AttendanceFactory(meeting=meeting, name="A")
    AttendanceFactory(meeting=meeting, name="B")
    return changes.hold_meeting(meeting=meeting, by=manager)


def test_a_meeting_is_planned_changed_and_cancelled(board, manager):
    made = changes.plan_meeting(group=board, on=days(9), by=manager, place="Room 1")
    changes.edit_meeting(meeting=made, by=manager, place="Room 1")  # nothing changes, nothing said
    changes.edit_meeting(meeting=made, by=manager, place="Room 2", on=days(10))
    changes.cancel_meeting(meeting=made, reason="Snow.", by=manager)
    made.refresh_from_db()
    assert (made.place, made.state, made.cancelled_because) == ("Room 2", "cancelled", "Snow.")
    assert verbs() == [
        "governance.meeting_planned", "governance.meeting_edited", "governance.meeting_cancelled",
    ]  # fmt: skip
    assert str(made) == f"The Board, {days(10):%-d %B %Y}"


def test_a_board_meets_once_a_day_and_a_restricted_group_not_here(board, meeting, manager, ours):
    with pytest.raises(RuleBroken, match="already has a meeting"):
        changes.plan_meeting(group=board, on=meeting.on, by=manager)
    panel = GroupFactory(partnership=ours, restricted=True)
    with pytest.raises(RuleBroken, match="stays with it"):
        changes.plan_meeting(group=panel, on=days(1), by=manager)
    assert Meeting.objects.of(ours).count() == 1


def test_a_chair_keeps_only_meetings_they_are_named_for(board, meeting, people):
    chair = people["subgroup_chair"]
    own = changes.plan_meeting(group=board, on=days(3), by=chair, keeper=chair)
    assert changes.add_item(meeting=own, title="Ours", by=chair).number == 1
    for refused in (
        lambda: changes.plan_meeting(group=board, on=days(4), by=chair),
        lambda: changes.add_item(meeting=meeting, title="Not ours", by=chair),
        lambda: changes.publish_papers(meeting=own, by=chair),
    ):
        with pytest.raises(PermissionDenied):
            refused()


def test_who_came_is_noted_again_without_losing_who_took_no_part(meeting, item, manager):
    first = [Present("A", "present"), Present(" B ", "apologies"), Present(" ", "present")]
    changes.note_attendance(meeting=meeting, present=first, by=manager)
    there = Attendance.objects.of(meeting.partnership).get(name="A")
    changes.recuse(item=item, attendance=there, interest="Owns it.", by=manager)
    changes.note_attendance(
        meeting=meeting, present=[Present("A", "present"), Present("C", "absent")], by=manager
    )
    assert [one.name for one in queries.attendances_of(meeting)] == ["A", "C"]
    assert Recusal.objects.of(meeting.partnership).count() == 1
    with pytest.raises(RuleBroken, match="choose whether they came"):
        changes.note_attendance(meeting=meeting, present=[Present("A", "maybe")], by=manager)


def test_a_decision_counts_only_members_who_take_part(held, item, manager):
    told = {"item": item, "text": "Fit alarms.", "reasons": "Fires fell where they are.",
            "by": manager}  # fmt: skip
    made = changes.decide(**told)
    assert made.quorum == "Quorate: 2 present, 2 needed"
    assert str(made) == "Fit alarms."
    other = AgendaItemFactory(meeting=held, number=2)
    there = Attendance.objects.of(held.partnership).get(name="A")
    assert "A: Owns it." in str(
        changes.recuse(item=other, attendance=there, interest=" Owns it. ", by=manager)
    )
    with pytest.raises(RuleBroken, match="Not quorate: 1 present, 2 needed"):
        changes.decide(**told | {"item": other})
    assert Decision.objects.of(held.partnership).count() == 1
    with pytest.raises(RuleBroken, match="This item is decided"):
        changes.recuse(item=item, attendance=there, interest="Late.", by=manager)


def test_minutes_are_written_after_and_closed_once_agreed(meeting, item, manager):
    with pytest.raises(RuleBroken, match="Say first that the meeting was held"):
        changes.write_minute(item=item, text="Heard.", by=manager)
    with pytest.raises(RuleBroken, match="who was present"):
        changes.hold_meeting(meeting=meeting, by=manager)
    AttendanceFactory(meeting=meeting)
    changes.hold_meeting(meeting=meeting, by=manager)
    assert changes.write_minute(item=item, text=" Heard. ", by=manager).minute == "Heard."
    agreed = changes.agree_minutes(meeting=meeting, agreed_on=days(0), by=manager)
    assert (agreed.state, agreed.is_open) == ("agreed", False)
    with pytest.raises(RuleBroken, match="are agreed"):
        changes.write_minute(item=item, text="Other.", by=manager)


def test_an_action_returns_to_its_owner_and_stands_in_a_delivery_plan(
    held, item, manager, people, ours
):
    owner = people["action_owner"]
    told = {"item": item, "by": manager, "owner": owner, "due": days(30)}
    with pytest.raises(RuleBroken, match="Adopt a plan first"):
        changes.give_action(title="Write down", **told)
    plan = DeliveryPlanFactory(partnership=ours)  # of an adopted strategy
    first = changes.give_action(title=" Write down ", **told)
    second = changes.give_action(title="Ask around", **told)
    third = changes.give_action(title="Fit alarms", plan=plan, **told)
    log = DeliveryPlan.objects.of(ours).get(title="Actions of The Board")
    assert (first.plan, second.plan, third.plan) == (log, log, plan)
    mine = my_actions(ours, by=owner)
    assert {one.action.title for one in mine} == {"Write down", "Ask around", "Fit alarms"}
    given = queries.action_log(ours, by=manager, group=held.group)
    assert [one.action.title for one in given] == ["Write down", "Ask around", "Fit alarms"]
    assert all(one.is_open for one in given)
    assert str(item.actions.first()) == "Write down"
    with pytest.raises(RuleBroken, match="what is to be done"):
        changes.give_action(title=" ", **told)


def test_no_action_before_the_meeting(item, manager, ours):
    DeliveryPlanFactory(partnership=ours)
    with pytest.raises(RuleBroken, match="was held"):
        changes.give_action(item=item, title="Do it", by=manager)


def test_items_are_asked_for_changed_and_taken_off(meeting, manager):
    first, second = (
        changes.add_item(meeting=meeting, title=title, by=manager) for title in ("One", "Two")
    )
    for refused in (
        lambda: changes.add_item(meeting=meeting, title=" ", by=manager),
        lambda: changes.edit_item(item=second, by=manager, title=" "),
    ):
        with pytest.raises(RuleBroken, match="what the item is about"):
            refused()
    changes.edit_item(item=second, by=manager, title="Two")
    changes.edit_item(item=second, by=manager, restricted=True)
    changes.remove_item(item=first, by=manager)
    left = queries.items_of(meeting, by=manager)
    assert [(one.number, one.title, one.restricted) for one in left] == [(1, "Two", True)]
    assert verbs().count("governance.item_edited") == 1
    AttendanceFactory(meeting=meeting)
    changes.hold_meeting(meeting=meeting, by=manager)
    with pytest.raises(RuleBroken, match="stays in its papers"):
        changes.remove_item(item=left[0], by=manager)


def test_papers_are_published_and_taken_back_with_a_reason(meeting, manager):
    with pytest.raises(RuleBroken, match="nothing to publish"):
        changes.publish_papers(meeting=meeting, by=manager)
    changes.add_item(meeting=meeting, title="One", by=manager)
    with pytest.raises(RuleBroken, match="are not published"):
        changes.withdraw_papers(meeting=meeting, reason="Wrong.", by=manager)
    changes.publish_papers(meeting=meeting, by=manager)
    with pytest.raises(RuleBroken, match="Say why"):
        changes.withdraw_papers(meeting=meeting, reason=" ", by=manager)
    assert changes.withdraw_papers(meeting=meeting, reason="Wrong.", by=manager)
    meeting.refresh_from_db()
    assert meeting.published_at is None


def test_the_agenda_is_put_together_from_facts_each_with_its_reason(
    board, held, item, manager, people, ours
):
    plan = DeliveryPlanFactory(partnership=ours, title="Hate crime plan")
    ActionFactory(plan=plan, title="Review terms", due=days(-3), owner=people["action_owner"])
    ActionFactory(plan=plan, title="Not yet due", due=days(300))
    changes.give_action(item=item, title="Fit alarms", due=days(-1), by=manager, plan=plan)
    ObligationFactory(partnership=ours, title="Assessment", due=days(-9), rule="CSP-15")
    ObligationFactory(partnership=ours, title="Next in time", due=days(20), owner=manager)
    ObligationFactory(partnership=ours, title="For others", due=days(2),
                      goes_to=GroupFactory(partnership=ours))  # fmt: skip
    ObligationFactory(partnership=ours, title="Far off", due=days(200))
    coming = MeetingFactory(group=board, on=days(7))
    MeetingFactory(group=board, on=days(60))
    found = {one.title: one for one in proposals(coming, by=manager)}
    assert list(found) == [
        "Apologies and declarations of interest",
        f"Minutes of the meeting of {held.said_day}",
        "Actions of earlier meetings",
        "Assessment",
        "Next in time",
        "Hate crime plan: what is late",
    ]
    assert (
        "1 action still open, 1 of them late: Fit alarms"
        in found["Actions of earlier meetings"].why
    )
    assert found["Assessment"].reason_said == "Overdue"
    assert "(CSP-15). Nobody answers for it" in found["Assessment"].why
    assert found["Next in time"].presenter == "Example partnership_manager"
    assert "Review terms (late, due" in found["Hate crime plan: what is late"].why
    chosen = list(found.values())
    assert changes.add_proposed(meeting=coming, proposals=chosen, by=manager) == 6
    assert changes.add_proposed(meeting=coming, proposals=chosen, by=manager) == 0


def test_a_subgroup_hears_of_its_own_plan_and_what_it_owes(ours, manager):
    group = GroupFactory(partnership=ours)
    own = DeliveryPlanFactory(partnership=ours, owner_group=group, title="Own plan")
    for plan in (own, DeliveryPlanFactory(partnership=ours)):
        ActionFactory(plan=plan, due=days(-1))
    ObligationFactory(partnership=ours, title="Own update", due=days(1), group=group)
    ObligationFactory(partnership=ours, title="The board's", due=days(1))
    coming = MeetingFactory(group=group, on=days(7))
    assert [one.title for one in proposals(coming, by=manager)] == [
        "Apologies and declarations of interest", "Own update", "Own plan: what is late",
    ]  # fmt: skip


def test_the_private_part_is_read_by_few(meeting, item, manager, people):
    AgendaItemFactory(meeting=meeting, number=2, restricted=True)
    seen = {role: len(queries.items_of(meeting, by=person)) for role, person in people.items()}
    assert seen["partner"] == seen["action_owner"] == 1
    assert seen["board_member"] == seen["partnership_manager"] == 2
