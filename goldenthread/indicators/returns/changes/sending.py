"""Sending figures: by the form, as a file, as nil, or saying that there are none to be had."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from csp_analytics.period import Period
from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.indicators.returns import reading, rows, rules
from goldenthread.indicators.returns.changes.locking import locked, locked_return
from goldenthread.indicators.returns.comparing import SAME, compare
from goldenthread.indicators.returns.models import Return, ReturnedRow, ReturnRequest
from goldenthread.indicators.returns.queries import facts_of, rows_of
from goldenthread.indicators.returns.reading import Asked, Row
from goldenthread.indicators.returns.rules import Sent, Way
from goldenthread.indicators.rules import Status

BATCH = 1_000


@dataclass(frozen=True)
class Answer:
    """One figure as a person writes it into the form; every number as it was typed."""

    count: str = ""
    denominator: str = ""
    value: str = ""
    qualifier: str = ""
    note: str = ""
    status: str = Status.FINAL


@transaction.atomic
def send_figure(*, request: ReturnRequest, period: Period, by: User, answer: Answer) -> Return:
    """Send the one figure that is owed for a period; it waits for a second person.

    Needs "indicators.send_return" on the request. Raises PermissionDenied, or RuleBroken with
    what is wrong with the figure; then nothing is saved.
    """
    require(by, "indicators.send_return", on=request)
    request = locked(request)
    _refuse_not_owed(request, period)
    numbers = _numbers(request, answer)
    nil = numbers.count == 0
    sent = _sent(request, period, by, Way.NIL if nil else Way.FORM, answer.status, answer.note)
    row = Row(
        place="the form",
        indicator=request.definition,
        area=request.area,
        period=period,
        breakdown=request.breakdown,
        numbers=rows.Numbers(numbers.count, numbers.denominator, numbers.value, sent.status),
        qualifier=answer.qualifier.strip(),
        note=answer.note.strip(),
    )
    _write_rows(sent, [row])
    return sent


def _numbers(request: ReturnRequest, answer: Answer) -> rows.Numbers:
    asked = reading.wanted(request.definition)
    if asked is None:
        raise RuleBroken(reading.why_not(request.definition))
    typed = {
        name: getattr(answer, name).strip() for name in ("count", "denominator", "value", "status")
    }
    numbers, faults = rows.check(typed, asked)
    if faults:
        raise RuleBroken(
            " ".join(f"{column.capitalize()}: {what}" for column, what in faults.items())
        )
    return numbers


@transaction.atomic
def send_nil(*, request: ReturnRequest, period: Period, by: User) -> Return:
    """Say that there were none: a count of 0, which is not the same as not knowing."""
    asked = reading.wanted(request.definition)
    if asked is None or not asked.nil:
        raise RuleBroken("This figure needs more than a count, so there is no nil return of it.")
    return send_figure(request=request, period=period, by=by, answer=Answer(count="0"))


@transaction.atomic
def say_not_available(*, request: ReturnRequest, period: Period, by: User, why: str) -> Return:
    """Say that a figure cannot be had, and why. Nothing is recorded; nothing is not 0."""
    require(by, "indicators.send_return", on=request)
    request = locked(request)
    _refuse_not_owed(request, period)
    if not why.strip():
        raise RuleBroken("Say why it is not available.")
    return _sent(request, period, by, Way.NOT_AVAILABLE, Status.FINAL, why)


@transaction.atomic
def upload(
    *,
    partnership: Partnership,
    by: User,
    name: str,
    content: bytes,
    request: ReturnRequest | None = None,
    period: Period | None = None,
) -> Return:
    """Keep a checked file as a draft that its sender looks through before sending it.

    request, period: what it answers; without them it may tell of any indicators, and needs
        "sources.ingest". Raises CannotDo with every mistake in the file; nothing is then kept.
    """
    if request is None or period is None:
        require(by, "sources.ingest", on=partnership)
        found = reading.read(name, content, today=timezone.localdate())
        return _draft(partnership, by, name, found)
    require(by, "indicators.send_return", on=request)
    request = locked(request)
    _refuse_not_owed(request, period)
    asked = Asked(request.definition_id, request.area.code, period, str(request))
    found = reading.read(name, content, today=timezone.localdate(), asked=asked)
    status = Status.PROVISIONAL if _is_provisional(found) else Status.FINAL
    note = next((one.note for one in found if one.note), "")
    sent = _sent(request, period, by, Way.FILE, status, note, file_name=name, state=Sent.DRAFT)
    _write_rows(sent, found)
    return sent


def _is_provisional(found: list[Row]) -> bool:
    return any(one.numbers.status == Status.PROVISIONAL for one in found)


def _draft(partnership: Partnership, by: User, name: str, found: list[Row]) -> Return:
    sent = Return.objects.create(
        partnership=partnership,
        state=Sent.DRAFT,
        way=Way.FILE,
        status=Status.PROVISIONAL if _is_provisional(found) else Status.FINAL,
        file_name=name[-150:],
        sent_by=by,
        sent_at=timezone.now(),
    )
    _write_rows(sent, found)
    record("indicators.return_drafted", by=by, about=sent, rows=len(found))
    return sent


def _sent(
    request: ReturnRequest,
    period: Period,
    by: User,
    way: Way,
    status: str,
    why: str,
    *,
    file_name: str = "",
    state: Sent = Sent.WAITING,
) -> Return:
    """Write a return of a request, unless another one waits already."""
    facts = facts_of(request, period)
    rules.check_sendable(facts)
    if way != Way.NOT_AVAILABLE:
        status = rules.firmness(facts, said=status, why=why)
    sent = Return.objects.create(
        partnership=request.partnership,
        request=request,
        period_kind=period.kind,
        period_start=period.start,
        period_end=period.end,
        due=rules.due_day(period, request.due_days, request.due_in),
        state=state,
        way=way,
        status=status,
        why=why.strip(),
        file_name=file_name[-150:],
        sent_by=by,
        sent_at=timezone.now(),
    )
    verb = "indicators.return_sent" if state == Sent.WAITING else "indicators.return_drafted"
    record(verb, by=by, about=sent, way=str(way), status=status)
    return sent


def _refuse_not_owed(request: ReturnRequest, period: Period) -> None:
    owed = rules.periods_owed(request.kind, request.starts, request.ends, timezone.localdate())
    if period not in owed:
        raise RuleBroken(f"{period} is not asked for, or has not ended yet.")


def _write_rows(sent: Return, found: list[Row]) -> None:
    ReturnedRow.objects.bulk_create(
        [
            ReturnedRow(
                partnership=sent.partnership,
                sent=sent,
                number=number,
                place=one.place[-250:],
                definition=one.indicator,
                area=one.area,
                period_kind=one.period.kind,
                period_start=one.period.start,
                period_end=one.period.end,
                breakdown=one.breakdown,
                count=one.numbers.count,
                denominator=one.numbers.denominator,
                value=one.numbers.value,
                status=one.numbers.status,
                qualifier=one.qualifier,
                note=one.note,
            )
            for number, one in enumerate(found, start=1)
        ],
        batch_size=BATCH,
    )


@transaction.atomic
def send_draft(*, sent: Return, by: User) -> Return:
    """Send a draft that was looked through; it then waits for a second person."""
    sent = _own_draft(sent, by)
    if sent.request is not None and sent.period is not None:
        rules.check_sendable(facts_of(sent.request, sent.period))
    if all(one.change == SAME for one in compare(rows_of(sent), sent.partnership)):
        raise RuleBroken("Every figure in it is held already, just so. There is nothing to send.")
    sent.state, sent.sent_by, sent.sent_at = Sent.WAITING, by, timezone.now()
    sent.save(update_fields=["state", "sent_by", "sent_at"])
    record("indicators.return_sent", by=by, about=sent, way=sent.way, status=sent.status)
    return sent


@transaction.atomic
def discard(*, sent: Return, by: User) -> Return:
    """Throw a draft away; that it was there stays on record, its figures do not."""
    sent = _own_draft(sent, by)
    ReturnedRow.objects.of(sent.partnership).filter(sent=sent).delete()
    sent.state = Sent.DISCARDED
    sent.save(update_fields=["state"])
    record("indicators.return_discarded", by=by, about=sent)
    return sent


def _own_draft(sent: Return, by: User) -> Return:
    require(by, "indicators.send_return", on=sent)
    sent = locked_return(sent)
    if sent.state != Sent.DRAFT:
        raise RuleBroken("It was sent, or thrown away, already.")
    return sent
