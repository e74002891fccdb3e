"""What pages of reports share."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.publishing import queries
from goldenthread.publishing.models import Report


def report_or_404(request: Request, pk: int) -> Report:
    """Give a report that the visitor may see; a refusal is a 404."""
    found = queries.report(request.partnership, pk, by=request.user)
    if found is None:
        raise Http404
    return found


def crumbs(report: Report | None = None) -> list[dict[str, Any]]:
    """The way back."""
    way = [{"label": "Reports", "url": reverse("reports")}]
    if report is not None:
        way.append({"label": str(report), "url": reverse("report", args=[report.pk])})
    return way
