"""The steps of a case: only along declared ways, by whom and when the type says so."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.types.conditions import Answer, holds, parse
from goldenthread.casework.types.forms import Form
from goldenthread.casework.types.model import CaseType, Transition
from goldenthread.declared import nearest

LONGEST_REASON = 4_000


@dataclass(frozen=True)
class Way:
    """A step that can be taken from where a case stands. refused: why it cannot be taken yet."""

    step: Transition
    refused: str = ""


def ways(
    of: CaseType, stage: str, *, workers: Collection[str], answers: Mapping[str, Answer]
) -> list[Way]:
    """Give the steps that holders of these roles on the case may take from a stage (RPT-06)."""
    return [
        Way(one, "" if allowed(one, answers) else one.refused)
        for one in of.transitions
        if stage in one.since and set(one.by) & set(workers)
    ]


def allowed(step: Transition, answers: Mapping[str, Answer]) -> bool:
    """Say whether the condition of a step holds."""
    return not step.when or holds(parse(step.when), answers)


def check_step(
    of: CaseType,
    id: str,
    *,
    stage: str,
    workers: Collection[str],
    answers: Mapping[str, Answer],
    reason: str = "",
    outcome: str = "",
) -> Transition:
    """Give a step that may be taken. Raises RuleBroken with a sentence where it may not.

    workers: roles that whoever takes it holds on the case. reason: why, where the step needs it.
    outcome: how the case ended, where the step closes it (RPT-06, G-06).
    """
    steps = {one.id: one for one in of.transitions}
    if id not in steps:
        raise RuleBroken(f'"{id}" is no step of this kind of case. {nearest(id, steps)}')
    step, here = steps[id], of.stage(stage)
    if stage not in step.since:
        raise RuleBroken(f'The case is at "{here.name}", and "{step.name}" does not begin there.')
    if not set(step.by) & set(workers):
        raise RuleBroken(f'"{step.name}" is for others who work on this case, not for you.')
    if not allowed(step, answers):
        raise RuleBroken(step.refused)
    if step.needs_reason and not reason.strip():
        raise RuleBroken(f'Say why, to take the step "{step.name}": the reason is kept.')
    if len(reason) > LONGEST_REASON:
        raise RuleBroken(f"Say it in at most {LONGEST_REASON:,} characters.")
    _check_outcome(of, step.to, outcome)
    return step


def _check_outcome(of: CaseType, to: str, outcome: str) -> None:
    at = of.stage(to)
    if at.kind != "closed":
        if outcome:
            raise RuleBroken("How it ended is said when the case is closed, not before.")
        return
    valid = outcomes(of, to)
    if outcome not in valid:
        raise RuleBroken(f"Choose how it ended: {', '.join(valid.values())}.")


def outcomes(of: CaseType, stage: str) -> dict[str, str]:
    """Give how a case may end at a stage, by id."""
    return {one.id: one.name for one in of.outcomes if stage in one.at}


def forms_at(of: CaseType, stage: str, *, workers: Collection[str]) -> list[Form]:
    """Give the forms that holders of these roles may fill in at a stage."""
    return [one for one in of.forms if stage in one.at and set(one.by) & set(workers)]


def check_form(of: CaseType, id: str, *, stage: str, workers: Collection[str]) -> Form:
    """Give a form that may be filled in. Raises RuleBroken where it may not."""
    every = {one.id: one for one in of.forms}
    if id not in every:
        raise RuleBroken(f'"{id}" is no form of this kind of case. {nearest(id, every)}')
    found = every[id]
    if stage not in found.at:
        here = of.stage(stage)
        raise RuleBroken(f'"{found.name}" is not filled in while the case is at "{here.name}".')
    if not set(found.by) & set(workers):
        raise RuleBroken(f'"{found.name}" is for others who work on this case, not for you.')
    return found


def reporters(of: CaseType) -> list[str]:
    """Give the parties that report: what they may fill in at first is the front door."""
    return [one.id for one in of.parties if one.kind == "reporter"]
