"""What the writes of assessments share: rows under a lock, and every version kept.

The record (`audit`) is told that a statement changed and never what it says: it has other
readers than the restricted layer.
"""

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.strategy.assessment import rules
from goldenthread.strategy.models import Assessment, AssessmentStatement, StatementVersion

WRITE = "strategy.write_assessment"


def allow_writing(by: Person, on: Assessment) -> None:
    """Refuse whoever may not write, or not read all that stands there. PermissionDenied."""
    for permission in (WRITE, "strategy.read_restricted", "indicators.read_unpublished"):
        require(by, permission, on=on)


def locked(one: Assessment) -> Assessment:
    """The row of an assessment, read again under a lock."""
    every = Assessment.objects.of(one.partnership).select_for_update(of=("self",))
    return every.get(pk=one.pk)


def open_for_writing(one: Assessment, by: Person) -> Assessment:
    """An assessment under a lock that somebody may write in now. PermissionDenied, RuleBroken."""
    allow_writing(by, one)
    assessment = locked(one)
    rules.check_open(assessment.status)
    return assessment


def opened(one: AssessmentStatement, by: Person) -> AssessmentStatement:
    """A statement under a lock that may be changed now. PermissionDenied or RuleBroken."""
    open_for_writing(one.assessment, by)
    every = AssessmentStatement.objects.of(one.partnership).select_for_update(of=("self",))
    statement = every.select_related("assessment").get(pk=one.pk)
    if statement.withdrawn_at:
        raise rules.RuleBroken("This statement was withdrawn.")
    return statement


def said(by: Person | None) -> str:
    """The name of whoever writes; of the installation, where a command does."""
    return str(by) if by is not None else "the installation"


def row_of(by: Person | None) -> User | None:
    """Whoever writes, as a row."""
    return None if by is None or isinstance(by, AnonymousUser) else by


def keep_version(
    one: AssessmentStatement, what: str, *, by: Person | None, why: str = ""
) -> StatementVersion:
    """Keep how a statement stands now, with who, when and why."""
    figures = one.figures.select_related("indicator", "area")
    return StatementVersion.objects.create(
        partnership=one.partnership,
        statement=one,
        number=one.versions.count() + 1,
        what=what,
        heading=one.heading,
        layer=one.layer,
        text=one.text,
        figures=[_told(figure.number, figure.said, figure.restricted) for figure in figures],
        why=why.strip(),
        by=row_of(by),
        by_name=said(by),
        at=timezone.now(),
    )


def _told(number: int, what: str, restricted: bool) -> str:
    return f"{number}: {what}{' (restricted)' if restricted else ''}"
