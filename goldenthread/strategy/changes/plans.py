"""A plan's life: drafted, adopted, superseded; with who decided and when."""

from datetime import date

from django.db import transaction

from csp_analytics.period import Period
from goldenthread.accounts.models import Partnership
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.audit.changes import record
from goldenthread.partnership.keys import free_key
from goldenthread.strategy import rules
from goldenthread.strategy.models import StatusChange, Strategy


@transaction.atomic
def make_plan(
    *,
    partnership: Partnership,
    title: str,
    period: Period,
    by: Person,
    kind: str = rules.PARTNERSHIP_PLAN,
) -> Strategy:
    """Begin a draft. Raises PermissionDenied or RuleBroken; then nothing is saved."""
    require(by, "strategy.edit", on=partnership)
    if not title.strip():
        raise rules.RuleBroken("Give the plan a title.")
    if kind not in rules.PLAN_KINDS:
        raise rules.RuleBroken("Choose what kind of plan it is.")
    strategy = Strategy.objects.create(
        partnership=partnership,
        key=free_key(Strategy, title, partnership=partnership),
        title=title,
        kind=kind,
        period_kind=str(period.kind),
        period_start=period.start,
        period_end=period.end,
        period_printed=str(period),
    )
    record("strategy.plan_made", by=by, about=strategy, period=str(period))
    return strategy


@transaction.atomic
def adopt_plan(*, strategy: Strategy, on: date, decided_by: str, by: Person) -> Strategy:
    """Make a draft the partnership's plan from a day on.

    decided_by: the body that adopted it, such as "Full Council".
    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    require(by, "strategy.adopt", on=strategy)
    strategy = _locked(strategy)
    _step(strategy, rules.ADOPTED, on=on, decided_by=decided_by, by=by)
    strategy.adopted_on = on
    strategy.save()
    record("strategy.plan_adopted", by=by, about=strategy, on=str(on), decided_by=decided_by)
    return strategy


@transaction.atomic
def supersede_plan(
    *, strategy: Strategy, on: date, by_plan: Strategy, decided_by: str, by: Person
) -> Strategy:
    """Say that an adopted plan gave way to another on a day.

    by_plan: an adopted plan of the same partnership and kind.
    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    require(by, "strategy.adopt", on=strategy)
    strategy = _locked(strategy)
    if by_plan.pk == strategy.pk or by_plan.partnership_id != strategy.partnership_id:
        raise rules.RuleBroken("Name another plan of this partnership.")
    if by_plan.status != rules.ADOPTED or by_plan.kind != strategy.kind:
        raise rules.RuleBroken("Only an adopted plan of the same kind can take its place.")
    rules.check_day(strategy.adopted_on, on)
    _step(strategy, rules.SUPERSEDED, on=on, decided_by=decided_by, by=by)
    strategy.superseded_on, strategy.superseded_by = on, by_plan
    strategy.save()
    record("strategy.plan_superseded", by=by, about=strategy, on=str(on), by_plan=str(by_plan))
    return strategy


def _locked(strategy: Strategy) -> Strategy:
    return Strategy.objects.of(strategy.partnership).select_for_update().get(pk=strategy.pk)


def _step(strategy: Strategy, then: str, *, on: date, decided_by: str, by: Person) -> None:
    rules.check_step(strategy.status, then)
    if not decided_by.strip():
        raise rules.RuleBroken("Say which body decided.")
    StatusChange.objects.create(
        partnership=strategy.partnership,
        strategy=strategy,
        before=strategy.status,
        after=then,
        on=on,
        decided_by=decided_by,
        by_id=by.pk,
        by_name=str(by),
    )
    strategy.status = then
