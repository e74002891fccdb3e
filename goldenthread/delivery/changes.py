"""Every write of this room: one verb, one function, one transaction, one event."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.permission import require
from goldenthread.audit.changes import record
from goldenthread.delivery import rules
from goldenthread.delivery.models import Action, DeliveryPlan, MovedDate, Update

# What the web may edit; dates and status have their own verbs, since they need reasons.
EDITABLE = ("title", "detail", "owner", "aim")


def _locked(action: Action) -> Action:
    """Read an action again under a lock, so that two people cannot change it at once."""
    return Action.objects.of(action.partnership).select_for_update(of=("self",)).get(pk=action.pk)


@transaction.atomic
def add_action(*, plan: DeliveryPlan, by: User, **fields: Any) -> Action:
    """Add an action at the end of a plan. Needs "delivery.edit"; raises PermissionDenied."""
    require(by, "delivery.edit", on=plan.partnership)
    last = plan.actions.aggregate(last=Max("number"))["last"] or 0
    action = Action.objects.create(
        partnership=plan.partnership, plan=plan, number=last + 1, **fields
    )
    record("delivery.action_added", by=by, about=action, plan=plan.title)
    return action


@transaction.atomic
def edit_action(*, action: Action, by: User, **fields: Any) -> Action:
    """Change what an action says or who owns it; before and after go into the record.

    fields: of EDITABLE. Needs "delivery.edit". Changing nothing writes nothing.
    """
    require(by, "delivery.edit", on=action.partnership)
    action = _locked(action)
    changed = {k: v for k, v in fields.items() if k in EDITABLE and getattr(action, k) != v}
    if changed:
        before = {name: str(getattr(action, name) or "") for name in changed}
        for name, value in changed.items():
            setattr(action, name, value)
        action.save()
        after = {name: str(value or "") for name, value in changed.items()}
        record("delivery.action_edited", by=by, about=action, before=before, after=after)
    return action


@transaction.atomic
def give_update(*, action: Action, by: User, said: str, text: str = "") -> Update:
    """Say how an action stands today.

    said: a key of rules.SAYINGS; NO_CHANGE keeps the word before it; DONE closes it.
    Needs "delivery.update_action", for its owner or a chair. Raises PermissionDenied or
    RuleBroken; then nothing is saved.
    """
    require(by, "delivery.update_action", on=action)
    action = _locked(action)
    rules.check_update(action.facts, said=said, text=text)
    today = timezone.localdate()
    update = Update.objects.create(
        partnership=action.partnership,
        action=action,
        on=today,
        said=said,
        text=text.strip(),
        by=by,
        by_name=str(by),
    )
    action.heard = today
    if said != rules.NO_CHANGE:
        action.said = said
    if said == rules.DONE:
        action.done_on, action.deferred_on, action.deferred_because = today, None, ""
    action.save()
    record("delivery.update_given", by=by, about=action, said=said)
    return update


@transaction.atomic
def move_date(*, action: Action, by: User, now: date, reason: str) -> MovedDate:
    """Give an action another due date; the old one stays visible with the reason.

    Needs "delivery.edit". Raises PermissionDenied or RuleBroken.
    """
    require(by, "delivery.edit", on=action.partnership)
    action = _locked(action)
    rules.check_new_date(was=action.due, now=now, today=timezone.localdate(), reason=reason)
    moved = MovedDate.objects.create(
        partnership=action.partnership, action=action, was=action.due, now=now, reason=reason, by=by
    )
    action.due = now
    action.save(update_fields=["due"])
    before = moved.was.isoformat() if moved.was else None
    record("delivery.date_moved", by=by, about=action, was=before, now=now.isoformat(), why=reason)
    return moved


@transaction.atomic
def defer(*, action: Action, by: User, reason: str) -> Action:
    """Put an action off by decision: it is then neither late nor missed. Needs "delivery.edit"."""
    require(by, "delivery.edit", on=action.partnership)
    rules.check_reason(reason, "putting it off")
    action = _locked(action)
    if action.done_on:
        raise rules.RuleBroken("This action is done and cannot be put off.")
    action.deferred_on, action.deferred_because = timezone.localdate(), reason.strip()
    action.save(update_fields=["deferred_on", "deferred_because"])
    record("delivery.action_deferred", by=by, about=action, why=reason)
    return action


@transaction.atomic
def reopen(*, action: Action, by: User, reason: str) -> Action:
    """Take an achieved or deferred action up again. Needs "delivery.edit"."""
    require(by, "delivery.edit", on=action.partnership)
    rules.check_reason(reason, "taking it up again")
    action = _locked(action)
    if not (action.done_on or action.deferred_on):
        raise rules.RuleBroken("This action is open already.")
    action.done_on, action.deferred_on, action.deferred_because = None, None, ""
    action.said = rules.GOING_WELL if action.said == rules.DONE else action.said
    action.save()
    record("delivery.action_reopened", by=by, about=action, why=reason)
    return action
