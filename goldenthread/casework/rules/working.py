"""What is asked of whoever works a case for the people harmed by it (CASE and RAM rules)."""

from collections.abc import Collection
from datetime import date, timedelta
from types import MappingProxyType

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules.ram import MEDIUM, STANDARD, Scored, contact_due
from goldenthread.casework.values.matrix import BANDS, Band, Matrix

HOW = MappingProxyType(
    {
        "phone": "By phone",
        "visit": "Visit",
        "meeting": "Meeting elsewhere",
        "letter": "By letter",
        "email": "By e-mail",
        "text": "By text message",
    }
)
OCCASIONS = MappingProxyType(
    {
        "first_contact": "The first",
        "new_incident": "Something new happened",
        "review": "At a review",
        "before_closure": "Before the case is closed",
    }
)
LEVELS = MappingProxyType(
    {"supervisor": "supervisor", "manager": "manager", "senior_manager": "senior manager"}
)
BAND_NAMES: MappingProxyType[str, str] = MappingProxyType(
    {"standard": "Standard risk", "medium": "Medium risk", "high": "High risk"}
)
BAND_TONES: MappingProxyType[str, str] = MappingProxyType(
    {"standard": "done", "medium": "watch", "high": "bad"}
)
INFORMAL_NAMES = MappingProxyType(
    {
        "verbal_warning": "Verbal warning",
        "written_warning": "Written warning",
        "contract": "Acceptable behaviour contract",
        "mediation": "Mediation",
        "parenting": "Parenting contract",
        "support": "Offer of support",
    }
)
REFERRAL_STATES = MappingProxyType(
    {
        "sent": ("Waits for an answer", "waiting"),
        "accepted": ("Accepted: they see the case", "good"),
        "in_progress": ("Accepted: they see the case", "good"),
        "declined": ("Declined", "bad"),
        "completed": ("Completed", "done"),
        "disengaged": ("The person helped did not go on with it", "done"),
        "revoked": ("Taken back", "done"),
    }
)
MOST_DAYS = 56  # between two contacts: no longer than the slowest review (RAM-07)


def waits_for_approval(scored: Scored, wished: Band) -> bool:
    """Say whether a supervisor must agree to a band before it holds (RAM-05, RAM-06)."""
    lower = BANDS.index(wished) < BANDS.index(scored.band)
    return lower or (scored.is_incomplete and wished == STANDARD)


def until_approved(scored: Scored, wished: Band) -> Band:
    """Give the band that holds until a supervisor has agreed to another (RAM-05, RAM-06).

    The scored one; medium where questions are open, since standard may not be yielded then.
    """
    if not waits_for_approval(scored, wished):
        return wished
    return MEDIUM if scored.band == STANDARD else scored.band


def next_contact(
    matrix: Matrix, band: str, last: date, *, every: int | None = None, agreed: date | None = None
) -> date:
    """Give the day by which a victim is contacted again (CASE-03).

    agreed: a day agreed with them; else every so many days as agreed; else as the band asks,
    where not yet assessed as for the standard one.
    """
    if agreed is not None:
        return agreed
    if every:
        return last + timedelta(days=every)
    known: Band = next((one for one in BANDS if one == band), STANDARD)
    return contact_due(matrix, known, last)


def check_every(days: int | None) -> None:
    """Refuse contacts further apart than a review of the risk may be (CASE-03, RAM-07)."""
    if days is not None and not 1 <= days <= MOST_DAYS:
        raise RuleBroken(f"Contact is every 1 to {MOST_DAYS} days, as agreed with the victim.")


def check_contact(*, how: str, text: str, on: date, today: date, agreed: date | None) -> None:
    """Refuse a contact that does not say how and what, or lies in the future (CASE-03)."""
    if how not in HOW:
        raise RuleBroken("Say how the contact was made.")
    if not text.strip():
        raise RuleBroken("Say what was said, or what you tried.")
    if on > today:
        raise RuleBroken("A contact that is yet to come cannot be recorded as made.")
    if agreed is not None and agreed <= on:
        raise RuleBroken("The next contact comes after this one.")


def check_supervisor(*, supervisor: str, lead: str) -> None:
    """Refuse a supervisor who leads the case themselves (CASE-01)."""
    if supervisor == lead:
        raise RuleBroken("A case has a supervisor, who is not the lead officer.")


def worst(bands: Collection[str]) -> str:
    """Give the highest of several bands; nothing where nobody was assessed (RAM-08)."""
    return max((one for one in BANDS if one in bands), key=BANDS.index, default="")
