"""Markings of what is held, from official upwards (GSC rules), and facts apart from opinions."""

from collections.abc import Iterable

from goldenthread.accounts.rules import RuleBroken
from goldenthread.declared import nearest

UNMARKED, OFFICIAL, SENSITIVE = "", "OFFICIAL", "OFFICIAL-SENSITIVE"
HELD = (UNMARKED, OFFICIAL, SENSITIVE)  # from the lowest up
TOO_HIGH = ("SECRET", "TOP SECRET")
NAMES_SOMEBODY = frozenset(
    {"victim", "witness", "subject", "case_address", "tension_form", "death_review",
     "risk_assessment", "small_numbers"}
)  # fmt: skip
NOTE_KINDS = ("fact", "opinion", "allegation")
PERSON_KINDS = ("victim", "witness", "reporter", "subject", "convicted", "other")


def check_upload(marking: str) -> None:
    """Refuse what is marked above OFFICIAL, or with a marking nobody knows (GSC-01)."""
    given = " ".join(marking.upper().split())
    if given.startswith(TOO_HIGH):
        raise RuleBroken(f"{given} may not be held here. Take it to your security officer.")
    if given.partition(" (")[0] not in HELD:
        raise RuleBroken(f'"{marking}" is no marking. {nearest(given, HELD[1:])}')


def default_marking(*, public: bool, holds: Iterable[str]) -> str:
    """Give the marking of something by what it holds (GSC-02, GSC-03)."""
    if NAMES_SOMEBODY & set(holds):
        return f"{SENSITIVE} (PERSONAL)"
    return UNMARKED if public else OFFICIAL


def highest(markings: Iterable[str]) -> str:
    """Give the marking of a container: the highest of what it holds (GSC-03)."""
    return max(markings, key=_rank, default=UNMARKED)


def check_lowering(old: str, new: str, *, reason: str) -> None:
    """Refuse to lower a marking without a reason, which is logged (GSC-03)."""
    check_upload(new)
    if _rank(new) < _rank(old) and not reason.strip():
        raise RuleBroken(f"Say why it is no longer {old}: the reason is kept.")


def mail_text(reference: str, link: str) -> str:
    """Give all that a mail may say: a reference and a link (GSC-04)."""
    return f"There is news of {reference}. Sign in to read it: {link}"


def check_note(*, kind: str, person: str = "other") -> None:
    """Refuse a note that does not say fact, opinion or allegation, and of whom (G-07)."""
    if kind not in NOTE_KINDS:
        raise RuleBroken(f'Mark the note: "{kind}" is none of {", ".join(NOTE_KINDS)}.')
    if person not in PERSON_KINDS:
        raise RuleBroken(f'Say who it is about: "{person}" is none of {", ".join(PERSON_KINDS)}.')


def _rank(marking: str) -> int:
    return HELD.index(marking.partition(" (")[0])
