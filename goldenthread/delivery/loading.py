"""Declared delivery plans into rows. What is there already is left alone: people work on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, TypeVar

from csp_analytics.period import Period
from goldenthread.accounts.models import Partnership, User
from goldenthread.audit.changes import record
from goldenthread.declared import DeclaredItem, LastDay, Place, Places, nearest, read
from goldenthread.delivery.models import (
    Action,
    DeliveryPlan,
    Dependency,
    ExpectedEffect,
    Milestone,
    Update,
)
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.partnership.models import Group, Organisation
from goldenthread.strategy.models import Aim, Priority, Strategy, WayOfWorking

T = TypeVar("T")

WHO_SAYS = "Committee report"


class DeclaredUpdate(DeclaredItem):
    """What a document says of an action on a day."""

    on: LastDay
    said: Literal["going_well", "in_difficulty", "done"]
    text: str = ""
    at: Places = ()


class DeclaredMilestone(DeclaredItem):
    """A step of an action."""

    title: str
    due: LastDay = None


class DeclaredEffect(DeclaredItem):
    """What an action is to do to an indicator; `baseline` is a period such as "May 2025"."""

    indicator: str
    towards: Literal["lower", "higher"]
    claim: Literal["hypothesis", "evidenced"] = "hypothesis"
    evidence: str = ""
    baseline: str = ""


class DeclaredAction(DeclaredItem):
    """One action of a plan. `owner_role` names one of the example's sign-ins by its role.

    contributors and ways_of_working: keys. waits_for: numbers of actions of the same plan,
    counted from 1, that stand before it in the file.
    """

    title: str
    aim: str = ""
    owner_role: str = ""
    due: LastDay = None
    done_on: LastDay = None
    contributors: list[str] = []
    ways_of_working: list[str] = []
    waits_for: list[int] = []
    milestones: list[DeclaredMilestone] = []
    effects: list[DeclaredEffect] = []
    at: Places = ()
    updates: list[DeclaredUpdate] = []


class DeclaredPlan(DeclaredItem):
    """One delivery plan."""

    key: str
    title: str
    purpose: str = ""
    priority: str = ""
    owner_group: str = ""
    chair_role: str = ""
    at: Places = ()
    actions: list[DeclaredAction] = []


class DeclaredPlans(DeclaredItem):
    """A file of delivery plans."""

    document: str = ""
    partnership: str = "safe-durham"
    strategy_key: str
    delivery_plans: list[DeclaredPlan]


@dataclass(frozen=True)
class _Known:
    """What the keys of a file may lead to."""

    aims: dict[str, Aim]
    owners: dict[str, User]
    bodies: dict[str, Organisation]
    ways: dict[str, WayOfWorking]
    indicators: dict[str, IndicatorDefinition]


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
        chair=_found(one, "chair_role", one.chair_role, owners),
        places=_texts(one.at),
    )
    every = Aim.objects.of(partnership).filter(priority__strategy=strategy)
    # An aim's key is unique only under its priority: the plan's own priority comes last, and wins.
    nearest_last = sorted(every, key=lambda aim: aim.priority_id == plan.priority_id)
    aims = {aim.key: aim for aim in nearest_last}
    known = _Known(
        aims,
        owners,
        {body.key: body for body in Organisation.objects.of(partnership)},
        {way.key: way for way in WayOfWorking.objects.of(partnership).filter(strategy=strategy)},
        IndicatorDefinition.objects.in_bulk(),
    )
    for number, action in enumerate(one.actions, start=1):
        _make_action(action, number, plan, known)
    record("delivery.plan_declared", by=None, about=plan)


def _make_action(
    one: DeclaredAction,
    number: int,
    plan: DeliveryPlan,
    known: _Known,
) -> None:
    last = one.updates[-1] if one.updates else None
    action = Action.objects.create(
        partnership=plan.partnership,
        plan=plan,
        number=number,
        title=one.title,
        aim=_found(one, "aim", one.aim, known.aims),
        owner=_found(one, "owner_role", one.owner_role, known.owners),
        due=one.due,
        done_on=one.done_on,
        said=last.said if last else "",
        heard=last.on if last else None,
        places=_texts(one.at),
    )
    _make_parts(one, action, known)
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


def _make_parts(one: DeclaredAction, action: Action, known: _Known) -> None:
    """Make what belongs to an action."""
    owned = {"partnership": action.partnership, "action": action}
    bodies = [_must(one, "contributors", key, known.bodies) for key in one.contributors]
    ways = [_must(one, "ways_of_working", key, known.ways) for key in one.ways_of_working]
    action.contributors.set(bodies)
    action.ways_of_working.set(ways)
    before = {str(other.number): other for other in action.plan.actions.exclude(pk=action.pk)}
    for number in one.waits_for:
        Dependency.objects.create(**owned, on=_must(one, "waits_for", str(number), before))
    for step in one.milestones:
        Milestone.objects.create(**owned, title=step.title, due=step.due)
    for effect in one.effects:
        baseline = Period.parse(effect.baseline) if effect.baseline else None
        ExpectedEffect.objects.create(
            **owned,
            indicator=_must(effect, "indicator", effect.indicator, known.indicators),
            towards=effect.towards,
            claim=effect.claim,
            evidence=effect.evidence,
            baseline_kind=str(baseline.kind) if baseline else "",
            baseline_start=baseline.start if baseline else None,
            baseline_end=baseline.end if baseline else None,
        )


def _found(one: DeclaredItem, key: str, wanted: str, known: Mapping[str, T]) -> T | None:
    return _must(one, key, wanted, known) if wanted else None


def _must(one: DeclaredItem, key: str, wanted: str, known: Mapping[str, T]) -> T:
    if wanted not in known:
        raise one.mistake(key, f'"{wanted}" leads nowhere. {nearest(wanted, known)}')
    return known[wanted]


def _texts(places: tuple[Place, ...]) -> list[str]:
    return [str(place) for place in places]
