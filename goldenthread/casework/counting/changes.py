"""The job of every night: count, take, and hand down what is new as one release."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from csp_analytics.period import Period
from goldenthread.accounts.models import Partnership
from goldenthread.casework.counting import tallies
from goldenthread.casework.counting.rows import Maker, Row, as_csv
from goldenthread.casework.counting.rules import (
    LOOKS_BACK,
    Taken,
    Tally,
    added,
    hides_quarter,
    settled_months,
    take,
)
from goldenthread.casework.models import CountTaken
from goldenthread.indicators import queries
from goldenthread.indicators.changes import record_observations
from goldenthread.indicators.counted import CASEWORK
from goldenthread.sources import changes as sources
from goldenthread.sources.models import Release, Source

MONTH, QUARTER = "month", "quarter"


@dataclass(frozen=True)
class LetOut:
    """What a run let out. release: None where nothing was new."""

    release: Release | None
    numbers: int
    hidden: int
    not_declared: tuple[str, ...]


@transaction.atomic
def let_out(partnership: Partnership, *, today: date, only: Period | None = None) -> LetOut:
    """Count the settled months of a partnership's cases and hand down what is new.

    All or nothing, so that a run that was killed is as if it had not begun; run again, nothing
    is let out twice. only: one month to count; left out, all that are counted again.
    Done by a command of whoever keeps the installation, never by a person on a page.
    """
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    fed = _fed()
    districts = tuple(tallies.districts(partnership))
    rows: list[Row] = []
    taken: list[CountTaken] = []
    missing = []
    for one in tallies.counted(partnership):
        indicator = fed.get(one.count.id)
        if indicator is None:
            missing.append(one.count.id)
            continue
        maker = Maker(one, indicator, partnership.area_code, districts)
        new = _Counting(partnership, maker, today, only).run()
        rows += new[0]
        taken += new[1]
    release = _hand_down(partnership, rows) if rows else None
    for each in taken:
        each.release = release
    CountTaken.objects.bulk_create(taken)
    hidden = sum(one.number is None for one in rows)
    return LetOut(release, len(rows), hidden, tuple(missing))


def _fed() -> dict[str, str]:
    """Give the indicators that counts feed, by the id of the count."""
    return {one.numerator["category"]: one.pk for one in queries.fed_by(CASEWORK)}


class _Counting:
    """One count of one partnership in one run."""

    def __init__(
        self, partnership: Partnership, maker: Maker, today: date, only: Period | None
    ) -> None:
        self.partnership, self.maker, self.today, self.only = partnership, maker, today, only
        self.count = maker.counted.count
        self.months: dict[date, Taken] = {}
        self.quarters: dict[date, CountTaken] = {}
        self.new: list[CountTaken] = []
        self.rows: list[Row] = []

    def run(self) -> tuple[list[Row], list[CountTaken]]:
        self._read_taken()
        changed = self._take_months()
        for quarter in sorted({_quarter_of(one) for one in changed}, key=lambda one: one.start):
            self._take_quarter(quarter)
        return self.rows, self.new

    def _read_taken(self) -> None:
        mine = CountTaken.objects.of(self.partnership).filter(count=self.count.id)
        for one in mine.order_by("version"):
            if one.kind == QUARTER:
                self.quarters[one.start] = one
            else:
                tally = Tally(one.number, one.parts)
                self.months[one.start] = Taken(tally, one.hidden, one.version, one.turned)

    def _take_months(self) -> list[Period]:
        """Take what is new of the settled months; give those that changed."""
        settled = settled_months(tallies.first_day(self.maker.counted), self.today)[-LOOKS_BACK:]
        wanted = [one for one in settled if self.only in (None, one)]
        now = tallies.tallies(self.maker.counted, wanted, self.maker.districts)
        changed = []
        for month in wanted:
            before = self.months.get(month.start)
            found = take(before, now[month.start], by_law=self.count.required_by_law)
            if found is None:
                continue
            self.months[month.start] = found
            changed.append(month)
            self._keep(MONTH, month, found)
            if not self.count.in_time:
                shown = None if found.hidden else found.number
                self.rows.append(self.maker.row(month, shown, version=found.version))
        return changed

    def _take_quarter(self, quarter: Period) -> None:
        months = [self.months.get(one.start) for one in quarter.months()]
        whole = [one for one in months if one is not None]
        if len(whole) < len(months):
            return
        before, tally = self.quarters.get(quarter.start), added(whole)
        if self.count.in_time:
            if before is None:
                self._keep(QUARTER, quarter, Taken(tally, hidden=False))
                self.rows += self.maker.share(quarter, tally)
            return
        hidden = not self.count.required_by_law and hides_quarter(whole)
        if before and before.hidden == hidden and (hidden or before.number == tally.number):
            return
        version = before.version + 1 if before else 1
        self._keep(QUARTER, quarter, Taken(tally, hidden, version))
        shown = None if hidden else tally.number
        self.rows.append(self.maker.row(quarter, shown, version=version))
        if before is None and not hidden and tally.number:
            self.rows += self.maker.parts(quarter, tally)

    def _keep(self, kind: str, period: Period, taken: Taken) -> None:
        self.new.append(
            CountTaken(
                partnership=self.partnership,
                count=self.count.id,
                kind=kind,
                start=period.start,
                version=taken.version,
                number=taken.number,
                parts={name: dict(of) for name, of in taken.tally.parts.items()},
                hidden=taken.hidden,
                turned=taken.turned,
                taken_at=timezone.now(),
            )
        )


def _quarter_of(month: Period) -> Period:
    """Give the quarter of the financial year in which a month lies."""
    year, number = month.start.year, month.start.month
    return Period.quarter(year - (number < 4), (number - 4) % 12 // 3 + 1)


def _hand_down(partnership: Partnership, rows: Sequence[Row]) -> Release:
    """Make the release and record its numbers; nothing but what stands in the rows goes down."""
    content = as_csv(rows)
    total = hashlib.sha256(content).hexdigest()
    first, last = min(one.period.start for one in rows), max(one.period.end for one in rows)
    rules = sorted({one.rule for one in rows if one.rule})
    release = sources.receive(
        [
            sources.Received(
                number=1,
                name=f"counts-to-{last:%Y-%m}.csv",
                sha256=total,
                content_sha256=total,
                bytes=len(content),
                rows=len(rows),
            )
        ],
        partnership=partnership,
        source=Source.objects.get(pk=CASEWORK),
        title=f"Counts of casework, {Period.from_dates(first, last)}",
        by=None,
        period=(first, last),
        told=sources.Told(how=HOW.format(rules=", ".join(rules) or "of the partnership's own")),
        is_invented=tallies.holds_invented(partnership),
    )
    record_observations(
        [one.observed() for one in rows], partnership=partnership, by=None, release=release
    )
    return release


HOW = (
    "Counted from events in cases, by the rules {rules}. Nothing but these numbers left casework. "
    "Fewer than five are hidden, and with them what would give them away (PUB-02); what the law "
    "asks for is not (CR-17)."
)
