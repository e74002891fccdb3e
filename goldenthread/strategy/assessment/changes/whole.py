"""An assessment's life: begun, completed, opened again, published."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from csp_analytics.period import Period
from goldenthread.accounts.models import Partnership
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.audit.changes import record
from goldenthread.strategy.assessment import queries, rules
from goldenthread.strategy.assessment.changes import keeping
from goldenthread.strategy.models import Assessment, AssessmentStatement

COMPLETE = "strategy.complete_assessment"


@transaction.atomic
def begin_assessment(
    *, partnership: Partnership, year: int, by: Person, take_over: bool = False
) -> Assessment:
    """Begin the assessment of a financial year as a draft.

    take_over: with the statements of the newest earlier assessment as a start, their figures
        moved on by as many years; each must be read again before it can be completed.
    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    blank = Assessment(partnership=partnership, year=year)
    keeping.allow_writing(by, blank)
    taken = Assessment.objects.of(partnership).values_list("year", flat=True)
    rules.check_year(year, list(taken))
    earlier = queries.before(blank, by=by) if take_over else None
    if take_over and earlier is None:
        raise rules.RuleBroken("There is no earlier assessment to take statements from.")
    one = Assessment.objects.create(
        partnership=partnership,
        year=year,
        two_tier=rules.is_two_tier(partnership.area_code),
        taken_from=earlier,
        begun_at=timezone.now(),
        begun_by_name=str(by),
    )
    if earlier is not None:
        _take_over(earlier, one, by)
    source = earlier.said_year if earlier else ""
    record("strategy.assessment_begun", by=by, about=one, year=one.said_year, taken_from=source)
    return one


def _take_over(earlier: Assessment, one: Assessment, by: Person) -> None:
    years = one.year - earlier.year
    for number, old in enumerate(queries.standing_statements(earlier), 1):
        new = AssessmentStatement.objects.create(
            partnership=one.partnership, assessment=one, number=number, heading=old.heading,
            order=number, layer=old.layer, text=old.text, taken_from=old, looked_at=False,
            written_by=old.written_by, written_by_name=old.written_by_name,
            written_at=old.written_at,
        )  # fmt: skip
        new.priorities.set(old.priorities.all())
        for figure in old.figures.all():
            period = years_later(figure.period, years)
            figure.pk, figure.statement = None, new
            figure.period_start, figure.period_end = period.start, period.end
            figure.save(force_insert=True)
        keeping.keep_version(new, "Taken over", by=by, why=f"From {earlier.said_year}.")


def years_later(period: Period, years: int) -> Period:
    """The same months or days some years later."""
    after = period.end + timedelta(days=1)
    end = _years_later(after, years) - timedelta(days=1)
    return Period(period.kind, _years_later(period.start, years), end)


def _years_later(day: date, years: int) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap_day else day.day)


@transaction.atomic
def complete_assessment(*, assessment: Assessment, name: str, on: date, by: Person) -> Assessment:
    """Complete an assessment: from now on nobody writes in it.

    name: of the person who signs it off for the strategy group; on: the day they did.
    Raises PermissionDenied, or RuleBroken with what is still missing; then nothing is saved.
    """
    require(by, COMPLETE, on=assessment)
    one = keeping.locked(assessment)
    rules.check_complete(one.status, queries.missing(one), name=name)
    if on > timezone.localdate():
        raise rules.RuleBroken("That day is still to come. Give today or an earlier day.")
    one.status, one.completed_by_name, one.completed_on = rules.COMPLETE, name.strip(), on
    one.completed_at = timezone.now()
    one.save()
    record("strategy.assessment_completed", by=by, about=one, name=name.strip(), on=str(on))
    return one


@transaction.atomic
def reopen_assessment(*, assessment: Assessment, why: str, by: Person) -> Assessment:
    """Make a complete or published assessment a draft again, with a reason.

    What was printed of it stays at its address; everybody reads the web page no more until it
    is completed and published anew. Raises PermissionDenied or RuleBroken.
    """
    require(by, COMPLETE, on=assessment)
    one = keeping.locked(assessment)
    rules.check_reopen(one.status, why)
    before, one.status = one.status, rules.DRAFT
    one.completed_by_name, one.completed_on, one.completed_at = "", None, None
    one.save()
    record("strategy.assessment_reopened", by=by, about=one, why=why.strip(), was=before)
    return one


@transaction.atomic
def mark_published(*, assessment: Assessment, address: str, by: Person) -> Assessment:
    """Remember that its public layer was published, and at which address.

    by: needs "publishing.publish". Raises PermissionDenied, or RuleBroken for a draft.
    """
    require(by, "publishing.publish", on=assessment)
    one = keeping.locked(assessment)
    rules.check_printed(one.status)
    one.status, one.published_at, one.address = rules.PUBLISHED, timezone.now(), address
    one.save()
    record("strategy.assessment_published", by=by, about=one, address=address)
    return one
