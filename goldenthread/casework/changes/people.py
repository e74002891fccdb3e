"""Who leads a case, who else is on it, and who has looked at it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import may
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.casework.changes.engine import add_event, locked
from goldenthread.casework.models import Case, CaseAccess, CaseRead
from goldenthread.casework.queries.seeing import Sight, sight

GIVES = ("case", "fields")


def check_worker(case: Case, person: User) -> None:
    """Refuse to hand work to somebody who cannot do it. Raises RuleBroken."""
    found = sight(case, by=person) if may(person, "casework.work", on=case.partnership) else None
    if found is None or not found.whole:
        raise RuleBroken(f"{person} does not work on this case. Give them access to it first.")


@transaction.atomic
def lead_case(*, case: Case, person: User, by: User, at: datetime | None = None) -> Case:
    """Name the one person who leads a case (CASE-01).

    A case that nobody leads may be taken by whoever works on it; all else needs
    "casework.lead". Raises PermissionDenied or RuleBroken.
    """
    require(by, "casework.work", on=case.partnership)
    case = locked(case)
    if case.lead is not None or person != by:
        require(by, "casework.lead", on=case.partnership)
    _whole(case, by)
    check_worker(case, person)
    if case.lead == person:
        return case
    case.lead = person
    case.save(update_fields=["lead"])
    add_event(case, "lead_named", by=by, at=at or timezone.now(), about=str(person))
    record("casework.lead_named", by=by, about=case)
    return case


@transaction.atomic
def give_access(
    *, case: Case, person: User, worker: str, reason: str, by: User, at: datetime | None = None
) -> CaseAccess:
    """Put somebody on one case, in a role that its type declares. Needs "casework.lead".

    reason: why they must see it, for the record (IS-08). Raises PermissionDenied or RuleBroken.
    """
    seen, at = _led(case, by), at or timezone.now()
    case = seen.case
    valid = [one.id for one in case.type.declared.workers if one.sees in GIVES]
    if worker not in valid:
        raise RuleBroken("Choose one of the roles on this case.")
    if len(reason.split()) < 2:
        raise RuleBroken("Say why they must see this case: the reason is kept.")
    if not may(person, "casework.read", on=case.partnership):
        raise RuleBroken(f"{person} may not see cases here. An administrator gives that role.")
    if any(one.person == person and one.worker == worker and one.until is None
           for one in seen.accesses):  # fmt: skip
        raise RuleBroken(f"{person} is on this case in that role already.")
    made = CaseAccess.objects.create(
        partnership=case.partnership, case=case, person=person, worker=worker, since=at,
        given_by=by, reason=reason.strip()[:300],
    )  # fmt: skip
    add_event(case, "access_given", by=by, at=at, about=str(person), text=reason)
    record("casework.access_given", by=by, about=case)
    return made


@transaction.atomic
def end_access(*, access: CaseAccess, by: User, at: datetime | None = None) -> CaseAccess:
    """Take somebody off a case; they see nothing of it from now on. Needs "casework.lead"."""
    case, at = _led(access.case, by).case, at or timezone.now()
    access = CaseAccess.objects.of(case.partnership).get(pk=access.pk)
    if access.until:
        raise RuleBroken(f"{access.person} is no longer on this case.")
    if case.type.declared.sealed and not _others_on(case, access):
        raise RuleBroken("Nobody else is on this sealed case: put somebody on it first.")
    access.until = at
    access.save(update_fields=["until"])
    add_event(case, "access_ended", by=by, at=at, about=str(access.person))
    record("casework.access_ended", by=by, about=case)
    return access


def _others_on(case: Case, access: CaseAccess) -> bool:
    rows = CaseAccess.objects.of(case.partnership).filter(case=case, until=None)
    return rows.exclude(person=access.person).exists()


@transaction.atomic
def restrict(*, case: Case, reason: str, by: User, at: datetime | None = None) -> Case:
    """Let only people who are named on a case see anything of it. Needs "casework.lead".

    Whoever restricts it must be named on it, or nobody could lift that again.
    """
    seen, at = _led(case, by), at or timezone.now()
    if not any(one.person == by and one.until is None for one in seen.accesses):
        raise RuleBroken("Put yourself on this case first: after that only those on it see it.")
    if len(reason.split()) < 2:
        raise RuleBroken("Say why it is restricted: the reason is kept.")
    return _restricted(seen.case, True, reason, by, at)


@transaction.atomic
def lift_restriction(*, case: Case, reason: str, by: User, at: datetime | None = None) -> Case:
    """Let everybody see a case again whose role sees cases of its type. Needs "casework.lead"."""
    seen, at = _led(case, by), at or timezone.now()
    if seen.case.type.declared.sealed:
        raise RuleBroken("Cases of this kind are sealed: only the people named on one see it.")
    if len(reason.split()) < 2:
        raise RuleBroken("Say why it is no longer restricted: the reason is kept.")
    return _restricted(seen.case, False, reason, by, at)


def _restricted(case: Case, restricted: bool, reason: str, by: User, at: datetime) -> Case:
    if case.restricted == restricted:
        raise RuleBroken(f"It is {'restricted' if restricted else 'not restricted'} already.")
    case.restricted = restricted
    case.save(update_fields=["restricted"])
    verb = "restricted" if restricted else "restriction_lifted"
    add_event(case, verb, by=by, at=at, text=reason)
    record(f"casework.{verb}", by=by, about=case)
    return case


@transaction.atomic
def note_read(seen: Sight, *, by: User) -> None:
    """Note that somebody looked at a case, and how much of it they saw (IS-08).

    Needs "casework.read". It goes into the case's own list, not into the record of changes.
    """
    require(by, "casework.read", on=seen.case.partnership)
    CaseRead.objects.create(
        partnership=seen.case.partnership, case=seen.case, person=by, at=timezone.now(),
        level=seen.seen.level.name.lower(),
    )  # fmt: skip


def _led(case: Case, by: User) -> Sight:
    require(by, "casework.lead", on=case.partnership)
    return _whole(locked(case), by)


def _whole(case: Case, by: User) -> Sight:
    found = sight(case, by=by)
    if found is None or not found.whole:
        raise PermissionDenied("You do not work on this case.")
    return found
