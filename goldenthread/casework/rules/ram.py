"""The risk assessment of a victim (RAM-01 to RAM-08): scored, overridden, judged, reviewed.

It is made with and per victim, not per case. Every version is kept with the version of the
matrix it was scored with; none is overwritten.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules.lengths import last_day
from goldenthread.casework.values.matrix import BANDS, Band, Matrix
from goldenthread.declared import nearest

STANDARD, MEDIUM, HIGH = BANDS
ASKS_FOR_ONE = frozenset({"first_contact", "new_incident", "review", "before_closure"})  # RAM-02


@dataclass(frozen=True)
class Scored:
    """What the answers amount to, before anybody judges it.

    by_score: the band of the score alone. band: after overrides. unanswered: questions left open.
    because: overrides that applied, in words. leave_for: the assessment that takes over.
    """

    version: int
    score: int
    by_score: Band
    band: Band
    unanswered: tuple[str, ...]
    because: tuple[str, ...]
    leave_for: str = ""

    @property
    def is_incomplete(self) -> bool:
        """Whether a question was left open (RAM-06)."""
        return bool(self.unanswered)

    def __str__(self) -> str:
        """Say it in a sentence."""
        told = f"{self.score} points: {self.by_score}"
        if self.band != self.by_score:
            told += f", raised to {self.band}: {'; '.join(self.because)}"
        if self.is_incomplete:
            told += f". Incomplete: {len(self.unanswered)} not answered"
        return f"{told}."


@dataclass(frozen=True)
class Settled:
    """The band that was settled on, by whom and why (RAM-05, G-06)."""

    band: Band
    by: str
    reasons: str = ""
    approved_by: str = ""


def score(
    matrix: Matrix, answers: Mapping[str, str], *, facts: Collection[str] = (), reports: int = 1
) -> Scored:
    """Score answers by a version of a matrix (RAM-01, RAM-03, RAM-04, RAM-06, HT-07).

    answers: option by question. facts: ids of overrides that hold. reports: how many of this
        victim within the period, this one counted; with hate, so many as the matrix says are high.
    Raises RuleBroken for an answer that the matrix does not know.
    """
    asked = {one.id: one for one in matrix.questions}
    total = 0
    for id, option in answers.items():
        if id not in asked:
            raise RuleBroken(f'"{id}" is no question of this matrix. {nearest(id, asked)}')
        if option not in asked[id].options:
            near = nearest(option, asked[id].options)
            raise RuleBroken(f'"{option}" is no answer to "{asked[id].ask}" {near}')
        total += asked[id].options[option][0]
    by_score: Band = max(
        (one.id for one in matrix.bands if one.from_score <= total), key=BANDS.index
    )
    hate = answers.get("hate") == "yes"
    found = set(facts) | ({"hate_repeat"} if hate and reports >= matrix.hate_repeat_at else set())
    band, because, leave_for = _override(matrix, by_score, found, hate)
    unanswered = tuple(id for id in asked if id not in answers)
    return Scored(matrix.version, total, by_score, band, unanswered, because, leave_for)


def settle(
    scored: Scored, *, band: Band | None = None, by: str, reasons: str = "", approved_by: str = ""
) -> Settled:
    """Settle on a band (RAM-05, RAM-06). Raises RuleBroken where it may not be.

    band: what professional judgement makes of it; left out, the scored band stands.
    approved_by: the supervisor, who is somebody else.
    """
    chosen = band or scored.band
    approved = bool(approved_by.strip()) and approved_by != by
    step = BANDS.index(chosen) - BANDS.index(scored.band)
    if step and not reasons.strip():
        raise RuleBroken(f"Say why it is {chosen} and not {scored.band}: the reasons are kept.")
    if step < 0 and not approved:
        raise RuleBroken(f"To lower it from {scored.band}, a supervisor must approve.")
    if scored.is_incomplete and chosen == STANDARD and not approved:
        raise RuleBroken(
            f"{len(scored.unanswered)} questions are open, so it cannot be standard unless a "
            "supervisor approves."
        )
    return Settled(chosen, by, reasons.strip(), approved_by)


def reviews_due(matrix: Matrix, band: Band, assessed: date) -> dict[str, date]:
    """Give by whom and by when a case of a band is looked at again (RAM-07)."""
    return {
        one.by: last_day(assessed, one.every.length)
        for one in matrix.reviews
        if one.band == band
    }  # fmt: skip


def contact_due(matrix: Matrix, band: Band, last: date) -> date:
    """Give by when the victim is contacted again, unless agreed otherwise (CASE-03)."""
    return last_day(last, matrix.contacts[band].length)


def goes_to_meeting(band: Band) -> bool:
    """Say whether a case goes to the next multi-agency problem-solving meeting (RAM-07)."""
    return band == HIGH


def is_vulnerable(band: Band) -> bool:
    """Say whether a victim is counted as vulnerable and needs an action plan (RAM-08)."""
    return band in (MEDIUM, HIGH)


def asks_for_assessment(event: str) -> bool:
    """Say whether an event asks for an assessment, first or anew (RAM-02)."""
    return event in ASKS_FOR_ONE


def trend(bands: Sequence[Band]) -> str:
    """Say how the risk has moved over all assessments of one victim, oldest first (RAM-02)."""
    if len(bands) < 2:
        return "assessed once" if bands else "not assessed"
    step = BANDS.index(bands[-1]) - BANDS.index(bands[-2])
    return "raised" if step > 0 else "lowered" if step < 0 else "unchanged"


def was_ever_high(bands: Sequence[Band]) -> bool:
    """Say whether the risk was high at any time, which closure asks about (CASE-06)."""
    return HIGH in bands


def _override(
    matrix: Matrix, by_score: Band, facts: set[str], hate: bool
) -> tuple[Band, tuple[str, ...], str]:
    known = {one.id: one for one in matrix.overrides}
    for id in sorted(facts):
        if id not in known:
            raise RuleBroken(f'"{id}" is no override of this matrix. {nearest(id, known)}')
    applied = [one for one in matrix.overrides if one.id in facts]
    if applied:
        leave_for = next((one.leave_for for one in applied if one.leave_for), "")
        return HIGH, tuple(one.says for one in applied), leave_for
    if hate and BANDS.index(by_score) < BANDS.index(matrix.hate_lowest_band):
        return matrix.hate_lowest_band, ("Motivated by hate, as perceived",), ""
    return by_score, (), ""
