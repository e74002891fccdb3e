"""What a meeting said, decided and gave people to do."""

from datetime import date

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.accounts.permission import require
from goldenthread.audit.changes import record
from goldenthread.delivery import changes as delivery
from goldenthread.delivery.models import Action, DeliveryPlan
from goldenthread.governance import rules
from goldenthread.governance.changes.meetings import EDIT, locked
from goldenthread.governance.models import (
    AgendaItem,
    Attendance,
    Decision,
    Meeting,
    MeetingAction,
    Recusal,
)
from goldenthread.partnership.rules import the
from goldenthread.strategy import queries as strategies


def _open(item: AgendaItem, by: User) -> Meeting:
    require(by, EDIT, on=item.meeting)
    meeting = locked(item.meeting)
    rules.check_open(meeting.state)
    return meeting


@transaction.atomic
def write_minute(*, item: AgendaItem, text: str, by: User) -> AgendaItem:
    """Write what the minutes say of an item. Needs "governance.edit"."""
    meeting = _open(item, by)
    if meeting.state != rules.HELD:
        raise rules.RuleBroken("Say first that the meeting was held.")
    item = meeting.items.get(pk=item.pk)
    item.minute = text.strip()
    item.save()
    record("governance.minute_written", by=by, about=item)
    return item


@transaction.atomic
def recuse(*, item: AgendaItem, attendance: Attendance, interest: str, by: User) -> Recusal:
    """Note that somebody present takes no part in an item, and for which interest."""
    meeting = _open(item, by)
    attendance = meeting.attendances.get(pk=attendance.pk)
    rules.check_recusal(how=attendance.how, interest=interest)
    if item.decisions.exists():
        raise rules.RuleBroken("This item is decided. An interest is declared before.")
    made, _ = Recusal.objects.update_or_create(
        partnership=meeting.partnership,
        item=item,
        attendance=attendance,
        defaults={"interest": interest.strip()},
    )
    record("governance.recused", by=by, about=item, who=attendance.name)
    return made


@transaction.atomic
def decide(*, item: AgendaItem, text: str, reasons: str, by: User) -> Decision:
    """Record what a meeting decided on an item, with its reasons and who was there.

    Refused without a quorum, counted without those who take no part in this item.
    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    meeting = _open(item, by)
    quorum = quorum_on(item, meeting)
    rules.check_decision(state=meeting.state, quorum=quorum, text=text, reasons=reasons)
    made = Decision.objects.create(
        partnership=meeting.partnership,
        item=item,
        text=text.strip(),
        reasons=reasons.strip(),
        quorum=str(quorum),
        by=by,
    )
    record("governance.decided", by=by, about=made, meeting=str(meeting), reason=made.reasons)
    return made


def quorum_on(item: AgendaItem, meeting: Meeting) -> rules.Quorum:
    """Count who may decide on an item: members present, less those who take no part."""
    members = meeting.attendances.filter(how=rules.PRESENT, is_member=True)
    return rules.quorum_of(
        present=frozenset(members.values_list("pk", flat=True)),
        recused=frozenset(item.recusals.values_list("attendance", flat=True)),
        needed=meeting.group.quorum,
    )


@transaction.atomic
def give_action(
    *,
    item: AgendaItem,
    title: str,
    by: User,
    owner: User | None = None,
    due: date | None = None,
    plan: DeliveryPlan | None = None,
) -> Action:
    """Give somebody something to do, out of an item.

    plan: the delivery plan that it belongs to. Left out, it stands in the group's own list of
    actions, a delivery plan like any other, begun with the first. Either way its owner finds it
    in "my work", is reminded, and says how it stands; needs "delivery.edit" on that plan.
    """
    meeting = _open(item, by)
    if meeting.state != rules.HELD:
        raise rules.RuleBroken("Say first that the meeting was held.")
    if not title.strip():
        raise rules.RuleBroken("Say what is to be done.")
    action = delivery.add_action(
        plan=plan or _own_list(meeting, by),
        by=by,
        title=title.strip(),
        detail=f"Given by {meeting}.",
        owner=owner,
        due=due,
    )
    MeetingAction.objects.create(partnership=meeting.partnership, item=item, action=action)
    record("governance.action_given", by=by, about=item, action=action.title)
    return action


def _own_list(meeting: Meeting, by: User) -> DeliveryPlan:
    """The group's own list of actions, for the strategy in force; begun where there is none."""
    adopted = strategies.current_plan(meeting.partnership, by=by)
    if adopted is None:
        raise rules.RuleBroken("Adopt a plan first: actions are there to serve it.")
    title = f"Actions of {the(meeting.group.name)}"[:200]
    plans = DeliveryPlan.objects.of(meeting.partnership)
    known = plans.filter(owner_group=meeting.group, title=title, strategy=adopted).first()
    return known or delivery.add_plan(
        partnership=meeting.partnership,
        by=by,
        title=title,
        purpose="What its meetings gave people to do.",
        strategy=adopted,
        owner_group=meeting.group,
        chair=meeting.keeper,
    )
