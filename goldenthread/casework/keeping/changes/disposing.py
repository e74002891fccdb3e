"""Cases that are due go by a list: made, checked, approved by another, carried out at night."""

import hashlib
import json
from collections import Counter
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.casework.keeping import gone, queries, rules
from goldenthread.casework.models import (
    Case,
    CaseAccess,
    CaseRead,
    Certificate,
    Disposal,
    DisposalCase,
    EmergencyLook,
    LongerKept,
)
from goldenthread.casework.rules.lengths import local_day

AT_ONCE = 1_000
MOST = 500  # cases of one list: as many as a person can look through
RULES = ("RET-01", "RET-03", "RET-04")
NOT_DUE = "Something keeps it"


def freshen_dates(partnership: Partnership) -> int:
    """Work out again until when each closed case is kept; give how many days were other."""
    rows, last, changed = Case.objects.of(partnership), 0, 0
    closed = queries.closed_cases(partnership).order_by("pk")
    while some := list(closed.filter(pk__gt=last)[:AT_ONCE]):
        known, last = queries.goings(some), some[-1].pk
        other = [one for one in some if one.kept_until != known[one.pk].after]
        for one in other:
            one.kept_until = known[one.pk].after
        changed += rows.bulk_update(other, ["kept_until"], 500)
    return changed


@transaction.atomic
def propose_disposal(
    *, partnership: Partnership, by: User | None, on: date | None = None
) -> Disposal | None:
    """Make a list of cases that are due and that go without another decision; None without any.

    by: None where the nightly job makes it; a person needs "casework.govern".
    """
    if by is not None:
        require(by, queries.GOVERN, on=partnership)
    due = list(queries.due_cases(partnership, on or timezone.localdate())[:MOST])
    known = queries.goings(due)
    go = [one for one in due if known[one.pk].then in rules.GOES]
    if not go:
        return None
    made = Disposal.objects.create(
        partnership=partnership, number=_next(Disposal, partnership), made_at=timezone.now(),
        made_by=by,
    )  # fmt: skip
    DisposalCase.objects.bulk_create(
        DisposalCase(
            partnership=partnership, disposal=made, case=one, kind=one.type.name[:200],
            what=known[one.pk].what[:300], then=known[one.pk].then, after=known[one.pk].after,
        )
        for one in go
    )  # fmt: skip
    record("casework.disposal_made", by=by, about=made, cases=len(go))
    return made


def _next(kind: type[Disposal] | type[Certificate], partnership: Partnership) -> int:
    last = kind.objects.of(partnership).aggregate(n=Max("number"))["n"]
    return (last or 0) + 1


@transaction.atomic
def check_disposal(*, disposal: Disposal, by: User) -> Disposal:
    """Say that one has looked through a list and all of it may go. Needs "casework.govern"."""
    require(by, queries.GOVERN, on=disposal)
    disposal = _locked(disposal)
    rules.check_checked(state=disposal.state)
    disposal.checked_at, disposal.checked_by = timezone.now(), by
    disposal.save(update_fields=["checked_at", "checked_by"])
    record("casework.disposal_checked", by=by, about=disposal)
    return disposal


@transaction.atomic
def approve_disposal(*, disposal: Disposal, by: User) -> Disposal:
    """Approve a list that somebody else has checked; the job then carries it out (RET-01).

    Needs "casework.approve_disposal". What goes cannot be brought back.
    """
    require(by, queries.APPROVE, on=disposal)
    disposal = _locked(disposal)
    rules.check_approval(state=disposal.state, checked_by=disposal.checked_by_id, by=by.pk)
    disposal.approved_at, disposal.approved_by = timezone.now(), by
    disposal.save(update_fields=["approved_at", "approved_by"])
    record("casework.disposal_approved", by=by, about=disposal)
    return disposal


@transaction.atomic
def drop_disposal(*, disposal: Disposal, by: User) -> Disposal:
    """Give a list up before it is carried out. Needs "casework.approve_disposal"."""
    require(by, queries.APPROVE, on=disposal)
    disposal = _locked(disposal)
    if disposal.state in ("carried_out", "dropped"):
        raise RuleBroken("This list is over: it was carried out or given up.")
    disposal.dropped_at = timezone.now()
    disposal.save(update_fields=["dropped_at"])
    record("casework.disposal_dropped", by=by, about=disposal)
    return disposal


@transaction.atomic
def keep_longer(*, case: Case, until: date, reason: str, by: User) -> LongerKept:
    """Keep a closed case until a later day than its class says. Needs "casework.govern"."""
    require(by, queries.GOVERN, on=case.partnership)
    rules.check_longer(until=until, reason=reason, on=timezone.localdate())
    if case.closed_at is None or case.disposed_at is not None:
        raise RuleBroken("Only a closed case has a day on which it goes.")
    made = LongerKept.objects.create(
        partnership=case.partnership, case=case, until=until, reason=reason.strip(), by=by,
        at=timezone.now(),
    )  # fmt: skip
    record("casework.case_kept_longer", by=by, about=case, until=until.isoformat())
    return made


@transaction.atomic
def carry_out(*, disposal: Disposal, at: datetime | None = None) -> Certificate:
    """Let the cases of an approved list go, and certify it. Run by the nightly job alone.

    A case that something keeps by now stays, and the certificate says so (RET-03).
    """
    at, disposal = at or timezone.now(), _locked(disposal)
    if disposal.state != "approved":
        raise RuleBroken("Only an approved list is carried out.")
    listed = list(disposal.cases.select_related("case__type", "case__partnership").order_by("pk"))
    stay = _kept_by_now(disposal, listed, at)
    for one in listed:
        one.left_out = NOT_DUE if one.case_id in stay else ""
    disposal.cases.bulk_update(listed, ["left_out"], 500)
    go = [one for one in listed if not one.left_out]
    deleted: Counter[str] = Counter()
    alike = sorted(go, key=lambda one: (one.case.type_id, one.then, one.pk))
    for (_, then), some in groupby(alike, key=lambda one: (one.case.type_id, one.then)):
        deleted += gone.let_go([one.case for one in some], then=then, at=at)
    disposal.carried_out_at = at
    disposal.save(update_fields=["carried_out_at"])
    made = _certify(disposal, go, deleted, left=len(stay), at=at)
    record("casework.cases_disposed", by=None, about=made, cases=len(go), hash=made.hash)
    return made


def _kept_by_now(disposal: Disposal, listed: list[DisposalCase], at: datetime) -> set[int]:
    """Give the cases of a list that are no longer closed and due, or that something keeps."""
    numbers = [one.case_id for one in listed]
    rows = Case.objects.of(disposal.partnership).select_related("type", "partnership")
    due = rows.filter(
        pk__in=numbers, closed_at__isnull=False, disposed_at=None, kept_until__lt=local_day(at)
    ).select_for_update(of=("self",))
    free = {
        one.case.pk
        for one in queries.with_reasons(due, local_day(at))
        if not one.held and one.going.after < local_day(at)
    }
    return set(numbers) - free


def _certify(
    disposal: Disposal, went: list[DisposalCase], deleted: Counter[str], *, left: int, at: datetime
) -> Certificate:
    classes = Counter((one.kind, one.what, one.then) for one in went)
    contents = {
        "rules": list(RULES),
        "classes": [
            {"kind": kind, "class": what, "then": then, "cases": number}
            for (kind, what, then), number in sorted(classes.items())
        ],
        "rows": dict(sorted(deleted.items())),
        "left_out": left,
    }
    made = Certificate(
        partnership=disposal.partnership, disposal=disposal, at=at, contents=contents,
        number=_next(Certificate, disposal.partnership), by_name="the nightly job",
        checked_by_name=str(disposal.checked_by), approved_by_name=str(disposal.approved_by),
    )  # fmt: skip
    made.hash = hash_of(made)
    made.save()
    return made


def hash_of(one: Certificate) -> str:
    """Give the hash of all that a certificate says."""
    said: dict[str, Any] = {
        "number": one.number,
        "at": one.at.isoformat(),
        "by": [one.by_name, one.checked_by_name, one.approved_by_name],
        "contents": one.contents,
    }
    text = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def end_looks(partnership: Partnership, on: date) -> int:
    """Delete who looked at cases that went years ago; give how many rows (RET-04)."""
    old = Case.objects.of(partnership).filter(disposed_at__date__lt=rules.goes_before("looks", on))
    numbers = list(old.values_list("pk", flat=True))
    return sum(
        kind.objects.of(partnership).filter(case__in=numbers).delete()[0]
        for kind in (CaseRead, CaseAccess, EmergencyLook)
    )


def _locked(disposal: Disposal) -> Disposal:
    rows = Disposal.objects.of(disposal.partnership).select_for_update(of=("self",))
    return rows.select_related("partnership", "checked_by", "approved_by").get(pk=disposal.pk)
