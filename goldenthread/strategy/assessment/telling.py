"""What an assessment says, with values: made from figures as one of the two layers sees them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.queries import Person
from goldenthread.indicators.readings import Readings
from goldenthread.strategy.assessment import prose, rules
from goldenthread.strategy.assessment.prose import Bound, Words
from goldenthread.strategy.models import AssessmentStatement, BoundFigure

EVERYBODY = AnonymousUser()  # the public layer prints only what anybody may see


@dataclass(frozen=True)
class Told:
    """A statement with its values. figures: what it rests on, in order of their numbers."""

    statement: AssessmentStatement
    words: Words
    figures: tuple[Bound, ...]

    @property
    def text(self) -> str:
        """The statement as it is read."""
        return prose.plain(self.words)

    @property
    def is_told(self) -> bool:
        """Whether every figure of it has its value."""
        return all(one.is_told for one in self.figures)


@dataclass(frozen=True)
class Under:
    """A heading with what is said under it. asked: whether this area owes it."""

    heading: rules.Heading
    statements: tuple[Told, ...]
    asked: bool


def readings(
    bound: Iterable[BoundFigure],
    partnership: Partnership,
    *,
    by: Person | None,
    as_of: date | None = None,
) -> Readings:
    """Read what some figures rest on, once. by: None for whatever is known."""
    every = list(bound)
    return Readings.load(
        partnership,
        by=by,
        indicators=list({one.indicator_id: one.indicator for one in every}.values()),
        areas=list({one.area_id: one.area for one in every}.values()),
        as_of=as_of,
        plain=True,
    )


def valued(one: BoundFigure, known: Readings) -> Bound:
    """A figure with its value, and the change where it is set against another period."""
    figure = known.figure(one.indicator_id, one.area, one.period)
    against = one.compared_with
    if against is None:
        return Bound(one, figure)
    change = known.change(one.indicator_id, one.area, against, one.period)
    return Bound(one, figure, change)


def told(
    statements: Sequence[AssessmentStatement],
    partnership: Partnership,
    *,
    by: Person | None,
    as_of: date | None = None,
) -> list[Told]:
    """Statements with their values. statements: with figures, indicators and areas fetched."""
    every = [figure for one in statements for figure in one.figures.all()]
    known = readings(every, partnership, by=by, as_of=as_of)
    return [_told(one, known, partnership) for one in statements]


def _told(one: AssessmentStatement, known: Readings, partnership: Partnership) -> Told:
    figures = tuple(valued(figure, known) for figure in one.figures.all())
    by_number = {each.bound.number: each for each in figures}
    return Told(one, prose.answered(one.text, by_number, partnership), figures)


def under_headings(every: Iterable[Told], *, two_tier: bool) -> list[Under]:
    """Statements under their headings, in the order of the regulation."""
    found = list(every)
    asked = {one.key for one in rules.asked(two_tier=two_tier)}
    return [
        Under(
            heading,
            tuple(one for one in found if one.statement.heading == heading.key),
            heading.key in asked,
        )
        for heading in rules.HEADINGS.values()
    ]
