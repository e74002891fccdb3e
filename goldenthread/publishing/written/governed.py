"""References to meetings and to what is owed. Working papers: only for partners.

The private part of a meeting is never printed here, whoever builds the report.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

from goldenthread.declared import nearest
from goldenthread.governance.models import AgendaItem
from goldenthread.governance.queries.programme import Owed, standings_of
from goldenthread.publishing.composing.measures import day
from goldenthread.publishing.document import Element, Printed, Words
from goldenthread.publishing.queries import agenda_reported, owed_reported
from goldenthread.publishing.written.context import Context, checked
from goldenthread.publishing.written.progress import FOR_PARTNERS, LONGEST_AHEAD, told
from goldenthread.references import Reference

Blocks = Iterator[Element]


def agenda(context: Context, asked: Reference) -> Blocks:
    """What the meeting is to speak of and why: the public part of its agenda."""
    checked(asked, ())
    rows = [
        ((_numbered(one, context.key(asked)),), (one.title,), (one.get_reason_display(),),
         (one.why or "Asked for.",))
        for one in _items(context, asked)
    ]  # fmt: skip
    none = "No agenda is put together for this meeting yet."
    yield told("Agenda", ("Item", "What", "Reason", "Why"), rows, none)


def _numbered(one: AgendaItem, key: str) -> Printed:
    return Printed(str(one.number), f"{key}.{one.number}", "counted")


def _items(context: Context, asked: Reference) -> list[AgendaItem]:
    _only_partners(context, asked)
    if context.group is None or context.meets_on is None:
        raise asked.mistake("Only a report that goes to a meeting has an agenda.")
    return agenda_reported(context.group, context.meets_on)


def owed(context: Context, asked: Reference) -> Blocks:
    """Duties, reports and updates that are owed: overdue ones, or those due within some days."""
    checked(asked, ())
    found = _owed(context, asked)
    if asked.subject == "overdue":
        shown = [one for one in found if one.standing.key == "overdue"]
        caption, none = "Owed and overdue", "Nothing that is owed is overdue."
    elif asked.subject.isdigit() and 1 <= int(asked.subject) <= LONGEST_AHEAD:
        last = context.as_of + timedelta(days=int(asked.subject))
        shown = [
            one for one in found
            if one.obligation.due and context.as_of <= one.obligation.due <= last
        ]  # fmt: skip
        caption, none = f"Owed by {day(last)}", f"Nothing is owed by {day(last)}."
    else:
        what = f'Say "overdue", or within how many days, from 1 to {LONGEST_AHEAD}.'
        raise asked.mistake(f"{what} {nearest(asked.subject, ('overdue',))}")
    rows: list[tuple[Words, ...]] = [
        ((one.obligation.title,), (_why(one),),
         (one.obligation.accountable or "Nobody is named",),
         (day(one.obligation.due) if one.obligation.due else "None set",))
        for one in shown
    ]  # fmt: skip
    yield told(caption, ("What", "Kind", "Who answers for it", "Due"), rows, none)


def owed_count(context: Context, asked: Reference) -> Words:
    """How many obligations stand so: all, overdue, due_soon, undated, ahead or met."""
    checked(asked, ())
    found = _owed(context, asked)
    wanted = asked.subject or "all"
    known = {"all": len(found)}
    for one in found:
        known[one.standing.key] = known.get(one.standing.key, 0) + 1
    valid = ("all", "overdue", "due_soon", "undated", "ahead", "met")
    if wanted not in valid:
        raise asked.mistake(f'Nothing stands "{wanted}". {nearest(wanted, valid)}')
    return (Printed(str(known.get(wanted, 0)), f"{context.key(asked)}.owed", "counted"),)


def _owed(context: Context, asked: Reference) -> list[Owed]:
    _only_partners(context, asked)
    every = owed_reported(context.partnership)
    return standings_of(every, context.partnership, today=context.as_of)


def _why(one: Owed) -> str:
    rule = f", {one.obligation.rule}" if one.obligation.rule else ""
    return f"{one.obligation.get_kind_display()}{rule}"


def _only_partners(context: Context, asked: Reference) -> None:
    if context.audience != FOR_PARTNERS:
        what = "Agendas and what is owed are working papers. Only a report with audience: partners "
        raise asked.mistake(f"{what}may show them.")


GOVERNED: dict[str, Callable[[Context, Reference], Blocks]] = {"agenda": agenda, "owed": owed}
