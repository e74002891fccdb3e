"""What may leave of what was counted, so that no reader of all of it can tell a small count.

A month is taken once it is over and settled; what was taken is kept, and everything is made of
what was taken, never of what is known today. A shown number is corrected once five events or
more are to be put right, a hidden one appears once it has grown by five whatever it was. So no
two releases differ by fewer than five. Quarters are the sums of the months taken. Parts of a
quarter (by answer, by area) go out once, with the quarter's first number, and stay.

What the law asks for is never held back (CR-17, PUB-02); its parts are.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from csp_analytics.parts import hide_parts
from csp_analytics.period import Period
from csp_analytics.suppression import THRESHOLD

SETTLED_AFTER = timedelta(days=5)  # from the end of a month, for what comes in late
LOOKS_BACK = 18  # months that are counted again; cases are kept for two years or more (RET-04)
GROWN = 2 * THRESHOLD - 1  # at least 5 more than any hidden number, which is 4 at the most


@dataclass(frozen=True)
class Tally:
    """Events of one count in one month, and of these how many in each part.

    parts: by kind of part, such as "channel" or "area", then by value; "" is "not said".
    """

    number: int = 0
    parts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Taken:
    """What was taken of a month, in one version. turned: whether it was ever hidden and shown."""

    tally: Tally
    hidden: bool
    version: int = 1
    turned: bool = False

    @property
    def number(self) -> int:
        """Events taken; where they are hidden, known here alone."""
        return self.tally.number


def is_small(number: int) -> bool:
    """Whether a count must not be shown by itself (PUB-02). A nought names nobody."""
    return 0 < number < THRESHOLD


def settled_months(first: date, today: date) -> list[Period]:
    """Give the whole months from that of a day on that are over and settled, in order."""
    last = today - SETTLED_AFTER
    months = []
    month = Period.month(first.year, first.month)
    while month.end < last:
        months.append(month)
        month = month.next()
    return months


def take(before: Taken | None, now: Tally, *, by_law: bool) -> Taken | None:
    """Take a month for the first time or put it right; None where what was taken stands.

    by_law: the statistic is required by law, so that it is always exact (CR-17).
    """
    if before is None:
        return Taken(now, hidden=not by_law and is_small(now.number))
    if by_law:
        stands = before.number == now.number
    elif before.hidden:
        stands = now.number < GROWN  # whatever it was, it has grown by five
    elif is_small(now.number):
        stands = before.number < GROWN  # else it could only be one number, such as 1 after 6
    else:
        stands = abs(now.number - before.number) < THRESHOLD
    if stands:
        return None
    hidden = not by_law and is_small(now.number)
    turned = before.turned or hidden != before.hidden
    return Taken(now, hidden, before.version + 1, turned)


def hides_quarter(months: Sequence[Taken]) -> bool:
    """Say whether the sum of three months must be hidden.

    With no month hidden the sum tells nothing new. With some, it is shown only if each of them
    could still be several numbers: two or three are hidden, their sum is neither the least nor
    the most that it can be, and no month ever changed between hidden and shown, since two sums
    would then give the difference away.
    """
    few = [one.number for one in months if one.hidden]
    if not few:
        return False
    least, most = len(few), len(few) * (THRESHOLD - 1)
    if len(few) == 1 or any(one.turned for one in months):
        return True
    return is_small(sum(one.number for one in months)) or not least < sum(few) < most


def added(months: Iterable[Taken]) -> Tally:
    """Add months up, with their parts."""
    every = list(months)
    kinds = {kind for one in every for kind in one.tally.parts}
    return Tally(
        sum(one.number for one in every),
        {kind: _sums(one.tally.parts.get(kind, {}) for one in every) for kind in sorted(kinds)},
    )


def _sums(every: Iterable[Mapping[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in every:
        for value, number in one.items():
            found[value] = found.get(value, 0) + number
    return found


def hidden_parts(parts: Mapping[str, int], values: Collection[str]) -> frozenset[str]:
    """Say which parts of a shown total are hidden (PUB-02): the small, and enough with them.

    values: every value that there may be, "" for "not said" among them.
    """
    names = sorted(values)
    hidden = hide_parts([parts.get(one, 0) for one in names])
    return frozenset(name for name, is_hidden in zip(names, hidden, strict=True) if is_hidden)


def hides_choices(together: Mapping[str, int]) -> bool:
    """Say whether parts of which one event may have several must all be hidden (HT-08).

    together: events by just the values that they have together. Their sums overlap, so that a
    small overlap could be worked out: they are shown only where no combination is small.
    """
    return any(is_small(number) for number in together.values())


def of_choices(together: Mapping[str, int], value: str) -> int:
    """Count an event in each of its values (HT-08). together: as for `hides_choices`."""
    return sum(number for one, number in together.items() if value in one.split(","))


def may_show_share(some: int, whole: int) -> bool:
    """Whether a share may be shown: neither it, nor the rest, nor the whole is small."""
    return whole > 0 and not any(is_small(one) for one in (some, whole - some, whole))
