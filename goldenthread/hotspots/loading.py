"""Declared places put forward into rows. What is there already is left alone."""

from datetime import date
from pathlib import Path
from typing import Literal

from goldenthread.accounts.models import Partnership, User
from goldenthread.declared import DeclaredItem, nearest, read
from goldenthread.hotspots import changes, evidence
from goldenthread.hotspots.models import Candidate


class DeclaredInterest(DeclaredItem):
    """An interest of one of the example's sign-ins, named by its role."""

    by: str
    what: str


class DeclaredDecision(DeclaredItem):
    """What a panel decided."""

    by: str
    outcome: Literal["chosen", "declined", "put_off"]
    reasons: str
    panel: str
    on: date
    starts: date | None = None
    review_by: date | None = None


class DeclaredCandidate(DeclaredItem):
    """A place put forward. where: a postcode or a grid reference; show: what is counted there."""

    name: str
    where: str
    show: str
    theme: Literal["asb", "violence", "both"]
    basis: Literal["data", "intelligence", "left_behind"]
    reason: str
    on_behalf_of: str = ""
    nominated_by: str
    on: date
    interests: list[DeclaredInterest] = []
    decision: DeclaredDecision | None = None


class DeclaredShortlist(DeclaredItem):
    """A file of places put forward."""

    partnership: str
    candidates: list[DeclaredCandidate]


def declared(path: Path) -> DeclaredShortlist:
    """Read one file. Raises CannotDo with file and line for a mistake."""
    return read(path, DeclaredShortlist)


def load(file: DeclaredShortlist, *, partnership: Partnership, people: dict[str, User]) -> int:
    """Load one file; give how many places are new.

    people: the example's sign-ins by role. Raises CannotDo for a role that nobody holds.
    """
    known = set(Candidate.objects.of(partnership).values_list("name", flat=True))
    new = [one for one in file.candidates if one.name not in known]
    for one in new:
        _make(one, partnership, people)
    return len(new)


def _make(one: DeclaredCandidate, partnership: Partnership, people: dict[str, User]) -> None:
    by = _person(one, "nominated_by", one.nominated_by, people)
    found, _ = evidence.of_place(partnership, one.where, {"show": one.show}, by=by)
    candidate = changes.nominate(
        partnership=partnership, by=by, name=one.name, theme=one.theme, basis=one.basis,
        reason=one.reason, on_behalf_of=one.on_behalf_of, evidence=found, on=one.on,
    )  # fmt: skip
    for interest in one.interests:
        who = _person(interest, "by", interest.by, people)
        changes.declare_interest(candidate=candidate, by=who, what=interest.what)
    if one.decision:
        told = one.decision
        changes.decide(
            candidate=candidate, by=_person(told, "by", told.by, people), outcome=told.outcome,
            reasons=told.reasons, panel=told.panel, on=told.on, starts=told.starts,
            review_by=told.review_by,
        )  # fmt: skip


def _person(one: DeclaredItem, key: str, role: str, people: dict[str, User]) -> User:
    if role not in people:
        raise one.mistake(key, f'no sign-in has the role "{role}". {nearest(role, people)}')
    return people[role]
