"""What may be asked, until when it may be changed, and which answers may be given. Plain Python."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from types import MappingProxyType
from typing import Any

from goldenthread.accounts.rules import RuleBroken

KINDS: Mapping[str, str] = MappingProxyType({
    "patrols": "Patrols",
    "target_hardening": "Target hardening",
    "lighting": "Lighting",
    "immediate_justice": "Immediate Justice",
    "campaign": "Campaign",
    "other": "Something else",
    "nothing": "Nothing: a trial of the method",
})  # fmt: skip
CHOSEN: Mapping[str, str] = MappingProxyType({
    "high": "Because much was on record there",
    "nominated": "Put forward by people, whatever was on record",
    "everywhere": "Everywhere it could be done",
    "lot": "Drawn by lot",
    "other": "In another way",
})  # fmt: skip
DESIGNS: Mapping[str, str] = MappingProxyType({
    "differences": "Before and after, against comparison places (difference in differences)",
    "synthetic": "Against a mixture of 39 other places or more (synthetic control)",
    "interrupted": "The months after against trend and season of 24 months before or more",
    "before_after": "Before and after alone, with nothing to compare: the weakest",
})  # fmt: skip
SQUARES, AREAS = "squares", "areas"
GROUNDS: Mapping[str, str] = MappingProxyType({
    SQUARES: "Squares of the National Grid, by street-level counts",
    AREAS: "Whole areas, by the observations of an indicator",
})  # fmt: skip
TREATED, COMPARISON, BUFFER = "treated", "comparison", "buffer"
ROLES: Mapping[str, str] = MappingProxyType({
    TREATED: "Where it is done",
    COMPARISON: "Comparison",
    BUFFER: "Round about",
})  # fmt: skip
NEEDS_COMPARISON = ("differences", "synthetic")
FEWEST = 5  # events: a sum of fewer is neither shown nor judged (PUB-02)
MOST_PLACES = 200
FELL, ROSE, UNCLEAR, NONE = "fell", "rose", "unclear", "none"
VERDICTS: Mapping[str, str] = MappingProxyType({
    FELL: "Fell",
    ROSE: "Rose",
    UNCLEAR: "Cannot be told",
    NONE: "Not worked out",
})  # fmt: skip
TONES: Mapping[str, str] = MappingProxyType(
    {FELL: "info", ROSE: "info", UNCLEAR: "waiting", NONE: "paused"}
)


@dataclass(frozen=True)
class Asked:
    """A question in full, as it is frozen.

    measure: an indicator's id for areas, our short name of a crime type for squares. width: of
    squares in metres, 0 for areas. starts, ends: of what is done. first, last: the first days of
    the first month before and of the last month after that are looked at. expected: change in
    per cent, -10 for a fall of a tenth; None where nobody said. treated, comparison, buffer:
    grid references or codes of areas.
    """

    name: str
    kind: str
    what: str
    ground: str
    measure: str
    width: int
    starts: date
    ends: date | None
    first: date
    last: date
    design: str
    expected: int | None
    chosen: str
    compared_how: str
    treated: tuple[str, ...]
    comparison: tuple[str, ...] = ()
    buffer: tuple[str, ...] = ()

    def fingerprint(self) -> str:
        """SHA-256 over all that is asked: any other question has another."""
        plain = {name: _plain(value) for name, value in asdict(self).items()}
        return fingerprint(plain)

    @property
    def places(self) -> dict[str, str]:
        """Every place with its role, in order."""
        told = ((TREATED, self.treated), (COMPARISON, self.comparison), (BUFFER, self.buffer))
        return {code: role for role, codes in told for code in codes}


FACTS = tuple(one.name for one in fields(Asked))


def fingerprint(plain: Any) -> str:
    """SHA-256 of what JSON can hold, whatever the order of its keys."""
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def check_asked(asked: Asked) -> None:
    """Refuse a question that cannot be answered as it is put. Raises RuleBroken."""
    if not asked.name.strip() or not asked.what.strip():
        raise RuleBroken("Give it a name, and say what is done.")
    if not asked.treated:
        raise RuleBroken("Name one place at least where it is done.")
    if len(asked.places) != len(asked.treated) + len(asked.comparison) + len(asked.buffer):
        raise RuleBroken(
            "A place stands in two lists, or twice in one. Each has one part: it is done there, it "
            "is compared, or it lies round about."
        )
    if len(asked.places) > MOST_PLACES:
        raise RuleBroken(f"At most {MOST_PLACES} places; these are {len(asked.places)}.")
    if asked.design in NEEDS_COMPARISON and not asked.comparison:
        raise RuleBroken("This design needs comparison places. Name some, or choose another.")
    if asked.comparison and not asked.compared_how.strip():
        raise RuleBroken("Say how the comparison places were found, so that others can judge them.")
    if asked.expected is not None and not -100 < asked.expected <= 1000:
        raise RuleBroken("The expected change is more than -100 and at most 1,000 per cent.")
    check_time(asked)


def check_time(asked: Asked) -> None:
    """Refuse months that leave nothing before or nothing after. Raises RuleBroken."""
    if asked.ends is not None and asked.ends < asked.starts:
        raise RuleBroken("It ends before it starts.")
    if not months_before(asked) or not months_after(asked):
        raise RuleBroken(
            "One whole month at least has to lie before the start, and one after it, within the "
            "months that are looked at."
        )


def months_before(asked: Asked) -> tuple[date, ...]:
    """Give the first days of the whole months before the start."""
    return tuple(one for one in _months(asked) if _next(one) <= asked.starts)


def months_after(asked: Asked) -> tuple[date, ...]:
    """Give the first days of the whole months from the start on, while it lasts.

    A month in which it starts or ends part of the way counts as neither.
    """
    until = asked.ends or date.max
    return tuple(
        one
        for one in _months(asked)
        if one >= asked.starts and (_next(one) - one.resolution) <= until
    )


def _months(asked: Asked) -> tuple[date, ...]:
    one, found = asked.first.replace(day=1), list[date]()
    while one <= asked.last:
        found.append(one)
        one = _next(one)
    return tuple(found)


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def asked_before(*, declared: date, starts: date) -> bool:
    """Whether a question stood before anything was done: declared on an earlier day."""
    return declared < starts


def check_may_change(*, starts: date, today: date) -> None:
    """Refuse to change a question once it has begun. Raises RuleBroken."""
    if today >= starts:
        raise RuleBroken(
            "It has begun, so its question is frozen. Ask another question beside it; the register "
            "will say that it was asked afterwards."
        )


def check_reason(reason: str) -> None:
    """Refuse a change without its reason. Raises RuleBroken."""
    if not reason.strip():
        raise RuleBroken("Say why the question changes.")


def check_publish(*, verdict: str, asked_by: int | None, by: int | None, is_further: bool,
                  reason: str) -> None:  # fmt: skip
    """Refuse a result that nobody else has looked at, or that is none. Raises RuleBroken."""
    if verdict == NONE:
        raise RuleBroken("There is no result yet that could be published.")
    if asked_by == by:
        raise RuleBroken("Whoever asked the question does not publish its answer. Ask a colleague.")
    if is_further and not reason.strip():
        raise RuleBroken("A result is published already. Say why another takes its place.")


def verdict(lower: float, upper: float) -> str:
    """Give the verdict of limits of a ratio, 1 being no change."""
    if lower <= 1 <= upper:
        return UNCLEAR
    return FELL if upper < 1 else ROSE
