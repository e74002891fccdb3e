"""Organisations, what they are to the partnership, and their liaison officers."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.audit.changes import record
from goldenthread.partnership import rules
from goldenthread.partnership.keys import free_key
from goldenthread.partnership.models import LiaisonOfficer, Membership, Organisation

EDIT = "partnership.edit"


@transaction.atomic
def add_organisation(
    *, partnership: Partnership, name: str, kind: str, by: Person, short_name: str = ""
) -> Organisation:
    """Add a body to the partnership's address book; it is no member yet.

    kind: a key of rules.ORGANISATION_KINDS. Raises PermissionDenied or RuleBroken.
    """
    require(by, EDIT, on=partnership)
    if kind not in rules.ORGANISATION_KINDS:
        raise rules.RuleBroken("Choose what kind of body it is.")
    body = Organisation.objects.create(
        partnership=partnership,
        key=free_key(Organisation, name, partnership=partnership),
        name=name,
        short_name=short_name,
        kind=kind,
    )
    record("partnership.organisation_added", by=by, about=body, kind=kind)
    return body


@transaction.atomic
def add_membership(
    *,
    organisation: Organisation,
    membership_class: str,
    starts: date,
    by: Person,
    ends: date | None = None,
    note: str = "",
) -> Membership:
    """Make a body a member of a class (CSP-01 to 03).

    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    require(by, EDIT, on=organisation)
    rules.check_class(organisation.kind, membership_class)
    rules.check_span(starts, ends)
    owner = organisation.partnership
    Organisation.objects.of(owner).select_for_update().get(pk=organisation.pk)
    for held in Membership.objects.of(owner).filter(
        organisation=organisation, membership_class=membership_class
    ):
        if rules.overlap(rules.Span(held.starts, held.ends), rules.Span(starts, ends)):
            raise rules.RuleBroken(
                f"{organisation} is a member of this class in that time already."
            )
    membership = Membership.objects.create(
        partnership=owner,
        key=free_key(Membership, f"{organisation.key} {starts}", partnership=owner),
        organisation=organisation,
        membership_class=membership_class,
        starts=starts,
        ends=ends,
        note=note,
    )
    record(
        "partnership.membership_added",
        by=by,
        about=membership,
        membership_class=membership_class,
        starts=str(starts),
    )
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, ends: date, by: Person) -> Membership:
    """End a membership on its last day. Raises PermissionDenied or RuleBroken."""
    require(by, EDIT, on=membership)
    locked = Membership.objects.of(membership.partnership).select_for_update()
    membership = locked.get(pk=membership.pk)
    rules.check_span(membership.starts, ends)
    before, membership.ends = membership.ends, ends
    membership.edited_at = timezone.now()
    membership.save()
    record(
        "partnership.membership_ended",
        by=by,
        about=membership,
        before=str(before or ""),
        after=str(ends),
    )
    return membership


@transaction.atomic
def appoint_liaison_officer(
    *,
    organisation: Organisation,
    name: str,
    role: str,
    starts: date,
    by: Person,
    deputy: str = "",
) -> LiaisonOfficer:
    """Record whom a responsible authority designates (CSP-14); one before them ends the day before.

    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    require(by, EDIT, on=organisation)
    owner = organisation.partnership
    Organisation.objects.of(owner).select_for_update().get(pk=organisation.pk)
    if not name.strip() or not role.strip():
        raise rules.RuleBroken("Give the officer's name and their role.")
    held = LiaisonOfficer.objects.of(owner).filter(organisation=organisation, ends__isnull=True)
    for before in held:
        before.ends = rules.day_before(starts)
        rules.check_span(before.starts, before.ends)
        before.save()
    officer = LiaisonOfficer.objects.create(
        partnership=owner,
        key=free_key(LiaisonOfficer, f"{organisation.key} {name}", partnership=owner),
        organisation=organisation,
        name=name,
        role=role,
        deputy=deputy,
        starts=starts,
    )
    record("partnership.liaison_officer_appointed", by=by, about=officer, starts=str(starts))
    return officer


@transaction.atomic
def end_liaison_officer(*, officer: LiaisonOfficer, ends: date, by: Person) -> LiaisonOfficer:
    """End a liaison officer's time; until the next one the vacancy is told as an alert."""
    require(by, EDIT, on=officer)
    locked = LiaisonOfficer.objects.of(officer.partnership).select_for_update()
    officer = locked.get(pk=officer.pk)
    rules.check_span(officer.starts, ends)
    officer.ends = ends
    officer.save()
    record("partnership.liaison_officer_ended", by=by, about=officer, ends=str(ends))
    return officer
