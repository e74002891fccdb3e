"""Who belongs, who leads, and what is vacant or overdue. Plain Python.

Sources: rules CSP-01 to CSP-14 of the rule book (CDA 1998 s.5; SI 2007/1830, reg. 3 and 4).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from goldenthread.accounts.rules import RuleBroken

__all__ = ["RuleBroken"]

RESPONSIBLE = "responsible"
CLASSES = MappingProxyType(
    {
        RESPONSIBLE: "Responsible authority",
        "co-operating": "Co-operating body",
        "participating": "Participating body",
        "invited": "Invited",
    }
)
LOCAL_POLICING_BODY = "local_policing_body"
ORGANISATION_KINDS = MappingProxyType(
    {
        "council": "Council",
        "police": "Police force",
        "fire": "Fire and rescue service",
        "probation": "Probation",
        "health": "Health",
        LOCAL_POLICING_BODY: "Local policing body",
        "prison": "Prison",
        "voluntary": "Voluntary and community",
        "housing": "Housing",
        "provider": "Provider of services",
        "university": "University",
        "parish_council": "Parish council",
        "government": "Government",
        "youth_justice": "Youth justice",
        "other": "Other",
    }
)
BOARD = "board"
GROUP_KINDS = MappingProxyType(
    {
        BOARD: "Board (strategy group)",
        "subgroup": "Subgroup",
        "forum": "Forum",
        "partnership": "Partnership",
        "statutory": "Statutory body",
        "scrutiny": "Scrutiny",
        "time-limited": "Time-limited group",
        "outside": "Outside body",
    }
)
OFFICES = MappingProxyType({"chair": "Chair", "vice_chair": "Vice chair", "member": "Member"})
HELD_BY_ONE = frozenset({"chair", "vice_chair"})
STRATEGY_GROUP_LEAST = 2  # CSP-11
REVIEW_MONTHS = 12  # CSP-14 and IS-05, a local setting


@dataclass(frozen=True)
class Span:
    """From one day to another, both in it; an empty end is open."""

    starts: date | None = None
    ends: date | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether a day lies in it."""
        return (self.starts is None or self.starts <= day) and (
            self.ends is None or day <= self.ends
        )


@dataclass(frozen=True)
class Alert:
    """Something the partnership must put right.

    kind: "liaison_officer", "chair", "agreement" or "strategy_group". sentence: for a reader.
    rule: the rule it breaks. about: what it is about, as "group:3"; empty for the whole.
    """

    kind: str
    sentence: str
    rule: str
    about: str = ""


def overlap(one: Span, other: Span) -> bool:
    """Say whether two spans share a day."""
    first_ends, second_ends = one.ends or date.max, other.ends or date.max
    return (one.starts or date.min) <= second_ends and (other.starts or date.min) <= first_ends


def day_before(day: date) -> date:
    """Give the day before."""
    return day - timedelta(days=1)


def holds_seat(office: str, known_since: list[date | None], which: int) -> bool:
    """Say whether a seat, of all in a group that are open on a day, is held by this one.

    A chair is one person: where documents name several without dates, the one named last
    counts. known_since: for each holder of the office, since when they are known to hold it.
    """
    if office not in HELD_BY_ONE:
        return True
    latest = max(range(len(known_since)), key=lambda n: (known_since[n] or date.min, n))
    return which == latest


def check_span(starts: date | None, ends: date | None) -> None:
    """Refuse an end before its start. Raises RuleBroken."""
    if starts and ends and ends < starts:
        raise RuleBroken(f"It cannot end on {ends:%-d %B %Y}, before it starts.")


def check_class(kind: str, membership_class: str) -> None:
    """Refuse the local policing body as a responsible authority (CSP-03). Raises RuleBroken.

    kind: the organisation's. membership_class: a key of CLASSES.
    """
    if membership_class not in CLASSES:
        raise RuleBroken(f"Choose a class of membership: {', '.join(CLASSES)}.")
    if kind == LOCAL_POLICING_BODY and membership_class == RESPONSIBLE:
        raise RuleBroken("The local policing body is not a responsible authority (CSP-03).")


def check_parent(group: int, parent: int | None, parents: Mapping[int, int | None]) -> None:
    """Refuse a parent that would make a group its own ancestor. Raises RuleBroken.

    parents: every group's parent by number.
    """
    at = parent
    while at is not None:
        if at == group:
            raise RuleBroken("A group cannot stand under itself or under a group below it.")
        at = parents.get(at)


def liaison_alerts(
    responsible: Iterable[str],
    held_by: Collection[str],
    vacant_since: Mapping[str, date] = MappingProxyType({}),
) -> list[Alert]:
    """Tell of each responsible authority without a designated liaison officer (CSP-14).

    responsible: names of the authorities. held_by: names of those that have one.
    vacant_since: the first day without one, for those that had one.
    """
    return [
        Alert("liaison_officer", _vacancy(name, vacant_since.get(name)), "CSP-14")
        for name in responsible
        if name not in held_by
    ]


def _vacancy(name: str, since: date | None) -> str:
    if since is None:
        return f"No designated liaison officer is recorded for {name}."
    return f"{name} has no designated liaison officer since {since:%-d %B %Y}."


def vacant_since(spans: Iterable[Span], on: date) -> date | None:
    """Give the first day of a vacancy that holds on a day; None where nobody was there before.

    spans: when each of those who held the place held it, with first and last days.
    """
    ended = [span.ends for span in spans if span.ends and span.ends < on]
    return max(ended) + timedelta(days=1) if ended else None


def chair_alert(group: str, chairs: int, *, about: str = "") -> Alert | None:
    """Tell of a group that has no chair; None where it has one."""
    if chairs:
        return None
    return Alert("chair", f"No chair is recorded for {the(group)}.", "CSP-10", about)


def strategy_group_alert(group: str | None, people: int) -> Alert | None:
    """Tell of a missing or nearly empty strategy group (CSP-10, CSP-11); None where it stands."""
    if group is None:
        return Alert("strategy_group", "The partnership has no strategy group.", "CSP-10")
    if people >= STRATEGY_GROUP_LEAST:
        return None
    had = "Nobody is" if people == 0 else "Only one person is"
    said = f"{had} recorded in {the(group)}; it needs {STRATEGY_GROUP_LEAST} or more."
    return Alert("strategy_group", said, "CSP-11")


def agreement_alerts(
    title: str,
    *,
    responsible: Iterable[str],
    signed: Collection[str],
    review_on: date,
    on: date,
    about: str = "",
) -> list[Alert]:
    """Tell who has not signed an information-sharing agreement and whether its review is due."""
    told = []
    missing = [name for name in responsible if name not in signed]
    if missing:
        said = f"{title} is not signed by {listed(missing)}."
        told.append(Alert("agreement", said, "CSP-14", about))
    if review_on < on:
        said = f"{title} was due for review on {review_on:%-d %B %Y}."
        told.append(Alert("agreement", said, "IS-05", about))
    return told


def no_agreement_alert() -> Alert:
    """Tell that no information-sharing agreement is kept at all (CSP-14)."""
    return Alert("agreement", "No information-sharing agreement is recorded.", "CSP-14")


def months_after(day: date, months: int) -> date:
    """Give the day so many months later; the last of that month where it has no such day."""
    number = day.year * 12 + day.month - 1 + months
    for shorter in range(4):
        try:
            return date(number // 12, number % 12 + 1, day.day - shorter)
        except ValueError:
            continue
    raise ValueError(f"{day} has no day {months} months later.")  # pragma: no cover - 28 always is


def listed(names: Iterable[str]) -> str:
    """Join names as people say them: "A, B and C"."""
    every = list(names)
    return " and ".join(filter(None, [", ".join(every[:-1]), every[-1]])) if every else ""


def the(name: str) -> str:
    """Put the article before a body's name unless it has one."""
    return name if name.lower().startswith("the ") else f"the {name}"
