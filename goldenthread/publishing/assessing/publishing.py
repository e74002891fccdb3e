"""What the layers of an assessment ask before a report of them is shown, built or published."""

from collections.abc import Mapping
from datetime import date

from csp_analytics.period import Period
from goldenthread.accounts.models import Partnership
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.accounts.rules import RuleBroken
from goldenthread.publishing import rules
from goldenthread.publishing.assessing.composing import assessment_of
from goldenthread.publishing.assessing.leaks import BODY, leaks
from goldenthread.publishing.checking.reading import Unreadable
from goldenthread.publishing.declaring import DeclaredReport, reports
from goldenthread.publishing.models import Report, ReportFile
from goldenthread.strategy.assessment import rules as assessment_rules
from goldenthread.strategy.assessment.changes import mark_published
from goldenthread.strategy.models import Assessment

MOST_TOLD = 5


def allow(declared: DeclaredReport, *, by: Person, on: Partnership) -> None:
    """Refuse the restricted layer to whoever may not read it. Raises PermissionDenied."""
    if declared.audience == rules.RESTRICTED:
        require(by, "strategy.read_restricted", on=on)
        require(by, "indicators.read_unpublished", on=on)


def check_built(
    declared: DeclaredReport,
    *,
    partnership: Partnership,
    period: Period,
    body: str,
    as_of: date,
) -> None:
    """Refuse to keep a layer of a draft, or a public layer that leaks. Raises RuleBroken."""
    if not declared.layer:
        return
    one = assessment_of(partnership, period)
    assessment_rules.check_printed(one.status)
    if declared.layer == assessment_rules.PUBLIC:
        _refuse_leaks(declared, one, {BODY: body.encode()}, as_of)


def check_published(report: Report) -> Assessment | None:
    """Refuse to publish a layer that is out of date, or a public layer that leaks.

    Gives the assessment whose public layer it is, None for any other report. What was built is
    read again, byte for byte as it is kept. Raises RuleBroken.
    """
    declared = reports().get(report.name)
    if declared is None or not declared.layer:
        return None
    one = assessment_of(report.partnership, report.period)
    assessment_rules.check_printed(one.status)
    if one.completed_at is None or one.completed_at > report.built_at:
        raise RuleBroken("The assessment was opened again since this was built. Build it anew.")
    if declared.layer != assessment_rules.PUBLIC:
        return None
    every = ReportFile.objects.of(report.partnership).filter(report=report)
    built = {file.format: bytes(file.content) for file in every}
    _refuse_leaks(declared, one, {**built, BODY: report.body.encode()}, report.as_of)
    return one


def _refuse_leaks(
    declared: DeclaredReport, one: Assessment, built: Mapping[str, bytes], as_of: date
) -> None:
    try:
        found = leaks(declared, one, built, as_of=as_of)
    except Unreadable as why:
        raise RuleBroken(f"What was built cannot be read again: {why}") from None
    if found:
        told = " ".join(dict.fromkeys(leak.sentence for leak in found[:MOST_TOLD]))
        raise RuleBroken(f"The public layer would give away what is restricted. {told}")


__all__ = ["allow", "check_built", "check_published", "mark_published"]
