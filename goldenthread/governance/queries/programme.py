"""What is owed, and how it stands today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.governance import rules
from goldenthread.governance.models import Meeting, Obligation, ObligationMet

ORDER = tuple(rules.STANDINGS)


@dataclass(frozen=True)
class Owed:
    """Something owed and how it stands. last: the day it was last done."""

    obligation: Obligation
    standing: rules.Standing
    last: date | None


def obligations_of(partnership: Partnership, *, by: Person) -> QuerySet[Obligation]:
    """Give everything that is owed. Needs "governance.read"."""
    require(by, "governance.read", on=partnership)
    return Obligation.objects.of(partnership).select_related(
        "group", "goes_to", "owner", "area__priority__strategy"
    )


def programme_of(
    partnership: Partnership, *, by: Person, kind: str = "", standing: str = ""
) -> list[Owed]:
    """Give what is owed with how it stands, what is overdue first, then by day.

    kind, standing: keys of rules.KINDS and rules.STANDINGS to narrow by; "" for all.
    """
    every = obligations_of(partnership, by=by)
    if kind:
        every = every.filter(kind=kind)
    found = standings_of(every, partnership, today=timezone.localdate())
    return [one for one in found if not standing or one.standing.key == standing]


def standings_of(
    every: QuerySet[Obligation], partnership: Partnership, *, today: date
) -> list[Owed]:
    """Say how each stands on a day and when it was last done, in two queries."""
    last: dict[int, date] = {}
    for number, on in ObligationMet.objects.of(partnership).values_list("obligation", "on"):
        last[number] = max(on, last.get(number, on))
    return _ordered(_owed(one, last.get(one.pk), today) for one in every)


def _owed(one: Obligation, last: date | None, today: date) -> Owed:
    standing = rules.standing_of(due=one.due, every=one.every, met=last is not None, today=today)
    return Owed(one, standing, last)


def _ordered(every: Iterable[Owed]) -> list[Owed]:
    """Put what is overdue first, then what has a day in order of days, then the rest."""
    return sorted(
        every,
        key=lambda one: (
            ORDER.index("due_soon" if one.standing.key == "ahead" else one.standing.key),
            one.obligation.due or date.max,
            one.obligation.title,
        ),
    )


def met_of(obligation: Obligation) -> QuerySet[ObligationMet]:
    """Give when it was done, the latest first."""
    return obligation.met.select_related("by")


def coming_to(meeting: Meeting, until: date) -> list[Owed]:
    """Give what a meeting has to see: owed to its group by a day, or overdue.

    What names no group to go to comes to the partnership's boards.
    """
    of_group = Q(goes_to=meeting.group)
    if meeting.group.kind == "board":
        of_group |= Q(goes_to=None)
    else:
        of_group |= Q(goes_to=None, group=meeting.group)
    every = Obligation.objects.of(meeting.partnership).filter(of_group, due__lte=until)
    found = every.select_related("group", "goes_to", "owner")
    return _ordered(_owed(one, None, meeting.on) for one in found)
