"""Statements of an assessment: added, edited, moved, confirmed, withdrawn; each version kept."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from goldenthread.accounts.queries import Person
from goldenthread.audit.changes import record
from goldenthread.strategy.assessment import prose, rules
from goldenthread.strategy.assessment.changes import keeping
from goldenthread.strategy.assessment.changes.figures import Chosen, put
from goldenthread.strategy.models import Assessment, AssessmentStatement, Priority


@transaction.atomic
def add_statement(
    *,
    assessment: Assessment,
    heading: str,
    layer: str,
    text: str,
    figure: Chosen,
    by: Person,
    priorities: Iterable[Priority] = (),
) -> AssessmentStatement:
    """Say something under a heading of a draft, resting on one figure to begin with.

    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    one = keeping.open_for_writing(assessment, by)
    rules.check_statement(heading=heading, layer=layer, two_tier=one.two_tier)
    rules.check_layer(layer, [1] if figure.restricted else [])
    rules.check_figure(against=figure.against, numbers=[])
    prose.check(text, figures={1: figure.against}, partnership=one.partnership)
    made = AssessmentStatement.objects.create(
        partnership=one.partnership, assessment=one, number=_next(one, "number"),
        heading=heading, order=_next(one, "order"), layer=layer, text=text.strip(),
        written_by=keeping.row_of(by), written_by_name=str(by), written_at=timezone.now(),
    )  # fmt: skip
    made.priorities.set(_own(one, priorities))
    put(made, figure, 1)
    keeping.keep_version(made, "Written", by=by)
    record("strategy.assessment_statement_added", by=by, about=made, layer=layer)
    return made


def _next(one: Assessment, field: str) -> int:
    return (one.statements.aggregate(most=Max(field))["most"] or 0) + 1


def _own(one: Assessment, priorities: Iterable[Priority]) -> list[Priority]:
    every = list(priorities)
    if any(each.partnership_id != one.partnership_id for each in every):
        raise rules.RuleBroken("Choose among the partnership's own priorities.")
    return every


@transaction.atomic
def edit_statement(
    *,
    statement: AssessmentStatement,
    layer: str,
    text: str,
    why: str,
    by: Person,
    priorities: Iterable[Priority] = (),
) -> AssessmentStatement:
    """Change the wording or layer of a statement, or which priorities it supports.

    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    one = keeping.opened(statement, by)
    rules.check_why(why)
    rules.check_statement(heading=one.heading, layer=layer, two_tier=one.assessment.two_tier)
    figures = {each.number: each for each in one.figures.all()}
    rules.check_layer(layer, [number for number, each in figures.items() if each.restricted])
    against = {number: each.against for number, each in figures.items()}
    prose.check(text, figures=against, partnership=one.partnership)
    one.layer, one.text, one.looked_at = layer, text.strip(), True
    one.written_by, one.written_by_name = keeping.row_of(by), str(by)
    one.written_at = timezone.now()
    one.save()
    one.priorities.set(_own(one.assessment, priorities))
    keeping.keep_version(one, "Changed", by=by, why=why)
    record("strategy.assessment_statement_edited", by=by, about=one, layer=layer)
    return one


@transaction.atomic
def move_statement(
    *, statement: AssessmentStatement, heading: str, place: int, by: Person
) -> AssessmentStatement:
    """Put a statement under a heading, at a place among its statements counted from 1.

    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    one = keeping.opened(statement, by)
    rules.check_statement(heading=heading, layer=one.layer, two_tier=one.assessment.two_tier)
    others = list(
        one.assessment.statements.filter(heading=heading, withdrawn_at=None).exclude(pk=one.pk)
    )
    one.heading = heading
    others.insert(max(place, 1) - 1, one)
    for order, each in enumerate(others, 1):
        each.order = order
        each.save(update_fields=["order", "heading"])
    keeping.keep_version(one, "Moved", by=by)
    record("strategy.assessment_statement_moved", by=by, about=one, heading=heading)
    return one


@transaction.atomic
def confirm_statement(*, statement: AssessmentStatement, by: Person) -> AssessmentStatement:
    """Say that a statement taken over from the year before still holds.

    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    one = keeping.opened(statement, by)
    if one.looked_at:
        raise rules.RuleBroken("It was read this year already.")
    one.looked_at = True
    one.save()
    keeping.keep_version(one, "Read again: it still holds", by=by)
    record("strategy.assessment_statement_confirmed", by=by, about=one)
    return one


@transaction.atomic
def withdraw_statement(
    *, statement: AssessmentStatement, why: str, by: Person
) -> AssessmentStatement:
    """Take a statement out of a draft, with a reason; its history stays.

    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    one = keeping.opened(statement, by)
    rules.check_why(why)
    one.withdrawn_at = timezone.now()
    one.save()
    keeping.keep_version(one, "Withdrawn", by=by, why=why)
    record("strategy.assessment_statement_withdrawn", by=by, about=one)
    return one
