"""People harmed: who they are, who their one point of contact is, and each contact with them."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.permission import require
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.casework.changes.due import set_due
from goldenthread.casework.changes.engine import add_event, keep_time, locked
from goldenthread.casework.changes.people import check_worker
from goldenthread.casework.changes.working import worked_by
from goldenthread.casework.models import Case, Victim, VictimContact
from goldenthread.casework.queries.risk import matrix_on
from goldenthread.casework.rules import working
from goldenthread.casework.rules.lengths import local_day


def open_case_of(case: Case, by: User) -> Case:
    """Give a case, locked, that somebody works on and that is still open."""
    found = worked_by(case, by).case
    if found.closed_at:
        raise RuleBroken("The case is closed, so nothing can be added to it.")
    return found


def victim_under_lock(victim: Victim) -> Victim:
    """Read a victim again under the lock of their case."""
    rows = Victim.objects.of(victim.partnership).select_related("contact_person")
    return rows.select_for_update(of=("self",)).get(pk=victim.pk)


@transaction.atomic
def keep_victim(
    *, case: Case, victim: Victim | None = None, name: str, contact: str = "",
    safe_times: str = "", contact_person: User | None = None, contact_every: int | None = None,
    by: User, at: datetime | None = None,
) -> Victim:  # fmt: skip
    """Name somebody harmed, or change what is known of them (CASE-01, CASE-03, CR-14).

    victim: one who is known already. contact_person: their single point of contact, who works on
    the case. contact_every: days, as agreed with them. Needs "casework.work".
    """
    case, at = open_case_of(case, by), at or timezone.now()
    if not name.strip():
        raise RuleBroken("Give a name, or what they are called in this case.")
    working.check_every(contact_every)
    if contact_person is not None:
        check_worker(case, contact_person)
    others = Victim.objects.of(case.partnership).filter(case=case, name=name.strip())
    if any(one != victim for one in others):
        raise RuleBroken(f"{name.strip()} stands on this case already.")
    found = victim_under_lock(victim) if victim else Victim(partnership=case.partnership, case=case)
    found.name, found.contact, found.safe_times = name.strip(), contact.strip(), safe_times.strip()
    found.contact_person, found.contact_every = contact_person, contact_every
    found.save()
    add_event(case, "victim_kept", by=by, at=at, about=found.name)
    due_again(case, found, last=_last_contact(found) or local_day(at), by=by, at=at)
    record("casework.victim_kept", by=by, about=case)
    return found


@transaction.atomic
def log_contact(
    *, victim: Victim, on: date, how: str, reached: bool, text: str, agreed: date | None = None,
    by: User, at: datetime | None = None,
) -> VictimContact:  # fmt: skip
    """Record a contact with a victim, or an attempt that reached nobody (CASE-03).

    agreed: the day of the next one, where it was agreed. An attempt leaves the next contact due
    as it stands. Needs "casework.work".
    """
    case, at = open_case_of(victim.case, by), at or timezone.now()
    victim = victim_under_lock(victim)
    working.check_contact(how=how, text=text, on=on, today=local_day(at), agreed=agreed)
    made = VictimContact.objects.create(
        partnership=case.partnership, case=case, victim=victim, on=on, how=how, reached=reached,
        text=text.strip(), by=by, at=at,
    )  # fmt: skip
    add_event(case, "contacted" if reached else "contact_tried", by=by, at=at, about=victim.name)
    if reached:
        due_again(case, victim, last=on, agreed=agreed, by=by, at=at)
    record("casework.victim_contacted", by=by, about=case)
    return made


def due_again(
    case: Case, victim: Victim, *, last: date, by: User, at: datetime, agreed: date | None = None
) -> None:
    """Work out by when a victim is contacted again, and let it be due (CASE-03)."""
    matrix = matrix_on(local_day(at))
    victim.next_contact = working.next_contact(
        matrix, victim.band, last, every=victim.contact_every, agreed=agreed
    )
    victim.save(update_fields=["next_contact"])
    set_due(
        case, f"contact:{victim.pk}", f"Contact {victim.name}", by_day=victim.next_contact,
        given_to=victim.contact_person, by=by, at=at,
    )  # fmt: skip
    keep_time(case, at=at)


def _last_contact(victim: Victim) -> date | None:
    rows = VictimContact.objects.of(victim.partnership).filter(victim=victim, reached=True)
    return rows.order_by("-on").values_list("on", flat=True).first()


@transaction.atomic
def name_supervisor(*, case: Case, person: User, by: User, at: datetime | None = None) -> Case:
    """Name who supervises a case, who does not lead it (CASE-01). Needs "casework.lead"."""
    require(by, "casework.lead", on=case.partnership)
    worked_by(case, by, "casework.lead")
    case = locked(case)
    require(person, "casework.lead", on=case.partnership)
    check_worker(case, person)
    working.check_supervisor(supervisor=str(person.pk), lead=str(case.lead_id or ""))
    case.supervisor = person
    case.save(update_fields=["supervisor"])
    add_event(case, "supervisor_named", by=by, at=at or timezone.now(), about=str(person))
    record("casework.supervisor_named", by=by, about=case)
    return case
