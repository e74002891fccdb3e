"""Groups and the seats in them."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.audit.changes import record
from goldenthread.partnership import rules
from goldenthread.partnership.changes.bodies import EDIT
from goldenthread.partnership.keys import free_key
from goldenthread.partnership.models import Group, GroupMember, Officer, Organisation

EDITABLE = ("name", "aliases", "kind", "parent", "state", "terms", "quorum", "note")


@transaction.atomic
def add_group(*, partnership: Partnership, name: str, kind: str, by: Person) -> Group:
    """Add a group that no document names. Raises PermissionDenied or RuleBroken."""
    require(by, EDIT, on=partnership)
    if kind not in rules.GROUP_KINDS:
        raise rules.RuleBroken("Choose what kind of group it is.")
    if not name.strip():
        raise rules.RuleBroken("A group needs a name.")
    words = "group add" if name.strip().lower() == "add" else name  # "add" is a page of ours
    group = Group.objects.create(
        partnership=partnership,
        key=free_key(Group, words, partnership=partnership),
        name=name.strip(),
        kind=kind,
        edited_at=timezone.now(),
    )
    record("partnership.group_added", by=by, about=group)
    return group


@transaction.atomic
def edit_group(*, group: Group, by: Person, **fields: Any) -> Group:
    """Change what is known of a group; before and after go to the record.

    fields: any of EDITABLE. Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    require(by, EDIT, on=group)
    unknown = sorted(set(fields) - set(EDITABLE))
    if unknown:
        raise rules.RuleBroken(f"Of a group {', '.join(unknown)} is not edited.")
    locked = Group.objects.of(group.partnership).select_for_update()
    group = locked.get(pk=group.pk)
    if "kind" in fields and fields["kind"] not in rules.GROUP_KINDS:
        raise rules.RuleBroken("Choose what kind of group it is.")
    if "name" in fields and not fields["name"].strip():
        raise rules.RuleBroken("A group needs a name.")
    if fields.get("parent"):
        parents = dict(Group.objects.of(group.partnership).values_list("pk", "parent_id"))
        rules.check_parent(group.pk, fields["parent"].pk, parents)
    before, after = {}, {}
    for name, value in fields.items():
        if getattr(group, name) != value:
            before[name], after[name] = str(getattr(group, name) or ""), str(value or "")
            setattr(group, name, value)
    if after:
        group.edited_at = timezone.now()
        group.save()
        record("partnership.group_edited", by=by, about=group, before=before, after=after)
    return group


@transaction.atomic
def give_seat(
    *,
    group: Group,
    office: str,
    starts: date,
    by: Person,
    name: str = "",
    post: str = "",
    organisation: Organisation | None = None,
) -> GroupMember:
    """Seat a person or a body in a group; a chair or vice chair before them ends the day before.

    name: the officer's; empty: the organisation itself takes the seat.
    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    require(by, EDIT, on=group)
    owner = group.partnership
    group = Group.objects.of(owner).select_for_update().get(pk=group.pk)
    if office not in rules.OFFICES:
        raise rules.RuleBroken(f"Choose a seat: {rules.listed(rules.OFFICES.values())}.")
    if not name.strip() and organisation is None:
        raise rules.RuleBroken("Say who takes the seat: a person, or an organisation.")
    if office in rules.HELD_BY_ONE:
        for seat in GroupMember.objects.of(owner).filter(
            group=group, office=office, ends__isnull=True
        ):
            seat.ends, seat.edited_at = rules.day_before(starts), timezone.now()
            rules.check_span(seat.starts, seat.ends)
            seat.save()
    seat = GroupMember.objects.create(
        partnership=owner,
        key=free_key(GroupMember, f"{office} {name or organisation}", group=group),
        group=group,
        office=office,
        officer=_officer(group, name, post, organisation) if name.strip() else None,
        organisation=None if name.strip() else organisation,
        starts=starts,
    )
    record("partnership.seat_given", by=by, about=seat, group=str(group), office=office)
    return seat


def _officer(group: Group, name: str, post: str, body: Organisation | None) -> Officer:
    owner = group.partnership
    known = Officer.objects.of(owner).filter(name=name, organisation=body).first()
    if known:
        return known
    return Officer.objects.create(
        partnership=owner,
        key=free_key(Officer, name, partnership=owner),
        name=name,
        post=post,
        organisation=body,
    )


@transaction.atomic
def end_seat(*, seat: GroupMember, ends: date, by: Person) -> GroupMember:
    """End somebody's time in a group. Raises PermissionDenied or RuleBroken."""
    require(by, EDIT, on=seat)
    seat = GroupMember.objects.of(seat.partnership).select_for_update().get(pk=seat.pk)
    rules.check_span(seat.starts, ends)
    seat.ends, seat.edited_at = ends, timezone.now()
    seat.save()
    record("partnership.seat_ended", by=by, about=seat, ends=str(ends))
    return seat
