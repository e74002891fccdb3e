"""Meetings on cases, as those who sit there see them."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.casework.models import Answer, Case, MeetingItem, MeetingSeat, ProblemMeeting
from goldenthread.casework.queries.seeing import cases_of, doors_of, versions_of
from goldenthread.casework.rules import meetings as rules

OF_EACH = 15  # cases for one reason


@dataclass(frozen=True)
class Item:
    """One item as a page shows it. open: whether who looks may open the case."""

    row: MeetingItem
    kind: str
    stage: str
    why: str
    opens: bool
    actions: list[str]


@dataclass(frozen=True)
class Seen:
    """A meeting as somebody sees it: people with a seat, items once they accepted.

    own: their seat; None where they have none, and then nothing of its people or cases shows.
    """

    meeting: ProblemMeeting
    own: MeetingSeat | None
    seats: list[MeetingSeat]
    items: list[Item]

    @property
    def accepted(self) -> bool:
        """Whether who looks accepted the confidentiality statement."""
        return self.own is not None and self.own.accepted_at is not None

    @property
    def chairs(self) -> bool:
        """Whether who looks chairs it."""
        return self.own is not None and self.own.person_id == self.meeting.chair_id


def meetings_of(partnership: Partnership, user: User) -> list[ProblemMeeting]:
    """Give every meeting, newest first: its name, day and chair. Needs "casework.read"."""
    require(user, "casework.read", on=partnership)
    return list(ProblemMeeting.objects.of(partnership).select_related("chair"))


def meeting_of(partnership: Partnership, number: int, *, by: User) -> Seen | None:
    """Give a meeting as somebody sees it, None where there is none (PS-05).

    Needs "casework.read".
    """
    require(by, "casework.read", on=partnership)
    found = ProblemMeeting.objects.of(partnership).select_related(
        "chair", "agreement", "partnership"
    )
    meeting = found.filter(pk=number).first()
    if meeting is None:
        return None
    rows = MeetingSeat.objects.of(partnership).filter(meeting=meeting)
    seats = list(rows.select_related("person", "body").order_by("body__name", "person__name"))
    own = next((one for one in seats if one.person_id == by.pk), None)
    if own is None:
        return Seen(meeting, None, [], [])
    own.meeting = meeting
    return Seen(meeting, own, seats, _items(meeting, by) if _sees(own) else [])


def _sees(own: MeetingSeat) -> bool:
    parties = {str(pk) for pk in own.meeting.agreement.parties.values_list("pk", flat=True)}
    return rules.sees_agenda(
        person=str(own.person_id), body=str(own.body_id), accepted=own.accepted_at is not None,
        meeting=str(own.meeting_id), agreement=parties,
    )  # fmt: skip


def _items(meeting: ProblemMeeting, by: User) -> list[Item]:
    rows = MeetingItem.objects.of(meeting.partnership).filter(meeting=meeting)
    found = list(rows.select_related("case__type").prefetch_related("actions__task"))
    some = doors_of(meeting.partnership, by=by).some
    cases = Case.objects.of(meeting.partnership).filter(pk__in=[one.case_id for one in found])
    opens = set(cases.filter(some.q()).values_list("pk", flat=True))
    return [_item(one, one.case_id in opens) for one in found]


def _item(row: MeetingItem, opens: bool) -> Item:
    declared = row.case.type.declared
    return Item(
        row, declared.name, declared.stage(row.case.stage).name, rules.REASONS[row.why], opens,
        [one.task.name for one in row.actions.all()],
    )  # fmt: skip


def reasons_for(partnership: Partnership, *, by: User) -> dict[str, list[int]]:
    """Find the open cases that belong on an agenda, by reason, out of those the chair sees whole.

    A restricted case is put on no agenda. Needs "casework.read".
    """
    rows = cases_of(partnership, doors_of(partnership, by=by).whole)
    rows = rows.filter(closed_at=None, restricted=False).order_by("opened_at", "pk")
    problems = [one.pk for one in versions_of(partnership) if one.declared.triangle]
    high = Answer.objects.of(partnership).filter(
        question="priority", text="high", current=True, personal=False
    )
    places = rows.exclude(place="").order_by().values("place").annotate(number=Count("pk"))
    wanted = {
        "high": Q(pk__in=high.values("case")),
        "problem": Q(type__in=problems),
        "tension": Q(type__key__startswith="tension"),
        "repeat_place": Q(place__in=places.filter(number__gt=1).values("place")),
        "overdue": Q(next_due__lt=timezone.now()),
    }
    return {
        reason: list(rows.filter(q).values_list("pk", flat=True)[:OF_EACH])
        for reason, q in wanted.items()
    }
