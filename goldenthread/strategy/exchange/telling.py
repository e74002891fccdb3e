"""A plan of ours told as an outline, with what its file once said that has no place of its own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, Exists, F, OuterRef
from django.db.models import Value as Plain
from django.db.models.functions import Cast

from goldenthread.strategy import rules
from goldenthread.strategy.exchange import carrying
from goldenthread.strategy.exchange.measuring import Measures
from goldenthread.strategy.exchange.outline import (
    AIM,
    ASSURANCE,
    COMMITMENT,
    DELIVERABLE,
    FOCUS,
    KINDS,
    MEASURES,
    PRIORITY,
    SUB_THEME,
    WORK_AREA,
    Measure,
    Organisation,
    Outline,
    Part,
    Stakeholder,
    Value,
    identifier_of,
)
from goldenthread.strategy.models import (
    Aim,
    Area,
    Commitment,
    Deliverable,
    IndicatorUse,
    Priority,
    Strategy,
    SubTheme,
    WorkArea,
)

Carried = Mapping[str, dict[str, Any]]
Rows = defaultdict[Any, list[Any]]
WAY = "way-of-working"


class Titled(NamedTuple):
    """A row that has little more than a title.

    under_id: its priority, or the work area of a deliverable; None for a way of working.
    part_of: the sub-theme of a commitment, or the deliverable of which this is a part.
    """

    kind: str
    under_id: int | None
    part_of: int | None
    order: int
    pk: int
    key: str
    title: str
    text: str


def outline(plan: Strategy, measure: Measures | None = None) -> Outline:
    """Give a plan as an outline, in a fixed number of queries.

    measure: tells a use of an indicator with its results, for a performance report; left out,
        the outline holds no measures.
    """
    brought_in = () if plan.declared else plan.carried_over.all()
    carried: Carried = {one.about: one.facts for one in brought_in}
    whole = carried.get("", {})
    parts = _Parts(plan, carried, measure)
    return Outline(
        title=carrying.kept(whole, "title", plan.title),
        text=carrying.kept(whole, "strapline", plan.strapline),
        organisations=_organisations(plan, whole),
        vision=carrying.kept(whole, "vision", plan.vision),
        mission=carrying.kept(whole, "ambition", plan.ambition),
        values=tuple(_value(one, carried.get(f"value.{one.key}", {})) for one in parts.ways),
        goals=tuple(parts.goal(one) for one in parts.priorities),
        starts=plan.period_start,
        ends=plan.period_end,
        published_on=plan.adopted_on or _day(whole.get("published_on")),
        **{name: whole.get(name, "") for name in carrying.KEPT_AS_SAID},
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _value(way: Titled, facts: dict[str, Any]) -> Value:
    return Value(carrying.kept(facts, "title", way.title), carrying.kept(facts, "text", way.text))


def _organisations(plan: Strategy, whole: dict[str, Any]) -> tuple[Organisation, ...]:
    if "organisations" not in whole:
        return (Organisation(name=plan.partnership.name),)
    return tuple(
        Organisation(
            **{**one, "stakeholders": tuple(Stakeholder(**s) for s in one["stakeholders"])}
        )
        for one in whole["organisations"]
    )


class _Parts:
    """What stands under each priority of one plan, gathered with one query a kind."""

    def __init__(self, plan: Strategy, carried: Carried, measure: Measures | None) -> None:
        self.carried, self.measure = carried, measure
        self.priorities = list(
            plan.priorities.select_related("lead_group").annotate(
                has_areas=Exists(Area._default_manager.filter(priority=OuterRef("pk")))
            )
        )
        titled = _titled(plan)
        self.ways = titled[WAY][None]
        self.aims, self.work, self.themes = titled[AIM], titled[WORK_AREA], titled[SUB_THEME]
        self.promised, self.items = titled[COMMITMENT], titled[DELIVERABLE]
        self.areas = self._areas(plan)
        self.uses = _by("priority_id", measure.uses if measure else ())

    def _areas(self, plan: Strategy) -> Rows:
        """Give the areas by priority, asking only where some priority has any."""
        if not any(vars(one)["has_areas"] for one in self.priorities):
            return _by("priority_id", ())
        rows = Area.objects.of(plan.partnership_id).filter(priority__strategy=plan)
        return _by("priority_id", rows.select_related("reporting_group"))

    def goal(self, one: Priority) -> Part:
        keys = (one.key,)
        parts = [
            *(self.area(area, keys) for area in self.areas[one.pk]),
            *(self.part(AIM, aim, keys) for aim in self.aims[one.pk]),
            *(self.work_area(area, keys) for area in self.work[one.pk]),
            *(self.sub_theme(theme, keys, one.pk) for theme in self.themes[one.pk]),
            *(self.part(COMMITMENT, promise, keys)
              for promise in self.promised[one.pk] if promise.part_of is None),
            *self.measures(one),
        ]  # fmt: skip
        return self.part(
            PRIORITY,
            one,
            keys[:-1],
            stakeholders=carrying.of_group(one.lead_group),
            other=carrying.duties_line(one.duties),
            parts=tuple(parts),
        )

    def area(self, area: Area, above: tuple[str, ...]) -> Part:
        kind = FOCUS if area.kind == rules.FOCUS else ASSURANCE
        uses = [use for use in self.uses[area.priority_id] if use.area_id == area.pk]
        return self.part(
            kind,
            area,
            above,
            stakeholders=carrying.of_group(area.reporting_group),
            measures=self.told(uses),
        )

    def work_area(self, area: Titled, above: tuple[str, ...]) -> Part:
        keys = (*above, area.key)
        below = _by("part_of", self.items[area.pk])
        parts = (
            self.part(
                DELIVERABLE, item, keys,
                parts=tuple(self.part(DELIVERABLE, sub, (*keys, item.key))
                            for sub in below[item.pk]),
            )
            for item in below[None]
        )  # fmt: skip
        return self.part(WORK_AREA, area, above, parts=tuple(parts))

    def sub_theme(self, theme: Titled, above: tuple[str, ...], priority: int) -> Part:
        keys = (*above, theme.key)
        promised = (one for one in self.promised[priority] if one.part_of == theme.pk)
        parts = tuple(self.part(COMMITMENT, one, keys) for one in promised)
        return self.part(SUB_THEME, theme, above, parts=parts)

    def measures(self, one: Priority) -> list[Part]:
        """Give the measures of a priority as a whole, under a heading of their own."""
        uses = [use for use in self.uses[one.pk] if use.area_id is None]
        if not uses:
            return []
        identifier = identifier_of(MEASURES, one.key)
        return [Part(MEASURES, KINDS[MEASURES], identifier=identifier, measures=self.told(uses))]

    def told(self, uses: Iterable[IndicatorUse]) -> tuple[Measure, ...]:
        return tuple(self.measure.told(use) for use in uses) if self.measure else ()

    def part(self, kind: str, row: Any, above: tuple[str, ...], **more: Any) -> Part:
        """Give a row as a part: its wording as it stands now, the rest as its file said it."""
        identifier = identifier_of(kind, *above, row.key)
        facts = self.carried.get(identifier, {})
        told = {"other": KINDS[kind] if kind != PRIORITY else "", **more}
        if "stakeholders" in facts:
            told["stakeholders"] = tuple(Stakeholder(**one) for one in facts["stakeholders"])
        return Part(
            kind,
            carrying.kept(facts, "title", row.title),
            text=carrying.kept(facts, "text", getattr(row, "why", "")),
            identifier=facts.get("identifier", identifier),
            sequence=facts.get("sequence", ""),
            **{**told, "other": facts.get("other", told["other"])},
        )


# What has little more than a title: its model, the columns of `under_id` and `part_of`, its plan
TITLED: dict[str, tuple[Any, str, str, str]] = {
    AIM: (Aim, "priority_id", "", "priority__strategy"),
    WORK_AREA: (WorkArea, "priority_id", "", "priority__strategy"),
    SUB_THEME: (SubTheme, "priority_id", "", "priority__strategy"),
    COMMITMENT: (Commitment, "priority_id", "sub_theme_id", "priority__strategy"),
    DELIVERABLE: (Deliverable, "work_area_id", "parent_id", "work_area__priority__strategy"),
}


def _titled(plan: Strategy) -> defaultdict[str, Rows]:
    """Give what has little more than a title, in one query, each kind in its order."""
    none = Cast(Plain(None), BigIntegerField())
    ways = plan.ways_of_working.order_by().values_list(
        Plain(WAY), none, none, "order", "pk", "key", "title", "text"
    )
    every = ways.union(
        *(
            model.objects.of(plan.partnership_id)
            .filter(**{path: plan})
            .order_by()
            .values_list(
                Plain(kind), under, F(part) if part else none, "order", "pk", "key", "title",
                Plain(""),
            )
            for kind, (model, under, part, path) in TITLED.items()
        ),
        all=True,
    )  # fmt: skip
    found: defaultdict[str, Rows] = defaultdict(lambda: defaultdict(list))
    for row in sorted((Titled(*one) for one in every), key=lambda one: (one.order, one.pk)):
        found[row.kind][row.under_id].append(row)
    return found


def _by(name: str, rows: Iterable[Any]) -> Rows:
    found: Rows = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found
