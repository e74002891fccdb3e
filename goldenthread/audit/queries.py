"""Reading the record."""

from django.db import models
from django.db.models import QuerySet

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.audit import rules
from goldenthread.audit.changes import said_by
from goldenthread.audit.models import ChainEnd, Event


def events_of(partnership: Partnership, *, by: Person) -> QuerySet[Event]:
    """Give a partnership's events, newest first. Needs "audit.read"."""
    require(by, "audit.read", on=partnership)
    return Event.objects.filter(partnership=partnership.pk).order_by("-number")


def history_of(about: models.Model) -> QuerySet[Event]:
    """Give what was done to one thing, newest first; who may see the thing may see this."""
    return Event.objects.filter(
        about_kind=about._meta.label_lower, about_id=str(about.pk)
    ).order_by("-number")


def events_since(partnership: Partnership, number: int) -> QuerySet[Event]:
    """Give a partnership's events after the one of this number, oldest first."""
    return Event.objects.filter(partnership=partnership.pk, number__gt=number).order_by("number")


def broken_links() -> dict[int, str]:
    """Check every chain from its first event; give what is wrong by partnership number."""
    wrong = {}
    for end in ChainEnd.objects.order_by("partnership"):
        events = Event.objects.filter(partnership=end.partnership).order_by("number")
        last = events.last()
        found = rules.first_broken(
            rules.Link(e.number, said_by(e), e.previous, e.hash) for e in events.iterator()
        )
        if found is None and (last is None or (last.number, last.hash) != (end.number, end.hash)):
            found = f"Events after {last.number if last else 0} are missing."
        if found:
            wrong[end.partnership] = found
    return wrong
