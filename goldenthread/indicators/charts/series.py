"""What a chart is drawn from: points in time order, gaps among them, a target and breaks."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Self

from csp_analytics.period import Kind, Period

MOST_POINTS = 400


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series, or the place where it is missing.

    value, lower, upper: in the unit of the chart; None where there is none. A missing
        value is None and never 0; a suppressed one is None too, with its status.
    printed: the value as the page prints it, already rounded.
    status: "final", "provisional", "revised", "estimated", "suppressed", "break" or "missing".
    signal: what a control chart says of it, "" for ordinary variation. direction: +1, -1 or 0.
    """

    period: Period
    value: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    printed: str = ""
    status: str = "final"
    signal: str = ""
    direction: int = 0

    @property
    def is_known(self) -> bool:
        """Whether there is a value to draw."""
        return self.value is not None

    @property
    def has_limits(self) -> bool:
        """Whether both limits are known."""
        return self.lower is not None and self.upper is not None


@dataclass(frozen=True, slots=True)
class Target:
    """A level to reach. printed: as it stands in the plan: "25% or less"."""

    value: Decimal
    printed: str


@dataclass(frozen=True, slots=True)
class Break:
    """From this period on, figures are made differently: the line is cut before it."""

    at: Period
    what: str


@dataclass(frozen=True, slots=True)
class Level:
    """The mean and control limits of one step of a control chart, from a period to a period."""

    first: Period
    last: Period
    mean: Decimal
    lower: Decimal
    upper: Decimal


@dataclass(frozen=True, slots=True)
class Chart:
    """A series of one area and one kind of period, to be drawn or said.

    name: what is measured. unit: what the axis counts, in words.
    points: in time order, gaps filled (see `with_gaps`).
    top: where the axis ends, so that several charts share one scale; None as the values ask.
    limits_name: what the limits are; empty where no point has any.
    """

    name: str
    area: str
    unit: str
    points: tuple[Point, ...]
    target: Target | None = None
    breaks: tuple[Break, ...] = ()
    limits_name: str = "95% limits"
    levels: tuple[Level, ...] = ()
    top: Decimal | None = None

    def __post_init__(self) -> None:
        if len(self.points) > MOST_POINTS:
            raise ValueError(f"{len(self.points)} points are too many; {MOST_POINTS} can be drawn.")

    def last(self, count: int, *, until: date | None = None) -> Self:
        """The chart of its last so many points, begun at one that is known.

        until: leave out periods that end later. Breaks at or before its first point go, since
        there is nothing left to set them off from.
        """
        points = tuple(p for p in self.points if until is None or p.period.end <= until)[-count:]
        known = [place for place, point in enumerate(points) if point.is_known]
        points = points[known[0] :] if known else ()
        breaks = tuple(b for b in self.breaks if points and b.at.start > points[0].period.start)
        return replace(self, points=points, breaks=breaks)

    @property
    def known(self) -> tuple[Point, ...]:
        """The points that have a value."""
        return tuple(point for point in self.points if point.is_known)

    @property
    def has_limits(self) -> bool:
        """Whether any point has limits."""
        return any(point.has_limits for point in self.points)

    @property
    def gaps(self) -> tuple[tuple[Point, ...], ...]:
        """The runs of points without a value."""
        return tuple(run for known, run in _runs(self.points) if not known)

    def unbroken(self) -> tuple[tuple[Point, ...], ...]:
        """The runs of known points that a line may join: none over a gap or a break."""
        starts = {one.at for one in self.breaks}
        pieces: list[list[Point]] = []
        for known, run in _runs(self.points):
            if not known:
                continue
            pieces.append([])
            for point in run:
                if point.period in starts or point.status == "break":
                    pieces.append([])
                pieces[-1].append(point)
        return tuple(tuple(piece) for piece in pieces if piece)


def with_gaps(points: Iterable[Point]) -> tuple[Point, ...]:
    """The points in time order, with one that has no value for every period between that lacks.

    points: of periods of one kind and length, each once. Raises ValueError otherwise,
    and where they lie so far apart that more than 400 would be drawn.
    """
    ordered = sorted(points, key=lambda point: point.period.sort_key)
    filled: list[Point] = []
    step = _step([point.period for point in ordered])
    for point in ordered:
        if filled:
            filled.extend(_between(filled[-1].period, point.period, step))
        filled.append(point)
    return tuple(filled)


def _step(periods: list[Period]) -> Callable[[Period], Period]:
    """How to get from one period to the next: a rolling year moves by a month."""
    for first, second in pairwise(periods):
        if not first.same_kind_as(second):
            raise ValueError(f"{first} and {second} are unlike; chart one kind.")
        if first == second:
            raise ValueError(f"{first} stands twice in one series.")
        if first.kind == Kind.YEAR_TO_MONTH and second.end < first.next().end:
            return _a_month_on
    return lambda period: period.next()


def _a_month_on(period: Period) -> Period:
    after = period.end + timedelta(days=1)
    return Period.year_to(after.year, after.month)


def _between(first: Period, second: Period, step: Callable[[Period], Period]) -> Iterator[Point]:
    period = step(first)
    for _ in range(MOST_POINTS):
        if period.start >= second.start:
            return
        yield Point(period, status="missing")
        period = step(period)
    raise ValueError(f"More than {MOST_POINTS} periods lie between {first} and {second}.")


def _runs(points: tuple[Point, ...]) -> list[tuple[bool, tuple[Point, ...]]]:
    runs: list[tuple[bool, tuple[Point, ...]]] = []
    for point in points:
        if runs and runs[-1][0] == point.is_known:
            runs[-1] = (point.is_known, (*runs[-1][1], point))
        else:
            runs.append((point.is_known, (point,)))
    return runs
