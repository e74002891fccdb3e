"""What is due to go, what is held back, and who has looked: reads of those who look after it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.casework.keeping import rules
from goldenthread.casework.models import (
    Answer,
    Case,
    CaseRead,
    Certificate,
    Disposal,
    DisposalCase,
    EmergencyLook,
    LegalHold,
    LongerKept,
    PersonRequest,
    RequestItem,
)
from goldenthread.casework.types.conditions import comparisons, parse
from goldenthread.casework.types.model import CaseType

GOVERN, APPROVE = "casework.govern", "casework.approve_disposal"
OPEN_LIST = Q(disposal__carried_out_at=None, disposal__dropped_at=None)


@dataclass(frozen=True)
class Next:
    """A closed case with the day until which it is kept, and what keeps it beyond that."""

    case: Case
    going: rules.Going
    held: str


def closed_cases(partnership: Partnership) -> QuerySet[Case]:
    """Give every closed case that has not gone, the soonest to go first."""
    rows = Case.objects.of(partnership).select_related("type", "partnership")
    return rows.filter(closed_at__isnull=False, disposed_at=None).order_by("kept_until", "pk")


def goings(cases: Sequence[Case]) -> dict[int, rules.Going]:
    """Say of closed cases until when each is kept and what then: one query for all of them."""
    if not cases:
        return {}
    wanted = {id for one in cases for id in _deciding(one.type.declared)}
    rows = Answer.objects.of(cases[0].partnership).filter(
        case__in=[one.pk for one in cases], question__in=wanted, current=True
    )
    texts: dict[int, dict[str, str]] = {}
    for case, question, text in rows.values_list("case", "question", "text"):
        texts.setdefault(case, {})[question] = text
    return {
        one.pk: rules.going(
            one.type.declared, texts.get(one.pk, {}), opened=one.opened_at,
            closed=one.closed_at or one.opened_at,
        )
        for one in cases
    }  # fmt: skip


def _deciding(of: CaseType) -> set[str]:
    """Give the questions on which it hangs how long a case of a type is kept."""
    conditions = [parse(one.when) for one in of.kept if one.when]
    asked = {part.field for one in conditions for part in comparisons(one)}
    return asked | {id for one in of.kept for id in one.born}


def going_next(partnership: Partnership, *, by: Person) -> QuerySet[Case]:
    """Give closed cases in the order in which they go. Needs "casework.approve_disposal"."""
    require(by, APPROVE, on=partnership)
    return closed_cases(partnership).filter(kept_until__isnull=False)


def with_reasons(cases: Iterable[Case], on: date) -> list[Next]:
    """Say of each case what becomes of it, and what keeps it: four queries for all of them."""
    every = list(cases)
    if not every:
        return []
    numbers, here = [one.pk for one in every], every[0].partnership
    holds = LegalHold.objects.of(here).filter(case__in=numbers, lifted_at=None)
    held = dict.fromkeys(holds.values_list("case", flat=True), "On legal hold")
    asked = RequestItem.objects.of(here).filter(case__in=numbers, request__ended_at=None)
    held |= dict.fromkeys(asked.values_list("case", flat=True), "A person has asked to see it")
    longer = LongerKept.objects.of(here).filter(case__in=numbers, until__gte=on)
    held |= {
        one.case_id: f"Kept until {one.until:%-d %B %Y} by decision" for one in longer
    }  # fmt: skip
    known = goings(every)
    return [Next(one, known[one.pk], held.get(one.pk, "")) for one in every]


def due_cases(partnership: Partnership, on: date) -> QuerySet[Case]:
    """Give cases whose last day is over and that nothing keeps (RET-01, RET-03)."""
    of = OuterRef("pk")
    held = LegalHold.objects.of(partnership).filter(case=of, lifted_at=None)
    asked = RequestItem.objects.of(partnership).filter(case=of, request__ended_at=None)
    longer = LongerKept.objects.of(partnership).filter(case=of, until__gte=on)
    listed = DisposalCase.objects.of(partnership).filter(OPEN_LIST, case=of)
    return closed_cases(partnership).filter(
        ~Exists(held), ~Exists(asked), ~Exists(longer), ~Exists(listed), kept_until__lt=on
    )


def disposals(partnership: Partnership, *, by: Person) -> QuerySet[Disposal]:
    """Give every list, the newest first. Needs "casework.approve_disposal"."""
    require(by, APPROVE, on=partnership)
    rows = Disposal.objects.of(partnership)
    return rows.select_related("checked_by", "approved_by", "certificate").order_by("-number")


def certificates(partnership: Partnership, *, by: Person) -> QuerySet[Certificate]:
    """Give every certificate, the newest first. Needs "casework.approve_disposal"."""
    require(by, APPROVE, on=partnership)
    return Certificate.objects.of(partnership).select_related("disposal").order_by("-number")


def holds(partnership: Partnership, *, by: Person) -> QuerySet[LegalHold]:
    """Give every hold, those that last first, the next review first. Needs "casework.govern"."""
    require(by, GOVERN, on=partnership)
    rows = LegalHold.objects.of(partnership).select_related("case", "placed_by", "lifted_by")
    return rows.order_by(F("lifted_at").desc(nulls_first=True), "review_by", "pk")


@dataclass(frozen=True)
class Looked:
    """Which looks at cases are asked for: by whom, at what, since and until which day."""

    person: str = ""
    reference: str = ""
    since: date | None = None
    until: date | None = None


def looks(partnership: Partnership, asked: Looked, *, by: Person) -> QuerySet[CaseRead]:
    """Give who has looked at cases, the newest first (IS-08). Needs "casework.govern"."""
    require(by, GOVERN, on=partnership)
    rows = CaseRead.objects.of(partnership).select_related("case", "person")
    if asked.person:
        named = Q(person__name__icontains=asked.person) | Q(person__email__icontains=asked.person)
        rows = rows.filter(named)
    if asked.reference:
        rows = rows.filter(case__reference=asked.reference)
    if asked.since:
        rows = rows.filter(at__date__gte=asked.since)
    if asked.until:
        rows = rows.filter(at__date__lte=asked.until)
    return rows.order_by("-at", "-pk")


def emergencies(partnership: Partnership, *, by: Person) -> QuerySet[EmergencyLook]:
    """Give every emergency, those not yet looked at first. Needs "casework.govern"."""
    require(by, GOVERN, on=partnership)
    rows = EmergencyLook.objects.of(partnership).select_related("case", "person", "reviewed_by")
    return rows.order_by(F("reviewed_at").desc(nulls_first=True), "-asked_at", "-pk")


def requests(partnership: Partnership, *, by: Person) -> QuerySet[PersonRequest]:
    """Give every request of a person, those still open first. Needs "casework.govern"."""
    require(by, GOVERN, on=partnership)
    rows = PersonRequest.objects.of(partnership)
    return rows.order_by(F("ended_at").desc(nulls_first=True), "received", "pk")


@dataclass(frozen=True)
class Waiting:
    """How much waits for those who look after what is kept."""

    due: int
    held: int
    to_review: int
    emergencies: int
    requests: int


def waiting(partnership: Partnership, *, by: Person) -> Waiting:
    """Count what waits. Needs "casework.govern"."""
    require(by, GOVERN, on=partnership)
    today, lasts = timezone.localdate(), Q(lifted_at=None)
    held = LegalHold.objects.of(partnership).filter(lasts)
    return Waiting(
        due=due_cases(partnership, today).count(),
        held=held.count(),
        to_review=held.filter(review_by__lte=today).count(),
        emergencies=EmergencyLook.objects.of(partnership).filter(reviewed_at=None).count(),
        requests=PersonRequest.objects.of(partnership).filter(ended_at=None).count(),
    )
