"""Declared meetings and obligations into rows. What is there already is left alone."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.declared import DeclaredItem, Place, Places, nearest, read
from goldenthread.governance import changes
from goldenthread.governance.changes.meetings import Present
from goldenthread.governance.models import AgendaItem, Attendance, Meeting, Obligation
from goldenthread.governance.queries.agenda import proposals
from goldenthread.partnership import changes as bodies
from goldenthread.partnership.models import Group
from goldenthread.strategy.models import Area

T = TypeVar("T")
KEEPER = "partnership_manager"  # keeps what is loaded


class DeclaredGroup(DeclaredItem):
    """A group that no document names."""

    name: str
    kind: str
    quorum: int | None = None
    terms: str = ""


class DeclaredObligation(DeclaredItem):
    """Something owed. group, goes_to, area: keys. owner_role: of one of the example's sign-ins."""

    key: str
    kind: str
    title: str
    what: str = ""
    group: str = ""
    goes_to: str = ""
    area: str = ""
    owner_role: str = ""
    due: date | None = None
    every: int = 0
    at: Places = ()


class DeclaredMeetingItem(DeclaredItem):
    """An item of an agenda, with what came of it where the meeting was held."""

    title: str
    why: str = ""
    restricted: bool = False
    minute: str = ""
    decision: str = ""
    reasons: str = ""
    action: str = ""
    action_owner_role: str = ""
    action_due: date | None = None


class DeclaredMeeting(DeclaredItem):
    """A meeting. builds_agenda: its agenda is put together from what is due and late."""

    group: str
    on: date
    day_printed: str = ""
    title: str = ""
    place: str = ""
    note: str = ""
    recording: str = ""
    area: str = ""
    keeper_role: str = ""
    published: bool = False
    held: bool = False
    present: list[str] = []
    builds_agenda: bool = False
    items: list[DeclaredMeetingItem] = []
    at: Places = ()


class DeclaredGovernance(DeclaredItem):
    """A file of groups, obligations and meetings of one partnership."""

    partnership: str
    groups: list[DeclaredGroup] = []
    obligations: list[DeclaredObligation] = []
    meetings: list[DeclaredMeeting] = []


def declared(path: Path) -> DeclaredGovernance:
    """Read one file. Raises CannotDo with file and line for a mistake."""
    return read(path, DeclaredGovernance)


def load(file: DeclaredGovernance, *, partnership: Partnership, people: dict[str, User]) -> int:
    """Load one file; give how many rows are new.

    people: the example's sign-ins by role. Raises CannotDo for a key that leads nowhere.
    """
    by = people[KEEPER]
    new = changes.take_up_duties(partnership=partnership, by=by)
    names = set(Group.objects.of(partnership).values_list("name", flat=True))
    for group in file.groups:
        if group.name not in names:
            made = bodies.add_group(
                partnership=partnership, name=group.name, kind=group.kind, by=by
            )
            bodies.edit_group(group=made, by=by, quorum=group.quorum, terms=group.terms)
            new += 1
    loading = _Loading(partnership, people)
    return new + sum(map(loading.owe, file.obligations)) + sum(map(loading.meet, file.meetings))


class _Loading:
    """What the keys of a file may lead to, and the rows made of it."""

    def __init__(self, partnership: Partnership, people: dict[str, User]) -> None:
        self.partnership, self.people, self.by = partnership, people, people[KEEPER]
        self.groups = {one.key: one for one in Group.objects.of(partnership)}
        current = Area.objects.of(partnership).filter(priority__strategy__status="adopted")
        self.areas = {one.key: one for one in current}
        self.owed = set(Obligation.objects.of(partnership).values_list("key", flat=True))

    def owe(self, one: DeclaredObligation) -> bool:
        """Write down one thing owed, unless it is there."""
        if one.key in self.owed:
            return False
        changes.owe(
            partnership=self.partnership, by=self.by, key=one.key, kind=one.kind, title=one.title,
            what=one.what, due=one.due, every=one.every, places=_texts(one.at),
            group=_found(one, "group", one.group, self.groups),
            goes_to=_found(one, "goes_to", one.goes_to, self.groups),
            area=_found(one, "area", one.area, self.areas),
            owner=_found(one, "owner_role", one.owner_role, self.people),
        )  # fmt: skip
        return True

    def meet(self, one: DeclaredMeeting) -> bool:
        """Plan one meeting and write its papers, unless it is there."""
        group = _found(one, "group", one.group, self.groups)
        assert group is not None
        if Meeting.objects.of(self.partnership).filter(group=group, on=one.on).exists():
            return False
        meeting = changes.plan_meeting(
            group=group, on=one.on, by=self.by, title=one.title, place=one.place, note=one.note,
            recording=one.recording, area=_found(one, "area", one.area, self.areas),
            keeper=_found(one, "keeper_role", one.keeper_role, self.people),
        )  # fmt: skip
        meeting.day_printed, meeting.places = one.day_printed, _texts(one.at)
        meeting.save()
        if one.builds_agenda:
            found = proposals(meeting, by=self.by)
            changes.add_proposed(meeting=meeting, proposals=found, by=self.by)
        items = [
            changes.add_item(
                meeting=meeting, by=self.by, title=item.title, why=item.why,
                restricted=item.restricted,
            )
            for item in one.items
        ]  # fmt: skip
        if one.held:
            self._hold(meeting, one, items)
        if one.published:
            meeting.published_at = timezone.now()
            meeting.save()
        return True

    def _hold(self, meeting: Meeting, one: DeclaredMeeting, items: list[AgendaItem]) -> None:
        present = [Present(name, "present") for name in one.present]
        changes.note_attendance(meeting=meeting, present=present, by=self.by)
        Attendance.objects.of(self.partnership).filter(meeting=meeting).update(is_member=True)
        changes.hold_meeting(meeting=meeting, by=self.by)
        for said, item in zip(one.items, items, strict=True):
            told: dict[str, Any] = {"item": item, "by": self.by}
            if said.minute:
                changes.write_minute(text=said.minute, **told)
            if said.decision:
                changes.decide(text=said.decision, reasons=said.reasons, **told)
            if said.action:
                owner = _found(said, "action_owner_role", said.action_owner_role, self.people)
                changes.give_action(title=said.action, owner=owner, due=said.action_due, **told)
        meeting.refresh_from_db()


def _found(one: DeclaredItem, key: str, wanted: str, known: Mapping[str, T]) -> T | None:
    if wanted and wanted not in known:
        raise one.mistake(key, f'"{wanted}" leads nowhere. {nearest(wanted, known)}')
    return known[wanted] if wanted else None


def _texts(places: tuple[Place, ...]) -> list[str]:
    return [str(place) for place in places]
