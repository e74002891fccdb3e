"""What a patrol record must say, and what patrols add up to. Plain Python (HS-02, HS-03)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import MappingProxyType

from csp_analytics.suppression import suppress_list
from goldenthread.accounts.rules import RuleBroken

BODIES = MappingProxyType(
    {
        "police": "Police",
        "wardens": "Council wardens",
        "fire": "Fire and rescue",
        "other": "Another body",
    }
)
OUTCOMES = MappingProxyType(
    {
        "arrests": "Arrests",
        "stop_searches": "Stop and searches",
        "warnings": "Informal warnings",
        "cpw": "Community protection warnings",
        "cpn": "Community protection notices",
        "dispersals": "Dispersal notices",
        "pspo": "Enforcement of a public spaces protection order",
        "fpn": "Fixed penalty notices",
    }
)
LONGEST, MOST_PEOPLE, MOST_OUTCOMES = timedelta(hours=12), 50, 500
LATE = timedelta(days=60)  # how long ago a patrol may be that is logged now
HIDDEN = "fewer than 5"


def check_patrol(
    *,
    starts: datetime,
    stops: datetime,
    persons: int,
    now: datetime,
    in_force: tuple[date, date | None],
) -> None:
    """Refuse a patrol that cannot have been. Raises RuleBroken.

    in_force: the first and the last day of the area, None where it has not ended.
    """
    if not starts < stops:
        raise RuleBroken("It stops after it starts. A patrol past midnight stops on the next day.")
    if stops - starts > LONGEST:
        raise RuleBroken("A patrol of more than 12 hours is two patrols: log each.")
    if stops > now:
        raise RuleBroken("It has not stopped yet. Log it once it has.")
    if now - starts > LATE:
        raise RuleBroken("It is more than 60 days ago, so its month is reported already.")
    if not 1 <= persons <= MOST_PEOPLE:
        raise RuleBroken(f"1 to {MOST_PEOPLE} people take part in a patrol.")
    first, last = in_force
    if starts.date() < first or (last is not None and starts.date() > last):
        raise RuleBroken("The area was not in force on that day.")


def check_outcomes(outcomes: Mapping[str, int]) -> dict[str, int]:
    """Refuse outcomes of another kind, or numbers that cannot be; give those above 0."""
    for kind, count in outcomes.items():
        if kind not in OUTCOMES or not 0 <= count <= MOST_OUTCOMES:
            raise RuleBroken(f"Each outcome is a number from 0 to {MOST_OUTCOMES}.")
    return {kind: count for kind, count in outcomes.items() if count}


@dataclass
class Sums:
    """What some patrols add up to. hours: patrols' own; person_hours: times who took part."""

    patrols: int = 0
    hours: float = 0.0
    person_hours: float = 0.0
    outcomes: Counter[str] = field(default_factory=Counter)

    def add(self, hours: float, persons: int, outcomes: Mapping[str, int]) -> None:
        """Count one more patrol."""
        self.patrols += 1
        self.hours += hours
        self.person_hours += hours * persons
        self.outcomes.update(outcomes)


def shown(areas: Sequence[Sums]) -> tuple[list[list[str]], list[str]]:
    """Give the outcomes of areas, and of all together, with small numbers hidden (PUB-02).

    Gives rows of areas by kind of outcome, then the totals by kind. What an area led to over all
    kinds is never shown, so each kind is hidden by itself: numbers below 5, and others that with
    the total would give one away.
    """
    if not areas:
        return [], []
    columns, totals = [], []
    for kind in OUTCOMES:
        counts = [one.outcomes[kind] for one in areas]
        hidden = suppress_list(counts)
        columns.append(_told(counts, hidden.cells.tolist()))
        totals += _told([sum(counts)], [hidden.total])
    return [list(row) for row in zip(*columns, strict=True)], totals


def _told(counts: Iterable[int], hidden: Iterable[bool]) -> list[str]:
    pairs = zip(counts, hidden, strict=True)
    return [_hidden(count) if is_hidden else f"{count:,}" for count, is_hidden in pairs]


def _hidden(count: int) -> str:
    return HIDDEN if count < 5 else "not shown"
