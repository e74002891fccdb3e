"""What becomes of a power once it is used: varied, extended, breached, appealed (TP rules)."""

from datetime import date, datetime, timedelta
from types import MappingProxyType

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules import powers
from goldenthread.casework.rules.lengths import close_of, local_day
from goldenthread.casework.rules.working import INFORMAL_NAMES
from goldenthread.casework.values.powers import Power
from goldenthread.declared import nearest

TICK = timedelta(microseconds=1)
KINDS = MappingProxyType(
    {
        "breached": "Record a breach",
        "reviewed": "Record a review",
        "appealed": "Record an appeal",
        "varied": "Vary it",
        "extended": "Extend it",
        "discharged": "Record that it is over",
    }
)
KIND_NAMES = MappingProxyType(
    {
        "breached": "Breached",
        "reviewed": "Reviewed",
        "appealed": "Appealed",
        "varied": "Varied",
        "extended": "Extended",
        "discharged": "Over",
    }
)
STANDINGS = MappingProxyType(
    {
        "proposed": ("Proposed, not in use", "waiting"),
        "to_come": ("Begins later", "waiting"),
        "in_force": ("In force", "watch"),
        "ended": ("Ended", "done"),
    }
)


def weighed(considered: list[str], why_not: str) -> str:
    """Say which informal measures were weighed and why they are not enough (CASE-04).

    Nothing where either is missing. Raises RuleBroken for a measure that is none.
    """
    if unknown := sorted(set(considered) - set(INFORMAL_NAMES)):
        near = nearest(unknown[0], INFORMAL_NAMES)
        raise RuleBroken(f'"{unknown[0]}" is no informal measure. {near}')
    if not considered or not why_not.strip():
        return ""
    return f"{', '.join(INFORMAL_NAMES[one] for one in considered)}. {why_not.strip()}"


def check_event(
    power: Power, kind: str, *, starts: datetime, ends: datetime | None, now: datetime,
    appeal_until: date | None, new_end: datetime | None, pounds: int | None,
) -> None:  # fmt: skip
    """Refuse what cannot become of a power in use (TP-02, TP-05, TP-06, TP-09, TP-11).

    ends: when it ends as it stands. new_end: when it then ends. Raises RuleBroken.
    """
    if kind not in KINDS:
        raise RuleBroken(f'"{kind}" cannot become of a power. {nearest(kind, KINDS)}')
    today = local_day(now)
    if kind == "varied" and new_end is not None:
        powers.check_variation(power, starts=starts, new_end=new_end)
    if kind == "extended":
        _check_extension(power, starts, ends, today, new_end)
    if kind == "appealed":
        _check_appeal(power, appeal_until, today)
    if pounds is not None:
        powers.check_penalty(power, pounds, today)


def until(day: date | None) -> datetime | None:
    """Give the moment at which a last day is over; None without one."""
    return close_of(day) if day else None


def _check_extension(
    power: Power, starts: datetime, ends: datetime | None, today: date, new_end: datetime | None
) -> None:
    if ends is None:
        raise RuleBroken("It has no end, so it cannot be extended.")
    if new_end is None or new_end <= ends:
        raise RuleBroken("Say until when: a later day than it ends on now.")
    powers.check_extension(
        power, first=local_day(starts), until=_last(ends), on=today, new_end=_last(new_end)
    )


def _check_appeal(power: Power, appeal_until: date | None, today: date) -> None:
    if appeal_until is None:
        raise RuleBroken(f"The law gives no appeal against a {power.name.lower()} here.")
    if today > appeal_until:
        raise RuleBroken(f"The last day to appeal was {appeal_until:%-d %B %Y}.")


def _last(moment: datetime) -> date:
    """Give the last day of what is over at a moment: midnight still belongs to the day before."""
    return local_day(moment - TICK)
