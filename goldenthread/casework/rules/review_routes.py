"""The routes to an ASB case review, as the bodies may decide on them (CR-04, CR-07, CR-19)."""

from collections.abc import Collection, Iterable, Mapping

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules.threshold import Reckoning, check_decision

MANDATORY, DISCRETIONARY, ALTERNATIVE, NONE = (
    "mandatory",
    "discretionary",
    "local_alternative",
    "none",
)


def check_route(
    route: str, reckoning: Reckoning, *, grounds: Collection[str], reasons: str,
    alternatives: Collection[str], alternatives_open: Collection[str],
) -> None:  # fmt: skip
    """Refuse a decision whose route is not the one that the count leads to.

    Raises RuleBroken: for "not met" where the number is reached or may yet be (CR-04); for
    "mandatory" where it is not; for discretion without a ground (CR-07).
    """
    met = route != NONE
    given = tuple(grounds) if route == DISCRETIONARY else ()
    check_decision(
        reckoning, met=met, grounds=given, reasons=reasons, alternatives=alternatives,
        alternatives_open=alternatives_open,
    )  # fmt: skip
    if reckoning.is_met and route != MANDATORY:
        raise RuleBroken(f"{reckoning} Choose the number of complaints as the route.")
    if route == MANDATORY and not reckoning.is_met:
        raise RuleBroken(f"{reckoning} It is not met by the number of complaints.")
    if route == DISCRETIONARY and not given:
        raise RuleBroken("Name the ground on which the bodies use their discretion.")


def verified(told: str, found: Mapping[str, bool], *, relevant: Collection[str]) -> bool | None:
    """Say whether a complaint is confirmed, out of what each body found on its books (CR-21).

    told: the kind of body it was made to. found: by kind of body, what it last said. Any
    relevant body's confirmation is enough (CR-06); it is denied only when every body that could
    have it has said no. None: still to be asked.
    """
    if any(found.values()):
        return True
    could = {told} if told in relevant else set(relevant)
    return False if could <= set(found) else None


def same_day(rows: Iterable[tuple[int, int, object]]) -> list[tuple[int, int]]:
    """Give pairs of complaints of one day that count as two incidents: are they one (RPT-05)?

    rows: number, incident and day of behaviour of each.
    """
    every = [row for row in rows if row[2]]
    return [
        (one[0], other[0])
        for place, one in enumerate(every)
        for other in every[place + 1 :]
        if one[2] == other[2] and one[1] != other[1]
    ]
