"""What a person asks for of what is held on them: to see it, or to have it put right (IS-10)."""

import hashlib
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.casework.changes.engine import add_event, locked
from goldenthread.casework.keeping import rules
from goldenthread.casework.keeping.bundle import bundle_of
from goldenthread.casework.keeping.finding import held_in, terms_of
from goldenthread.casework.keeping.queries import GOVERN
from goldenthread.casework.models import Case, CaseEvent, PersonRequest, RequestItem

OUTCOMES = {
    "corrected": "What was wrong is corrected",
    "statement": "It stays, with what they say beside it",
    "refused": "It stays as it is",
}


@transaction.atomic
def make_request(
    *, partnership: Partnership, kind: str, name: str, terms: str, received: date, by: User,
    contact: str = "", asked: str = "",
) -> PersonRequest:  # fmt: skip
    """Take in what a person asks for; the month runs from receipt. Needs "casework.govern"."""
    require(by, GOVERN, on=partnership)
    if not terms_of(terms):
        raise RuleBroken("Give at least one name or contact by which they are looked for.")
    if received > timezone.localdate():
        raise RuleBroken("It cannot have been received on a day to come.")
    last = PersonRequest.objects.of(partnership).aggregate(n=Max("number"))["n"]
    made = PersonRequest.objects.create(
        partnership=partnership, number=(last or 0) + 1, kind=kind, name=name.strip(),
        contact=contact.strip(), terms=terms, asked=asked.strip(), received=received, made_by=by,
    )  # fmt: skip
    record("casework.request_made", by=by, about=made, kind=kind)
    return made


@transaction.atomic
def identify(*, request: PersonRequest, by: User) -> PersonRequest:
    """Say that we know that the person is who they say. Needs "casework.govern"."""
    request = _open(request, by)
    request.identified_on = timezone.localdate()
    request.save(update_fields=["identified_on"])
    record("casework.request_identified", by=by, about=request)
    return request


@transaction.atomic
def wait_for_person(*, request: PersonRequest, by: User) -> PersonRequest:
    """Let the month stand still while we wait for proof or for what exactly they ask (IS-10).

    Asked again while we wait: they have answered, and the month runs on. Needs "casework.govern".
    """
    request, today = _open(request, by), timezone.localdate().isoformat()
    if request.waits:
        request.pauses = [{**one, "until": one["until"] or today} for one in request.pauses]
    else:
        request.pauses = [*request.pauses, {"since": today, "until": None}]
    request.save(update_fields=["pauses"])
    record("casework.request_waits", by=by, about=request, waits=request.waits)
    return request


@transaction.atomic
def extend_request(*, request: PersonRequest, months: int, reason: str, by: User) -> PersonRequest:
    """Give a complex request one or two months more, once (IS-10). Needs "casework.govern"."""
    request, today = _open(request, by), timezone.localdate()
    rules.check_extension(
        months=months, reason=reason, kept=request.more_months, on=today, due=request.due_on(today)
    )
    request.more_months, request.more_why = months, reason.strip()
    request.save(update_fields=["more_months", "more_why"])
    record("casework.request_extended", by=by, about=request, months=months)
    return request


@transaction.atomic
def gather(*, request: PersonRequest, cases: Iterable[Case], by: User) -> int:
    """Lay out all that is held in these cases, to be looked at one by one; give how much is new.

    What was laid out before stays as it was decided. Needs "casework.govern".
    """
    request = _open(request, by)
    known = set(request.items.values_list("source", "source_id"))
    new = [
        RequestItem(
            partnership=request.partnership, request=request, case=case, source=one.source,
            source_id=one.source_id, heading=one.heading, text=one.text,
        )
        for case in cases for one in held_in(case) if (one.source, one.source_id) not in known
    ]  # fmt: skip
    RequestItem.objects.bulk_create(new)
    record("casework.request_gathered", by=by, about=request, items=len(new))
    return len(new)


@transaction.atomic
def decide_item(
    *, item: RequestItem, decision: str, by: User, reason: str = "", words: str = ""
) -> RequestItem:
    """Decide whether a person is given one thing: all, a part, or none of it (IS-10).

    reason: the exemption relied on, such as the rights of another person. Needs "casework.govern".
    """
    _open(item.request, by)
    rules.check_item(decision=decision, reason=reason, words=words)
    item.decision, item.reason, item.decided_by = decision, reason.strip(), by
    item.words = words.strip() if decision == "part" else ""
    item.save(update_fields=["decision", "reason", "words", "decided_by"])
    return item


@transaction.atomic
def issue(*, request: PersonRequest, by: User) -> PersonRequest:
    """Issue what a person is given, once each thing is decided (IS-10). Needs "casework.govern".

    The hash of the bundle is kept: the same is downloaded as often as it is asked for.
    """
    request = _open(request, by)
    if request.kind != "access":
        raise RuleBroken("This person asks to have something put right, not to see it.")
    if request.identified_on is None:
        raise RuleBroken("First be sure that they are who they say, and record it.")
    if undecided := request.items.filter(decision="").count():
        raise RuleBroken(f"{undecided} things are not decided yet.")
    request.ended_at, request.ended_by, request.outcome = timezone.now(), by, "issued"
    request.hash = hashlib.sha256(bundle_of(request).encode()).hexdigest()
    request.save()
    given = request.items.exclude(decision="withhold").count()
    withheld = request.items.count() - given
    record("casework.request_issued", by=by, about=request, given=given, withheld=withheld,
           hash=request.hash)  # fmt: skip
    return request


@transaction.atomic
def correct(*, request: PersonRequest, case: Case, number: int, text: str, by: User) -> CaseEvent:
    """Put an entry of a timeline right: the earlier words stay, marked as corrected (IS-10, G-07).

    number: of the entry. Needs "casework.govern". Raises RuleBroken.
    """
    request = _open(request, by)
    if request.kind != "rectify":
        raise RuleBroken("This person asks to see what is held, not to have it put right.")
    case = locked(case)
    entry = CaseEvent.objects.of(case.partnership).filter(case=case, number=number).first()
    if entry is None or not entry.text:
        raise RuleBroken(f"Entry {number} of this timeline has no words that could be corrected.")
    if not text.strip():
        raise RuleBroken("Write what is right.")
    made = add_event(
        case, "corrected", by=by, at=timezone.now(), about=str(number), text=text,
        kind_of_note=entry.kind_of_note,
    )  # fmt: skip
    record("casework.entry_corrected", by=by, about=case)
    return made


@transaction.atomic
def decide_rectification(
    *, request: PersonRequest, outcome: str, why: str, by: User
) -> PersonRequest:
    """End a request to put something right: what was done, and why, as the person is told (IS-10).

    why: also who else was told, of those to whom it was disclosed. Needs "casework.govern".
    """
    request = _open(request, by)
    if request.kind != "rectify" or outcome not in OUTCOMES:
        raise RuleBroken("Say what becomes of what they ask to have put right.")
    if len(why.split()) < 3:
        raise RuleBroken("Say why, as the person is told, and whom else you told.")
    request.outcome, request.outcome_why = outcome, why.strip()
    request.ended_at, request.ended_by = timezone.now(), by
    request.save()
    record("casework.rectification_decided", by=by, about=request, outcome=outcome)
    return request


def end_requests(partnership: Partnership, on: date) -> int:
    """Delete requests that ended years ago, with all that was laid out; give how many (RET-04)."""
    old = PersonRequest.objects.of(partnership).filter(
        ended_at__date__lt=rules.goes_before("person_request", on)
    )
    RequestItem.objects.of(partnership).filter(request__in=old).delete()
    return old.delete()[0]


def _open(request: PersonRequest, by: User) -> PersonRequest:
    require(by, GOVERN, on=request)
    rows = PersonRequest.objects.of(request.partnership).select_for_update(of=("self",))
    request = rows.select_related("partnership").get(pk=request.pk)
    if request.ended_at is not None:
        raise RuleBroken("This request is answered.")
    return request
