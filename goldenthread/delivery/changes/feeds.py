"""Addresses for calendar programs: made, made anew and stopped by the person whose they are."""

import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.audit.changes import record
from goldenthread.delivery.models import CalendarFeed
from goldenthread.partnership.models import Group


@transaction.atomic
def start_feed(*, partnership: Partnership, by: User, group: Group | None = None) -> CalendarFeed:
    """Give a person an address for due dates: their own, or a group's. An older one ends.

    Needs "delivery.read". Nobody can guess the address.
    """
    require(by, "delivery.read", on=partnership)
    CalendarFeed.objects.of(partnership).filter(person=by, group=group).delete()
    made = CalendarFeed.objects.create(
        partnership=partnership, person=by, group=group, token=secrets.token_urlsafe(32)
    )
    record("delivery.calendar_started", by=by, about=made)
    return made


@transaction.atomic
def stop_feed(*, feed: CalendarFeed, by: User) -> None:
    """Stop an address of one's own; another's raises PermissionDenied. Needs "delivery.read"."""
    require(by, "delivery.read", on=feed.partnership)
    if feed.person_id != by.pk:
        raise PermissionDenied("This calendar is somebody else's.")
    record("delivery.calendar_stopped", by=by, about=feed)
    feed.delete()
