"""Hate crimes and hate incidents (HT rules). Perception is recorded; nobody must prove it."""

from collections import Counter
from collections.abc import Collection, Iterable
from types import MappingProxyType

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.values.matrix import BANDS, Band
from goldenthread.declared import nearest

STRANDS = MappingProxyType(
    {
        "race": "Race",
        "religion": "Religion",
        "sexual_orientation": "Sexual orientation",
        "disability": "Disability",
        "transgender": "Transgender identity",
    }
)
SHARING = ("in_full", "anonymised", "not_at_all")
STAGES = ("reported", "perceived", "decided", "support_offered", "action", "feedback", "closed")


def check_strands(strands: Collection[str], *, local: Collection[str] = ()) -> None:
    """Refuse a characteristic that is mixed into the five strands (HT-01).

    local: further characteristics, kept apart. Raises RuleBroken.
    """
    for one in strands:
        if one not in STRANDS:
            raise RuleBroken(
                f'"{one}" is not one of the five strands; keep it with local characteristics. '
                f"{nearest(one, STRANDS)}"
            )
    if mixed := sorted(set(local) & set(STRANDS)):
        raise RuleBroken(f'"{mixed[0]}" is one of the five strands: record it there.')


def kind(*, perceived_by: str, is_crime: bool | None) -> str:
    """Say what a report is: a hate crime, a hate incident, or neither (HT-02, HT-03).

    perceived_by: who perceives it so, the victim or any other person; empty where nobody does.
    is_crime: what the police have decided; None until they have, and then it is open.
    """
    if not perceived_by.strip():
        return "none"
    if is_crime is None:
        return "open"
    return "crime" if is_crime else "incident"


def in_annual_return(found: str) -> bool:
    """Say whether it is in the annual data return: crimes only (HT-03)."""
    return found == "crime"


def shared_with_police(choice: str, *, safeguarding: bool) -> str:
    """Give how a report made elsewhere is shared, which safeguarding may override (HT-04)."""
    if choice not in SHARING:
        raise RuleBroken(f'"{choice}" is no choice. {nearest(choice, SHARING)}')
    return "in_full" if safeguarding else choice


def may_name_subject(
    *, is_crime: bool, harm_risk: bool, offence_risk: bool, trivial: bool, baseless: bool
) -> bool:
    """Say whether the subject's personal data may be in the record (HT-05).

    harm_risk: a real risk of significant harm to people with the characteristic. offence_risk:
    of a future offence against them. Never where trivial, irrational or without basis.
    """
    if is_crime:
        return True
    return (harm_risk or offence_risk) and not (trivial or baseless)


def lowest_band(scored: Band, *, reports: int) -> Band:
    """Give the band of a hate report: medium at least, high where repeated (HT-07, RAM-04)."""
    least: Band = "high" if reports >= 2 else "medium"
    return max(scored, least, key=BANDS.index)


def check_step(now: str, then: str) -> None:
    """Refuse a step that leaves one out (HT-07): perception first, feedback before closing."""
    if then not in STAGES or STAGES.index(then) != STAGES.index(now) + 1:
        raise RuleBroken(f'After "{now}" comes the next of: {", ".join(STAGES)}.')


def by_strand(reports: Iterable[Collection[str]]) -> tuple[dict[str, int], int]:
    """Count reports by strand, and in all (HT-08).

    A report with two strands counts in both, and once in the total.
    """
    counts: Counter[str] = Counter()
    total = 0
    for strands in reports:
        check_strands(strands)
        counts.update(set(strands))
        total += bool(strands)
    return {one: counts[one] for one in STRANDS}, total
