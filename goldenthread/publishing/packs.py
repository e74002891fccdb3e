"""The pack for a meeting in one action: for the newest quarter of which there are figures."""

from datetime import date

from django.contrib import messages
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from csp_analytics.period import Period
from goldenthread.accounts.asking import Request
from goldenthread.accounts.models import Partnership
from goldenthread.accounts.permission import needs
from goldenthread.accounts.rules import RuleBroken
from goldenthread.commands import CannotDo
from goldenthread.governance.queries.meetings import meeting_at
from goldenthread.indicators.models import Observation, Series
from goldenthread.publishing import changes, declaring, rules

PACK = "board_pack"
FORMATS = (rules.HTML, rules.PDF)


@needs("publishing.build")
@require_POST
def board_pack(request: Request, group: str, on: date) -> HttpResponse:
    """Build the pack for a meeting as a draft, on the web and as PDF, and show it."""
    meeting = meeting_at(request.partnership, group, on, by=request.user)
    if meeting is None:
        raise Http404
    try:
        made = changes.build_report(
            declaring.report(PACK),
            partnership=request.partnership,
            period=newest_quarter(request.partnership, today=timezone.localdate()),
            formats=FORMATS,
            by=request.user,
            subject=group,
            meets_on=on,
        )
    except (RuleBroken, CannotDo) as why:
        messages.error(request, f"{why} No pack was built.")
        return redirect(meeting)
    messages.success(request, "The pack is built as a draft.")
    return redirect("report", pk=made.pk)


def newest_quarter(partnership: Partnership, *, today: date) -> Period:
    """Give the last quarter that is over and of which every month has come in.

    Where nothing has come in, the last quarter that is over.
    """
    months = Observation.objects.of(partnership).filter(
        series__key=Series.DATA,
        area__code=partnership.area_code,
        period_kind="month",
        period_end__lt=today,
    )
    newest: date | None = months.aggregate(newest=Max("period_end"))["newest"]
    return _last_quarter(newest or today)


def _last_quarter(until: date) -> Period:
    """The last quarter that ends on a day or before it. Quarters count from April."""
    quarter = Period.quarter(until.year - 1, 1)
    while quarter.next().end <= until:
        quarter = quarter.next()
    return quarter
