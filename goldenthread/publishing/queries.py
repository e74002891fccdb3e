"""Reading the reports that were built. They are public once built, as their marking allows."""

from django.db.models import Count, QuerySet

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.publishing.models import Report, ReportFigure, ReportFile


def reports(partnership: Partnership, *, by: Person) -> QuerySet[Report]:
    """Give the reports of a partnership, newest first, with how many numbers each prints."""
    require(by, "public.read", on=partnership)
    return (
        Report.objects.of(partnership)
        .defer("body", "contents")
        .annotate(figure_count=Count("figures", distinct=True))
    )


def report(partnership: Partnership, pk: int, *, by: Person) -> Report | None:
    """Give one report, or None."""
    require(by, "public.read", on=partnership)
    return Report.objects.of(partnership).filter(pk=pk).first()


def files_of(report: Report) -> QuerySet[ReportFile]:
    """Give its files without their content."""
    return ReportFile.objects.of(report.partnership).filter(report=report).defer("content")


def file_of(report: Report, name: str) -> ReportFile | None:
    """Give its file in one format with the content, or None where it was not built so."""
    return ReportFile.objects.of(report.partnership).filter(report=report, format=name).first()


def figures_of(report: Report) -> QuerySet[ReportFigure]:
    """Give every number it prints with what it was made from, in reading order."""
    return (
        ReportFigure.objects.of(report.partnership)
        .filter(report=report)
        .prefetch_related("observations", "releases")
    )
