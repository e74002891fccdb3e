"""References to what the plan says, and to the work that serves it."""

from collections import Counter
from collections.abc import Callable, Iterator

from goldenthread.delivery.models import Action
from goldenthread.delivery.rules import STATUSES
from goldenthread.publishing.composing.measures import ROLES, day
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
from goldenthread.publishing.queries import actions_reported
from goldenthread.publishing.written.context import Context, checked
from goldenthread.publishing.written.grammar import Reference
from goldenthread.strategy.models import Aim, Area, Priority, WayOfWorking
from goldenthread.strategy.rules import AREA_KINDS

Blocks = Iterator[Element]
FOR_PARTNERS = "partners"


def priorities(context: Context, asked: Reference) -> Blocks:
    """Every priority with its areas, aims and lead."""
    checked(asked, ())
    for one in context.plan.priorities.select_related("lead_group"):
        yield Heading(2, str(one))
        yield Facts((("Led by", (str(one.lead_group or "No group is named in the plan."),)),))
        inside = context.about(one)
        yield from areas(inside, asked)
        yield from aims(inside, asked)


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


def actions(context: Context, asked: Reference) -> Blocks:
    """How many actions stand how, worst first. Working papers: only for partners."""
    every = _actions(context, asked)
    counts = Counter(one.status_on(context.as_of).key for one in every)
    key = context.key(asked)
    rows: list[tuple[Words, ...]] = [
        ((status.label,), (Printed(str(counts[name]), f"{key}.{name}", "counted"),))
        for name, status in STATUSES.items()
    ]
    heads = (("How they stand", False), ("Actions", True))
    yield Table(f"Actions as they stood on {day(context.as_of)}", heads, tuple(rows))


def milestones(context: Context, asked: Reference) -> Blocks:
    """Open actions by the day they are due. Working papers: only for partners."""
    every = [one for one in _actions(context, asked) if one.done_on is None]
    every.sort(key=lambda one: (one.due is None, one.due, one.pk))
    rows: list[tuple[Words, ...]] = [
        ((one.title,), (day(one.due) if one.due else "None set",),
         (one.status_on(context.as_of).label,))
        for one in every
    ]  # fmt: skip
    if rows:
        heads = (("Action", False), ("Due", False), ("How it stands", False))
        yield Table("What is due, and when", heads, tuple(rows))
    else:
        yield Paragraph(("No action is open here.",), "note")


def _actions(context: Context, asked: Reference) -> list[Action]:
    checked(asked, ())
    if context.audience != FOR_PARTNERS:
        what = "Actions are working papers. Only a report with audience: partners may show them."
        raise asked.mistake(what)
    return actions_reported(context.plan, _here(context) if context.here else None)


PLANNED: dict[str, Callable[[Context, Reference], Blocks]] = {
    "priorities": priorities,
    "aims": aims,
    "areas": areas,
    "ways": ways,
    "judged_by": judged_by,
    "actions": actions,
    "milestones": milestones,
}
