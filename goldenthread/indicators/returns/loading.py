"""Declared requests and answers into rows. What is there is left alone: people work on it."""

from datetime import date, datetime, time
from pathlib import Path
from typing import TypeVar

from django.utils import timezone

from csp_analytics.period import Kind, Period
from goldenthread.accounts.models import Partnership, User
from goldenthread.audit.changes import record
from goldenthread.declared import DeclaredItem, nearest, read
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.indicators.returns import changes
from goldenthread.indicators.returns.models import Return, ReturnRequest
from goldenthread.partnership.models import Organisation
from goldenthread.places.models import Area

T = TypeVar("T")


class DeclaredAnswer(DeclaredItem):
    """What was sent for a period, and what became of it."""

    period: str
    count: str = ""
    denominator: str = ""
    value: str = ""
    qualifier: str = ""
    status: str = "final"
    not_available: str = ""
    sent_on: date
    approved_on: date | None = None
    sent_back: str = ""


class DeclaredRequest(DeclaredItem):
    """A figure that is asked for. People are named by the roles of the example's sign-ins."""

    indicator: str
    rhythm: Kind
    starts: date
    due_days: int
    due_in: str = "working"
    organisation: str
    owner_role: str
    deputy_role: str = ""
    approver_role: str
    guidance: str = ""
    answers: list[DeclaredAnswer] = []


class DeclaredBody(DeclaredItem):
    """A body of an invented partnership."""

    key: str
    name: str
    kind: str


class DeclaredReturns(DeclaredItem):
    """A file of requests of one partnership."""

    partnership: str
    organisations: list[DeclaredBody] = []
    requests: list[DeclaredRequest]


def declared_returns(path: Path) -> DeclaredReturns:
    """Read one file. Raises CannotDo where it is wrong."""
    return read(path, DeclaredReturns)


def load(file: DeclaredReturns, *, partnership: Partnership, people: dict[str, User]) -> int:
    """Load one file; give how many requests are new.

    people: the example's sign-ins by role. Raises CannotDo for a name that leads nowhere.
    """
    for body in file.organisations:
        Organisation.objects.of(partnership).get_or_create(
            partnership=partnership,
            key=body.key,
            defaults={"name": body.name, "kind": body.kind},
        )
    return sum(_load_request(one, partnership, people) for one in file.requests)


def _load_request(one: DeclaredRequest, partnership: Partnership, people: dict[str, User]) -> bool:
    held = ReturnRequest.objects.of(partnership).filter(
        definition=one.indicator, rhythm=one.rhythm, starts=one.starts
    )
    if held.exists():
        return False
    bodies = {body.key: body for body in Organisation.objects.of(partnership)}
    made = ReturnRequest.objects.create(
        partnership=partnership,
        key=one.indicator.replace("_", "-"),
        definition=_found(one, "indicator", one.indicator, IndicatorDefinition.objects.in_bulk()),
        area=Area.objects.get(code=partnership.area_code),
        rhythm=one.rhythm,
        starts=one.starts,
        due_days=one.due_days,
        due_in=one.due_in,
        organisation=_found(one, "organisation", one.organisation, bodies),
        owner=_found(one, "owner_role", one.owner_role, people),
        deputy=_found(one, "deputy_role", one.deputy_role, people) if one.deputy_role else None,
        approver=_found(one, "approver_role", one.approver_role, people),
        guidance=one.guidance,
    )
    record("indicators.return_request_declared", by=None, about=made)
    for answer in one.answers:
        _load_answer(answer, made)
    return True


def _load_answer(one: DeclaredAnswer, request: ReturnRequest) -> None:
    """Send, and decide, as the people would; then say on which day they did."""
    period, by = Period.parse(one.period), request.owner
    if one.not_available:
        sent = changes.say_not_available(
            request=request, period=period, by=by, why=one.not_available
        )
    else:
        answer = changes.Answer(
            one.count, one.denominator, one.value, one.qualifier, "", one.status
        )
        sent = changes.send_figure(request=request, period=period, by=by, answer=answer)
    told = {"sent_at": _noon(one.sent_on)}
    if one.approved_on:
        changes.approve(sent=sent, by=request.approver)
        told["decided_at"] = _noon(one.approved_on)
    if one.sent_back:
        changes.send_back(sent=sent, by=request.approver, why=one.sent_back)
        told["decided_at"] = _noon(one.sent_on)
    Return.objects.of(request.partnership).filter(pk=sent.pk).update(**told)


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def _found(one: DeclaredItem, key: str, wanted: str, known: dict[str, T]) -> T:
    if wanted not in known:
        raise one.mistake(key, f'"{wanted}" leads nowhere. {nearest(wanted, known)}')
    return known[wanted]
