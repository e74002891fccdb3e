"""Entering a day from which something is recorded otherwise, and taking it back."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.indicators.control import rules
from goldenthread.indicators.control.models import RecordingChange
from goldenthread.indicators.models import IndicatorDefinition


@transaction.atomic
def enter_recording_change(
    *, partnership: Partnership, indicator: IndicatorDefinition, on: date, what: str, by: User
) -> RecordingChange:
    """Say that an indicator is recorded otherwise from a day on: its limits begin anew there.

    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    require(by, "indicators.edit", on=partnership)
    if wrong := rules.check_recording_change(on, what, timezone.localdate()):
        raise RuleBroken(wrong)
    standing = RecordingChange.objects.of(partnership).filter(
        definition=indicator, on=on, withdrawn_at=None
    )
    if standing.exists():
        raise RuleBroken(f"A change is entered for {on:%-d %B %Y} already. Take it back first.")
    made = RecordingChange.objects.create(
        partnership=partnership,
        definition=indicator,
        on=on,
        what=what.strip(),
        recorded_at=timezone.now(),
        recorded_by=by,
    )
    record("indicators.recording_change_entered", by=by, about=made, on=str(on), what=made.what)
    return made


@transaction.atomic
def withdraw_recording_change(change: RecordingChange, *, why: str, by: User) -> RecordingChange:
    """Take back that recording changed, with a reason that everyone can read.

    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    require(by, "indicators.edit", on=change)
    mine = RecordingChange.objects.of(change.partnership).select_for_update(of=("self",))
    change = mine.get(pk=change.pk)
    if change.withdrawn_at is not None:
        raise RuleBroken("It was taken back already.")
    if not why.strip():
        raise RuleBroken("Say why it is taken back.")
    change.withdrawn_at, change.withdrawn_why = timezone.now(), why.strip()
    change.save()
    record("indicators.recording_change_withdrawn", by=by, about=change, why=change.withdrawn_why)
    return change
