"""Everything that is held on a person, whoever may otherwise see it: found, and laid out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.casework.keeping import held
from goldenthread.casework.keeping.queries import GOVERN
from goldenthread.casework.models import Answer, Case, CaseEvent, Party, Task
from goldenthread.casework.queries.words import found_by
from goldenthread.casework.rules.answers import said
from goldenthread.casework.types.model import CaseType

TERMS = 6  # lines by which somebody is looked for
# Kept to look after cases; tells of officers, or holds again what stands elsewhere.
OURS = frozenset(
    {"Case", "CaseWord", "CaseRead", "CaseAccess", "CaseClock", "DisposalCase", "EmergencyLook",
     "LegalHold", "LongerKept", "RequestItem"}
)  # fmt: skip


@dataclass(frozen=True)
class Held:
    """One thing that is held in a case: which row, what it is, and its words."""

    source: str
    source_id: int
    heading: str
    text: str


def terms_of(lines: str) -> list[str]:
    """Give the names and contacts by which somebody is looked for, one of each line."""
    return [one.strip() for one in lines.splitlines() if len(one.strip()) > 1][:TERMS]


def cases_on(partnership: Partnership, lines: str, *, by: Person) -> QuerySet[Case]:
    """Give every case in which a person is named, restricted and sealed ones too (IS-10).

    Names, places and answers are found by their words, notes and tasks by the line as it stands.
    Needs "casework.govern".
    """
    require(by, GOVERN, on=partnership)
    named = Q(pk__in=[])
    for one in terms_of(lines):
        events = CaseEvent.objects.of(partnership).filter(text__icontains=one)
        tasks = Task.objects.of(partnership).filter(name__icontains=one)
        named |= found_by(partnership, one)
        named |= Q(pk__in=events.values("case")) | Q(pk__in=tasks.values("case"))
    rows = Case.objects.of(partnership).filter(named, disposed_at=None)
    return rows.select_related("type", "partnership").order_by("opened_at", "pk")


def held_in(case: Case) -> Iterator[Held]:
    """Give everything that is held in a case, whatever kind of row holds it."""
    of = case.type.declared
    for kind in held.paths():
        if kind.__name__ in OURS or not hasattr(kind, "Privacy"):
            continue
        rows = kind._base_manager.filter(held.of_cases(kind, [case.pk])).order_by("pk")
        lay_out = LAID_OUT.get(kind.__name__, _any)
        for one in rows:
            heading, text = lay_out(one, of)
            if text.strip():
                yield Held(kind._meta.label, one.pk, heading[:300], text)


def _answer(one: Answer, of: CaseType) -> tuple[str, str]:
    question = of.questions.get(one.question)
    earlier = "" if one.current else " (answered so earlier)"
    if question is None:
        return f"{one.question}{earlier}", one.text
    return f"{question.ask}{earlier}", said(question, one.text)


def _event(one: CaseEvent, of: CaseType) -> tuple[str, str]:
    kind = one.kind_of_note or one.verb.replace("_", " ")
    about = f", about {one.about}" if one.about else ""
    return f"Timeline, {_day(one.at)}: {kind}{about}", one.text


def _party(one: Party, of: CaseType) -> tuple[str, str]:
    names = {party.id: party.name for party in of.parties}
    return names.get(one.role, one.role), "\n".join(filter(None, (one.name, one.contact)))


def _task(one: Task, of: CaseType) -> tuple[str, str]:
    return f"Task, due {_day(one.due)}", one.name


def _any(one: Any, of: CaseType) -> tuple[str, str]:
    """Lay out a row of a kind that is not named here: each of its personal fields with words."""
    fields = [
        field for field in one._meta.concrete_fields
        if field.name in one.Privacy.personal and not field.is_relation
    ]  # fmt: skip
    told = [(str(field.verbose_name), field.value_from_object(one)) for field in fields]
    lines = [f"{name.capitalize()}: {value}" for name, value in told if value not in (None, "")]
    return str(one._meta.verbose_name).capitalize(), "\n".join(lines)


LAID_OUT: dict[str, Callable[[Any, CaseType], tuple[str, str]]] = {
    "Answer": _answer,
    "CaseEvent": _event,
    "Party": _party,
    "Task": _task,
}


def _day(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%-d %B %Y}"
