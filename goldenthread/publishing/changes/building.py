"""Building a report: composed, drawn, and kept with every number it prints."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from csp_analytics.period import Period
from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.publishing import page
from goldenthread.publishing.assessing import publishing as layers
from goldenthread.publishing.composing.whole import Composed, compose
from goldenthread.publishing.declaring import DeclaredReport
from goldenthread.publishing.formats import drawn
from goldenthread.publishing.models import Report, ReportFigure, ReportFile
from goldenthread.publishing.written.whole import unbound


def build_report(
    declared: DeclaredReport,
    *,
    partnership: Partnership,
    period: Period,
    formats: Sequence[str],
    by: User | None,
    as_of: date | None = None,
    subject: str = "",
    meets_on: date | None = None,
) -> Report:
    """Build a report as a draft, keep it, and give it with its files.

    by: needs "publishing.build"; None for a command of whoever keeps the installation.
    as_of: the day whose end it speaks of; left out, today. Nothing known later is printed.
    One transaction and one audit event; the earlier reports stay as they are.
    subject: the priority, area or group it is about, where it is declared to be about one.
    meets_on: the day of the meeting it goes to, where it is declared to go to one.
    Raises PermissionDenied, RuleBroken or CannotDo; then nothing is kept.
    """
    if by is not None:
        require(by, "publishing.build", on=partnership)
        layers.allow(declared, by=by, on=partnership)
    today = timezone.localdate()
    on = as_of or today
    if on > today:
        raise RuleBroken(f"{on:%-d %B %Y} is not over yet. Give today or an earlier day.")
    if period.start > on:
        raise RuleBroken(f"{period} had not begun on {on:%-d %B %Y}. Choose an earlier period.")
    if typed := unbound(declared.read_parts()):
        raise RuleBroken(" ".join(typed[:5]))
    composed = compose(declared, partnership=partnership, period=period, as_of=on,
                       subject=subject, meets_on=meets_on)  # fmt: skip
    files = _drawn(composed, formats)
    layers.check_built(declared, partnership=partnership, period=period, body=files[0], as_of=on)
    about = {"subject": subject, "meets_on": meets_on, "audience": declared.audience,
             "marking": declared.marking}  # fmt: skip
    return _keep(
        declared.id, composed, files,
        about=about, partnership=partnership, period=period, on=on, by=by,
    )  # fmt: skip


def _drawn(composed: Composed, formats: Sequence[str]) -> tuple[str, dict[str, bytes]]:
    """Draw everything before anything is kept: the body, and the bytes of each format."""
    body = page.as_part(composed.document)
    files = drawn(composed.document, formats, on=composed.as_of, body=body)
    return body, files


@transaction.atomic
def _keep(
    name: str,
    composed: Composed,
    made: tuple[str, dict[str, bytes]],
    *,
    about: dict[str, Any],
    partnership: Partnership,
    period: Period,
    on: date,
    by: User | None,
) -> Report:
    body, files = made
    report = Report.objects.create(
        partnership=partnership,
        name=name,
        title=composed.document.title[:200],
        **about,
        period_kind=period.kind,
        period_start=period.start,
        period_end=period.end,
        as_of=on,
        body=body,
        contents=page.contents(composed.document),
        summary=composed.summary,
        worst=composed.worst,
        built_at=timezone.now(),
        built_by=by,
        built_by_name=str(by) if by else "a command of whoever keeps the installation",
    )
    _keep_files(report, files)
    _keep_figures(report, composed)
    record(
        "publishing.report_built",
        by=by,
        about=report,
        period=str(period),
        as_of=on.isoformat(),
        formats=sorted(files),
        figures=report.figures.count(),
    )
    return report


def _keep_figures(report: Report, composed: Composed) -> None:
    printed = list(composed.document.printed())
    rows = ReportFigure.objects.bulk_create(
        ReportFigure(
            partnership=report.partnership,
            report=report,
            number=number,
            key=one.key[-120:],
            text=one.text,
            how=one.how,
            url=one.url,
            place=place[:300],
        )
        for number, (one, place) in enumerate(printed, 1)
    )
    observed = ReportFigure.observations.through
    released = ReportFigure.releases.through
    pairs = list(zip(rows, (one for one, _ in printed), strict=True))
    observed.objects.bulk_create(
        observed(reportfigure_id=row.pk, observation_id=pk)
        for row, one in pairs
        for pk in dict.fromkeys(one.observations)
    )
    released.objects.bulk_create(
        released(reportfigure_id=row.pk, release_id=pk)
        for row, one in pairs
        for pk in dict.fromkeys(one.releases)
    )


def _keep_files(report: Report, files: dict[str, bytes]) -> None:
    ReportFile.objects.bulk_create(
        ReportFile(
            partnership=report.partnership,
            report=report,
            format=name,
            content=content,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
        )
        for name, content in files.items()
    )
