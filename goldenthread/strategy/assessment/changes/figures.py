"""The figures that a statement rests on: chosen, and taken out."""

from dataclasses import dataclass

from django.db import transaction

from csp_analytics.period import Period
from goldenthread.accounts.queries import Person
from goldenthread.audit.changes import record
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.places.models import Area
from goldenthread.strategy.assessment import prose, rules
from goldenthread.strategy.assessment.changes import keeping
from goldenthread.strategy.models import AssessmentStatement, BoundFigure


@dataclass(frozen=True)
class Chosen:
    """A figure as it is chosen: of what, where, when, set against what; held back or not."""

    indicator: IndicatorDefinition
    area: Area
    period: Period
    against: str = rules.NONE
    restricted: bool = False


def put(statement: AssessmentStatement, chosen: Chosen, number: int) -> BoundFigure:
    """Make the row of a figure."""
    return BoundFigure.objects.create(
        partnership=statement.partnership,
        statement=statement,
        number=number,
        indicator=chosen.indicator,
        area=chosen.area,
        period_kind=str(chosen.period.kind),
        period_start=chosen.period.start,
        period_end=chosen.period.end,
        against=chosen.against,
        restricted=chosen.restricted,
    )


@transaction.atomic
def bind_figure(*, statement: AssessmentStatement, chosen: Chosen, by: Person) -> BoundFigure:
    """Let a statement rest on one more figure.

    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    one = keeping.opened(statement, by)
    numbers = [each.number for each in one.figures.all()]
    rules.check_figure(against=chosen.against, numbers=numbers)
    number = max(numbers, default=0) + 1
    rules.check_layer(one.layer, [number] if chosen.restricted else [])
    made = put(one, chosen, number)
    _changed(one, f"Figure {number} added", by)
    return made


@transaction.atomic
def take_out_figure(
    *, statement: AssessmentStatement, number: int, by: Person
) -> AssessmentStatement:
    """Take a figure out of a statement whose wording does not use it.

    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    one = keeping.opened(statement, by)
    numbers = [each.number for each in one.figures.all()]
    rules.check_taken_out(number, numbers=numbers, used=prose.used(one.text))
    one.figures.get(number=number).delete()
    _changed(one, f"Figure {number} taken out", by)
    return one


def _changed(one: AssessmentStatement, what: str, by: Person) -> None:
    one.looked_at = True
    one.save()
    keeping.keep_version(one, what, by=by)
    record("strategy.assessment_figures_changed", by=by, about=one)
