"""Telling people of their actions: notes by the rules, posted as one letter a day for each."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.models import Partnership, RoleGrant, User
from goldenthread.accounts.rules import ANY, ROLES
from goldenthread.commands import CannotDo
from goldenthread.delivery.models import Action, Update
from goldenthread.delivery.queries import PURPOSE
from goldenthread.delivery.reminders import rules
from goldenthread.delivery.reminders.rules import Occasion, Owed, To
from goldenthread.letters import changes as letters
from goldenthread.letters import rules as posting
from goldenthread.letters.changes import Posted
from goldenthread.working_days import is_working_day

MANAGERS = [role.key for role in ROLES.values() if role.may.get("delivery.edit") == ANY]


@dataclass(frozen=True)
class Telling:
    """One thing to tell one person of one action."""

    action: Action
    occasion: Occasion
    person: User

    @property
    def key(self) -> str:
        """By which it is told once."""
        return f"delivery-{self.action.pk}-{self.occasion.key}"


def send(partnership: Partnership, *, now: datetime) -> Posted | None:
    """Tell everybody what has come up, or None in quiet hours: then it waits until morning.

    Run it as often as you like, twice at once, or again after it was stopped: nothing is told
    twice, and what has come up in the meantime is told.
    """
    here = timezone.localtime(now)
    if posting.is_quiet(here, working_day=_is_working_day(here.date())):
        return None
    for one in tellings(partnership, today=here.date()):
        subject, text = rules.say(
            one.occasion.kind,
            number=one.action.number,
            plan=one.action.plan.title,
            due=one.action.due,
        )
        letters.leave_note(
            partnership=partnership,
            to=one.person,
            key=one.key,
            subject=subject,
            text=text,
            now=now,
            **_way_to(one),
        )
    return letters.post(partnership, now=here)


def tellings(partnership: Partnership, *, today: date) -> Iterator[Telling]:
    """Give what is to be told today, and to whom, whether or not it was told already."""
    actions = Action.objects.of(partnership).filter(done_on=None, deferred_on=None, missed_on=None)
    chosen = actions.select_related("plan__chair", "owner").order_by("pk")
    managers, spoken = _managers(partnership, today), _spoken(partnership)
    for action in chosen:
        owed = Owed(
            since=action.added_on,
            due=action.due,
            heard=action.heard,
            is_vacant=action.is_vacant,
            rhythm=rules.rhythm_of(spoken[action.pk]),
        )
        for occasion in rules.to_tell(owed, today=today):
            for person in _people(action, occasion, managers):
                yield Telling(action, occasion, person)


def _people(action: Action, occasion: Occasion, managers: dict[int, User]) -> list[User]:
    """Give whom to tell. An organisation's post has no address of its own: its chair is told."""
    if occasion.to == To.OWNER and action.owner is not None and action.owner.is_active:
        return [action.owner]
    chair = action.plan.chair if action.plan.chair and action.plan.chair.is_active else None
    known = managers | ({chair.pk: chair} if chair else {})
    numbers = rules.choose_chair(
        chair.pk if chair else None, sorted(managers), owner=action.owner_id
    )
    return [known[number] for number in numbers]


def _managers(partnership: Partnership, today: date) -> dict[int, User]:
    """Give who may edit every plan, by number."""
    grants = RoleGrant.objects.of(partnership).filter(
        Q(ends__isnull=True) | Q(ends__gte=today),
        role__in=MANAGERS,
        starts__lte=today,
        user__is_active=True,
    )
    return {grant.user_id: grant.user for grant in grants.select_related("user")}


def _spoken(partnership: Partnership) -> dict[int, list[date]]:
    """Give the days on which each action was spoken of by a person."""
    found: dict[int, list[date]] = defaultdict(list)
    said = Update.objects.of(partnership).filter(by__isnull=False)
    for action, on in said.values_list("action_id", "on"):
        found[action].append(on)
    return found


def _way_to(one: Telling) -> dict[str, str]:
    """Give where a note leads: its owner to a page that asks for no password, others to its own."""
    if one.person.pk == one.action.owner_id:
        door = reverse("update_by_link", args=["-"]).removesuffix("-/")
        return {"page": door, "about": f"{PURPOSE}:{one.action.pk}"}
    return {"page": one.action.get_absolute_url()}


def _is_working_day(day: date) -> bool:
    """Say whether people work on a day; beyond the declared bank holidays, by the weekday alone.

    A reminder on a bank holiday does less harm than none at all.
    """
    try:
        return is_working_day(day)
    except CannotDo:
        return day.weekday() < 5
