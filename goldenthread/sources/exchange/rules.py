"""When an item is due, how it stands, and what a depersonalised row may hold. Plain Python."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from csp_analytics.period import Period
from goldenthread.accounts.rules import RuleBroken

HOLDERS = {
    "police": "Police",
    "fire": "Fire and rescue",
    "council": "Council",
    "health": "Health",
    "probation": "Probation",
}
SMALL = 5  # counts of people or incidents below this are held back (PUB-02)


class State(StrEnum):
    """How one item of one quarter stands (DX-07)."""

    LATE = "late"
    EXPECTED = "expected"
    RECEIVED = "received"
    VALIDATED = "validated"
    NOT_SUPPLIED = "not_supplied"


LABELS = {
    State.LATE: ("Late", "bad"),
    State.EXPECTED: ("Expected", "waiting"),
    State.RECEIVED: ("Received", "watch"),
    State.VALIDATED: ("Validated", "done"),
    State.NOT_SUPPLIED: ("Not supplied", "none"),
}


def quarter_of(day: date) -> Period:
    """Give the information period that holds a day: a calendar quarter (DX-02)."""
    return Period.calendar_quarter(day.year, (day.month - 1) // 3 + 1)


def quarters(today: date, *, first: date, most: int) -> tuple[Period, ...]:
    """Give the quarters that have ended, newest first, back to the first that is exchanged."""
    found: list[Period] = []
    day = quarter_of(today).start - timedelta(days=1)
    while day >= first and len(found) < most:
        found.append(quarter_of(day))
        day = found[-1].start - timedelta(days=1)
    return tuple(found)


def due(quarter: Period) -> date:
    """Give the day by which a quarter is due: the last of the following one (DX-03)."""
    return quarter_of(quarter.end + timedelta(days=1)).end


def state_of(supplied: str, *, quarter: Period, today: date) -> State:
    """Say how a cell stands. supplied: the state of what came last, "" where nothing came."""
    if supplied:
        return State(supplied)
    return State.LATE if today > due(quarter) else State.EXPECTED


def check_validation(*, state: str, supplied_by: int, by: int) -> None:
    """Refuse to validate what is not there, or what one has supplied oneself."""
    if state != State.RECEIVED:
        raise RuleBroken("Only what was received, and not validated yet, can be validated.")
    if supplied_by == by:
        raise RuleBroken("A second person validates: never the one who supplied it.")


# What a row may hold

_PERSONAL = re.compile(
    r"(^|_| )(name|surname|forename|initials|dob|birth|born|nhs|ni|nino|address|street|house|"
    r"postcode|email|phone|mobile|telephone|victim|patient|suspect|passport)($|_| )",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}\b", re.IGNORECASE)
_OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?", re.IGNORECASE)
_TEN_DIGITS = re.compile(r"(?<![0-9])[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}(?![0-9])")
_EMAIL = re.compile(r"[^ @]+@[^ @]+\.[a-z]{2,}", re.IGNORECASE)
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?")


@dataclass(frozen=True)
class Shape:
    """What a column holds."""

    name: str
    kind: str
    needed: bool = False
    choices: tuple[str, ...] = ()


def strange_column(name: str) -> str:
    """Say what is wrong with a column that looks as if it told of a person, "" for any other."""
    if _PERSONAL.search(name.replace("-", "_")):
        return (
            f'column "{name[:60]}" looks as if it tells of a person. The exchange is '
            "depersonalised (DX-01): take the column out."
        )
    return ""


def is_nhs_number(text: str) -> bool:
    """Whether ten digits are an NHS number: the last checks the nine before it, modulo 11."""
    digits = [int(one) for one in text if one.isdigit()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    check = 11 - sum(digit * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return check % 11 == digits[9]


def cell_fault(text: str, shape: Shape, *, quarter: Period) -> str:
    """Say what is wrong with a value, "" where nothing is. Checks DX-01 and DX-05 everywhere."""
    if not text:
        return "is empty." if shape.needed else ""
    if shape.kind != "school" and (found := _POSTCODE.search(text)):
        outward = found[0][:-3].strip().upper()
        return (
            "holds a full postcode. Only its outward part may be exchanged (DX-05): "
            f"write {outward}."
        )
    if any(is_nhs_number(found) for found in _TEN_DIGITS.findall(text)):
        return "holds what is an NHS number by its check digit (DX-01). Take it out."
    if _EMAIL.search(text):
        return "holds an e-mail address (DX-01). Take it out."
    return _kind_fault(text, shape, quarter)


def _kind_fault(text: str, shape: Shape, quarter: Period) -> str:
    match shape.kind:
        case "outward" if not _OUTWARD.fullmatch(text):
            return f'"{text[:20]}" is not the outward part of a postcode, such as DH1.'
        case "time" if not _TIME.fullmatch(text):
            return f'"{text[:20]}" is not a time. Write it like 21:45.'
        case "number" if not (text.isascii() and text.isdigit() and len(text) < 10):
            return f'"{text[:20]}" is not a whole number of 0 or more.'
        case "choice" if text.casefold() not in shape.choices:
            return f'"{text[:40]}" may not stand here. One of: {", ".join(shape.choices)}.'
        case "date":
            return _date_fault(text, quarter)
    return ""


def _date_fault(text: str, quarter: Period) -> str:
    try:
        day = date.fromisoformat(text) if "-" in text else _british(text)
    except ValueError:
        return f'"{text[:20]}" is not a day. Write it like 2026-04-30 or 30/04/2026.'
    if not quarter.contains(day):
        return f"{day:%-d %B %Y} does not lie in {quarter.long}."
    return ""


def _british(text: str) -> date:
    day, month, year = (int(part) for part in text.split("/"))
    return date(year, month, day)
