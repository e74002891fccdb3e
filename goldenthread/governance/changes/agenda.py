"""What stands on an agenda."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max

from goldenthread.accounts.models import User
from goldenthread.accounts.permission import require
from goldenthread.audit.changes import record
from goldenthread.governance import rules
from goldenthread.governance.changes.meetings import EDIT, locked
from goldenthread.governance.changes.setting import set_fields
from goldenthread.governance.models import AgendaItem, Meeting
from goldenthread.governance.queries.agenda import Proposal

EDITABLE = ("title", "why", "presenter", "restricted")


@transaction.atomic
def add_item(*, meeting: Meeting, title: str, by: User, **fields: Any) -> AgendaItem:
    """Put something on an agenda because somebody asks for it. Needs "governance.edit"."""
    require(by, EDIT, on=meeting)
    meeting = locked(meeting)
    rules.check_open(meeting.state)
    if not title.strip():
        raise rules.RuleBroken("Say what the item is about.")
    item = _next(meeting, title=title.strip())
    set_fields(item, fields, EDITABLE)
    item.save()
    record("governance.item_added", by=by, about=item, meeting=str(meeting))
    return item


@transaction.atomic
def add_proposed(*, meeting: Meeting, proposals: Iterable[Proposal], by: User) -> int:
    """Put onto an agenda what follows from facts, each once; give how many are new.

    proposals: of queries.agenda.proposals, in the order they are to stand.
    """
    require(by, EDIT, on=meeting)
    meeting = locked(meeting)
    rules.check_open(meeting.state)
    there = set(meeting.items.values_list("source", flat=True))
    new = [one for one in proposals if one.source not in there]
    for one in new:
        item = _next(meeting, title=one.title[:200])
        item.reason, item.why, item.source = one.reason, one.why, one.source
        item.presenter = one.presenter[:200]
        item.save()
    if new:
        record("governance.agenda_built", by=by, about=meeting, items=[one.title for one in new])
    return len(new)


def _next(meeting: Meeting, **fields: Any) -> AgendaItem:
    last = meeting.items.aggregate(last=Max("number"))["last"] or 0
    return AgendaItem(partnership=meeting.partnership, meeting=meeting, number=last + 1, **fields)


@transaction.atomic
def edit_item(*, item: AgendaItem, by: User, **fields: Any) -> AgendaItem:
    """Change what an item says, or whether it stands in the private part."""
    require(by, EDIT, on=item.meeting)
    meeting = locked(item.meeting)
    rules.check_open(meeting.state)
    item = meeting.items.select_related("meeting__group").get(pk=item.pk)
    before, after = set_fields(item, fields, EDITABLE)
    if not item.title.strip():
        raise rules.RuleBroken("Say what the item is about.")
    if after:
        item.save()
        record("governance.item_edited", by=by, about=item, before=before, after=after)
    return item


@transaction.atomic
def remove_item(*, item: AgendaItem, by: User) -> None:
    """Take an item off the agenda of a meeting that is still planned; the others move up."""
    require(by, EDIT, on=item.meeting)
    meeting = locked(item.meeting)
    if meeting.state != rules.PLANNED:
        raise rules.RuleBroken("What a meeting spoke of stays in its papers.")
    record("governance.item_removed", by=by, about=item, meeting=str(meeting))
    number = item.number
    item.delete()
    for later in meeting.items.filter(number__gt=number).order_by("number"):
        later.number -= 1
        later.save()
