"""Recording observations. Nothing recorded is ever written over: a revision is a new version."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from csp_analytics.period import Period
from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.indicators import rules
from goldenthread.indicators.models import IndicatorDefinition, Observation, Series
from goldenthread.places import queries as places
from goldenthread.places.changes import name_place
from goldenthread.places.models import Area
from goldenthread.sources.models import Release

Number = Decimal | int | float | None
BATCH = 2_000  # rows written at once


@dataclass(frozen=True)
class Observed:
    """One number to record, before it has a row.

    indicator: id of a definition. area: code of an area, or "" where none is stated.
    period: None where none is stated. A counted thing gives count (and denominator); what a
    document prints gives value, with as_printed, qualifier, document and lines.
    file: number of the release's file it comes from, 0 for none.
    """

    indicator: str
    area: str = ""
    period: Period | None = None
    breakdown: str = ""
    count: Number = None
    denominator: Number = None
    value: Number = None
    lower: Number = None
    upper: Number = None
    status: str = rules.Status.FINAL
    qualifier: str = ""
    as_printed: str = ""
    period_printed: str = ""
    flag: str = ""
    publisher: str = ""
    document: str = ""
    lines: tuple[str, ...] = ()
    file: int = 0


@transaction.atomic
def record_observations(
    observed: Iterable[Observed],
    *,
    partnership: Partnership,
    by: User | None,
    release: Release | None = None,
    at: datetime | None = None,
    permission: str = "sources.ingest",
) -> list[Observation]:
    """Record many numbers of one release or one document; give their rows in the order given.

    by: who does it and holds the permission; None for a command of whoever keeps the installation.
    release: where they come from; without one each must name its document.
    What is recorded already, from the same place and the same in everything, stays as it is:
    recording again changes nothing. Otherwise a new version is written, marked "revised"
    where a release gives another number than the last. One audit event for all.
    Raises PermissionDenied, or RuleBroken with a sentence; then nothing is saved.
    """
    if by is not None:
        require(by, permission, on=partnership)
    wanted = list(observed)
    series = _series(wanted, partnership)
    areas = _areas({one.area for one in wanted})
    held = _held(series.values(), areas.values(), wanted)
    files = dict(release.files.values_list("number", "pk")) if release else {}
    moment, new, rows = at or timezone.now(), [], []
    for one in wanted:
        row = _row(one, series[_series_key(one)], areas[one.area], release, files)
        versions = held.setdefault(_key(row), [])
        same = next((old for old in versions if _facts(old) == _facts(row)), None)
        if same is None:
            _make_version(row, versions, moment)
            versions.append(row)
            new.append(row)
        rows.append(same or row)
    Observation.objects.bulk_create(new, batch_size=BATCH)
    if new:
        record(
            "indicators.observations_recorded",
            by=by,
            about=release,
            partnership=partnership,
            count=len(new),
            indicators=sorted({one.indicator for one in wanted}),
            documents=sorted({one.document for one in wanted if one.document}),
        )
    return rows


@transaction.atomic
def revise(observation: Observation, *, by: User, why: str, **what: Any) -> Observation:
    """Write a new version of one observation, with a reason that everyone can read.

    what: the fields that differ: count, denominator, value, lower, upper, status, qualifier,
        as_printed or flag. Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    require(by, "sources.ingest", on=observation)
    may_differ = {
        "count", "denominator", "value", "lower", "upper", "status",
        "qualifier", "as_printed", "flag",
    }  # fmt: skip
    if not why.strip():
        raise RuleBroken("Say why the observation is revised.")
    if unknown := set(what) - may_differ:
        raise RuleBroken(f"Of an observation {', '.join(sorted(unknown))} is never revised.")
    before = {name: str(getattr(observation, name)) for name in what}
    Series.objects.of(observation.partnership).select_for_update().get(pk=observation.series_id)
    last = (
        Observation.objects.of(observation.partnership)
        .filter(**{name: getattr(observation, name) for name in _KEY})
        .order_by("-version")
        .values_list("version", flat=True)[0]
    )
    new = Observation.objects.of(observation.partnership).get(pk=observation.pk)
    new.pk, new.version, new.recorded_at = None, last + 1, timezone.now()
    new.status = rules.Status.REVISED
    new._state.adding = True
    for name, value in what.items():
        setattr(new, name, value)
    new.save()
    record(
        "indicators.observation_revised",
        by=by,
        about=new,
        why=why,
        before=before,
        after={name: str(value) for name, value in what.items()},
    )
    return new


_KEY = ("series_id", "area_id", "period_kind", "period_start", "period_end", "breakdown")
_FACTS = (
    "count", "denominator", "value", "lower", "upper", "qualifier", "as_printed",
    "release_id", "file_id", "document", "lines",
)  # fmt: skip


def _key(row: Observation) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in _KEY)


def _facts(row: Observation) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in _FACTS)


def _areas(asked: set[str]) -> dict[str, Area]:
    """Give areas by what was asked; "place: Durham City" is a small place without a code."""
    named = {one: name_place(one.partition(":")[2]) for one in asked if one.startswith("place:")}
    return named | places.areas_by_code(asked - set(named))


def _series_key(one: Observed) -> tuple[str, str]:
    return one.indicator, rules.series_of_document(one.document) if one.document else Series.DATA


def _series(wanted: Sequence[Observed], partnership: Partnership) -> dict[tuple[str, str], Series]:
    """Give the series the numbers belong to, made where missing, and locked until we are done."""
    keys = {_series_key(one) for one in wanted}
    ids = {indicator for indicator, _ in keys}
    known = set(IndicatorDefinition.objects.filter(pk__in=ids).values_list("pk", flat=True))
    if missing := sorted(ids - known):
        raise RuleBroken(
            f"No indicator is declared as {missing[0]}. Declare it under definitions/indicators."
        )
    mine = Series.objects.of(partnership).filter(definition__in=ids)
    have = set(mine.values_list("definition_id", "key"))
    Series.objects.bulk_create(
        Series(partnership=partnership, definition_id=indicator, key=key)
        for indicator, key in sorted(keys - have)
    )
    return {
        (one.definition_id, one.key): one
        for one in mine.select_for_update(of=("self",)).order_by("pk")
        if (one.definition_id, one.key) in keys
    }


def _held(
    series: Iterable[Series], areas: Iterable[Area], wanted: Sequence[Observed]
) -> dict[tuple[Any, ...], list[Observation]]:
    """Give every version already held of these series, areas and days, oldest first."""
    series = list(series)
    if not series:
        return {}
    rows = Observation.objects.of(series[0].partnership).filter(
        series__in=series, area__in=list(areas)
    )
    days = [one.period.start for one in wanted if one.period]
    if len(days) == len(wanted):
        rows = rows.filter(period_start__gte=min(days), period_start__lte=max(days))
    held: dict[tuple[Any, ...], list[Observation]] = {}
    for row in rows.order_by("version"):
        held.setdefault(_key(row), []).append(row)
    return held


def _row(
    one: Observed, series: Series, area: Any, release: Release | None, files: dict[int, int]
) -> Observation:
    if release is None and not one.document:
        raise RuleBroken(f"{one.indicator}: name the release or the document it comes from.")
    if one.count is None and one.value is None and one.status != rules.Status.SUPPRESSED:
        raise RuleBroken(f"{one.indicator}, {one.period}: there is neither a count nor a value.")
    places_in_decimal = {"count": 4, "denominator": 4, "value": 6, "lower": 6, "upper": 6}
    given = {
        name: _decimal(getattr(one, name), decimals) for name, decimals in places_in_decimal.items()
    }
    copied = {field.name for field in fields(Observed)} - {*given, "indicator", "area", "period",
                                                           "file", "lines"}  # fmt: skip
    period = one.period
    return Observation(
        partnership=series.partnership,
        series=series,
        area=area,
        period_kind=period.kind if period else "",
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        release=release,
        file_id=files[one.file] if one.file else None,
        lines=list(one.lines),
        **given,
        **{name: getattr(one, name) for name in copied},
    )


def _decimal(number: Number, decimals: int) -> Decimal | None:
    if number is None:
        return None
    return Decimal(str(number)).quantize(Decimal(1).scaleb(-decimals))


def _make_version(row: Observation, versions: list[Observation], moment: datetime) -> None:
    """Number a new row after the last one, and say how it differs from it."""
    row.recorded_at = moment
    if not versions:
        return
    last = versions[-1]
    row.version = last.version + 1
    if row.document and last.lines != row.lines and last.number != row.number:
        said = rules.printed_twice(last.as_printed or str(last.number), ", ".join(last.lines))
        row.flag = f"{row.flag} {said}".strip()
    elif (
        last.number != row.number
        and row.status == rules.Status.FINAL
        and last.status != rules.Status.PROVISIONAL
    ):
        row.status = rules.Status.REVISED
