"""What belongs to an action: who is accountable, what it waits for, what it is to change."""

from collections.abc import Collection, Iterable
from decimal import Decimal
from types import MappingProxyType

from goldenthread.accounts.rules import RuleBroken

HYPOTHESIS, EVIDENCED = "hypothesis", "evidenced"
CLAIMS = MappingProxyType(
    {
        HYPOTHESIS: "A hypothesis: we expect it, and nothing yet shows it",
        EVIDENCED: "Evidenced: what shows it is named",
    }
)
TOWARDS = MappingProxyType({"lower": "Bring it down", "higher": "Bring it up"})


def check_owner(*, has_person: bool, post: str, has_organisation: bool) -> None:
    """Refuse two accountable owners, and a post without its organisation. Raises RuleBroken."""
    named = bool(post.strip())
    if (has_person and (named or has_organisation)) or named != has_organisation:
        raise RuleBroken(
            "Name one owner: a person who signs in, or a post together with its organisation."
        )


def check_no_circle(needs: Iterable[tuple[int, int]], *, of: int, on: Collection[int]) -> None:
    """Refuse that an action waits for itself, directly or through others. Raises RuleBroken.

    needs: every pair (an action, what it waits for) that would stand beside the new ones.
    of: the action; on: what it is to wait for, all of it.
    """
    waits: dict[int, set[int]] = {}
    for one, other in needs:
        waits.setdefault(one, set()).add(other)
    reached, ahead = set[int](), list(on)
    while ahead:
        one = ahead.pop()
        if one == of:
            raise RuleBroken("That goes in a circle: each would wait for the other to be done.")
        if one not in reached:
            reached.add(one)
            ahead += waits.get(one, ())


def check_claim(*, claim: str, evidence: str) -> None:
    """Refuse "evidenced" without what shows it. Raises RuleBroken."""
    if claim not in CLAIMS:
        raise RuleBroken("Say whether this is a hypothesis or evidenced.")
    if claim == EVIDENCED and len(evidence.strip()) < 10:
        raise RuleBroken("Name what shows it: a study, an evaluation, our own figures.")


def moved_which_way(*, towards: str, before: Decimal | None, now: Decimal | None) -> str:
    """Say how a measure moved since its baseline: "worse", "better", "same"; "" if not known.

    By the numbers alone. Never mixed with whether the action is late: both are said.
    """
    if before is None or now is None:
        return ""
    if before == now:
        return "same"
    return "better" if (now < before) == (towards == "lower") else "worse"
