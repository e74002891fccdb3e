"""What may be said of an award, and how it stands on a day."""

from collections.abc import Iterable
from datetime import date, timedelta
from types import MappingProxyType

QUALIFIERS = MappingProxyType(
    {"": "Exact", "almost": "Almost", "around": "Around", "over": "Over"}
)  # fmt: skip
KINDS = MappingProxyType(
    {"cash": "Money", "matched": "Matched funding", "in_kind": "Help in kind, at its worth"}
)
COUNTED, WITHIN, UNCLEAR = "counted", "within", "unclear"
STANDINGS = MappingProxyType(
    {
        COUNTED: "Counted in totals",
        WITHIN: "Part of another sum, which is counted",
        UNCLEAR: "Not counted: it may be part of another sum",
    }
)
TABLE_ROW, SINGLE, VICTIMS, TRAIL, RECORDED = "table_row", "single", "victims", "trail", "recorded"
LISTED_AS = MappingProxyType(
    {
        TABLE_ROW: "Row of a grant table",
        SINGLE: "Single grant named in the text",
        VICTIMS: "Sum for victims' services",
        TRAIL: "One of a scheme's funders in turn",
        RECORDED: "Recorded here",
    }
)
YEAR = 12  # months from one review of value for money to the next
SOON = (3, 6, 12)  # months ahead in which an end may be looked for


def financial_year(first: int) -> str:
    """Name a financial year by the year in which it begins: 2023 is "2023/24"."""
    return f"{first}/{(first + 1) % 100:02d}"


PLANNED, RUNNING, ENDING, ENDED, CLOSED, UNDATED = (
    "planned", "running", "ending", "ended", "closed", "undated",
)  # fmt: skip
STATES = MappingProxyType(
    {
        PLANNED: ("Not begun", "waiting"),
        RUNNING: ("Running", "good"),
        ENDING: ("Ends soon", "watch"),
        ENDED: ("Ended", "paused"),
        CLOSED: ("Closed", "done"),
        UNDATED: ("No last day given", "none"),
    }
)


def state(
    starts: date | None, ends: date | None, closed: date | None, *, on: date, months: int = 6
) -> str:
    """Say how an award stands on a day. months: within how many an end is soon."""
    if closed is not None and closed <= on:
        return CLOSED
    if starts is not None and starts > on:
        return PLANNED
    if ends is None:
        return UNDATED
    if ends < on:
        return ENDED
    return ENDING if ends <= later(on, months) else RUNNING


def later(day: date, months: int) -> date:
    """Give the same day so many months on; the month's last where it has no such day."""
    whole = day.year * 12 + day.month - 1 + months
    year, month = divmod(whole, 12)
    first_after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), first_after - timedelta(1))


FOLLOWED, OPEN, UNFUNDED = "followed", "open", "unfunded"
AFTERWARDS = MappingProxyType(
    {
        FOLLOWED: ("Followed", "good"),
        OPEN: ("Not known how long", "watch"),
        UNFUNDED: ("Nothing known", "bad"),
    }
)


def afterwards(ends: date, others: Iterable[date | None]) -> str:
    """Say what follows money that ends: a key of AFTERWARDS.

    others: the last days of other money for the same thing; None where one is not known.
    """
    known = list(others)
    if any(one is not None and one > ends for one in known):
        return FOLLOWED
    return OPEN if None in known else UNFUNDED


def review_due(starts: date | None, last: date | None, *, ended: date | None) -> date | None:
    """Give the day by which value for money is to be looked at again, or None (rule CSP-13).

    starts: the award's first day; while it is not known, nothing is due. last: the last review.
    A year after each; what was looked at once it had ended needs no other.
    """
    if last is not None and ended is not None and last >= ended:
        return None
    begun = last or starts
    return None if begun is None else later(begun, YEAR)


def quarters(starts: date, ends: date) -> list[tuple[date, date]]:
    """Give the quarters (April to June and so on) that a span touches, cut to it."""
    found, first = [], date(starts.year, (starts.month - 1) // 3 * 3 + 1, 1)
    while first <= ends:
        after = later(first, 3)
        found.append((max(first, starts), min(after - timedelta(days=1), ends)))
        first = after
    return found
