"""Working a case fairly, and closing it (CASE rules)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules.lengths import Length, last_day
from goldenthread.casework.rules.ram import was_ever_high
from goldenthread.casework.values.matrix import Band
from goldenthread.declared import nearest

REASONS = MappingProxyType(
    {
        "resolved": "Resolved",
        "stopped": "The behaviour stopped and was monitored",
        "transferred": "Transferred",
        "victim_withdrew": "The victim withdrew",
        "insufficient_evidence": "Insufficient evidence",
        "subject_moved": "The subject moved",
        "no_asb": "No anti-social behaviour",
    }
)
INFORMAL = ("verbal_warning", "written_warning", "contract", "mediation", "parenting", "support")


@dataclass(frozen=True)
class Closure:
    """What is recorded of a closure (CASE-06). bands: all that the victim's risk ever was."""

    reason: str
    final_band: Band | None
    bands: tuple[Band, ...]
    victim_told_on: date | None
    victim_told_why: str
    review_right_told: bool
    survey_offered: bool
    supervisor: str = ""
    by: str = ""
    quiet_since: date | None = None


def check_closure(one: Closure, *, on: date, monitored: Length) -> None:
    """Refuse to close a case before everything is done that closing asks for (CASE-06, CR-14).

    on: the day of closing. monitored: how long behaviour must have stopped, as declared.
    Raises RuleBroken with every reason, one sentence each.
    """
    told = [*_why(one, on, monitored), *_victim(one)]
    if was_ever_high(one.bands) and (not one.supervisor.strip() or one.supervisor == one.by):
        told.append("The risk was high at a time, so a supervisor must approve the closure.")
    if told:
        raise RuleBroken("\n".join(told))


def check_people(*, lead_agency: str, lead: str, supervisor: str, contacts: dict[str, str]) -> None:
    """Refuse a case without lead, supervisor or a single point of contact (CASE-01, CR-14).

    contacts: by victim, who their single point of contact is.
    """
    for what, name in (("agency", lead_agency), ("officer", lead)):
        if not name.strip():
            raise RuleBroken(f"A case has one lead {what}. Name it.")
    if not supervisor.strip() or supervisor == lead:
        raise RuleBroken("A case has a supervisor, who is not the lead officer.")
    for victim, contact in contacts.items():
        if not contact.strip():
            raise RuleBroken(f"{victim} has no single point of contact. Name one.")


def check_action(*, body: str, person: str, due: date | None, tool: str) -> None:
    """Refuse an action of a plan without owner, date or tool (CASE-02)."""
    given = {"the body": body, "the person": person, "the tool used": tool}
    missing = [what for what, text in given.items() if not text.strip()]
    if due is None:
        missing.append("the day by which it is done")
    if missing:
        raise RuleBroken(f"An action needs {', '.join(missing)}.")


def plan_due(assessed: date, *, within: Length) -> date:
    """Give by when the first action plan is made (CASE-02)."""
    return last_day(assessed, within)


def check_formal(*, considered: Collection[str], why_not: str, needs: str) -> None:
    """Refuse a formal step before informal ones and the subject's needs were weighed.

    considered: of INFORMAL (CASE-04). why_not: why they were not enough. needs: what was
    considered of the subject's age, health, capacity and housing (CASE-05).
    """
    if unknown := sorted(set(considered) - set(INFORMAL)):
        raise RuleBroken(f'"{unknown[0]}" is no informal measure. {nearest(unknown[0], INFORMAL)}')
    if not considered or not why_not.strip():
        raise RuleBroken("Say which informal measures were considered and why they are not enough.")
    if not needs.strip():
        raise RuleBroken("Record what was considered of the subject's age, health and needs.")


def landlord_measures(cases: Sequence[tuple[bool, bool]], *, homes: int) -> tuple[float, int]:
    """Give a landlord's cases per 1,000 homes, and how many involve hate (CASE-07: NM01).

    cases: for each case opened, whether it is the landlord's and whether it involves hate.
    homes: 1 or more.
    """
    if homes < 1:
        raise ValueError(f"A landlord has 1 home or more, not {homes}.")
    theirs = [hate for is_theirs, hate in cases if is_theirs]
    return 1_000 * len(theirs) / homes, sum(theirs)


def _why(one: Closure, on: date, monitored: Length) -> list[str]:
    if one.reason not in REASONS:
        return [f'"{one.reason}" is no reason to close a case. {nearest(one.reason, REASONS)}']
    told = [] if one.final_band else ["Assess the risk once more before closing (RAM-02)."]
    if one.reason == "stopped" and (
        one.quiet_since is None or on < last_day(one.quiet_since, monitored)
    ):
        told.append(f"The behaviour must have stopped for {monitored} before it is closed as such.")
    return told


def _victim(one: Closure) -> list[str]:
    told = []
    if one.victim_told_on is None or not one.victim_told_why.strip():
        told.append("Tell the victim when and why it is closed, and record it.")
    if not one.review_right_told:
        told.append("Tell the victim again of the right to a case review.")
    if not one.survey_offered:
        told.append("Offer the survey on how content the victim is.")
    return told
