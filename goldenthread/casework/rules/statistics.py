"""Counts of cases with the small ones hidden, so that nobody can be found in them (PUB-02)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from csp_analytics.suppression import THRESHOLD

Cells = tuple[int | None, ...]
QUARTERS = 4
NOT_ANSWERED = "Not answered"


@dataclass(frozen=True)
class Breakdown:
    """A count by one answer. rows: label and number; None: hidden.

    adds_up: whether every case is in one row only, so that the rows make the total.
    """

    ask: str
    rows: tuple[tuple[str, int | None], ...]
    adds_up: bool


@dataclass(frozen=True)
class Counted:
    """One count by quarter, its total, and by its answers. None: hidden."""

    name: str
    quarters: Cells
    total: int | None
    broken_down: tuple[Breakdown, ...] = ()


@dataclass(frozen=True)
class Timeliness:
    """How one time limit was kept. share: in time of all that are due; None: hidden."""

    name: str
    rule: str
    in_time: int | None
    late: int | None
    overdue: int | None
    running: int | None

    @property
    def share(self) -> Decimal | None:
        """The share kept in time, in per cent, where nothing of it is hidden."""
        if self.in_time is None or self.late is None or self.overdue is None:
            return None
        due = self.in_time + self.late + self.overdue
        return round(Decimal(100 * self.in_time) / due, 1) if due else None


@dataclass(frozen=True)
class Measured:
    """One measure over all cases measured twice; None where they are too few to show."""

    name: str
    cases: int | None
    then: Decimal | None = None
    now: Decimal | None = None
    better: Decimal | None = None


@dataclass(frozen=True)
class Totalled:
    """What a number adds up to; None where it comes out of too few cases."""

    name: str
    number: Decimal | None


def first_days(today: date) -> list[date]:
    """Give the first day of each quarter that is shown, the one under way last."""
    found = [date(today.year, (today.month - 1) // 3 * 3 + 1, 1)]
    while len(found) < QUARTERS:
        last = found[0]
        earlier = (last.year - 1, 10) if last.month == 1 else (last.year, last.month - 3)
        found.insert(0, date(*earlier, 1))
    return found


def quarter_of(day: date, firsts: Sequence[date]) -> int:
    """Give the number of the quarter in which a day lies; the day is not before the first."""
    return sum(first <= day for first in firsts) - 1


def counted(
    name: str,
    quarters: Sequence[int],
    by: Mapping[str, Mapping[str, int]],
    *,
    added_up: Mapping[str, bool],
    by_law: bool,
) -> Counted:
    """Give a count with what may not be shown hidden (PUB-02, CR-17).

    quarters: the count in each. by: for each question as it is asked, number by answer.
    added_up: whether a case is in one row of that question only. by_law: nothing is hidden.
    """
    total = sum(quarters)
    if by_law:
        broken = [Breakdown(ask, tuple(of.items()), added_up[ask]) for ask, of in by.items()]
        return Counted(name, tuple(quarters), total, tuple(broken))
    broken = []
    for ask, counts in by.items():
        numbers = list(counts.values())
        cells = hidden(numbers) if added_up[ask] else _each_hidden(numbers, total)
        broken.append(Breakdown(ask, tuple(zip(counts, cells, strict=True)), added_up[ask]))
    shown = None if _is_small(total) else total
    return Counted(name, hidden(quarters), shown, tuple(broken))


def hidden(counts: Sequence[int]) -> Cells:
    """Hide what may not be shown of numbers whose sum a reader knows, or may find elsewhere.

    Small numbers are hidden, and the smallest others with them until each hidden number could
    be one of two or more. Where the sum itself is small, or that cannot be had, all are hidden.
    """
    total = sum(counts)
    if _is_small(total):
        return tuple(None for _ in counts)
    hides = {n for n, one in enumerate(counts) if _is_small(one)}
    others = sorted((one, n) for n, one in enumerate(counts) if n not in hides and one)
    while hides and not _is_safe([counts[n] for n in hides]):
        if not others:
            return tuple(None for _ in counts)
        hides.add(others.pop(0)[1])
    return tuple(None if n in hides else one for n, one in enumerate(counts))


def _is_safe(numbers: Sequence[int]) -> bool:
    """Whether each of some numbers, of which only the sum is known, has two values it may have."""
    return len(numbers) > 1 and sum(numbers) > len(numbers)


def _each_hidden(counts: Sequence[int], total: int) -> Cells:
    """Hide small numbers of answers that do not add up, and those that few did not give."""
    small = _is_small(total)
    return tuple(
        None if small or _is_small(one) or _is_small(total - one) else one for one in counts
    )


def _is_small(count: int) -> bool:
    return 0 < count < THRESHOLD


def timeliness(
    name: str, rule: str, *, in_time: int, late: int, overdue: int, running: int
) -> Timeliness:
    """Give how a time limit was kept, small numbers hidden (PUB-02)."""
    return Timeliness(name, rule, *hidden([in_time, late, overdue, running]))


def measured(name: str, pairs: Sequence[tuple[Decimal, Decimal]], *, higher: bool) -> Measured:
    """Give a measure over cases measured twice: the mean at first, the mean now, who got better.

    pairs: first and latest number of each case. higher: whether more is better.
    All of it is hidden where fewer than 5 were measured twice; the share where it tells of fewer.
    """
    got = sum((now > then) is higher and now != then for then, now in pairs)
    if len(pairs) < THRESHOLD:
        return Measured(name, None if pairs else 0)
    then, now = (sum(column, Decimal(0)) / len(pairs) for column in zip(*pairs, strict=True))
    small = _is_small(got) or _is_small(len(pairs) - got)
    share = None if small else round(Decimal(100 * got) / len(pairs), 1)
    return Measured(name, len(pairs), round(then, 1), round(now, 1), share)


def totalled(name: str, numbers: Mapping[int, Decimal]) -> Totalled:
    """Give what numbers of cases add up to; hidden where they come out of too few.

    numbers: of each case.
    """
    return Totalled(name, None if _is_small(len(numbers)) else sum(numbers.values(), Decimal(0)))
