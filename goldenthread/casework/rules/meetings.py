"""Meetings of several bodies on cases: why a case is on the agenda, and who sees it (PS-05)."""

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules.seeing import Viewer, sees_item

REASONS = MappingProxyType(
    {
        "high": "It was found urgent",
        "problem": "A problem that is being solved",
        "tension": "Tension in the community",
        "repeat_place": "Other open cases are at the same place",
        "overdue": "Something in it is overdue",
    }
)
MOST = 40  # items of one meeting; more cannot be talked about
STATEMENT = (
    "What is said here is shared for the purpose of the agreement and for nothing else. I use it "
    "only to prevent harm and solve the problems on this agenda, tell nobody who was not here "
    "without the agreement of the body it came from, and keep nothing of my own about it."
)


def agenda(found: Mapping[str, Iterable[int]], *, known: Collection[int]) -> list[tuple[int, str]]:
    """Give the cases that go on an agenda, each once, with the first reason for it (PS-05).

    found: cases by reason, those that matter most first. known: cases that are on it already.
    """
    reasons: dict[int, str] = {}
    for reason in REASONS:
        for case in found.get(reason, ()):
            reasons.setdefault(case, reason)
    new = [(case, reason) for case, reason in reasons.items() if case not in known]
    return new[: max(MOST - len(known), 0)]


def sees_agenda(
    *, person: str, body: str, accepted: bool, meeting: str, agreement: Collection[str]
) -> bool:
    """Say whether somebody sees the items: seated, the statement accepted, their body a party."""
    seated = frozenset({meeting}) if accepted else frozenset[str]()
    viewer = Viewer(person=person, body=body, meetings=seated)
    return sees_item(viewer, meeting=meeting, agreement=agreement)


def check_seat(*, body: str, agreement: Collection[str]) -> None:
    """Refuse a seat to a body that is no party to the meeting's agreement (PS-05)."""
    if body not in agreement:
        raise RuleBroken("This body is no party to the agreement under which the meeting is held.")
