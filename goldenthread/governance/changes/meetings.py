"""Meetings from planned to agreed minutes, who was there, and what of it is published."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.permission import require
from goldenthread.audit.changes import record
from goldenthread.governance import rules
from goldenthread.governance.changes.setting import set_fields
from goldenthread.governance.models import Attendance, Meeting
from goldenthread.partnership.models import Group, GroupMember

EDIT = "governance.edit"
EDITABLE = ("on", "starts_at", "place", "title", "area", "keeper", "note", "recording")


@dataclass(frozen=True)
class Present:
    """One line of the list of who came. seat: of a member; None for a visitor."""

    name: str
    how: str
    seat: GroupMember | None = None


def locked(meeting: Meeting) -> Meeting:
    """Read a meeting again under a lock, so that two people cannot change it at once."""
    every = Meeting.objects.of(meeting.partnership).select_for_update(of=("self",))
    return every.select_related("group").get(pk=meeting.pk)


@transaction.atomic
def plan_meeting(*, group: Group, on: date, by: User, **fields: Any) -> Meeting:
    """Plan a meeting of a group. Needs "governance.edit".

    fields: of EDITABLE. Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    meeting = Meeting(partnership=group.partnership, group=group, on=on)
    set_fields(meeting, fields, EDITABLE)
    require(by, EDIT, on=meeting)
    _check_day(meeting)
    meeting.save()
    record("governance.meeting_planned", by=by, about=meeting)
    return meeting


@transaction.atomic
def edit_meeting(*, meeting: Meeting, by: User, **fields: Any) -> Meeting:
    """Change the day, place or theme of a meeting, or who keeps it. Needs "governance.edit"."""
    require(by, EDIT, on=meeting)
    meeting = locked(meeting)
    rules.check_open(meeting.state)
    before, after = set_fields(meeting, fields, EDITABLE)
    if after:
        _check_day(meeting)
        meeting.save()
        record("governance.meeting_edited", by=by, about=meeting, before=before, after=after)
    return meeting


def _check_day(meeting: Meeting) -> None:
    same_day = Meeting.objects.of(meeting.partnership).filter(group=meeting.group, on=meeting.on)
    rules.check_plan(
        on=meeting.on,
        restricted=meeting.group.restricted,
        taken=same_day.exclude(pk=meeting.pk).exists(),
    )


@transaction.atomic
def note_attendance(*, meeting: Meeting, present: Iterable[Present], by: User) -> None:
    """Note who came, who wrote and who did not. What was noted before is replaced.

    Somebody who took no part in an item stays so; a name is noted once. Needs "governance.edit".
    """
    require(by, EDIT, on=meeting)
    meeting = locked(meeting)
    rules.check_open(meeting.state)
    named = {one.name.strip(): one for one in present if one.name.strip()}
    every = Attendance.objects.of(meeting.partnership).filter(meeting=meeting)
    every.exclude(name__in=named).delete()
    for name, one in named.items():
        if one.how not in rules.ATTENDANCES:
            raise rules.RuleBroken(f"{name}: choose whether they came.")
        Attendance.objects.update_or_create(
            partnership=meeting.partnership,
            meeting=meeting,
            name=name,
            defaults={"how": one.how, "seat": one.seat, "is_member": one.seat is not None},
        )
    record("governance.attendance_noted", by=by, about=meeting, noted=len(named))


@transaction.atomic
def hold_meeting(*, meeting: Meeting, by: User) -> Meeting:
    """Say that a meeting was held. Needs "governance.edit"; who was there is noted before."""
    require(by, EDIT, on=meeting)
    meeting = locked(meeting)
    rules.check_hold(
        state=meeting.state,
        on=meeting.on,
        today=timezone.localdate(),
        present=meeting.attendances.filter(how=rules.PRESENT).count(),
    )
    meeting.state = rules.HELD
    meeting.save()
    record("governance.meeting_held", by=by, about=meeting)
    return meeting


@transaction.atomic
def agree_minutes(*, meeting: Meeting, agreed_on: date, by: User) -> Meeting:
    """Say that the minutes were agreed. From then on nothing in them changes."""
    require(by, EDIT, on=meeting)
    meeting = locked(meeting)
    rules.check_agree(
        state=meeting.state, agreed_on=agreed_on, on=meeting.on, today=timezone.localdate()
    )
    meeting.state, meeting.agreed_on = rules.AGREED, agreed_on
    meeting.save()
    record("governance.minutes_agreed", by=by, about=meeting, on=str(agreed_on))
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str, by: User) -> Meeting:
    """Cancel a planned meeting, with the reason. Its papers are no longer published."""
    require(by, EDIT, on=meeting)
    meeting = locked(meeting)
    rules.check_cancel(state=meeting.state, reason=reason)
    meeting.state, meeting.cancelled_because = rules.CANCELLED, reason.strip()
    meeting.save()
    record("governance.meeting_cancelled", by=by, about=meeting, reason=reason.strip())
    return meeting


@transaction.atomic
def publish_papers(*, meeting: Meeting, by: User) -> Meeting:
    """Publish the public part of a meeting's papers. Needs "governance.publish".

    From then on its agenda, minutes and decisions are read by anybody as they stand, without
    the private part.
    """
    require(by, "governance.publish", on=meeting)
    meeting = locked(meeting)
    rules.check_publish(state=meeting.state, items=meeting.items.count())
    meeting.published_at = timezone.now()
    meeting.save()
    record("governance.papers_published", by=by, about=meeting)
    return meeting


@transaction.atomic
def withdraw_papers(*, meeting: Meeting, reason: str, by: User) -> Meeting:
    """Take a meeting's papers back, with the reason. Needs "governance.publish"."""
    require(by, "governance.publish", on=meeting)
    meeting = locked(meeting)
    if meeting.published_at is None:
        raise rules.RuleBroken("The papers of this meeting are not published.")
    if not reason.strip():
        raise rules.RuleBroken("Say why they are taken back.")
    meeting.published_at = None
    meeting.save()
    record("governance.papers_withdrawn", by=by, about=meeting, reason=reason.strip())
    return meeting
