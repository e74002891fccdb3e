"""Referrals: shared access while accepted, with consent or a lawful override (REF rules)."""

from types import MappingProxyType

from goldenthread.accounts.rules import RuleBroken

STEPS = MappingProxyType(
    {
        "drafted": ("sent",),
        "sent": ("received", "revoked"),
        "received": ("accepted", "declined", "revoked"),
        "accepted": ("in_progress", "revoked"),
        "in_progress": ("completed", "disengaged", "revoked"),
    }
)
ACCESS = frozenset({"accepted", "in_progress"})
CHILD = 18


def check_step(now: str, then: str, *, reason: str = "") -> None:
    """Refuse a step that a referral cannot take; declining needs a reason (REF-01)."""
    following = STEPS.get(now, ())
    if then not in following:
        can = ", ".join(following) or "nothing more"
        raise RuleBroken(f"A referral that is {now} can become: {can}.".replace("_", " "))
    if then == "declined" and not reason.strip():
        raise RuleBroken("Whoever declines a referral says why.")


def gives_access(state: str) -> bool:
    """Say whether the receiver sees the case: from acceptance until it ends (REF-01)."""
    return state in ACCESS


def changes_owner(kind: str) -> bool:
    """Say whether the case changes hands: a transfer does, a referral does not (REF-01)."""
    return kind == "transfer"


def check_sending(*, consent: bool, override: str, legal_basis: str) -> None:
    """Refuse to send without consent, or reason and legal basis to go without it (REF-02)."""
    if not consent and not (override.strip() and legal_basis.strip()):
        raise RuleBroken("Record consent, or the reason and legal basis for going without it.")


def check_first_responder(*, is_first_responder: bool, age: int, consent: bool) -> None:
    """Refuse a modern slavery referral by others, or of an adult without consent (REF-04)."""
    if not is_first_responder:
        raise RuleBroken("Only a first responder refers to the National Referral Mechanism.")
    if age >= CHILD and not consent:
        raise RuleBroken("An adult is referred only with their consent.")


def meets_marac(
    *, ticks: int, judgement: bool, incidents: int, ticks_at: int, escalates_at: int
) -> bool:
    """Say whether a domestic abuse case goes to MARAC by the common criteria (REF-05).

    ticks: of the DASH list. incidents: within 12 months. ticks_at, escalates_at: as
    declared, since an area may set its own.
    """
    return judgement or ticks >= ticks_at or incidents >= escalates_at
