"""Rows told as the answers hold them. What may be told was decided where the rows were read."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse

from csp_analytics.period import Period
from goldenthread.indicators.figures import Figure
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.places.models import Area
from goldenthread.publishing import queries
from goldenthread.publishing.api import schemas
from goldenthread.publishing.models import Publication, ReportFigure, ReportFile
from goldenthread.publishing.open_data import datasets
from goldenthread.strategy.exchange.outline import Outline, Part
from goldenthread.strategy.models import IndicatorUse, Strategy

Whole = Callable[[str], str]  # makes a whole address of a path
PERSON = "Person"


def time(period: Period) -> schemas.Time:
    """Tell a period."""
    return schemas.Time(kind=str(period.kind), start=period.start, end=period.end, name=str(period))


def place(area: Area) -> schemas.Place:
    """Tell an area."""
    return schemas.Place(code=area.code, name=area.name, kind=area.kind)


def number(value: Decimal | None) -> float | None:
    """Give a number to six decimals at most."""
    return None if value is None else float(round(value, 6))


def plan_listed(plan: Strategy, whole: Whole) -> dict[str, Any]:
    """Tell a plan as a list does."""
    return {
        "key": plan.key,
        "title": plan.title,
        "kind": plan.kind,
        "status": plan.status,
        "version": plan.version,
        "period": time(plan.period) if plan.period else None,
        "adopted_on": plan.adopted_on,
        "url": whole(reverse("api_plan", args=[plan.key])),
        "page": whole(reverse("strategy", args=[plan.key])),
        "stratml": whole(reverse("plan_stratml", args=[plan.key])),
    }


def plan(
    one: Strategy, outline: Outline, uses: Iterable[IndicatorUse], whole: Whole
) -> schemas.Plan:
    """Tell a whole plan, as its StratML does."""
    return schemas.Plan(
        **plan_listed(one, whole),
        strapline=one.strapline,
        ambition=one.ambition,
        vision=one.vision,
        priorities=[_part(goal) for goal in outline.goals],
        indicators=[_use(use) for use in uses],
    )


def _part(part: Part) -> schemas.Part:
    return schemas.Part(
        kind=part.kind,
        identifier=part.identifier,
        title=part.name,
        text=part.text,
        led_by=[one.name for one in part.stakeholders if one.kind != PERSON],
        parts=[_part(below) for below in part.parts],
    )


def _use(use: IndicatorUse) -> schemas.Use:
    return schemas.Use(
        key=use.key,
        title=str(use),
        indicator=use.definition_id,
        role=use.role,
        better=use.better,
        target=number(use.target),
        target_printed=" ".join(
            part for part in (use.target_printed, use.target_comparison) if part
        ),
    )


def indicator_listed(one: IndicatorDefinition, whole: Whole) -> dict[str, Any]:
    """Tell an indicator as a list does."""
    return {
        "id": one.pk,
        "name": one.name,
        "unit": one.unit,
        "measure": one.measure,
        "better": one.better,
        "url": whole(reverse("api_indicator", args=[one.pk])),
        "observations": whole(reverse("api_observations", args=[one.pk])),
        "page": whole(reverse("indicator", args=[one.pk])),
        "csv": whole(reverse("open_csv", args=[one.pk])),
    }


def indicator(one: IndicatorDefinition, areas: Iterable[Area], whole: Whole) -> schemas.Indicator:
    """Tell an indicator with its definition."""
    return schemas.Indicator(
        **indicator_listed(one, whole),
        counts=one.counts,
        of=one.of,
        per=one.per,
        why=one.why,
        method=one.method,
        note=one.note,
        publisher=one.publisher,
        areas=[place(area) for area in areas],
    )


def observation(figure: Figure, period: Period, whole: Whole) -> schemas.Observation:
    """Tell a figure as its row of the open table does."""
    shown = datasets.numbers(figure)
    behind = (*figure.observations, *figure.denominators)
    trace = "" if isinstance(figure.as_of, datetime) else figure.trace_url
    return schemas.Observation(
        indicator=figure.indicator.pk,
        area=place(figure.area),
        period=time(period),
        value=number(shown.value),
        lower=number(shown.low),
        upper=number(shown.high),
        unit=figure.unit,
        count=number(shown.count),
        denominator=number(shown.denominator),
        status=figure.status or datasets.MISSING,
        method=figure.method,
        why_none=figure.why_none,
        releases=datasets.releases(figure),
        is_invented=figure.is_invented,
        recorded_at=max((one.recorded_at for one in behind), default=None),
        trace=whole(trace) if trace else None,
    )


def publication_listed(
    one: Publication, addresses: Mapping[int, str], corrected: Mapping[int, str], whole: Whole
) -> dict[str, Any]:
    """Tell a publication as a list does, without the names of those who worked on it.

    addresses: of all that are public, by key. corrected: of what puts each right.
    """
    report = one.report
    return {
        "address": one.address,
        "report": report.name,
        "title": report.title,
        "subject": report.subject,
        "period": time(report.period),
        "as_of": report.as_of,
        "marking": report.marking,
        "published_at": one.published_at,
        "sha256": one.sha256,
        "corrects": addresses.get(one.corrects_id or 0),
        "corrected_by": corrected.get(one.pk),
        "url": whole(reverse("api_publication", args=[one.address])),
        "figures": whole(reverse("api_publication_figures", args=[one.address])),
        "page": whole(reverse("publication", args=[one.address])),
    }


def publication(one: Publication, listed: dict[str, Any], whole: Whole) -> schemas.Publication:
    """Tell a publication with its files and what it put right."""
    return schemas.Publication(
        **listed,
        reason=one.reason,
        corrections=[
            schemas.Correction(place=each["place"], before=each["before"], after=each["after"])
            for each in one.corrections
        ],
        files=[_file(file, one, whole) for file in queries.files_of(one.report)],
    )


def _file(file: ReportFile, one: Publication, whole: Whole) -> schemas.File:
    return schemas.File(
        format=file.format,
        url=whole(reverse("report_file", args=[one.report_id, file.format])),
        size=file.size,
        sha256=one.file_hashes.get(file.format, file.sha256),
    )


def printed(one: ReportFigure, whole: Whole) -> schemas.Printed:
    """Tell a number that a publication prints."""
    return schemas.Printed(
        number=one.number,
        key=one.key,
        text=one.text,
        how=one.how,
        place=one.place,
        releases=sorted(row.key for row in one.releases.all()),
        trace=whole(one.url) if one.url.startswith("/") else None,
    )
