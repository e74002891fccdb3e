"""Which earlier reports a new one is like, and why: suggested to staff, decided by them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import hypot

from rapidfuzz import fuzz

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules.reports import Report

PERSON, PLACE, WORDS, TIME = "same person", "same place", "like words", "about the same time"
SHORTEST = 20  # letters from which words say anything


@dataclass(frozen=True)
class Telling:
    """One report with what it says and when that happened (when it was made, where unsaid)."""

    report: Report
    words: str
    when: datetime


@dataclass(frozen=True)
class Alike:
    """An earlier report with the reasons for which it may be of the same incident or a repeat."""

    id: str
    reasons: tuple[str, ...]
    same_incident: bool


def tidy_contact(typed: str) -> str:
    """Give a way to reach somebody as it is compared: an address, or the digits of a number."""
    mail = re.search(r"[^\s@,;<>]+@[^\s@,;<>]+", typed)
    if mail:
        return mail.group().casefold()
    digits = "".join(re.findall(r"\d", typed))
    digits = f"0{digits[2:]}" if digits.startswith("44") else digits
    return digits if len(digits) >= 7 else ""


def tidy_words(typed: str) -> str:
    """Give a name or place as it is compared: small letters, single spaces, no signs."""
    return " ".join(re.findall(r"[^\W_]+", typed.casefold()))


def likeness(new: Telling, old: Telling, *, near: int, hours: int, alike: int) -> Alike | None:
    """Say why an earlier report may be of the same incident, or of the same person (RPT-04).

    near: metres, hours: apart, alike: hundredths of likeness of words, all as declared. The same
    person is a repeat. The same place is one incident only if the time or the words fit too
    (RPT-05). None where neither person nor place is the same.
    """
    person = bool(new.report.victim) and new.report.victim == old.report.victim
    metres = _metres(new.report, old.report)
    address = bool(new.report.address) and new.report.address == old.report.address
    place = address or (metres is not None and metres <= near)
    if not (person or place):
        return None
    apart = abs((new.when - old.when).total_seconds()) / 3600
    score = _score(new.words, old.words)
    reasons = []
    if person:
        reasons.append(f"{PERSON}: the same name or way to reach them")
    if place:
        how = "written alike" if address or metres is None else f"{round(metres)} metres apart"
        reasons.append(f"{PLACE}: {how}")
    if apart <= hours:
        reasons.append(f"{TIME}: {round(apart)} hours apart")
    if score >= alike:
        reasons.append(f"{WORDS}: {score} of 100")
    same = place and (apart <= hours or score >= alike)
    return Alike(old.report.id, tuple(reasons), same)


def likest(found: Iterable[Alike | None]) -> list[Alike]:
    """Put what may be the same incident first, then what has most reasons."""
    every = [one for one in found if one]
    return sorted(every, key=lambda one: (not one.same_incident, -len(one.reasons), one.id))


def check_reason(typed: str) -> None:
    """Refuse to link reports without saying why (RPT-05, G-06). Raises RuleBroken."""
    if not typed.strip():
        raise RuleBroken("Say why they are the same incident: the reason is kept.")


def _metres(a: Report, b: Report) -> float | None:
    if a.easting is None or a.northing is None or b.easting is None or b.northing is None:
        return None
    return hypot(a.easting - b.easting, a.northing - b.northing)


def _score(a: str, b: str) -> int:
    one, other = tidy_words(a), tidy_words(b)
    if min(len(one), len(other)) < SHORTEST:
        return 0
    return round(fuzz.token_set_ratio(one, other))
