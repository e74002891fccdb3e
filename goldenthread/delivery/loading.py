"""Declared delivery plans into rows. What is there already is left alone: people work on it."""

from datetime import date
from pathlib import Path
from typing import Literal, TypeVar

from goldenthread.accounts.models import Partnership, User
from goldenthread.audit.changes import record
from goldenthread.declared import DeclaredItem, LastDay, Place, Places, nearest, read
from goldenthread.delivery.models import Action, DeliveryPlan, Update
from goldenthread.partnership.models import Group
from goldenthread.strategy.models import Aim, Priority, Strategy

T = TypeVar("T")

WHO_SAYS = "Committee report"


class DeclaredUpdate(DeclaredItem):
    """What a document says of an action on a day."""

    on: LastDay
    said: Literal["going_well", "in_difficulty", "done"]
    text: str = ""
    at: Places = ()


class DeclaredAction(DeclaredItem):
    """One action of a plan. `owner_role` names one of the example's sign-ins by its role."""

    title: str
    aim: str = ""
    owner_role: str = ""
    due: LastDay = None
    done_on: LastDay = None
    at: Places = ()
    updates: list[DeclaredUpdate] = []


class DeclaredPlan(DeclaredItem):
    """One delivery plan."""

    key: str
    title: str
    purpose: str = ""
    priority: str = ""
    owner_group: str = ""
    at: Places = ()
    actions: list[DeclaredAction] = []


class DeclaredPlans(DeclaredItem):
    """A file of delivery plans."""

    document: str = ""
    partnership: str = "safe-durham"
    strategy_key: str
    delivery_plans: list[DeclaredPlan]


def load(path: Path, *, partnership: Partnership, owners: dict[str, User]) -> int:
    """Load one file; give how many plans are new.

    owners: the example's sign-ins by role. Raises CannotDo for a key that leads nowhere.
    """
    declared = read(path, DeclaredPlans)
    new = 0
    for one in declared.delivery_plans:
        if not DeliveryPlan.objects.of(partnership).filter(key=one.key).exists():
            _make_plan(one, declared, partnership, owners)
            new += 1
    return new


def _make_plan(
    one: DeclaredPlan, file: DeclaredPlans, partnership: Partnership, owners: dict[str, User]
) -> None:
    strategies = {s.key: s for s in Strategy.objects.of(partnership)}
    _found(file, "strategy_key", file.strategy_key, strategies)
    strategy = strategies[file.strategy_key]
    priorities = {p.key: p for p in Priority.objects.of(partnership).filter(strategy=strategy)}
    groups = {g.key: g for g in Group.objects.of(partnership)}
    plan = DeliveryPlan.objects.create(
        partnership=partnership,
        key=one.key,
        title=one.title,
        purpose=one.purpose,
        strategy=strategy,
        priority=_found(one, "priority", one.priority, priorities),
        owner_group=_found(one, "owner_group", one.owner_group, groups),
        places=_texts(one.at),
    )
    every = Aim.objects.of(partnership).filter(priority__strategy=strategy)
    # An aim's key is unique only under its priority: the plan's own priority comes last, and wins.
    nearest_last = sorted(every, key=lambda aim: aim.priority_id == plan.priority_id)
    aims = {aim.key: aim for aim in nearest_last}
    for number, action in enumerate(one.actions, start=1):
        _make_action(action, number, plan, aims, owners)
    record("delivery.plan_declared", by=None, about=plan)


def _make_action(
    one: DeclaredAction,
    number: int,
    plan: DeliveryPlan,
    aims: dict[str, Aim],
    owners: dict[str, User],
) -> None:
    last = one.updates[-1] if one.updates else None
    action = Action.objects.create(
        partnership=plan.partnership,
        plan=plan,
        number=number,
        title=one.title,
        aim=_found(one, "aim", one.aim, aims),
        owner=_found(one, "owner_role", one.owner_role, owners),
        due=one.due,
        done_on=one.done_on,
        said=last.said if last else "",
        heard=last.on if last else None,
        places=_texts(one.at),
    )
    for update in one.updates:
        Update.objects.create(
            partnership=plan.partnership,
            action=action,
            on=update.on or date.min,
            said=update.said,
            text=update.text,
            by_name=WHO_SAYS if update.at else "Example",
            places=_texts(update.at),
        )


def _found(one: DeclaredItem, key: str, wanted: str, known: dict[str, T]) -> T | None:
    if not wanted:
        return None
    if wanted not in known:
        raise one.mistake(key, f'"{wanted}" leads nowhere. {nearest(wanted, known)}')
    return known[wanted]


def _texts(places: tuple[Place, ...]) -> list[str]:
    return [str(place) for place in places]
