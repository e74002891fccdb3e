"""What search may find of the plans, each thing with the place at which it is read."""

from collections.abc import Iterator

from goldenthread.accounts.models import Partnership
from goldenthread.partnership.queries import Found
from goldenthread.strategy import rules
from goldenthread.strategy.models import (
    Achievement,
    Aim,
    Area,
    CaseStudy,
    Commitment,
    Deliverable,
    EnablingPoint,
    IndicatorUse,
    Mechanism,
    PlanNote,
    PolicyDriver,
    Priority,
    Scheme,
    Strategy,
    SubTheme,
    WayOfWorking,
    WorkArea,
)
from goldenthread.strategy.queries.plans import LATEST_FIRST

UNDER = "priority__strategy"
ON_ONE_LINE = ("language", "format")  # notes that a plan's page gathers into one sentence


def search_documents(partnership: Partnership) -> Iterator[Found]:
    """Give what search may find here; what stands in a draft is not public."""
    yield from _plans(partnership)
    yield from _under_priorities(partnership)
    yield from _work(partnership)
    yield from _measures(partnership)
    yield from _statements(partnership)
    yield from _commitments(partnership)
    for known in Scheme.objects.of(partnership):
        text = " ".join([*known.aliases, known.needs, known.note])
        yield Found("Scheme", known.name, text, "scheme", (known.key,), not known.restricted)


def _plans(partnership: Partnership) -> Iterator[Found]:
    for one in Strategy.objects.of(partnership):
        text = " ".join(filter(None, [one.strapline, one.ambition, one.vision]))
        yield Found("Plan", one.title, text, "strategy", (one.key,), _open(one))
    for item in Priority.objects.of(partnership).select_related("strategy"):
        kind = "Theme" if item.strategy.kind == rules.POLICE_PLAN else "Priority"
        text = f"{item.short_title} {item.why}"
        yield Found(kind, item.title, text, "priority", _named(item), _open(item.strategy))


def _under_priorities(partnership: Partnership) -> Iterator[Found]:
    for area in Area.objects.of(partnership).select_related(UNDER):
        above, shown = area.priority, _open(area.strategy)
        kind, at = area.get_kind_display(), (*_named(above), area.key)
        yield Found(kind, area.title, above.title, "area", at, shown)
    for aim in Aim.objects.of(partnership).select_related(UNDER):
        above, shown = aim.priority, _open(aim.strategy)
        text, at = f"{aim.drafted} {above.title}".strip(), (*_named(above), aim.key)
        yield Found("Aim", aim.title, text, "aim", at, shown)
    for part in SubTheme.objects.of(partnership).select_related(UNDER):
        above, shown = part.priority, _open(part.strategy)
        line = f"theme-{part.pk}"
        yield Found("Sub-theme", part.title, above.title, "priority", _named(above), shown, line)
    for study in CaseStudy.objects.of(partnership).select_related(UNDER):
        shown = study.published and _open(study.strategy)
        yield Found(
            "Case study", study.title, study.summary, "priority", _named(study.priority), shown,
            f"story-{study.key}", needs="strategy.edit" if not study.published else "",
        )  # fmt: skip


def _work(partnership: Partnership) -> Iterator[Found]:
    """Give work areas, deliverables with their parts, and the plans that carry them out."""
    for area in WorkArea.objects.of(partnership).select_related(UNDER):
        plan, text = area.strategy, " ".join([*area.aliases, area.priority.title])
        at = f"work-{area.pk}"
        yield Found("Work area", area.title, text, "work", (plan.key,), _open(plan), at)
    every = Deliverable.objects.of(partnership).select_related(f"work_area__{UNDER}", "parent")
    for one in every:
        above = [one.parent] if one.parent else []
        text = ". ".join(str(part) for part in (*above, one.work_area, one.work_area.priority))
        plan, at = one.strategy, f"deliverable-{one.pk}"
        yield Found("Deliverable", one.title, text, "work", (plan.key,), _open(plan), at)
    for carrier in Mechanism.objects.of(partnership).select_related("strategy"):
        plan, text = carrier.strategy, " ".join([*carrier.aliases, carrier.note])
        at = f"carrier-{carrier.pk}"
        yield Found("Delivery plan", carrier.title, text, "work", (plan.key,), _open(plan), at)


def _measures(partnership: Partnership) -> Iterator[Found]:
    """Give the indicators in use: in the current plan each has a page, in others a line."""
    current = _current(partnership)
    uses = IndicatorUse.objects.of(partnership).select_related(
        "strategy", "definition", UNDER, "area"
    )
    for use in uses:
        plan, text = use.strategy, f"{use.definition} {use.area or ''} {use.better_why}"
        if plan.pk == current:
            yield Found("Measure", str(use), text, "kpi", (use.key,), True)
        elif use.priority:
            at, line = _named(use.priority), f"measure-{use.key}"
            yield Found("Measure", str(use), text, "priority", at, _open(plan), line)


def _current(partnership: Partnership) -> int | None:
    adopted = Strategy.objects.of(partnership).filter(
        kind=rules.PARTNERSHIP_PLAN, status=rules.ADOPTED
    )
    return adopted.order_by(*LATEST_FIRST).values_list("pk", flat=True).first()


def _statements(partnership: Partnership) -> Iterator[Found]:
    """Give what else a plan says: ways of working, what shaped it, what makes it possible."""
    for way in WayOfWorking.objects.of(partnership).select_related("strategy"):
        yield _of_plan("Way of working", way.title, way.text, way.strategy, f"way-{way.pk}")
    for driver in PolicyDriver.objects.of(partnership).select_related("strategy"):
        yield _of_plan("Driver", driver.title, driver.note, driver.strategy, f"driver-{driver.pk}")
    for point in EnablingPoint.objects.of(partnership).select_related("factor__strategy"):
        at = f"point-{point.pk}"
        yield _of_plan("Enabling factor", point.text, point.factor.title, point.strategy, at)
    notes = PlanNote.objects.of(partnership).exclude(kind__in=ON_ONE_LINE)
    for note in notes.select_related("strategy", UNDER):
        title, text = (note.title, note.text) if note.title else (note.text, "")
        if note.priority is None:
            yield _of_plan("Statement", title, text, note.strategy, f"note-{note.pk}")
        else:
            named, shown = _named(note.priority), _open(note.strategy)
            yield Found("Statement", title, text, "priority", named, shown, f"note-{note.pk}")


def _of_plan(kind: str, title: str, text: str, plan: Strategy, anchor: str) -> Found:
    return Found(kind, title, text, "strategy", (plan.key,), _open(plan), anchor)


def _commitments(partnership: Partnership) -> Iterator[Found]:
    """Give commitments, and each thing that is ticked off under one at its own line."""
    for promise in Commitment.objects.of(partnership).select_related("strategy", "priority"):
        at, shown = (promise.strategy.key, promise.key), _open(promise.strategy)
        text = promise.priority.title
        yield Found("Commitment", promise.title, text, "commitment", at, shown)
    for done in Achievement.objects.of(partnership).select_related("commitment__strategy"):
        promise = done.commitment
        at, shown = (promise.strategy.key, promise.key), _open(promise.strategy)
        text = f"{done.heading} {promise.title}".strip()
        yield Found("Achievement", done.text, text, "commitment", at, shown, f"achieved-{done.pk}")


def _named(one: Priority) -> tuple[str, str]:
    return one.strategy.key, one.key


def _open(plan: Strategy) -> bool:
    return not plan.is_draft
