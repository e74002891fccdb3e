"""What is held of each document, and the statements of evidence that a plan prints."""

from collections import Counter
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.queries import Person
from goldenthread.partnership.models import DocumentSource, Group, Officer, Organisation
from goldenthread.places.models import Area as Place
from goldenthread.strategy.models import (
    Achievement,
    Aim,
    AlignmentCell,
    Area,
    CaseStudy,
    ChangeStatement,
    Commitment,
    Deliverable,
    EnablingPoint,
    EvidenceItem,
    EvidenceValue,
    IndicatorUse,
    Mechanism,
    PlanNote,
    PolicyDriver,
    Priority,
    Strategy,
    WayOfWorking,
    WorkArea,
)
from goldenthread.strategy.queries.plans import plans
from goldenthread.strategy.queries.schemes import schemes_seen

# What a plan holds, in words, and the way from each row to its plan.
_IN_PLAN: tuple[tuple[str, Any, str], ...] = (
    ("priorities", Priority, "strategy"),
    ("areas of focus and assurance", Area, "priority__strategy"),
    ("aims", Aim, "priority__strategy"),
    ("work areas", WorkArea, "priority__strategy"),
    ("deliverables and their sub-items", Deliverable, "work_area__priority__strategy"),
    ("delivery mechanisms", Mechanism, "strategy"),
    ("ways of working", WayOfWorking, "strategy"),
    ("enabling points", EnablingPoint, "factor__strategy"),
    ("policy drivers", PolicyDriver, "strategy"),
    ("filled cells of the alignment matrix", AlignmentCell, "plan__strategy"),
    ("commitments", Commitment, "strategy"),
    ("achievements", Achievement, "commitment__strategy"),
    ("indicators in use", IndicatorUse, "strategy"),
    ("statements of evidence", EvidenceItem, "strategy"),
    ("printed values", EvidenceValue, "item__strategy"),
    ("printed changes", ChangeStatement, "item__strategy"),
    ("case studies", CaseStudy, "priority__strategy"),
    ("other statements", PlanNote, "strategy"),
)


def documents_held(partnership: Partnership) -> QuerySet[DocumentSource]:
    """Give the documents from which statements are taken, by short name."""
    return DocumentSource.objects.of(partnership)


def held_of_plans(partnership: Partnership, *, by: Person) -> dict[int, dict[str, int]]:
    """Count what each plan holds that somebody may see, by kind, in one query.

    Gives the primary key of the plan → kind in words → count; kinds of which there are none
    are left out.
    """
    seen = plans(partnership, by=by).order_by().values("pk")
    counted = [
        model.objects.of(partnership)
        .filter(**{f"{way}__in": seen})
        .order_by()
        .annotate(of_plan=F(way), of_kind=Value(number))
        .values_list("of_plan", "of_kind")
        .annotate(how_many=Count("pk"))
        for number, (_, model, way) in enumerate(_IN_PLAN)
    ]
    found: dict[int, dict[str, int]] = {}
    rows: list[tuple[int, int, int]] = sorted(counted[0].union(*counted[1:], all=True))
    for plan, number, count in rows:
        found.setdefault(plan, {})[_IN_PLAN[number][0]] = count
    return found


def named_in_documents(partnership: Partnership, *, by: Person) -> dict[str, Counter[str]]:
    """Count the bodies, groups, officers and schemes that each document names, by kind."""
    named = {
        "organisations named": Organisation.objects.of(partnership),
        "groups named": Group.objects.of(partnership),
        "officers named": Officer.objects.of(partnership),
        "schemes named": schemes_seen(partnership, by=by).prefetch_related(None),
    }
    found: dict[str, Counter[str]] = {}
    for kind, rows in named.items():
        for places in rows.order_by().values_list("places", flat=True):
            for document in {place.partition(":")[0] for place in places}:
                found.setdefault(document, Counter())[kind] += 1
    return found


def statements(
    strategy: Strategy,
    *,
    priority: str = "",
    kind: str = "",
    flagged: bool = False,
    words: str = "",
) -> QuerySet[EvidenceItem]:
    """Give a plan's statements of evidence in its order, without their values.

    priority: a key; "none" for those that stand under no priority. flagged: only those with a
    value or change that is doubtful. words: searched in the statement and what it prints.
    """
    found = strategy.evidence.select_related("priority", "sub_theme").annotate(
        place_in_plan=Coalesce("priority__number", 0)
    )
    if priority:
        found = (
            found.filter(priority=None)
            if priority == "none"
            else found.filter(priority__key=priority)
        )
    if kind:
        found = found.filter(kind=kind)
    if flagged:
        found = found.filter(_has(EvidenceValue, ~Q(flag="")) | _has(ChangeStatement, ~Q(flag="")))
    for word in words.split():
        printed = Q(printed__icontains=word) | Q(flag__icontains=word)
        said = Q(text__icontains=word) | _has(ChangeStatement, printed)
        named = printed | Q(definition__name__icontains=word) | Q(period_text__icontains=word)
        found = found.filter(said | _has(EvidenceValue, named))
    return found


def _has(model: Any, which: Q) -> Exists:
    return Exists(model._default_manager.filter(which, item=OuterRef("pk")))


def with_values() -> tuple[Prefetch, Prefetch]:
    """Give what to prefetch on statements: values with their observations, and changes.

    For `prefetch_related_objects`, on the statements of one page only: two queries. Each value
    has `area_name`, None where no area has the printed code.
    """
    named = Place.objects.filter(code=OuterRef("area_printed")).values("name")[:1]
    values = EvidenceValue.objects.select_related(
        "definition", "observation__area", "observation__series"
    ).annotate(area_name=Subquery(named))
    return Prefetch("values", values), Prefetch("changes", ChangeStatement.objects.all())
