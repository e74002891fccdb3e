"""References to how the work on the plan stands. Working papers: only for partners."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta

from goldenthread.declared import nearest
from goldenthread.delivery.models import Action
from goldenthread.delivery.rules import NOT_OPEN, STATUSES, WORST_FIRST, urgency
from goldenthread.publishing.composing.measures import day
from goldenthread.publishing.document import Element, Paragraph, Printed, Table, Words
from goldenthread.publishing.queries import actions_reported, dates_moved, last_words
from goldenthread.publishing.written.context import Context, checked
from goldenthread.references import Reference

Blocks = Iterator[Element]
FOR_PARTNERS = "partners"
LONGEST_AHEAD = 366  # days that a list of what is due looks ahead


def actions(context: Context, asked: Reference) -> Blocks:
    """How many actions stand how, worst first."""
    checked(asked, ())
    every = actions_here(context, asked)
    counts = Counter(one.status_on(context.as_of).key for one in every)
    key = context.key(asked)
    rows: list[tuple[Words, ...]] = [
        ((status.label,), (Printed(str(counts[name]), f"{key}.{name}", "counted"),))
        for name, status in STATUSES.items()
    ]
    heads = (("How they stand", False), ("Actions", True))
    yield Table(f"Actions as they stood on {day(context.as_of)}", heads, tuple(rows))


def milestones(context: Context, asked: Reference) -> Blocks:
    """Open actions by the day they are due."""
    checked(asked, ())
    every = _open(context, asked)
    every.sort(key=lambda one: (one.due is None, one.due, one.pk))
    rows: list[tuple[Words, ...]] = [
        ((one.title,), (_due(one),), (one.status_on(context.as_of).label,)) for one in every
    ]
    heads = ("Action", "Due", "How it stands")
    yield told("What is due, and when", heads, rows, "No action is open here.")


def overdue(context: Context, asked: Reference) -> Blocks:
    """Actions whose day has passed, the longest overdue first, with who is to answer."""
    checked(asked, ())
    every = [one for one in actions_here(context, asked)
             if one.status_on(context.as_of).key == "late"]  # fmt: skip
    every.sort(key=lambda one: (one.due, one.pk))
    rows = [((one.title,), (str(one.plan),), (_owner(one),), (_due(one),)) for one in every]
    heads = ("Action", "Delivery plan", "Owner", "Was due")
    yield told("Overdue", heads, rows, "No action is overdue.")


def due(context: Context, asked: Reference) -> Blocks:
    """Open actions due within so many days, the nearest first."""
    checked(asked, ())
    if not asked.subject.isdigit() or not 1 <= int(asked.subject) <= LONGEST_AHEAD:
        what = f"Say within how many days, from 1 to {LONGEST_AHEAD}: {{{{ due: 90 }}}}."
        raise asked.mistake(what)
    last = context.as_of + timedelta(days=int(asked.subject))
    every = [one for one in _open(context, asked)
             if one.due is not None and context.as_of <= one.due <= last]  # fmt: skip
    every.sort(key=lambda one: (one.due, one.pk))
    rows = [((one.title,), (_owner(one),), (_due(one),), (one.status_on(context.as_of).label,))
            for one in every]  # fmt: skip
    heads = ("Action", "Owner", "Due", "How it stands")
    yield told(f"Due by {day(last)}", heads, rows, f"No open action is due by {day(last)}.")


def attention(context: Context, asked: Reference) -> Blocks:
    """Actions whose owner says they are in difficulty, or of which nothing is heard."""
    checked(asked, ())
    wanted = ("in_difficulty", "silent")
    every = [one for one in _open(context, asked) if one.status_on(context.as_of).key in wanted]
    every.sort(key=lambda one: urgency(one.status_on(context.as_of), one.due))
    said = last_words(context.plan, every)
    rows = [((one.title,), (_owner(one),), (one.status_on(context.as_of).label,),
             (said.get(one.pk) or "Nothing was said.",)) for one in every]  # fmt: skip
    heads = ("Action", "Owner", "How it stands", "Last said")
    none = "No owner reports a difficulty, and of every action begun there is news."
    yield told("In difficulty, or without news", heads, rows, none)


def moved_dates(context: Context, asked: Reference) -> Blocks:
    """Days that were moved within the period or since, with the reason."""
    checked(asked, ())
    every = dates_moved(context.plan, actions_here(context, asked),
                        since=context.period.start, until=context.as_of)  # fmt: skip
    rows: list[tuple[Words, ...]] = [
        ((one.action.title,), (day(one.was) if one.was else "None set",), (day(one.now),),
         (one.reason,))
        for one in every
    ]  # fmt: skip
    heads = ("Action", "Was due", "Now due", "Why")
    begun = day(context.period.start)
    yield told(f"Dates moved since {begun}", heads, rows, f"No date was moved since {begun}.")


def plans(context: Context, asked: Reference) -> Blocks:
    """Each delivery plan with how its actions stand, the worst named."""
    checked(asked, ())
    by_plan: dict[str, list[Action]] = {}
    for one in actions_here(context, asked):
        by_plan.setdefault(one.plan.key, []).append(one)
    key = context.key(asked)
    rows = [_plan_row(context, every, f"{key}.{name}") for name, every in sorted(by_plan.items())]
    if not rows:
        yield Paragraph(("No delivery plan with actions serves the plan yet.",), "note")
        return
    heads = (("Delivery plan", False), ("Group", False), ("Actions", True), ("Open", True),
             ("Late", True), ("Done", True), ("The worst stands", False))  # fmt: skip
    yield Table("Delivery plans by how they stand", heads, tuple(rows))


def _plan_row(context: Context, every: list[Action], key: str) -> tuple[Words, ...]:
    counts = Counter(one.status_on(context.as_of).key for one in every)
    still_open = sum(count for name, count in counts.items() if name not in NOT_OPEN)
    numbers = {"all": len(every), "open": still_open, "late": counts["late"],
               "achieved": counts["achieved"]}  # fmt: skip
    printed = [(Printed(str(n), f"{key}.{what}", "counted"),) for what, n in numbers.items()]
    worst = next(name for name in WORST_FIRST if counts[name])
    plan = every[0].plan
    group = str(plan.owner_group or "No group is named")
    return ((str(plan),), (group,), *printed, (STATUSES[worst].label,))


def action_count(context: Context, asked: Reference) -> Words:
    """How many actions stand so: all, open, or a status such as late."""
    checked(asked, ())
    counts = Counter(one.status_on(context.as_of).key for one in actions_here(context, asked))
    total = sum(counts.values())
    known = {"all": total, "open": total - sum(counts[one] for one in NOT_OPEN)}
    known |= {name: counts[name] for name in STATUSES}
    wanted = asked.subject or "all"
    if wanted not in known:
        raise asked.mistake(f'No action stands "{wanted}". {nearest(wanted, known)}')
    return (Printed(str(known[wanted]), f"{context.key(asked)}.actions", "counted"),)


def actions_here(context: Context, asked: Reference) -> list[Action]:
    """The actions of the priority here, or of the whole plan outside."""
    if context.audience != FOR_PARTNERS:
        what = "Actions are working papers. Only a report with audience: partners may show them."
        raise asked.mistake(what)
    return actions_reported(context.plan, [context.here] if context.here else None)


def _open(context: Context, asked: Reference) -> list[Action]:
    every = actions_here(context, asked)
    return [one for one in every if one.status_on(context.as_of).key not in NOT_OPEN]


def _due(one: Action) -> str:
    return day(one.due) if one.due else "None set"


def _owner(one: Action) -> str:
    return one.accountable or "Nobody is named"


def told(
    caption: str, heads: Iterable[str], rows: Sequence[tuple[Words, ...]], none: str
) -> Table | Paragraph:
    """A table of words, or a sentence where it would be empty."""
    if not rows:
        return Paragraph((none,))
    return Table(caption, tuple((one, False) for one in heads), tuple(rows))


PROGRESS: dict[str, Callable[[Context, Reference], Blocks]] = {
    "actions": actions,
    "milestones": milestones,
    "overdue": overdue,
    "due": due,
    "attention": attention,
    "moved_dates": moved_dates,
    "plans": plans,
}
