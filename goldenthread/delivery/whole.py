"""One action with all that belongs to it, read in two questions.

What belongs to an action stands in six tables, of which a page shows a few rows each. Asked for
one by one they would be half of what a page may ask; each question here reads several at once.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import (
    CharField,
    DateField,
    F,
    Field,
    IntegerField,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, NullIf, TruncDate

from goldenthread.delivery.models import Action

CONTRIBUTOR, WAY, MILESTONE, NEEDED = "contributor", "way", "milestone", "needed"
MOVED, ASKED = "moved", "asked"


@dataclass(frozen=True)
class Part:
    """One thing that belongs to an action. where: key of its plan; number: counted within it."""

    kind: str
    pk: int
    title: str
    where: str
    number: int
    due: date | None
    done_on: date | None


@dataclass(frozen=True)
class Parts:
    """All that belongs to an action, by what it is."""

    contributors: list[Part] = field(default_factory=list)
    ways: list[Part] = field(default_factory=list)
    milestones: list[Part] = field(default_factory=list)
    needed: list[Part] = field(default_factory=list)


@dataclass(frozen=True)
class DateMoved:
    """A date that was moved, or that somebody asked for and that is not approved.

    by: who approved or refused it, "" while it waits. answer: why it was refused.
    """

    kind: str
    on: date
    was: date | None
    now: date
    reason: str
    by: str
    asked_by: str
    answer: str

    @property
    def waits(self) -> bool:
        """Whether nobody has decided it yet."""
        return self.kind == ASKED and not self.by


def parts_of(action: Action) -> Parts:
    """Give the contributors, ways of working, milestones and needed actions of an action."""
    rows = _part(CONTRIBUTOR, action.contributors.all(), "name").union(
        _part(WAY, action.ways_of_working.all(), "title"),
        _part(MILESTONE, action.milestones.all(), "title", due=F("due"), done_on=F("done_on")),
        _part(
            NEEDED,
            Action.objects.of(action.partnership_id).filter(needed_by__action=action),
            "title",
            where=F("plan__key"),
            number=F("number"),
            due=F("due"),
            done_on=F("done_on"),
        ),
        all=True,
    )
    every = sorted((Part(*row) for row in rows), key=lambda one: (one.due or date.max, one.pk))
    by_kind = {kind: [one for one in every if one.kind == kind] for kind in
               (CONTRIBUTOR, WAY, MILESTONE, NEEDED)}  # fmt: skip
    return Parts(*by_kind.values())


def _part(kind: str, rows: QuerySet[Any], title: str, **more: Any) -> Any:
    columns = {
        "part_where": more.get("where", Value("")),
        "part_number": more.get("number", Value(0)),
        "part_due": more.get("due", Value(None)),
        "part_done": more.get("done_on", Value(None)),
    }
    types: tuple[Field, ...] = (CharField(), IntegerField(), DateField(), DateField())
    plain = {
        name: Cast(value, kind_of) if isinstance(value, Value) else value
        for (name, value), kind_of in zip(columns.items(), types, strict=True)
    }
    named = rows.order_by().annotate(
        part_kind=Cast(Value(kind), CharField()), part_title=Cast(F(title), CharField()), **plain
    )
    return named.values_list("part_kind", "pk", "part_title", *columns)


def _name(who: str) -> Coalesce:
    """Name a person as `str` does: by their name, else by their address."""
    name = NullIf(F(f"{who}__name"), Value(""))
    return Coalesce(name, F(f"{who}__email"), output_field=CharField())


def dates_of(action: Action) -> list[DateMoved]:
    """Give the dates that were moved, and those asked for and not approved, newest first."""
    nothing = Cast(Value(None), DateField())
    moved = (
        action.moved_dates.order_by()
        .annotate(
            a=Cast(Value(MOVED), CharField()),
            b=TruncDate("at"),
            c=F("was"),
            d=F("now"),
            e=F("reason"),
            f=_name("by"),
            g=_name("asked_by"),
            h=Cast(Value(""), TextField()),
        )
        .values_list("a", "b", "c", "d", "e", "f", "g", "h", "pk")
    )
    asked = (
        action.date_requests.exclude(approved=True)
        .order_by()
        .annotate(
            a=Cast(Value(ASKED), CharField()),
            b=F("asked_on"),
            c=nothing,
            d=F("wanted"),
            e=F("reason"),
            f=_name("decided_by"),
            g=_name("asked_by"),
            h=F("answer"),
        )
        .values_list("a", "b", "c", "d", "e", "f", "g", "h", "pk")
    )
    rows = sorted(moved.union(asked, all=True), key=lambda row: (row[1], row[-1]), reverse=True)
    return [
        DateMoved(kind, on, was, now, reason, by or "", asked_by or "", answer)
        for kind, on, was, now, reason, by, asked_by, answer, _ in rows
    ]
