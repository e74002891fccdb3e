"""Who sees what of a case: the case, some fields, its name only, or nothing (IS-11, PS-05).

Nothing and unknown look the same: whoever sees nothing is not told that there is something.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import IntEnum

from goldenthread.accounts.rules import RuleBroken


class Level(IntEnum):
    """How much is seen, from least to most."""

    NOTHING = 0
    NAME_ONLY = 1
    FIELDS = 2
    CASE = 3


LEVELS = {one.name.lower(): one for one in Level}


@dataclass(frozen=True)
class Viewer:
    """Somebody who looks: the person, their body, and the roles they hold on this case now.

    referral: how a referral to their body stands; access lasts while it is accepted.
    meetings: meetings of this case that they are in.
    """

    person: str
    body: str
    roles: frozenset[str] = frozenset()
    referral: str = ""
    meetings: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Seal:
    """What closes a case beyond its type.

    named: if given, the only people who see anything of it (DHR-08). employers: bodies whose
    employee is a party. protected: a witness or other person who must not be found (IS-11).
    """

    named: frozenset[str] | None = None
    employers: frozenset[str] = frozenset()
    protected: bool = False


@dataclass(frozen=True)
class Seen:
    """What is seen, and of which fields; `ask` is whom to ask where it is the name only."""

    level: Level
    fields: frozenset[str] = frozenset()
    ask: str = ""


OPEN = Seal()
EMERGENCY_WORKER = "emergency"  # sees the case for some hours, and does nothing in it
HIDDEN = Seen(Level.NOTHING)


def sees(
    viewer: Viewer,
    *,
    by_role: Mapping[str, tuple[str, Collection[str]]],
    elsewhere: str,
    lead_contact: str,
    agreement: Collection[str],
    seal: Seal = OPEN,
) -> Seen:
    """Say what somebody sees of a case (IS-11, DHR-08, REF-01).

    by_role: of the case type, role to level and fields. elsewhere: what the search of a body of
    the agreement finds, "name_only" or "nothing". lead_contact: whom they then ask.
    """
    if seal.named is not None and viewer.person not in seal.named:
        return HIDDEN
    if viewer.body in seal.employers and viewer.person not in (seal.named or ()):
        return HIDDEN
    roles = viewer.roles if viewer.referral in ("", "accepted", "in_progress") else frozenset()
    found = [by_role[role] for role in sorted(roles) if role in by_role]
    best = max((LEVELS[level] for level, _ in found), default=Level.NOTHING)
    if best is Level.FIELDS:
        return Seen(best, frozenset(field for _, names in found for field in names))
    if best is Level.CASE:
        return Seen(best)
    searched = elsewhere == "name_only" and viewer.body in agreement and not seal.protected
    if best is Level.NAME_ONLY or searched:
        return HIDDEN if seal.protected else Seen(Level.NAME_ONLY, ask=lead_contact)
    return HIDDEN


def sees_item(viewer: Viewer, *, meeting: str, agreement: Collection[str]) -> bool:
    """Say whether somebody sees an item of a meeting: in it, and of its agreement (PS-05)."""
    return meeting in viewer.meetings and viewer.body in agreement


def managed_elsewhere(*, restricted: bool, contact: str) -> str:
    """Give all that is said of a person managed by MAPPA: whom to ask (REF-06)."""
    return f"Managed by MAPPA: {contact}" if restricted else ""


def check_no_channel_content(*, fields: Collection[str]) -> None:
    """Refuse anything of a Channel case but that a referral was made, when and by whom (PV-02)."""
    if extra := sorted(set(fields) - {"referred_on", "referred_by"}):
        raise RuleBroken(
            f'"{extra[0]}" cannot be kept here: Channel cases stay on the national system.'
        )


def check_break_glass(*, reason: str, told: str) -> None:
    """Refuse to open a case in an emergency without a reason and somebody told (IS-08).

    told: the supervisor or information governance lead to whom notice goes.
    """
    if len(reason.split()) < 3:
        raise RuleBroken("Say why you must see this case now: the reason is read afterwards.")
    if not told.strip():
        raise RuleBroken("Nobody would be told that you opened it. Name who is.")
