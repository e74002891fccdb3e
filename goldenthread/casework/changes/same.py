"""Linking two reports of one incident, and undoing it; giving a reporter a link of their own."""

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.casework.changes.engine import add_event, locked
from goldenthread.casework.changes.working import worked_by
from goldenthread.casework.models import Case, SameIncident
from goldenthread.casework.rules import likeness, reports
from goldenthread.casework.rules.references import hash_of, new_link
from goldenthread.casework.rules.reports import Report


@transaction.atomic
def link_same(*, case: Case, to: Case, reason: str, by: User) -> SameIncident:
    """Link a report to another of the same incident (RPT-05). Needs "casework.work" on both.

    Neither report is lost and each complaint counts on for its own person; the incident counts
    once. Raises PermissionDenied or RuleBroken.
    """
    case, to = worked_by(case, by).case, worked_by(to, by).case
    likeness.check_reason(reason)
    rows = SameIncident.objects.of(case.partnership).filter(undone_at=None)
    if rows.filter(report=case).exists():
        raise RuleBroken("It is linked to another report already. Undo that link first.")
    among = [
        Report(str(report), case.opened_at.date(), same_as=str(same_as))
        for report, same_as in rows.values_list("report", "same_as")
    ]
    known = {one.id: one for one in among}
    new, old = (
        known.get(str(one.pk), Report(str(one.pk), one.opened_at.date())) for one in (case, to)
    )
    reports.check_link(new, old, among)
    now = timezone.now()
    made = SameIncident.objects.create(
        partnership=case.partnership, report=case, same_as=to, reason=reason.strip()[:300],
        linked_at=now, by=by,
    )  # fmt: skip
    add_event(case, "same_incident", by=by, at=now, about=to.reference, text=reason)
    add_event(to, "same_incident", by=by, at=now, about=case.reference, text=reason)
    record("casework.linked_as_same", by=by, about=case)
    return made


@transaction.atomic
def undo_same(*, link: SameIncident, by: User) -> SameIncident:
    """Undo a link between two reports; that it was made stays on record (RPT-05).

    Needs "casework.work" on both. Raises PermissionDenied or RuleBroken.
    """
    case, to = worked_by(link.report, by).case, worked_by(link.same_as, by).case
    link = SameIncident.objects.of(case.partnership).select_for_update().get(pk=link.pk)
    if link.undone_at is not None:
        raise RuleBroken("It was undone already.")
    now = timezone.now()
    link.undone_at, link.undone_by = now, by
    link.save(update_fields=["undone_at", "undone_by"])
    add_event(case, "not_same_incident", by=by, at=now, about=to.reference)
    add_event(to, "not_same_incident", by=by, at=now, about=case.reference)
    record("casework.link_undone", by=by, about=case)
    return link


@transaction.atomic
def give_link(*, case: Case, by: User) -> str:
    """Draw a link for somebody who reported by phone or on paper; give its secret part, once.

    A link that was given before opens nothing from then on. Needs "casework.work".
    """
    case = locked(worked_by(case, by).case)
    if not case.type.declared.front_door:
        raise RuleBroken("Only reports have a page for whoever made them.")
    link, now = new_link(), timezone.now()
    case.link_hash = hash_of(link)
    case.save(update_fields=["link_hash"])
    add_event(case, "link_given", by=by, at=now)
    record("casework.link_given", by=by, about=case)
    return link
