"""Cases in a list: found, filtered, sorted, a page at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.queries import Person
from goldenthread.casework.models import Answer, Case
from goldenthread.casework.queries.seeing import Doors, cases_of, doors_of
from goldenthread.casework.queries.words import found_by
from goldenthread.casework.rules.answers import said
from goldenthread.casework.rules.references import tidy

SORTS = {
    "due": F("next_due").asc(nulls_last=True),
    "-due": F("next_due").desc(nulls_last=True),
    "opened": F("opened_at").asc(),
    "-opened": F("opened_at").desc(),
    "reference": F("reference").asc(),
    "-reference": F("reference").desc(),
}
FIRST = "due"


@dataclass(frozen=True)
class Wanted:
    """Which cases are asked for.

    q: a reference, or words of a name, a place or an answer, or what they begin with.
    lead: "me", "nobody" or any. state: "open", "closed" or "all". sort: a key of SORTS.
    """

    q: str = ""
    type: str = ""
    stage: str = ""
    lead: str = ""
    state: str = "open"
    sort: str = FIRST


def cases(partnership: Partnership, wanted: Wanted, *, by: Person) -> QuerySet[Case]:
    """Give the cases that somebody asks for and may see. Needs "casework.read".

    Names, places and answers are searched only in cases that they see entire.
    """
    doors = doors_of(partnership, by=by)
    rows = cases_of(partnership, doors.some)
    if wanted.state != "all":
        rows = rows.filter(closed_at__isnull=wanted.state != "closed")
    if wanted.type:
        rows = rows.filter(type__key=wanted.type)
    if wanted.stage:
        rows = rows.filter(stage=wanted.stage)
    if wanted.lead:
        rows = rows.filter(lead=by if wanted.lead == "me" and isinstance(by, User) else None)
    if wanted.q:
        rows = rows.filter(_fits(partnership, wanted.q, doors))
    return rows.order_by(SORTS.get(wanted.sort, SORTS[FIRST]), "pk")


def _fits(partnership: Partnership, typed: str, doors: Doors) -> Q:
    if reference := tidy(typed):
        return Q(reference=reference)
    return found_by(partnership, typed) & doors.whole.q()


MOST = 5_000  # cases are counted and paged so far; whoever looks for more narrows the choice


class Counted(Paginator):  # type: ignore[type-arg]
    """Pages of cases, counted no further than anybody would turn them."""

    @cached_property
    def count(self) -> int:
        """How many there are, at most MOST."""
        rows: Any = self.object_list
        return int(rows.order_by()[:MOST].count())

    @property
    def found(self) -> str:
        """How many there are, in words."""
        if self.count == MOST:
            return f"{MOST:,} cases or more; choose fewer to see the others"
        return f"{self.count:,} case{'' if self.count == 1 else 's'}"


def beside(rows: Iterable[Case]) -> dict[int, str]:
    """Say what stands beside each case in a list: the countable answers its type names."""
    every = list(rows)
    if not every:
        return {}
    wanted = {id for one in every for id in one.type.declared.listed}
    answers: dict[int, dict[str, str]] = {}
    found = Answer.objects.of(every[0].partnership).filter(
        case__in=[one.pk for one in every], question__in=wanted, current=True, personal=False
    )
    for case, question, text in found.values_list("case", "question", "text"):
        answers.setdefault(case, {})[question] = text
    return {one.pk: _said_beside(one, answers.get(one.pk, {})) for one in every}


def _said_beside(case: Case, texts: dict[str, str]) -> str:
    declared = case.type.declared
    shown = [said(declared.questions[id], texts[id]) for id in declared.listed if id in texts]
    return "; ".join(one.partition(":")[0] for one in shown)
