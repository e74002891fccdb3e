"""Every read of this room. Delivery plans are working papers: reading needs "delivery.read"."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.delivery import rules
from goldenthread.delivery.models import Action, DeliveryPlan, MovedDate, Update
from goldenthread.search import Found


@dataclass(frozen=True)
class Standing:
    """One action and how it stands today."""

    action: Action
    status: rules.Status


@dataclass(frozen=True)
class PlanStanding:
    """One plan, how each of its actions stands (worst first), and what that amounts to."""

    plan: DeliveryPlan
    standings: list[Standing]

    @property
    def counts(self) -> list[tuple[rules.Status, int]]:
        """How many actions stand how, worst first."""
        return rules.counts(one.status for one in self.standings)

    @property
    def worst(self) -> Standing | None:
        """The action most in need of attention, unless every one is achieved or put off."""
        first = self.standings[0] if self.standings else None
        settled = first is not None and first.status.key in ("achieved", "deferred", "on_track")
        return None if settled else first

    @property
    def without_owner(self) -> int:
        """How many open actions nobody is accountable for."""
        return sum(
            one.action.owner_id is None and one.status.key not in ("achieved", "deferred")
            for one in self.standings
        )


def _standings(actions: list[Action], today: date) -> list[Standing]:
    found = [Standing(action, action.status_on(today)) for action in actions]
    return sorted(
        found, key=lambda one: (*rules.urgency(one.status, one.action.due), one.action.number)
    )


def plans_of(partnership: Partnership, *, by: Person) -> list[PlanStanding]:
    """Give every delivery plan with how its actions stand, plans by title."""
    require(by, "delivery.read", on=partnership)
    actions = Action.objects.of(partnership).select_related("owner")
    plans = (
        DeliveryPlan.objects.of(partnership)
        .select_related("owner_group", "strategy", "priority")
        .prefetch_related(Prefetch("actions", actions))
    )
    today = timezone.localdate()
    return [PlanStanding(plan, _standings(list(plan.actions.all()), today)) for plan in plans]


def plan_at(partnership: Partnership, key: str, *, by: Person) -> PlanStanding | None:
    """Give one plan with how its actions stand, or None where there is none of that key."""
    return next((one for one in plans_of(partnership, by=by) if one.plan.key == key), None)


def actions_of(partnership: Partnership, *, by: Person) -> QuerySet[Action]:
    """Give every action that somebody may read."""
    require(by, "delivery.read", on=partnership)
    return Action.objects.of(partnership).select_related(
        "plan__owner_group", "plan__strategy", "plan__priority", "owner", "aim__priority__strategy"
    )


def updates_of(action: Action) -> list[Update]:
    """Give what was said of an action, newest first."""
    return list(action.updates.select_related("by"))


def moved_dates_of(action: Action) -> list[MovedDate]:
    """Give the dates it was moved from, newest first."""
    return list(action.moved_dates.select_related("by"))


def my_actions(partnership: Partnership, *, by: Person) -> list[Standing]:
    """Give the open actions that name this person as owner, the most urgent first."""
    if not isinstance(by, User):
        return []
    mine = (
        Action.objects.of(partnership)
        .filter(Q(owner=by), done_on=None, deferred_on=None)
        .select_related("plan")
    )
    return _standings(list(mine), timezone.localdate())


def late_or_silent(partnership: Partnership, *, by: Person) -> list[Standing]:
    """Give other people's actions that are late or silent, the worst first, with their owners.

    For who sees to it that others answer: needs "delivery.edit".
    """
    require(by, "delivery.edit", on=partnership)
    open_ones = Action.objects.of(partnership).filter(done_on=None, deferred_on=None)
    others = open_ones.exclude(owner=by.pk).select_related("plan", "owner")
    standings = _standings(list(others), timezone.localdate())
    return [one for one in standings if one.status.key in rules.ASK_AFTER]


def mine_and_late(partnership: Partnership, *, by: Person) -> tuple[list[Standing], list[Standing]]:
    """Give `my_actions` and `late_or_silent` of somebody with "delivery.edit", in one query."""
    require(by, "delivery.edit", on=partnership)
    open_ones = Action.objects.of(partnership).filter(done_on=None, deferred_on=None)
    every = _standings(list(open_ones.select_related("plan", "owner")), timezone.localdate())
    return (
        [one for one in every if one.action.owner_id == by.pk],
        [
            one
            for one in every
            if one.action.owner_id != by.pk and one.status.key in rules.ASK_AFTER
        ],
    )


def owners_to_choose(partnership: Partnership) -> QuerySet[User]:
    """Give the people who hold a role in the partnership today."""
    today = timezone.localdate()
    return (
        User.objects.filter(
            Q(grants__ends__isnull=True) | Q(grants__ends__gte=today),
            grants__partnership=partnership,
            grants__starts__lte=today,
            is_active=True,
        )
        .distinct()
        .order_by("name")
    )


def search_documents(partnership: Partnership) -> Iterator[Found]:
    """Give what can be found of this room: its plans and actions."""
    for plan in DeliveryPlan.objects.of(partnership).select_related("owner_group"):
        text = f"{plan.purpose} {plan.owner_group or ''}"
        yield Found("Delivery plan", plan.title, text, "delivery_plan", (plan.key,), False)
    for action in Action.objects.of(partnership).select_related("plan", "owner"):
        text = f"{action.detail} {action.plan.title} {action.owner or ''}"
        arguments = (action.plan.key, action.number)
        yield Found("Action", action.title, text, "action", arguments, False)
