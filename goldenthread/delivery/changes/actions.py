"""What a plan and its actions say, who owns them, and what they wait for."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.audit.changes import record
from goldenthread.delivery import rules
from goldenthread.delivery.models import Action, DeliveryPlan, Dependency
from goldenthread.partnership.keys import free_key

# What the web may edit; dates and status have their own verbs, since they need reasons.
EDITABLE = ("title", "detail", "owner", "owner_post", "owner_organisation", "aim")
MANY = ("contributors", "ways_of_working", "needs")
OF_PLAN = ("title", "purpose", "owner_group", "chair")


def locked(action: Action) -> Action:
    """Read an action again under a lock, so that two people cannot change it at once."""
    return Action.objects.of(action.partnership).select_for_update(of=("self",)).get(pk=action.pk)


# First steps of our own addresses: a plan of such a key would be hidden by them.
TAKEN = frozenset({"actions", "add", "calendars", "say"})


@transaction.atomic
def add_plan(*, partnership: Partnership, by: User, title: str, **fields: Any) -> DeliveryPlan:
    """Begin a delivery plan for a strategy or one of its priorities. Needs "strategy.edit"."""
    require(by, "strategy.edit", on=partnership)
    words = f"{title} plan" if slugify(title) in TAKEN else title
    key = free_key(DeliveryPlan, words[:70], partnership=partnership)
    plan = DeliveryPlan.objects.create(partnership=partnership, key=key, title=title, **fields)
    record("delivery.plan_added", by=by, about=plan)
    return plan


@transaction.atomic
def edit_plan(*, plan: DeliveryPlan, by: User, **fields: Any) -> DeliveryPlan:
    """Change what a plan says, or which group and chair keep it. Needs "delivery.edit" on it."""
    require(by, "delivery.edit", on=plan)
    plan = DeliveryPlan.objects.of(plan.partnership).select_for_update(of=("self",)).get(pk=plan.pk)
    before, after = _set(plan, {k: v for k, v in fields.items() if k in OF_PLAN})
    if after:
        plan.save()
        record("delivery.plan_edited", by=by, about=plan, before=before, after=after)
    return plan


@transaction.atomic
def add_action(*, plan: DeliveryPlan, by: User, **fields: Any) -> Action:
    """Add an action at the end of a plan.

    Needs "delivery.edit" on the plan. Raises PermissionDenied, or RuleBroken for two owners or
    a circle of waiting; then nothing is saved.
    """
    require(by, "delivery.edit", on=plan)
    many = {name: fields.pop(name) for name in MANY if name in fields}
    last = plan.actions.aggregate(last=Max("number"))["last"] or 0
    action = Action(partnership=plan.partnership, plan=plan, number=last + 1, **fields)
    _check_owner(action)
    action.save()
    _set_many(action, many)
    record("delivery.action_added", by=by, about=action, plan=plan.title)
    return action


@transaction.atomic
def edit_action(*, action: Action, by: User, **fields: Any) -> Action:
    """Change what an action says, who owns it or what it waits for.

    fields: of EDITABLE and MANY. Before and after go into the record; changing nothing writes
    nothing. Needs "delivery.edit" on the plan. Raises PermissionDenied or RuleBroken.
    """
    require(by, "delivery.edit", on=action.plan)
    action = locked(action)
    before, after = _set(action, {k: v for k, v in fields.items() if k in EDITABLE})
    _check_owner(action)
    many_before, many_after = _set_many(action, {k: v for k, v in fields.items() if k in MANY})
    if after or many_after:
        action.save()
        record(
            "delivery.action_edited",
            by=by,
            about=action,
            before=before | many_before,
            after=after | many_after,
        )
    return action


def _set(thing: Any, fields: dict[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """Set what differs; give it before and after, in words."""
    changed = {name: value for name, value in fields.items() if getattr(thing, name) != value}
    before = {name: str(getattr(thing, name) or "") for name in changed}
    for name, value in changed.items():
        setattr(thing, name, value)
    return before, {name: str(value or "") for name, value in changed.items()}


def _check_owner(action: Action) -> None:
    rules.check_owner(
        has_person=action.owner_id is not None,
        post=action.owner_post,
        has_organisation=action.owner_organisation_id is not None,
    )


def _set_many(
    action: Action, fields: dict[str, Iterable[Any]]
) -> tuple[dict[str, str], dict[str, str]]:
    """Set what there can be several of; give what changed before and after, in words."""
    before, after = {}, {}
    for name, chosen in fields.items():
        now = [link.on for link in action.needs.all()] if name == "needs" else None
        known = list(getattr(action, name).all()) if now is None else now
        wanted = list(chosen)
        if {one.pk for one in known} == {one.pk for one in wanted}:
            continue
        if name == "needs":
            _wait_for(action, wanted)
        else:
            getattr(action, name).set(wanted)
        before[name], after[name] = _named(known), _named(wanted)
    return before, after


def _wait_for(action: Action, wanted: list[Action]) -> None:
    every = Dependency.objects.of(action.partnership)
    others = every.exclude(action=action).select_for_update()
    pairs = others.values_list("action_id", "on_id")
    rules.check_no_circle(pairs, of=action.pk, on=[one.pk for one in wanted])
    every.filter(action=action).delete()
    for one in wanted:
        Dependency.objects.create(partnership=action.partnership, action=action, on=one)


def _named(things: Iterable[Any]) -> str:
    return "; ".join(sorted(str(one) for one in things))
