"""Deciding on what was sent: it is taken into the figures, or goes back."""

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.audit.changes import record
from goldenthread.indicators.returns import keeping, rules
from goldenthread.indicators.returns.changes.locking import locked_return
from goldenthread.indicators.returns.comparing import SAME, compare, counted
from goldenthread.indicators.returns.models import Return
from goldenthread.indicators.returns.queries import rows_of
from goldenthread.indicators.returns.reading import Row
from goldenthread.indicators.returns.rules import Sent, Way
from goldenthread.sources.changes import Told
from goldenthread.sources.models import Release

APPROVE = "indicators.approve_return"


@transaction.atomic
def approve(*, sent: Return, by: User) -> Return:
    """Take what was sent: it becomes a release, and its figures observations.

    by: a second person, never the sender. Needs "indicators.approve_return".
    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    require(by, APPROVE, on=sent.partnership)
    sent = locked_return(sent)
    rules.check_decision(state=sent.state, sent_by=sent.sent_by_id, decided_by=by.pk)
    _decide(sent, by, Sent.APPROVED)
    changes: dict[str, int] = {}
    if sent.way != Way.NOT_AVAILABLE:
        compared = compare(rows_of(sent), sent.partnership)
        changes = counted(compared)
        sent.release = keeping.keep(
            compared,
            partnership=sent.partnership,
            by=by,
            title=f"Return: {sent}"[:200],
            file_name=f"return-{sent.pk}.csv",
            told=_told(sent, by),
            reference=f"return {sent.pk}\n",
        )
    sent.save()
    record("indicators.return_approved", by=by, about=sent, changes=changes)
    return sent


def _told(sent: Return, by: User) -> Told:
    how = f"Sent by {sent.sent_by} on {sent.sent_at:%-d %B %Y}, approved by {by}."
    return Told(
        how=f"{how} File: {sent.file_name}." if sent.file_name else how,
        publisher=sent.request.organisation.name[:120] if sent.request else "",
        permission=APPROVE,
    )


@transaction.atomic
def send_back(*, sent: Return, by: User, why: str) -> Return:
    """Send back what cannot be taken, with the reason; nothing of it is recorded."""
    require(by, APPROVE, on=sent.partnership)
    sent = locked_return(sent)
    rules.check_decision(state=sent.state, sent_by=sent.sent_by_id, decided_by=by.pk, why=why)
    _decide(sent, by, Sent.SENT_BACK)
    sent.decided_why = why.strip()
    sent.save()
    record("indicators.return_sent_back", by=by, about=sent, why=why.strip())
    return sent


def _decide(sent: Return, by: User, state: Sent) -> None:
    sent.state, sent.decided_by, sent.decided_at = state, by, timezone.now()


@transaction.atomic
def load_file(
    found: list[Row], *, partnership: Partnership, name: str
) -> tuple[Release | None, dict[str, int]]:
    """Take a checked file at the word of whoever keeps the installation; give release and changes.

    The release is None where every figure is held already, just so.
    """
    compared = compare(found, partnership)
    changes = counted(compared)
    if changes[SAME] == len(compared):
        return None, changes
    release = keeping.keep(
        compared,
        partnership=partnership,
        by=None,
        title=f"File of figures: {name}"[:200],
        file_name=name[-255:],
        told=Told(how="Loaded by a command of whoever keeps the installation."),
    )
    return release, changes
