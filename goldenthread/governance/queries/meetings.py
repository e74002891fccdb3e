"""Meetings, their papers and what came of them, as far as somebody may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person, may
from goldenthread.delivery.models import Action
from goldenthread.delivery.rules import NOT_OPEN, Status, urgency
from goldenthread.governance import rules
from goldenthread.governance.models import (
    AgendaItem,
    Attendance,
    Decision,
    Meeting,
    MeetingAction,
    Recusal,
)
from goldenthread.partnership.models import Group, GroupMember
from goldenthread.partnership.queries import seats_now, seats_of
from goldenthread.partnership.told import Told, page_at

NEAR = 30  # meetings looked through for the next of a group
READ, READ_PRIVATE = "governance.read", "governance.read_restricted"


def meetings_of(partnership: Partnership, *, by: Person) -> QuerySet[Meeting]:
    """Give the meetings somebody may see, the latest first; others' only once published."""
    every = Meeting.objects.of(partnership).select_related("group", "area__priority", "keeper")
    return every if may(by, READ, on=partnership) else every.filter(published_at__isnull=False)


def meeting_at(partnership: Partnership, group: str, on: date, *, by: Person) -> Meeting | None:
    """Give a group's meeting of a day, or None where somebody may see none."""
    return meetings_of(partnership, by=by).filter(group__key=group, on=on).first()


def items_of(meeting: Meeting, *, by: Person) -> list[AgendaItem]:
    """Give the agenda with minutes, recusals, decisions and actions, without more queries.

    The private part is there only for who may read it; what is not published, only for who may
    read working papers.
    """
    found = meeting.items.prefetch_related(
        "decisions",
        Prefetch("recusals", Recusal.objects.of(meeting.partnership).select_related("attendance")),
        Prefetch(
            "actions",
            MeetingAction.objects.of(meeting.partnership).select_related(
                "action__plan", "action__owner", "action__owner_organisation"
            ),
        ),
    ).order_by("number")
    return list(found if sees_private(meeting, by=by) else found.filter(restricted=False))


def sees_private(meeting: Meeting, *, by: Person) -> bool:
    """Say whether somebody may read the private part of a meeting's papers."""
    return may(by, READ_PRIVATE, on=meeting) or meeting.is_for(by)


def attendances_of(meeting: Meeting) -> list[Attendance]:
    """Give who came and who did not, members first."""
    return list(meeting.attendances.select_related("seat__organisation"))


def members_of(meeting: Meeting, *, by: Person) -> list[GroupMember]:
    """Give the seats of its group that were held on its day."""
    return seats_now(seats_of(meeting.group, by=by), meeting.on)


def beside(meeting: Meeting) -> tuple[Meeting | None, Meeting | None]:
    """Give the meetings of the same group before and after this one; cancelled ones left out."""
    every = Meeting.objects.of(meeting.partnership).filter(group=meeting.group)
    others = list(every.exclude(state=rules.CANCELLED).exclude(pk=meeting.pk).order_by("on"))
    earlier = [one for one in others if one.on < meeting.on]
    later = [one for one in others if one.on > meeting.on]
    return (earlier[-1] if earlier else None), (later[0] if later else None)


def sources_of(meeting: Meeting) -> set[str]:
    """Give what stands on an agenda already, by what it came from."""
    return set(meeting.items.values_list("source", flat=True))


def decisions_of(partnership: Partnership, *, by: Person) -> QuerySet[Decision]:
    """Give every decision somebody may see, the latest first."""
    every = Decision.objects.of(partnership).select_related("item__meeting__group")
    if not may(by, READ, on=partnership):
        every = every.filter(item__meeting__published_at__isnull=False)
    if not may(by, READ_PRIVATE, on=partnership):
        every = every.filter(item__restricted=False)
    return every.order_by("-item__meeting__on", "-pk")


@dataclass(frozen=True)
class Given:
    """An action that a meeting gave, and how it stands today."""

    item: AgendaItem
    action: Action
    status: Status

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.status.key not in NOT_OPEN


def action_log(partnership: Partnership, *, by: Person, group: Group | None = None) -> list[Given]:
    """Give what meetings gave people to do, the most urgent first. Needs "governance.read"."""
    require(by, READ, on=partnership)
    every = MeetingAction.objects.of(partnership).select_related(
        "item__meeting__group", "action__plan", "action__owner", "action__owner_organisation"
    )
    if group is not None:
        every = every.filter(item__meeting__group=group)
    if not may(by, READ_PRIVATE, on=partnership):
        every = every.filter(item__restricted=False)
    today = timezone.localdate()
    found = [Given(one.item, one.action, one.action.status_on(today)) for one in every]
    return sorted(found, key=lambda one: (*urgency(one.status, one.action.due), one.action.pk))


def of_groups(partnership: Partnership, by: Person, groups: Iterable[int]) -> dict[int, list[Told]]:
    """Tell when groups meet next and met last, for their pages."""
    today, told = timezone.localdate(), dict[int, list[Told]]()
    wanted = list(groups)
    if len(wanted) != 1:
        return {}  # the list of groups has no room for it
    every = meetings_of(partnership, by=by).filter(group__in=wanted)
    found = list(every.exclude(state=rules.CANCELLED)[:NEAR])  # the latest first
    ahead = [one for one in found if one.on >= today]
    near = [*ahead[-1:], *[one for one in found if one.on < today][:2]]
    for one in near:
        address = page_at("meeting", *one.address)
        told.setdefault(one.group_id, []).append(Told("Meetings", one.said_day, address))
    return told
