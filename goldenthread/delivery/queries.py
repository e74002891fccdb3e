"""Every read of this room. Delivery plans are working papers: reading needs "delivery.read"."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person, may
from goldenthread.delivery import rules
from goldenthread.delivery.calendars import DueDate
from goldenthread.delivery.models import (
    Action,
    CalendarFeed,
    DateRequest,
    DeliveryPlan,
    Update,
)
from goldenthread.letters.links import unseal
from goldenthread.search import Found

PURPOSE = "delivery.update"  # of a link with which an owner says how their action stands


@dataclass(frozen=True)
class Standing:
    """One action and how it stands today."""

    action: Action
    status: rules.Status

    @property
    def by_hand(self) -> bool:
        """Whether a person set it, and its facts say otherwise or no longer."""
        return self.status != self.computed

    @property
    def computed(self) -> rules.Status:
        """What its facts alone say today."""
        return rules.computed_status(self.action.facts, today=timezone.localdate())


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
        return next((one for one in self.standings if one.status.key not in rules.SETTLED), None)

    @property
    def health(self) -> rules.Health:
        """How well its open actions are looked after: owners, words, dates."""
        open_ones = [one.action for one in self.standings if one.action.is_open]
        return rules.health_of(
            (rules.Looked(one.is_vacant, one.heard, one.due) for one in open_ones),
            today=timezone.localdate(),
        )


def _standings(actions: list[Action], today: date) -> list[Standing]:
    found = [Standing(action, action.status_on(today)) for action in actions]
    return sorted(
        found, key=lambda one: (*rules.urgency(one.status, one.action.due), one.action.number)
    )


def plans_of(partnership: Partnership, *, by: Person) -> list[PlanStanding]:
    """Give every delivery plan with how its actions stand, those of plans in force first."""
    require(by, "delivery.read", on=partnership)
    actions = Action.objects.of(partnership).select_related("owner", "owner_organisation")
    plans = (
        DeliveryPlan.objects.of(partnership)
        .select_related("owner_group", "strategy", "priority", "chair")
        .prefetch_related(Prefetch("actions", actions))
    )
    today = timezone.localdate()
    in_force_first = sorted(plans, key=lambda one: (one.strategy.status != "adopted", one.title))
    return [
        PlanStanding(plan, _standings(list(plan.actions.all()), today)) for plan in in_force_first
    ]


def plan_at(partnership: Partnership, key: str, *, by: Person) -> PlanStanding | None:
    """Give one plan with how its actions stand, or None where there is none of that key."""
    return next((one for one in plans_of(partnership, by=by) if one.plan.key == key), None)


def actions_of(partnership: Partnership, *, by: Person) -> QuerySet[Action]:
    """Give every action that somebody may read."""
    require(by, "delivery.read", on=partnership)
    return Action.objects.of(partnership).select_related(
        "plan__owner_group",
        "plan__strategy",
        "plan__priority",
        "owner",
        "owner_organisation",
        "override_by",
        "aim__priority__strategy",
    )


def chosen_actions(
    partnership: Partnership,
    *,
    by: Person,
    words: str = "",
    plan: str = "",
    status: str = "",
    owner: str = "",
) -> list[Standing]:
    """Give the actions that fit, the most urgent first.

    words: in title or detail. plan: its key. status: a key of rules.STATUSES, or "open".
    owner: "none" for vacancies, else the number of a person.
    """
    found = actions_of(partnership, by=by)
    for word in words.split():
        found = found.filter(Q(title__icontains=word) | Q(detail__icontains=word))
    if plan:
        found = found.filter(plan__key=plan)
    if owner == "none":
        found = found.filter(owner=None, owner_post="")
    elif owner.isdigit():
        found = found.filter(owner=int(owner))
    every = _standings(list(found), timezone.localdate())
    if status == "open":
        return [one for one in every if one.action.is_open]
    return [one for one in every if not status or one.status.key == status]


def updates_of(action: Action) -> list[Update]:
    """Give what was said of an action, newest first."""
    return list(action.updates.select_related("by"))


def feeds_of(partnership: Partnership, *, by: User) -> QuerySet[CalendarFeed]:
    """Give a person's own addresses for due dates."""
    require(by, "delivery.read", on=partnership)
    feeds = CalendarFeed.objects.of(partnership).filter(person=by)
    return feeds.select_related("group", "person", "partnership")


def feed_at(partnership: Partnership, token: str) -> CalendarFeed | None:
    """Give the feed at an address, while whoever it was made for may read delivery plans."""
    feeds = CalendarFeed.objects.of(partnership).filter(token=token, person__is_active=True)
    found = feeds.select_related("group", "person", "partnership").first()
    return found if found and may(found.person, "delivery.read", on=partnership) else None


def due_dates(feed: CalendarFeed) -> list[DueDate]:
    """Give the open due dates and milestones that a feed tells of, in order of days."""
    actions = Action.objects.of(feed.partnership).filter(
        done_on=None, deferred_on=None, missed_on=None
    )
    whose = (
        actions.filter(plan__owner_group=feed.group)
        if feed.group
        else actions.filter(owner=feed.person)
    )
    found = []
    for one in whose.select_related("plan").prefetch_related("milestones", "moved_dates"):
        page, moved = one.get_absolute_url(), len(one.moved_dates.all())
        if one.due:
            title = f"Due: {one.title} ({one.plan})"
            found.append(DueDate(f"action-{one.pk}", one.due, title, page, moved))
        found += [
            DueDate(f"milestone-{step.pk}", step.due, f"{step.title}: {one.title}", page)
            for step in one.milestones.all()
            if step.due and not step.done_on
        ]
    return sorted(found, key=lambda one: (one.day, one.key))


def by_link(text: str, partnership: Partnership) -> tuple[Action, User] | None:
    """Give the action and the person of a sealed link; None once it is no longer theirs.

    Raises LinkExpired or LinkBroken.
    """
    sealed = unseal(PURPOSE, text)
    action = (
        Action.objects.of(partnership).select_related("plan", "owner").filter(pk=sealed.about)
    ).first()
    if action is None or sealed.partnership != partnership.pk or action.owner is None:
        return None
    theirs = action.owner.pk == sealed.person and action.owner.is_active
    allowed = theirs and may(action.owner, "delivery.update_action", on=action)
    return (action, action.owner) if allowed else None


def my_actions(partnership: Partnership, *, by: Person) -> list[Standing]:
    """Give the open actions that name this person as owner, the most urgent first."""
    if not isinstance(by, User):
        return []
    mine = (
        Action.objects.of(partnership)
        .filter(Q(owner=by), done_on=None, deferred_on=None, missed_on=None)
        .select_related("plan")
    )
    return _standings(list(mine), timezone.localdate())


def late_or_silent(partnership: Partnership, *, by: Person) -> list[Standing]:
    """Give other people's actions that are late or silent, the worst first, with their owners.

    For who sees to it that others answer: needs "delivery.edit".
    """
    require(by, "delivery.edit", on=partnership)
    open_ones = Action.objects.of(partnership).filter(
        done_on=None, deferred_on=None, missed_on=None
    )
    others = open_ones.exclude(owner=by.pk).select_related("plan", "owner", "owner_organisation")
    standings = _standings(list(others), timezone.localdate())
    return [one for one in standings if one.status.key in rules.ASK_AFTER]


@dataclass(frozen=True)
class Waiting:
    """What waits for somebody who keeps plans, each list the most urgent first.

    mine: their own open actions. others: late or silent ones of other people. to_decide: those
    for which somebody else asks for another date.
    """

    mine: list[Standing]
    others: list[Standing]
    to_decide: list[Standing]


def waiting_for(partnership: Partnership, *, by: Person) -> Waiting:
    """Give what waits for somebody with "delivery.edit", in one query.

    An action to decide on has `wanted`, the date that is asked for.
    """
    require(by, "delivery.edit", on=partnership)
    asked = DateRequest.objects.of(partnership).filter(action=OuterRef("pk"), approved=None)
    open_ones = Action.objects.of(partnership).filter(
        done_on=None, deferred_on=None, missed_on=None
    )
    found = open_ones.select_related("plan", "owner", "owner_organisation").annotate(
        wanted=Subquery(asked.values("wanted")[:1]), asker=Subquery(asked.values("asked_by")[:1])
    )
    every = _standings(list(found), timezone.localdate())
    others = [one for one in every if one.action.owner_id != by.pk]
    return Waiting(
        [one for one in every if one.action.owner_id == by.pk],
        [one for one in others if one.status.key in rules.ASK_AFTER],
        [one for one in others if _may_decide(one.action, partnership, by)],
    )


def _may_decide(action: Any, partnership: Partnership, by: Person) -> bool:
    if action.wanted is None or action.asker == by.pk:
        return False
    action.plan.partnership = partnership  # known: not asked again
    return may(by, "delivery.edit", on=action.plan)


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
    every = Action.objects.of(partnership).select_related("plan", "owner", "owner_organisation")
    for action in every:
        text = f"{action.detail} {action.plan.title} {action.accountable}"
        arguments = (action.plan.key, action.number)
        yield Found("Action", action.title, text, "action", arguments, False)
