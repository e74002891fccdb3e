"""Tools and powers: whether one may be used, for how long, and until when it can be appealed.

All numbers come from definitions/casework/powers.yaml, as in force on the day of use (G-01).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules.lengths import Length, ends, last_day, local_day, same_day
from goldenthread.casework.values.dated import in_force
from goldenthread.casework.values.powers import Bound, Power, Step, Value

ADULT = 18


@dataclass(frozen=True)
class Use:
    """What is recorded of one use of a power, or of a wish to use it.

    by: who uses it, by a word of the power's list. age: of the subject; None where it is a body
        or a place. met: limbs of the test, each with its evidence.
    done: steps done before. says: what its notice says. heeds: what it never does, affirmed.
    starts, ends: from when until when; open where it has no end.
    """

    by: str
    starts: datetime
    ends: datetime | None = None
    age: int | None = None
    met: Mapping[str, str] = field(default_factory=dict)
    done: frozenset[str] = frozenset()
    says: frozenset[str] = frozenset()
    heeds: frozenset[str] = frozenset()
    youth_consulted: bool = False
    respondent_assessed: bool = False
    informal_considered: str = ""
    equality_considered: str = ""


def check_use(power: Power, use: Use) -> None:
    """Refuse a use of a power that its rules do not allow (TP-00 to TP-14, LAW-01).

    Raises RuleBroken with every reason, one sentence each.
    """
    if told := refusals(power, use):
        raise RuleBroken("\n".join(told))


def refusals(power: Power, use: Use) -> list[str]:
    """Give every reason why a power may not be used so; none where it may (TP-00 to TP-14).

    Also where the respondent was not assessed first (RAM-09), or informal measures and the
    subject's needs were not weighed (CASE-04, CASE-05).
    """
    day = local_day(use.starts)
    if not power.holds(day):
        return [
            f"{power.name} is not declared as in force on {day:%-d %B %Y} (LAW-01). Enter the day "
            "and the instrument that brought it into force first."
        ]
    return [
        *_who(power, use),
        *_test(power, use),
        *_missing(power.before, use.done, "Before it is used"),
        *_missing(power.notice, use.says, "Its notice must say or show"),
        *_missing(power.never, use.heeds, "Make sure of this"),
        *_considered(power, use),
        *_duration(power, use),
    ]


def value(
    power: Power, bound: Bound, on: date, *, age: int | None = None, level: str = ""
) -> Value | None:
    """Give a limit of a power as in force on a day, for an age and who uses it (G-01, TP-05)."""
    ages = "under_18" if age is not None and age < ADULT else "adult"
    fitting = [
        one
        for one in power.values
        if one.bound == bound and one.ages in ("all", ages) and one.level in ("", level)
    ]
    return in_force(fitting, on)


def last_day_to_appeal(power: Power, decided: date) -> date | None:
    """Give the last day of an appeal, the day of the decision included (TP-02, TP-06, TP-09).

    decided: the day of issue, making or decision. None where there is no appeal in law (TP-01).
    """
    found = _length(value(power, "appeal", decided))
    return last_day(decided, found) if found else None


def must_end_by(
    power: Power, starts: datetime, *, age: int | None = None, level: str = ""
) -> datetime | None:
    """Give the latest moment at which a use may end (TP-04 to TP-11); None where law sets none."""
    found = _length(value(power, "longest", local_day(starts), age=age, level=level))
    return ends(starts, found) if found else None


def expires(power: Power, starts: datetime) -> datetime | None:
    """Give when a use ends by local practice unless said otherwise (TP-01, TP-14)."""
    found = _length(value(power, "default_expiry", local_day(starts)))
    return ends(starts, found) if found else None


def heard_by(power: Power, served: datetime) -> datetime | None:
    """Give by when a court must hear the application that follows a notice (TP-09)."""
    found = _length(value(power, "heard_within", local_day(served)))
    return ends(served, found) if found else None


def check_extension(power: Power, *, first: date, until: date, on: date, new_end: date) -> None:
    """Refuse an extension that comes too late or goes too far (TP-06, TP-09).

    first: its first day. until: its last day as it stands. on: the day of extending.
    new_end: the last day then. Raises RuleBroken.
    """
    if on > until:
        raise RuleBroken(f"{power.name} ended on {_said(until)}. It can only be extended before.")
    in_all = _length(value(power, "longest_in_all", on))
    further = _length(value(power, "extension", on))
    if in_all is None and further is None:
        raise RuleBroken(f"No extension of a {power.name.lower()} is declared.")
    if in_all and new_end > last_day(first, in_all):
        raise RuleBroken(
            f"{power.name} lasts at most {in_all} in all: to {_said(last_day(first, in_all))}."
        )
    if further and new_end > last_day(until + timedelta(days=1), further):
        limit = last_day(until + timedelta(days=1), further)
        raise RuleBroken(f"{power.name} is extended by at most {further}: to {_said(limit)}.")


def check_variation(power: Power, *, starts: datetime, new_end: datetime) -> None:
    """Refuse to vary a direction so that it goes beyond its longest time (TP-05)."""
    limit = must_end_by(power, starts)
    if limit is not None and new_end > limit:
        raise RuleBroken(f"A variation cannot take a {power.name.lower()} beyond its longest time.")


def check_penalty(power: Power, pounds: int, on: date) -> None:
    """Refuse a fixed penalty above the ceiling in force on the day of the breach (TP-02, TP-06)."""
    ceiling = value(power, "fixed_penalty", on)
    if ceiling is None:
        raise RuleBroken(f"No fixed penalty is declared for a {power.name.lower()} on {_said(on)}.")
    most = ceiling.pounds or 0
    if not 0 < pounds <= most:
        raise RuleBroken(f"A fixed penalty is up to £{most} on {_said(on)}, not £{pounds}.")


def review_periods(
    power: Power, *, first: date, until: date | None, born: date
) -> list[tuple[date, date]]:
    """Give the periods each of which must hold a review of a young person's order (TP-11).

    first: the day it took effect or was last varied. until: its last day; born: of the offender.
    A period is due only while the offender will still be under 18 at its end.
    """
    periods: list[tuple[date, date]] = []
    adult = same_day(born, ADULT * 12)
    months = 0
    found = _length(value(power, "review", first, age=ADULT - 1))
    while found:
        began = same_day(first, months)
        ended = last_day(began, found)
        if ended >= adult or (until is not None and ended > until):
            break
        periods.append((began, ended))
        months += found.number
    return periods


def _who(power: Power, use: Use) -> list[str]:
    told = []
    if use.by not in power.used_by:
        told.append(f"{power.name} is not for a {use.by}, but for: {', '.join(power.used_by)}.")
    if use.age is not None and use.age < power.youngest:
        told.append(f"{power.name} is for people aged {power.youngest} or more, not {use.age}.")
    if (
        power.youth_consulted
        and use.age is not None
        and use.age < ADULT
        and not use.youth_consulted
    ):
        told.append("The person is under 18: record that youth justice was consulted (TP-00).")
    if power.respondent_assessed and not use.respondent_assessed:
        told.append("Assess the risk of the respondent first, on the applicant's form (RAM-09).")
    return told


def _test(power: Power, use: Use) -> list[str]:
    told = []
    for limbs in power.sets.values():
        if not any(use.met.get(one.id, "").strip() for one in limbs):
            said = '" or "'.join(one.says for one in limbs)
            told.append(f'The test is not met, or its evidence is missing: "{said}".')
    return told


def _missing(steps: list[Step], given: frozenset[str], what: str) -> list[str]:
    return [f"{what}: {one.says}." for one in steps if one.id not in given]


def _considered(power: Power, use: Use) -> list[str]:
    if not power.formal:
        return []
    told = []
    if not use.informal_considered.strip():
        told.append("Record which informal measures were considered first (CASE-04).")
    if use.age is not None and not use.equality_considered.strip():
        told.append("Record what was considered of the subject's age, health and needs (CASE-05).")
    return told


def _duration(power: Power, use: Use) -> list[str]:
    if use.ends is not None and use.ends <= use.starts:
        return ["It ends before it starts."]
    told = []
    limit = must_end_by(power, use.starts, age=use.age, level=use.by)
    longest = value(power, "longest", local_day(use.starts), age=use.age, level=use.by)
    shortest = _length(value(power, "shortest", local_day(use.starts), age=use.age))
    if limit is not None and (use.ends is None or use.ends > limit):
        told.append(f"{power.name} lasts at most {_length(longest)} here ({power.rule}).")
    if shortest and use.ends is not None and use.ends < ends(use.starts, shortest):
        told.append(f"{power.name} lasts at least {shortest} here ({power.rule}).")
    return told


def _length(found: Value | None) -> Length | None:
    return found.length.length if found and found.length else None


def _said(day: date) -> str:
    return f"{day:%-d %B %Y}"
