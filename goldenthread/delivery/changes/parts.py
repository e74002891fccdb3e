"""What belongs to an action: milestones, and what it is to change."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from csp_analytics.period import Period
from goldenthread.accounts.models import User
from goldenthread.accounts.permission import require
from goldenthread.audit.changes import record
from goldenthread.delivery import rules
from goldenthread.delivery.changes.actions import locked
from goldenthread.delivery.models import Action, ExpectedEffect, Milestone
from goldenthread.indicators.models import IndicatorDefinition


@transaction.atomic
def add_milestone(*, action: Action, by: User, title: str, due: date | None = None) -> Milestone:
    """Add a step by which one sees that an action gets on. Needs "delivery.edit"."""
    require(by, "delivery.edit", on=action.plan)
    made = Milestone.objects.create(
        partnership=action.partnership, action=action, title=title, due=due
    )
    record("delivery.milestone_added", by=by, about=action, milestone=title)
    return made


@transaction.atomic
def reach_milestone(*, milestone: Milestone, by: User, reached: bool = True) -> Milestone:
    """Say that a milestone is reached, or after all is not. Needs "delivery.update_action"."""
    require(by, "delivery.update_action", on=milestone.action)
    locked(milestone.action)
    milestone.done_on = timezone.localdate() if reached else None
    milestone.save(update_fields=["done_on"])
    verb = "delivery.milestone_reached" if reached else "delivery.milestone_not_reached"
    record(verb, by=by, about=milestone.action, milestone=milestone.title)
    return milestone


@transaction.atomic
def remove_milestone(*, milestone: Milestone, by: User) -> None:
    """Take a milestone out; it stays in the record. Needs "delivery.edit"."""
    require(by, "delivery.edit", on=milestone.action.plan)
    record("delivery.milestone_removed", by=by, about=milestone.action, milestone=milestone.title)
    milestone.delete()


@transaction.atomic
def expect_effect(
    *,
    action: Action,
    by: User,
    indicator: IndicatorDefinition,
    towards: str,
    claim: str,
    evidence: str = "",
    baseline: Period | None = None,
) -> ExpectedEffect:
    """Say what an action is to do to an indicator, and on what ground. Needs "delivery.edit".

    claim: a key of rules.CLAIMS; "evidenced" names what shows it. Said anew, it replaces what
    was said of that indicator. Raises RuleBroken.
    """
    require(by, "delivery.edit", on=action.plan)
    rules.check_claim(claim=claim, evidence=evidence)
    locked(action)
    made, _ = ExpectedEffect.objects.of(action.partnership).update_or_create(
        partnership=action.partnership,
        action=action,
        indicator=indicator,
        defaults={
            "towards": towards,
            "claim": claim,
            "evidence": evidence.strip(),
            "baseline_kind": str(baseline.kind) if baseline else "",
            "baseline_start": baseline.start if baseline else None,
            "baseline_end": baseline.end if baseline else None,
        },
    )
    record("delivery.effect_expected", by=by, about=action, of=str(made), claim=claim)
    return made


@transaction.atomic
def remove_effect(*, effect: ExpectedEffect, by: User) -> None:
    """Expect no effect on an indicator any more. Needs "delivery.edit"."""
    require(by, "delivery.edit", on=effect.action.plan)
    record("delivery.effect_removed", by=by, about=effect.action, of=str(effect))
    effect.delete()
