"""What stands under a priority, read for its own page: what is short, all in one query."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, QuerySet, Value

from goldenthread.strategy.models import (
    Aim,
    Mechanism,
    MutualRegard,
    PlanNote,
    Priority,
    SubTheme,
    WorkArea,
)
from goldenthread.strategy.queries.plans import work_areas

AIM, SUB_THEME, NOTE, REGARD, CARRIES = "aim", "sub_theme", "note", "regard", "carries"


@dataclass(frozen=True)
class Line:
    """Something short that stands under a priority, whatever it is.

    what: AIM, SUB_THEME, NOTE, REGARD (a theme beside which the priority stands) or CARRIES
        (a plan that carries out a work area). under: a note's kind, a theme's plan, or the
        number of the work area. text: a note's words, a plan's status, or what is noted.
    part: the part of a theme that is meant.
    """

    what: str
    order: int
    pk: int
    key: str
    title: str
    text: str
    under: str
    part: str
    flag: str
    places: list[str]

    def __str__(self) -> str:
        return self.title or self.text[:80]

    @property
    def kind(self) -> str:
        """The kind of a note, as a note itself calls it."""
        return self.under


def lines(one: Priority) -> dict[str, list[Line]]:
    """Give what is short under a priority, by what it is, in the plan's order; in one query.

    one: from `queries.priority`, which says what there is; where there is nothing, none asks.
    """
    told = vars(one)
    asked = [rows for there, rows in _every(one) if told[there]]
    found: dict[str, list[Line]] = defaultdict(list)
    if asked:
        for row in asked[0].union(*asked[1:], all=True):
            what, order, number, *words, places = row
            key, title, text, under, part, flag = (word or "" for word in words)
            found[what].append(
                Line(what, order, number, key, title, text, under, part, flag, places)
            )
    for some in found.values():
        some.sort(key=lambda line: (line.order, line.pk))
    return found


def _every(one: Priority) -> Iterable[tuple[str, QuerySet]]:
    here = one.partnership_id
    mine = {"priority": one}
    regard = MutualRegard.objects.of(here).filter(**mine)
    yield "has_aims", _columns(Aim.objects.of(here).filter(**mine), AIM)
    yield "has_sub_themes", _columns(SubTheme.objects.of(here).filter(**mine), SUB_THEME)
    yield (
        "has_notes",
        _columns(PlanNote.objects.of(here).filter(**mine), NOTE, "text", "kind", flag="flag"),
    )
    yield (
        "has_regards",
        _columns(
            regard, REGARD, "note", "theme__strategy__key", "sub_theme__title",
            key="theme__key", title="theme__title",
        ),
    )  # fmt: skip
    carries = Mechanism.objects.of(here).filter(work_areas__priority=one)
    yield "has_work_areas", _columns(carries, CARRIES, "status", "work_areas__key")


def _columns(
    rows: QuerySet,
    what: str,
    text: str = "",
    under: str = "",
    part: str = "",
    *,
    key: str = "key",
    title: str = "title",
    flag: str = "",
) -> QuerySet:
    """Give rows in the columns that all of them share, in no order."""
    named = (F(path) if path else Value("") for path in (key, title, text, under, part, flag))
    return rows.order_by().values_list(Value(what), F("order"), F("pk"), *named, F("places"))


def with_carriers(one: Priority, carries: Iterable[Line]) -> list[WorkArea]:
    """Give a priority's work areas with deliverables; `carried_by`: the plans that carry each."""
    every = list(work_areas(one))
    for area in every:
        vars(area)["carried_by"] = [line for line in carries if line.under == area.key]
    return every


def is_current_plan(one: Priority) -> bool:
    """Say whether a priority from `queries.priority` stands in the partnership's current plan."""
    return bool(vars(one)["current_plan"] == one.strategy_id)
