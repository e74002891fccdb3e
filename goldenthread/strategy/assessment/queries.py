"""Every read of the strategic assessments.

The public layer is read by `public_told` alone: a query that sees only public statements without
a figure that is held back, told from what everybody may see; a statement of which one figure is
not to be seen is left out whole.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person, may
from goldenthread.indicators.changed import Changed, changed
from goldenthread.indicators.figures import Figure
from goldenthread.strategy.assessment import rules, telling
from goldenthread.strategy.assessment.choosing import (
    Choice,
    areas_to_choose,
    figures_to_choose,
    priorities_to_choose,
)
from goldenthread.strategy.assessment.prose import Bound
from goldenthread.strategy.assessment.rules import Lack, Stands
from goldenthread.strategy.assessment.telling import EVERYBODY, Told, Under
from goldenthread.strategy.models import (
    Assessment,
    AssessmentStatement,
    BoundFigure,
    Priority,
    StatementVersion,
)

__all__ = [
    "Beside",
    "Choice",
    "areas_to_choose",
    "assessment",
    "assessments",
    "before",
    "beside",
    "fetched",
    "figures_to_choose",
    "headings_filled",
    "layer_told",
    "missing",
    "plan_priorities",
    "priorities_to_choose",
    "public_statements",
    "public_told",
    "restricted_told",
    "sees_restricted",
    "standing_statements",
    "stands",
    "statement",
    "told_of",
    "under_headings",
    "versions",
]


def sees_restricted(by: Person, partnership: Partnership) -> bool:
    """Whether somebody may read the restricted layer: it prints provisional figures too."""
    named = ("strategy.read_restricted", "indicators.read_unpublished")
    return all(may(by, one, on=partnership) for one in named)


def assessments(partnership: Partnership, *, by: Person) -> QuerySet[Assessment]:
    """Give the assessments somebody may see, newest first; others than published ones as drafts."""
    require(by, "public.read", on=partnership)
    every = Assessment.objects.of(partnership)
    if not may(by, "strategy.read_draft", on=partnership):
        every = every.filter(status=rules.PUBLISHED)
    return every.select_related("taken_from")


def assessment(partnership: Partnership, year: int, *, by: Person) -> Assessment | None:
    """Give the assessment of a year, or None where somebody may not see it."""
    return assessments(partnership, by=by).filter(year=year).first()


def before(one: Assessment, *, by: Person) -> Assessment | None:
    """Give the newest assessment of an earlier year that somebody may see."""
    return assessments(one.partnership, by=by).filter(year__lt=one.year).first()


def standing_statements(*some: Assessment) -> QuerySet[AssessmentStatement]:
    """Give every statement that was not withdrawn, in both layers. some: of one partnership."""
    every = AssessmentStatement.objects.of(some[0].partnership_id)
    return every.filter(assessment__in=some, withdrawn_at=None)


def public_statements(*some: Assessment) -> QuerySet[AssessmentStatement]:
    """Give the public statements that rest on no figure held back."""
    held = BoundFigure.objects.of(some[0].partnership_id).filter(
        statement=OuterRef("pk"), restricted=True
    )
    return standing_statements(*some).filter(~Exists(held), layer=rules.PUBLIC)


def fetched(
    statements: QuerySet[AssessmentStatement], *, by: Person, partnership: Partnership
) -> QuerySet[AssessmentStatement]:
    """Fetch with statements what they rest on, and the priorities that somebody may see."""
    seen = Priority.objects.of(partnership).select_related("strategy")
    if not may(by, "strategy.read_draft", on=partnership):
        seen = seen.exclude(strategy__status="draft")
    return statements.prefetch_related(
        Prefetch("figures", _figures(partnership)), Prefetch("priorities", seen)
    )


def public_told(*some: Assessment, as_of: date | None = None) -> list[Told]:
    """Give the public layer: what everybody may read, with the values everybody may see."""
    partnership = some[0].partnership
    rows = fetched(public_statements(*some), by=EVERYBODY, partnership=partnership)
    every = telling.told(list(rows), partnership, by=EVERYBODY, as_of=as_of)
    return [said for said in every if said.is_told]


def restricted_told(*some: Assessment, by: Person | None, as_of: date | None = None) -> list[Told]:
    """Give both layers, with provisional values too.

    by: needs "strategy.read_restricted" and "indicators.read_unpublished"; None for a command
        or a report whose readers are asked for both. Raises PermissionDenied.
    """
    partnership = some[0].partnership
    if by is not None:
        require(by, "strategy.read_restricted", on=partnership)
        require(by, "indicators.read_unpublished", on=partnership)
    rows = standing_statements(*some).prefetch_related(
        Prefetch("figures", _figures(partnership)),
        Prefetch("priorities", Priority.objects.of(partnership).select_related("strategy")),
    )
    return telling.told(list(rows), partnership, by=None, as_of=as_of)


def _figures(partnership: Partnership) -> QuerySet[BoundFigure]:
    return BoundFigure.objects.of(partnership).select_related("indicator", "area")


def layer_told(*some: Assessment, by: Person, layer: str = "") -> list[Told]:
    """Give what somebody may read: both layers where they may, else the public one.

    layer: "public" shows the public layer to those who may read both.
    """
    if layer == rules.PUBLIC or not sees_restricted(by, some[0].partnership):
        return public_told(*some)
    return restricted_told(*some, by=by)


def told_of(rows: Sequence[AssessmentStatement]) -> list[Told]:
    """Give statements of one assessment, fetched for who may write them, with their values."""
    return telling.told(rows, rows[0].partnership, by=None)


def plan_priorities(one: Assessment) -> list[Priority]:
    """Give the priorities of the plan in force that the assessment feeds (CSP-16)."""
    rows = priorities_to_choose(one.partnership)
    return list(rows.exclude(strategy__status="draft"))


def under_headings(one: Assessment, said: Iterable[Told]) -> list[Under]:
    """Give statements under their headings."""
    return telling.under_headings(said, two_tier=one.two_tier)


def statement(one: Assessment, number: int, *, by: Person) -> AssessmentStatement | None:
    """Give a statement to be worked on, withdrawn or not; None where somebody may not write."""
    if not (may(by, "strategy.write_assessment", on=one) and sees_restricted(by, one.partnership)):
        return None
    every = AssessmentStatement.objects.of(one.partnership).filter(assessment=one, number=number)
    return fetched(every, by=by, partnership=one.partnership).first()


def versions(one: AssessmentStatement) -> QuerySet[StatementVersion]:
    """Give how a statement stood after each change, newest first. For those who may write it."""
    return StatementVersion.objects.of(one.partnership_id).filter(statement=one)


def headings_filled(every: Iterable[Assessment], *, by: Person) -> dict[int, set[str]]:
    """Give the headings under which something stands, by assessment; one query."""
    listed = list(every)
    if not listed:
        return {}
    partnership = listed[0].partnership
    rows = AssessmentStatement.objects.of(partnership).filter(withdrawn_at=None)
    if not sees_restricted(by, partnership):
        rows = rows.filter(layer=rules.PUBLIC)
    found: dict[int, set[str]] = {}
    for pk, heading in rows.values_list("assessment", "heading").distinct():
        found.setdefault(pk, set()).add(heading)
    return found


def missing(one: Assessment) -> list[Lack]:
    """Give all that is missing before it may be completed (CSP-15)."""
    return rules.missing(stands(one), two_tier=one.two_tier)


def stands(one: Assessment) -> list[Stands]:
    """Give each statement as completeness sees it: from all that is known, and by everybody."""
    figures = Prefetch("figures", _figures(one.partnership))
    rows = list(standing_statements(one).prefetch_related(figures))
    known = telling.told(rows, one.partnership, by=None)
    seen = telling.told(rows, one.partnership, by=EVERYBODY)
    return [_stands(inside, outside) for inside, outside in zip(known, seen, strict=True)]


def _stands(inside: Told, outside: Told) -> Stands:
    statement = inside.statement
    hidden = [
        each.bound.said
        for each, known in zip(outside.figures, inside.figures, strict=True)
        if known.is_told and (each.bound.restricted or not each.is_told)
    ]
    return Stands(
        number=statement.number,
        heading=statement.heading,
        layer=statement.layer,
        figures=len(inside.figures),
        looked_at=statement.looked_at,
        unknown=tuple(each.bound.said for each in inside.figures if not each.is_told),
        hidden=tuple(hidden),
    )


@dataclass(frozen=True)
class Beside:
    """A figure of this year's assessment beside that of the year before; None for no such.

    change: between the two, where their periods are of one kind.
    """

    said: str
    now: Figure
    before: Figure | None = None
    change: Changed | None = None


def beside(now: Sequence[Told], earlier: Sequence[Told]) -> list[Beside]:
    """Set each figure, once, beside the last of the same indicator and area the year before."""
    old = {_what(each): each.figure for said in earlier for each in said.figures}
    new = {(*_what(each), each.bound.period.key): each for said in now for each in said.figures}
    return [_beside(each, old.get(_what(each))) for each in new.values()]


def _what(one: Bound) -> tuple[str, int]:
    return one.bound.indicator_id, one.bound.area_id


def _beside(one: Bound, before: Figure | None) -> Beside:
    said = f"{one.bound.indicator.name}, {one.bound.area.name}"
    alike = before is not None and before.period is not None
    if before is None or not alike or before.period == one.bound.period:
        return Beside(said, one.figure, before)
    if not one.bound.period.same_kind_as(before.period):  # type: ignore[arg-type]
        return Beside(said, one.figure, before)
    return Beside(said, one.figure, before, changed(before, one.figure))
