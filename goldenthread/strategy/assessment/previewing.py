"""A sentence with its values before it is saved."""

from goldenthread.strategy.assessment import prose, telling
from goldenthread.strategy.assessment.changes import Chosen
from goldenthread.strategy.assessment.prose import Words
from goldenthread.strategy.models import Assessment, AssessmentStatement, BoundFigure


def previewed(chosen: Chosen, text: str, one: Assessment) -> Words:
    """A new statement with its first figure. Raises RuleBroken for what cannot be read."""
    prose.check(text, figures={1: chosen.against}, partnership=one.partnership)
    figure = BoundFigure(
        number=1,
        indicator=chosen.indicator,
        area=chosen.area,
        period_kind=str(chosen.period.kind),
        period_start=chosen.period.start,
        period_end=chosen.period.end,
        against=chosen.against,
    )
    known = telling.readings([figure], one.partnership, by=None)
    return prose.answered(text, {1: telling.valued(figure, known)}, one.partnership)


def previewed_with(row: AssessmentStatement, text: str) -> Words:
    """A statement that stands, with another wording. Raises RuleBroken."""
    figures = list(row.figures.all())
    against = {each.number: each.against for each in figures}
    prose.check(text, figures=against, partnership=row.partnership)
    known = telling.readings(figures, row.partnership, by=None)
    values = {each.number: telling.valued(each, known) for each in figures}
    return prose.answered(text, values, row.partnership)
