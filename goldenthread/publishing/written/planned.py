"""References to what the plan says."""

from collections.abc import Callable, Iterator

from goldenthread.publishing.composing.measures import ROLES
from goldenthread.publishing.document import (
    Element,
    Facts,
    Heading,
    Listing,
    Paragraph,
    Printed,
    Table,
    Words,
)
from goldenthread.publishing.written.context import Context, checked
from goldenthread.references import Reference
from goldenthread.strategy.models import Aim, Area, Priority, WayOfWorking
from goldenthread.strategy.rules import AREA_KINDS, ASSURANCE

Blocks = Iterator[Element]


def priorities(context: Context, asked: Reference) -> Blocks:
    """Every priority with its areas, aims and lead."""
    checked(asked, ())
    for one in context.plan.priorities.select_related("lead_group"):
        yield Heading(2, str(one))
        yield Facts((("Led by", (str(one.lead_group or "No group is named in the plan."),)),))
        inside = context.about(one)
        yield from areas(inside, asked)
        yield from aims(inside, asked)


def leads(context: Context, asked: Reference) -> Blocks:
    """The priorities in one table: each with its areas and the group that leads on it."""
    checked(asked, ())
    areas_of: dict[int, list[str]] = {}
    for area in Area.objects.of(context.partnership).filter(priority__in=_here(context)):
        areas_of.setdefault(area.priority_id, []).append(area.title)
    rows: list[tuple[Words, ...]] = [
        ((str(one),), ("; ".join(areas_of.get(one.pk, [])) or "None named",),
         (str(one.lead_group or "No group is named"),))
        for one in context.plan.priorities.select_related("lead_group")
    ]  # fmt: skip
    if rows:
        heads = (("Priority", False), ("Areas of focus and assurance", False), ("Led by", False))
        yield Table("What the plan puts first", heads, tuple(rows))
    else:
        yield Paragraph(("No priorities are set in the plan.",), "note")


def aims(context: Context, asked: Reference) -> Blocks:
    """What the priority here is to achieve; outside, what every priority is."""
    checked(asked, ())
    every = Aim.objects.of(context.partnership).filter(priority__in=_here(context))
    found = tuple((one.title,) for one in every)
    yield Listing(found) if found else Paragraph(("No aims are set in the plan.",), "note")


def areas(context: Context, asked: Reference) -> Blocks:
    """Areas of focus and of assurance."""
    checked(asked, ())
    every = Area.objects.of(context.partnership).filter(priority__in=_here(context))
    said = [(label, [one.title for one in every if one.kind == kind])
            for kind, label in AREA_KINDS.items()]  # fmt: skip
    items: tuple[tuple[str, Words], ...] = tuple(
        (label, ("; ".join(titles),)) for label, titles in said if titles
    )
    yield Facts(items) if items else Paragraph(("No areas are named in the plan.",), "note")


def assured(context: Context, asked: Reference) -> Blocks:
    """Areas of assurance: who reports on each, how often, and where it goes when it does not."""
    checked(asked, ())
    every = Area.objects.of(context.partnership).filter(priority__in=_here(context))
    rows: list[tuple[Words, ...]] = []
    for one in every.filter(kind=ASSURANCE).select_related("priority", "reporting_group"):
        cycle: Words = ("None set",)
        if one.cycle_months:
            months = Printed(str(one.cycle_months), f"{one.key}.cycle", "counted")
            cycle = ("Every ", months, " months")
        group = str(one.reporting_group or "No group is named")
        rows.append(((one.title,), (str(one.priority),), (group,), cycle))
    if rows:
        heads = (("Area of assurance", False), ("Under", False), ("Reported by", False),
                 ("How often", False))  # fmt: skip
        yield Table("Who gives assurance, and how often", heads, tuple(rows))
    else:
        yield Paragraph(("The plan names no area of assurance.",), "note")


def _here(context: Context) -> list[Priority]:
    return [context.here] if context.here else list(context.plan.priorities.all())


def ways(context: Context, asked: Reference) -> Blocks:
    """The plan's ways of working."""
    checked(asked, ())
    every = WayOfWorking.objects.of(context.partnership).filter(strategy=context.plan)
    found = tuple((f"{one.title}: {one.text}" if one.text else one.title,) for one in every)
    yield Listing(found) if found else Paragraph(("None set in the plan.",), "note")


def judged_by(context: Context, asked: Reference) -> Blocks:
    """The measures the plan is judged by, each with its role, which way is better, and target."""
    checked(asked, ())
    rows: list[tuple[Words, ...]] = []
    better = {"lower": "Lower", "higher": "Higher", "neither": "Neither"}
    for one in context.measures_here():
        use = one.use
        target: Words = ("None set",)
        if use.target is not None:
            printed = use.target_printed or f"{use.target.normalize():f}"
            target = (Printed(printed, f"{use.key}.target", "target"),)
        rows.append(
            ((one.title,), (ROLES.get(use.role, ""),), (better.get(use.better, ""),), target)
        )
    if rows:
        heads = (("Measure", False), ("Role", False), ("Better", False), ("Target", False))
        yield Table("Measures and targets", heads, tuple(rows))
    else:
        yield Paragraph(("The plan names no measure here.",), "note")


PLANNED: dict[str, Callable[[Context, Reference], Blocks]] = {
    "priorities": priorities,
    "leads": leads,
    "aims": aims,
    "areas": areas,
    "assured": assured,
    "ways": ways,
    "judged_by": judged_by,
}
