"""Complaints as an applicant writes them: one row for each time a body was told (CR-21).

As an answer they are lines of six parts. From the day of the application on they are rows of
their own, which the bodies verify one by one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from goldenthread.accounts.rules import RuleBroken

PART, MOST = "|", 20
LONGEST_TOLD, LONGEST_REFERENCE = 60, 40
BODIES = MappingProxyType(
    {
        "council": "The council",
        "police": "The police",
        "integrated_care_board": "The health service",
        "landlord": "A landlord or housing association",
        "other": "Somebody else",
    }
)


@dataclass(frozen=True)
class Row:
    """One complaint as it is told. body: a key of BODIES. behaviour: None where not known."""

    body: str
    made: date
    behaviour: date | None = None
    told: str = ""
    reference: str = ""

    def __str__(self) -> str:
        """Say it as a sentence."""
        whom = f"{BODIES[self.body]} ({self.told})" if self.told else BODIES[self.body]
        when = f"{self.made:%-d %B %Y}"
        of = f"{self.behaviour:%-d %B %Y}" if self.behaviour else "a day not known"
        number = f", reference {self.reference}" if self.reference else ""
        return f"{whom}, told on {when} of what happened on {of}{number}"


def write(rows: Iterable[Row]) -> str:
    """Write rows down as one answer."""
    return "\n".join(PART.join(_parts(one)) for one in rows)


def _parts(one: Row) -> list[str]:
    happened = one.behaviour.isoformat() if one.behaviour else ""
    return [one.body, one.made.isoformat(), happened, _plain(one.told), _plain(one.reference)]


def _plain(text: str) -> str:
    return " ".join(text.replace(PART, "/").split())


def read(answer: str) -> list[Row]:
    """Read an answer again. Raises RuleBroken where a line is none that `write` makes."""
    return [_row(line) for line in answer.splitlines() if line.strip()]


def _row(line: str) -> Row:
    try:
        body, made, happened, told, reference = line.split(PART)
        row = Row(
            body,
            date.fromisoformat(made),
            date.fromisoformat(happened) if happened else None,
            told[:LONGEST_TOLD],
            reference[:LONGEST_REFERENCE],
        )
    except ValueError as wrong:
        raise RuleBroken("A complaint could not be read. Write it again.") from wrong
    if body not in BODIES:
        raise RuleBroken("Choose for each complaint who was told.")
    return row


def check(rows: list[Row], *, today: date) -> None:
    """Refuse rows with days that cannot be (CR-05a). Raises RuleBroken."""
    if len(rows) > MOST:
        raise RuleBroken(f"Write down at most {MOST} complaints. Tell us of more when we call.")
    for number, one in enumerate(rows, 1):
        if one.made > today or (one.behaviour and one.behaviour > today):
            raise RuleBroken(f"Complaint {number}: a day cannot be later than today.")
        if one.behaviour and one.made < one.behaviour:
            raise RuleBroken(
                f"Complaint {number}: you told them before it happened. Look at both days again."
            )


def said(answer: str) -> str:
    """Say an answer as a page shows it: one line for each complaint."""
    try:
        rows = read(answer)
    except RuleBroken:
        return answer
    return "\n".join(f"{number}. {one}." for number, one in enumerate(rows, 1))
