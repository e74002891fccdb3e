"""Keeping each target that is set, so that none is ever forgotten."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.accounts.rules import RuleBroken
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.indicators.targets import queries, rules
from goldenthread.indicators.targets.models import TargetSet


@transaction.atomic
def keep_target(
    *,
    partnership: Partnership,
    definition: IndicatorDefinition,
    plan: str,
    measure: str,
    value: Decimal | None,
    set_by: str,
    why: str,
    by: User,
    comparison: str = "",
    period: str = "",
    profile: Sequence[Decimal] = (),
    tolerance: Decimal | None = None,
    colour_rule: str = "",
    set_on: date | None = None,
) -> TargetSet:
    """Keep a target of a measure in a plan as a further version; whoever calls locks the use.

    The room that holds the plan writes the event, since it knows the plan. Raises
    PermissionDenied or RuleBroken; then nothing is saved.
    """
    require(by, "indicators.edit", on=partnership)
    if wrong := rules.check_target(value, set_by, why, set_on, timezone.localdate()):
        raise RuleBroken(wrong)
    if colour_rule and colour_rule not in queries.colour_rules():
        raise RuleBroken(f'No colour rule is declared as "{colour_rule[:40]}".')
    last = queries.history(partnership, plan, measure).first()
    return TargetSet.objects.create(
        partnership=partnership,
        definition=definition,
        plan=plan,
        measure=measure,
        version=last.version + 1 if last else 1,
        value=value,
        comparison=comparison,
        period=period,
        profile=[str(share) for share in profile],
        tolerance=tolerance,
        colour_rule=colour_rule,
        set_by=set_by.strip(),
        set_on=set_on,
        why=why.strip(),
        recorded_at=timezone.now(),
        recorded_by=by,
    )
