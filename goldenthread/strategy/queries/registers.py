"""Commitments, the alignment matrix, the crosswalk of generations, schemes, and search."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.queries import Person
from goldenthread.strategy import rules
from goldenthread.strategy.models import (
    Achievement,
    AlignedPlan,
    AlignmentCell,
    Commitment,
    CommitmentUpdate,
    CrosswalkLink,
    MutualRegard,
    Priority,
    Scheme,
    Strategy,
    SubTheme,
)
from goldenthread.strategy.queries.plans import plans

NO_STATUS = "none"
NAMED = ("strategy__key", "priority__key", "sub_theme__key")


def commitments(
    partnership: Partnership,
    *,
    by: Person,
    theme: str = "",
    sub_theme: str = "",
    status: str = "",
    reported: bool | None = None,
    words: str = "",
) -> QuerySet[Commitment]:
    """Give commitments in the plan's order, with `achievements_count`.

    theme: "plan:theme", sub_theme: "plan:theme:sub-theme" (see `theme_named`), since such a
    key is unique only in its plan. status: a key of rules.COMMITMENT_STATUSES, or "none" for those
    without one. reported: whether the report tells of it. words: searched in the title and
    in what was achieved.
    """
    found = (
        Commitment.objects.of(partnership)
        .filter(strategy__in=plans(partnership, by=by))
        .select_related("strategy", "priority", "sub_theme")
        .annotate(achievements_count=Count("achievements", distinct=True))
        .order_by("strategy", "order", "pk")
    )
    for named in filter(None, (theme, sub_theme)):
        found = found.filter(**dict(zip(NAMED, named.split(":"), strict=False)))
    if status:
        found = found.filter(status="" if status == NO_STATUS else status)
    if reported is not None:
        found = found.filter(is_reported=reported)
    for word in words.split():
        achieved = Achievement.objects.of(partnership).filter(text__icontains=word)
        found = found.filter(Q(title__icontains=word) | Q(achievements__in=achieved)).distinct()
    return found


def theme_named(theme: Priority, sub: SubTheme | None = None) -> str:
    """Name a theme, or a part of one, in an address: by its plan too, as `commitments` asks."""
    return ":".join(one.key for one in (theme.strategy, theme, sub) if one)


def commitment(partnership: Partnership, plan: str, key: str, *, by: Person) -> Commitment | None:
    """Give one commitment with its achievements, schemes and how it stood over time."""
    found = commitments(partnership, by=by).filter(strategy__key=plan, key=key)
    updates = Prefetch("updates", CommitmentUpdate.objects.select_related("by"))
    one = found.prefetch_related("achievements", "schemes", updates).first()
    if one is not None:
        one.priority.strategy = one.strategy
    return one


@dataclass(frozen=True)
class Standing:
    """How many commitments of a theme share a status, are listed, and are reported on."""

    theme: int
    status: str
    is_listed: bool
    is_reported: bool
    count: int


def commitments_standing(partnership: Partnership, *, by: Person) -> list[Standing]:
    """Give how the commitments stand, counted in one query; `theme` is a primary key."""
    every = Commitment.objects.of(partnership).filter(strategy__in=plans(partnership, by=by))
    names = ("priority", "status", "is_listed", "is_reported")
    counted = every.order_by().values_list(*names).annotate(count=Count("pk"))
    return [Standing(*row) for row in counted]


def themes(partnership: Partnership, *, by: Person) -> QuerySet[Priority]:
    """Give the themes that commitments stand under, with sub-themes and `commitments_count`."""
    return (
        Priority.objects.of(partnership)
        .filter(strategy__in=plans(partnership, by=by), strategy__kind=rules.POLICE_PLAN)
        .select_related("strategy")
        .prefetch_related("sub_themes")
        .annotate(commitments_count=Count("commitments", distinct=True))
    )


@dataclass(frozen=True)
class MatrixRow:
    """One priority of the matrix; `cells` stand in the order of the plans, None where empty."""

    priority: Priority
    cells: list[AlignmentCell | None]

    @property
    def filled(self) -> int:
        """How many plans say something on it."""
        return sum(cell is not None for cell in self.cells)


@dataclass(frozen=True)
class Matrix:
    """Our priorities against other bodies' plans."""

    plans: list[AlignedPlan]
    rows: list[MatrixRow]

    @property
    def filled(self) -> int:
        """How many cells say something."""
        return sum(row.filled for row in self.rows)


def alignment_matrix(strategy: Strategy) -> Matrix:
    """Give a plan's alignment matrix, empty where it has none."""
    columns = list(strategy.aligned_plans.order_by("order"))
    cells = {
        (cell.priority_id, cell.plan_id): cell
        for cell in AlignmentCell.objects.of(strategy.partnership).filter(plan__strategy=strategy)
    }
    rows = [
        MatrixRow(one, [cells.get((one.pk, column.pk)) for column in columns])
        for one in (strategy.priorities.all() if columns else [])
    ]
    return Matrix(columns, rows)


def plans_with_matrix(partnership: Partnership, *, by: Person) -> QuerySet[Strategy]:
    """Give the plans somebody may see that set themselves beside other plans, newest first."""
    columns = AlignedPlan.objects.of(partnership).order_by().values("strategy")
    return plans(partnership, by=by).filter(pk__in=columns)


def crosswalk_seen(partnership: Partnership, *, by: Person) -> QuerySet[CrosswalkLink]:
    """Give the links of the crosswalk between plans that somebody may see, in order."""
    seen = plans(partnership, by=by)
    return crosswalk(partnership).filter(
        Q(from_priority=None) | Q(from_priority__strategy__in=seen),
        Q(to_strategy=None) | Q(to_strategy__in=seen),
        Q(to_priority=None) | Q(to_priority__strategy__in=seen),
    )


def regards_seen(partnership: Partnership, *, by: Person) -> QuerySet[MutualRegard]:
    """Give the mutual regard between plans that somebody may see, newest plan first (CSP-06)."""
    seen = plans(partnership, by=by)
    return (
        mutual_regard(partnership)
        .filter(priority__strategy__in=seen, theme__strategy__in=seen)
        .order_by("-priority__strategy__period_start", "priority__number", "order")
    )


def crosswalk(partnership: Partnership) -> QuerySet[CrosswalkLink]:
    """Give how priorities live on from one generation to the next, in order."""
    return CrosswalkLink.objects.of(partnership).select_related(
        "from_priority__strategy", "to_strategy", "to_priority__strategy", "to_area__priority"
    )


@dataclass(frozen=True)
class Generation:
    """One of the partnership's own plans, beside the others, oldest first."""

    strategy: Strategy
    priorities: list[Priority]


def generations(partnership: Partnership, *, by: Person) -> list[Generation]:
    """Give the partnership's own plans side by side, oldest first.

    Each priority has `lives_on_to`: its links to the next plan.
    """
    own = plans(partnership, by=by).filter(kind=rules.PARTNERSHIP_PLAN).order_by("period_start")
    links = CrosswalkLink.objects.of(partnership).select_related(
        "to_strategy", "to_priority", "to_area"
    )
    every = Priority.objects.of(partnership).prefetch_related(
        "areas", Prefetch("lives_on", links, to_attr="lives_on_to")
    )
    return [
        Generation(one, list(one.priorities.all()))
        for one in own.prefetch_related(Prefetch("priorities", every))
    ]


def mutual_regard(partnership: Partnership) -> QuerySet[MutualRegard]:
    """Give which themes of the police and crime plan each priority has regard to (CSP-06)."""
    return MutualRegard.objects.of(partnership).select_related(
        "priority__strategy", "theme__strategy", "sub_theme"
    )


def schemes(partnership: Partnership) -> QuerySet[Scheme]:
    """Give every scheme with its owners and the priorities it serves, by name."""
    return (
        Scheme.objects.of(partnership)
        .select_related("named_with", "owner_group")
        .prefetch_related("owners", "serves")
    )


def scheme(partnership: Partnership, key: str) -> Scheme | None:
    """Give one scheme with everything that points to it."""
    found = schemes(partnership).filter(key=key)
    return found.prefetch_related(
        "also_named", "groups", "commitments__priority", "serves__strategy"
    ).first()
