"""A draft made of a plan's file: every part of it, or nothing."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from csp_analytics.period import Period
from goldenthread.accounts.models import Partnership
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.audit.changes import record
from goldenthread.partnership.keys import free_key
from goldenthread.partnership.models import Group
from goldenthread.strategy import rules
from goldenthread.strategy.exchange import carrying
from goldenthread.strategy.exchange.outline import (
    AIM,
    ASSURANCE,
    COMMITMENT,
    DELIVERABLE,
    FOCUS,
    MEASURES,
    PRIORITY,
    SUB_THEME,
    WORK_AREA,
    Outline,
    Part,
    identifier_of,
)
from goldenthread.strategy.models import (
    Aim,
    Area,
    CarriedOver,
    Commitment,
    Deliverable,
    Priority,
    Strategy,
    SubTheme,
    WayOfWorking,
    WorkArea,
)

MODELS = {
    PRIORITY: Priority,
    FOCUS: Area,
    ASSURANCE: Area,
    AIM: Aim,
    WORK_AREA: WorkArea,
    DELIVERABLE: Deliverable,
    SUB_THEME: SubTheme,
    COMMITMENT: Commitment,
}


@transaction.atomic
def import_plan(
    outline: Outline,
    *,
    partnership: Partnership,
    content: bytes,
    by: Person | None,
    kind: str = rules.PARTNERSHIP_PLAN,
) -> Strategy:
    """Make a draft of what a file holds.

    content: the file's bytes; their SHA-256 goes into the record. by: None for a command of
        whoever keeps the installation.
    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    if by is not None:
        require(by, "strategy.edit", on=partnership)
    if kind not in rules.PLAN_KINDS:
        raise rules.RuleBroken("Choose what kind of plan it is.")
    strategy = _draft(outline, partnership, kind)
    making = _Making(strategy)
    making.values(outline)
    for number, goal in enumerate(outline.goals, 1):
        making.goal(goal, number)
    making.keep()
    parts = sum(1 for _ in outline.walk())
    sha256 = hashlib.sha256(content).hexdigest()
    record("strategy.plan_imported", by=by, about=strategy, parts=parts, sha256=sha256)
    return strategy


def _draft(outline: Outline, partnership: Partnership, kind: str) -> Strategy:
    dated = outline.starts is not None and outline.ends is not None
    if dated and outline.ends < outline.starts:  # type: ignore[operator]
        raise rules.RuleBroken(
            f"The plan ends ({outline.ends:%-d %B %Y}) before it starts "
            f"({outline.starts:%-d %B %Y}). Put the dates right in the file."
        )
    period = Period.from_dates(outline.starts, outline.ends) if dated else None  # type: ignore[arg-type]
    shown = carrying.plan_shown(outline)
    return Strategy.objects.create(
        partnership=partnership,
        key=free_key(Strategy, shown["title"], partnership=partnership),
        kind=kind,
        period_kind=str(period.kind) if period else "",
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        period_printed=str(period)[:40] if period else "",
        **shown,
    )


class _Making:
    """The rows of one draft while they are made, and what of the file goes with each."""

    def __init__(self, strategy: Strategy) -> None:
        self.strategy, self.partnership = strategy, strategy.partnership
        self.groups = _groups(strategy.partnership)
        self.carried: dict[str, dict[str, Any]] = {}

    def values(self, outline: Outline) -> None:
        self.carried[""] = carrying.of_plan(outline, self.strategy)
        for order, value in enumerate(outline.values, 1):
            title = carrying.shortened(value.name or value.text, 200)
            way = WayOfWorking.objects.create(
                partnership=self.partnership,
                strategy=self.strategy,
                key=free_key(WayOfWorking, title[:60], strategy=self.strategy),
                order=order,
                title=title,
                text=value.text if value.name else "",
            )
            self.carried[f"value.{way.key}"] = carrying.of_value(value, way)

    def goal(self, goal: Part, number: int) -> None:
        duties = carrying.duties_in(goal.other)
        row = self.row(
            goal,
            {"strategy": self.strategy},
            number,
            number=number,
            why=goal.text if goal.name else "",
            lead_group=self.group(goal),
            duties=duties,
        )
        self.below(goal, row, (row.key,), str(number), {"priority": row})

    def below(
        self, part: Part, row: Any, keys: tuple[str, ...], number: str, under: dict[str, Any]
    ) -> None:
        """Make what stands under a part, each under the row that holds it here."""
        self.carry(part, row, keys, number)
        made = (one for one in part.parts if one.kind != MEASURES)
        for order, one in enumerate(made, 1):
            more = self.more(one, under)
            child = self.row(one, _holder(one.kind, under), order, **more)
            holds = {**under, one.kind: child}
            self.below(one, child, (*keys, child.key), f"{number}.{order}", holds)

    def more(self, part: Part, under: dict[str, Any]) -> dict[str, Any]:
        """Give the columns that a kind has of its own."""
        if part.kind in (FOCUS, ASSURANCE):
            kind = rules.FOCUS if part.kind == FOCUS else rules.ASSURANCE
            return {"kind": kind, "reporting_group": self.group(part)}
        if part.kind == DELIVERABLE:
            return {"parent": under.get(DELIVERABLE)}
        if part.kind == COMMITMENT:
            return {"priority": under["priority"], "sub_theme": under.get(SUB_THEME)}
        return {}

    def row(self, part: Part, holder: dict[str, Any], order: int, **more: Any) -> Any:
        model = MODELS[part.kind]
        title = carrying.shortened(part.name or part.text, carrying.room_for(model, "title"))
        words = part.keys[-1] if part.keys else title[:60]
        key = free_key(model, words, **holder)
        made: Any = model._default_manager
        return made.create(
            partnership=self.partnership, key=key, order=order, title=title, **holder, **more
        )

    def group(self, part: Part) -> Group | None:
        """Give the group that a part names alone, if it is one of ours."""
        named = part.stakeholders
        return self.groups.get(named[0].name.casefold()) if len(named) == 1 else None

    def carry(self, part: Part, row: Any, keys: tuple[str, ...], number: str) -> None:
        about = identifier_of(part.kind, *keys)
        self.carried[about] = carrying.of_part(part, row, about, number)

    def keep(self) -> None:
        CarriedOver.objects.bulk_create(
            CarriedOver(
                partnership=self.partnership, strategy=self.strategy, about=about, facts=facts
            )
            for about, facts in self.carried.items()
            if facts
        )


def _holder(kind: str, under: dict[str, Any]) -> dict[str, Any]:
    if kind == DELIVERABLE:
        return {"work_area": under[WORK_AREA]}
    if kind == COMMITMENT:
        return {"strategy": under["priority"].strategy}
    return {"priority": under["priority"]}


def _groups(partnership: Partnership) -> dict[str, Group]:
    """Give the groups by each of their names, in small letters."""
    found: dict[str, Group] = {}
    every: Iterable[Group] = Group.objects.of(partnership)
    for group in every:
        for name in (*group.aliases, str(group)):
            found[name.casefold()] = group
    return found
