"""How an action goes: updates, dates, and what is decided of it."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.permission import require
from goldenthread.audit.changes import record
from goldenthread.delivery import rules
from goldenthread.delivery.changes.actions import locked
from goldenthread.delivery.models import Action, DateRequest, DeliveryPlan, MovedDate, Update


@transaction.atomic
def give_update(*, action: Action, by: User, said: str, text: str = "", way: str = "") -> Update:
    """Say how an action stands today. What was set by hand before ends with it.

    said: a key of rules.SAYINGS; NO_CHANGE keeps the word before it; DONE closes it.
    way: how it came, where that was not by signing in; it goes into the record.
    Needs "delivery.update_action", for its owner or a chair. Raises PermissionDenied or
    RuleBroken; then nothing is saved.
    """
    require(by, "delivery.update_action", on=action)
    action = locked(action)
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
    _end_override(action)
    action.save()
    record("delivery.update_given", by=by, about=action, said=said, way=way or "signed in")
    return update


@transaction.atomic
def give_updates(
    *, plan: DeliveryPlan, by: User, said: Iterable[tuple[Action, str, str]]
) -> list[Update]:
    """Say how several actions of a plan stand, all or none; for the chair of its group.

    said: an action, a key of rules.SAYINGS, and what happened. Raises RuleBroken with the
    number and title of the action that could not be saved.
    """
    require(by, "delivery.edit", on=plan)
    given = []
    for action, word, text in said:
        try:
            given.append(give_update(action=action, by=by, said=word, text=text))
        except rules.RuleBroken as broken:
            raise rules.RuleBroken(f"{action.number}. {action.title}: {broken}") from None
    return given


def _end_override(action: Action) -> None:
    action.override, action.override_because = "", ""
    action.override_by, action.override_on = None, None


@transaction.atomic
def move_date(
    *, action: Action, by: User, now: date, reason: str, asked_by: User | None = None
) -> MovedDate:
    """Approve another due date for an action; the old one stays visible with the reason.

    Needs "delivery.edit" on the plan, and that it is neither one's own action nor what one
    asked for. Raises PermissionDenied or RuleBroken.
    """
    require(by, "delivery.edit", on=action.plan)
    action = locked(action)
    rules.check_second_person(
        approver=by.pk, owner=action.owner_id, asked_by=asked_by.pk if asked_by else None
    )
    rules.check_new_date(was=action.due, now=now, today=timezone.localdate(), reason=reason)
    moved = MovedDate.objects.create(
        partnership=action.partnership,
        action=action,
        was=action.due,
        now=now,
        reason=reason.strip(),
        by=by,
        asked_by=asked_by,
    )
    action.due = now
    _end_override(action)
    action.save()
    before = moved.was.isoformat() if moved.was else None
    record("delivery.date_moved", by=by, about=action, was=before, now=now.isoformat(), why=reason)
    return moved


@transaction.atomic
def ask_for_date(*, action: Action, by: User, now: date, reason: str) -> DateRequest:
    """Ask for another due date; a second person decides. Needs "delivery.update_action".

    Raises RuleBroken while another date waits to be decided.
    """
    require(by, "delivery.update_action", on=action)
    action = locked(action)
    rules.check_new_date(was=action.due, now=now, today=timezone.localdate(), reason=reason)
    if action.date_requests.filter(approved=None).exists():
        raise rules.RuleBroken("Another date was asked for already and waits to be decided.")
    asked = DateRequest.objects.create(
        partnership=action.partnership,
        action=action,
        wanted=now,
        reason=reason.strip(),
        asked_by=by,
        asked_on=timezone.localdate(),
    )
    record("delivery.date_asked_for", by=by, about=action, wanted=now.isoformat(), why=reason)
    return asked


@transaction.atomic
def decide_date(*, asked: DateRequest, by: User, approve: bool, answer: str = "") -> DateRequest:
    """Approve or refuse the date that somebody asked for; refusing needs a reason.

    Needs "delivery.edit" on the plan, and another person than who owns it or asked.
    """
    require(by, "delivery.edit", on=asked.action.plan)
    action = locked(asked.action)
    asked = (
        DateRequest.objects.of(action.partnership).select_for_update(of=("self",)).get(pk=asked.pk)
    )
    if asked.approved is not None:
        raise rules.RuleBroken("This was decided already.")
    if approve:
        move_date(
            action=action, by=by, now=asked.wanted, reason=asked.reason, asked_by=asked.asked_by
        )
    else:
        rules.check_second_person(approver=by.pk, owner=action.owner_id, asked_by=asked.asked_by_id)
        rules.check_reason(answer, "refusing it")
        record("delivery.date_refused", by=by, about=action, why=answer)
    asked.approved, asked.answer = approve, answer.strip()
    asked.decided_by, asked.decided_on = by, timezone.localdate()
    asked.save()
    return asked


@transaction.atomic
def override(*, action: Action, by: User, status: str, reason: str) -> Action:
    """Set how an action stands by hand, with the reason; what the dates say stays visible.

    It ends with the next update or moved date, or after 100 days. Needs "delivery.edit".
    """
    require(by, "delivery.edit", on=action.plan)
    action = locked(action)
    rules.check_override(action.facts, status=status, reason=reason)
    action.override, action.override_because = status, reason.strip()
    action.override_by, action.override_on = by, timezone.localdate()
    action.save()
    record("delivery.status_set_by_hand", by=by, about=action, status=status, why=reason)
    return action


@transaction.atomic
def drop_override(*, action: Action, by: User) -> Action:
    """Let an action stand again as its facts say. Needs "delivery.edit"."""
    require(by, "delivery.edit", on=action.plan)
    action = locked(action)
    if action.override:
        record("delivery.status_by_facts", by=by, about=action, was=action.override)
        _end_override(action)
        action.save()
    return action


@transaction.atomic
def defer(*, action: Action, by: User, reason: str) -> Action:
    """Put an action off by decision: it is then neither late nor missed. Needs "delivery.edit"."""
    require(by, "delivery.edit", on=action.plan)
    action = locked(action)
    rules.check_closing(action.facts, reason, "putting it off")
    action.deferred_on, action.deferred_because = timezone.localdate(), reason.strip()
    _end_override(action)
    action.save()
    record("delivery.action_deferred", by=by, about=action, why=reason)
    return action


@transaction.atomic
def give_up(*, action: Action, by: User, reason: str) -> Action:
    """Close an action undone: it counts as missed, with the reason. Needs "delivery.edit"."""
    require(by, "delivery.edit", on=action.plan)
    action = locked(action)
    rules.check_closing(action.facts, reason, "giving it up")
    action.missed_on, action.missed_because = timezone.localdate(), reason.strip()
    action.deferred_on, action.deferred_because = None, ""
    _end_override(action)
    action.save()
    record("delivery.action_missed", by=by, about=action, why=reason)
    return action


@transaction.atomic
def reopen(*, action: Action, by: User, reason: str) -> Action:
    """Take an achieved, deferred or missed action up again. Needs "delivery.edit"."""
    require(by, "delivery.edit", on=action.plan)
    rules.check_reason(reason, "taking it up again")
    action = locked(action)
    if action.is_open:
        raise rules.RuleBroken("This action is open already.")
    action.done_on, action.deferred_on, action.deferred_because = None, None, ""
    action.missed_on, action.missed_because = None, ""
    action.said = rules.GOING_WELL if action.said == rules.DONE else action.said
    action.save()
    record("delivery.action_reopened", by=by, about=action, why=reason)
    return action
