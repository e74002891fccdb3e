"""Noting that somebody checked a document: who and when, never what was in it."""

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.audit.changes import record
from goldenthread.audit.models import Event
from goldenthread.publishing.checking import rules
from goldenthread.visitors import code_of

VERB = "publishing.figures_checked"


@transaction.atomic
def note_check(*, partnership: Partnership, by: User, address: str, what: str) -> None:
    """Write down that a document is about to be checked, unless there were too many.

    address: of the machine; kept as a code that changes every day and leads back to nobody.
    what: "pasted", "uploaded", "report" or "exported".
    The event is written first: its lock makes every process and machine count in turn.
    Raises PermissionDenied or RuleBroken; then nothing is written.
    """
    require(by, "figures.check", on=partnership)
    now = timezone.now()
    came_from = code_of(address, what_for="figures", now=now)
    record(VERB, by=by, partnership=partnership, what=what, came_from=came_from)
    hour = Event.objects.filter(
        partnership=partnership.pk, verb=VERB, at__gte=now - rules.EACH_HOUR
    )
    found = hour.aggregate(
        mine=Count("pk", filter=Q(by_id=by.pk)),
        here=Count("pk", filter=Q(details__came_from=came_from)),
    )
    rules.check_rate(
        by_person=found["mine"], from_address=found["here"], now=timezone.localtime(now)
    )
