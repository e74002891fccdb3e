"""Cross-references within a case type: whatever a name points to must exist and make sense.

Every mistake is told at once, each with file, line and remedy.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from goldenthread.accounts.rules import ROLES
from goldenthread.casework.rules.letters import OWN, PUTTING_IN
from goldenthread.casework.types import conditions_checked, logs_checked, ways
from goldenthread.casework.types.forms import Form
from goldenthread.casework.types.model import CaseType, Count, Letter, Party, Worker
from goldenthread.declared import DeclaredItem, nearest

CLOCK = "clock"  # takes a transition by itself when a time limit has passed
MAY_BE_COUNTED = ("yes_no", "choice", "choices", "number")

Mistakes = Iterator[str]


def mistakes(of: CaseType) -> list[str]:
    """Give every mistake in a case type, as sentences in the order in which they stand."""
    checks: tuple[Callable[[CaseType], Mistakes], ...] = (
        _names,
        _checked_by_another,
        _workers,
        ways.mistakes,
        _transitions,
        _forms,
        _classes,
        _clocks,
        _work,
        _endings,
        _letters,
        _kept,
        _counts,
        logs_checked.mistakes,
        conditions_checked.mistakes,
    )
    told = dict.fromkeys(one for check in checks for one in check(of))
    return sorted(told, key=_line)


def known(item: DeclaredItem, key: str, given: Iterable[str], valid: Iterable[str],
          what: str) -> Mistakes:  # fmt: skip
    """Tell of each given name that is not valid, with the one that was probably meant."""
    every = list(valid)
    for name in given:
        if name not in every:
            yield str(item.mistake(key, f'"{name}" is no {what} here. {nearest(name, every)}'))


def _line(sentence: str) -> int:
    found = re.search(r", line (\d+)", sentence)
    return int(found.group(1)) if found else 0


def _names(of: CaseType) -> Mistakes:
    lists: tuple[Iterable[Any], ...] = (
        [*of.workers, *of.parties], of.stages, of.transitions, of.forms, of.clocks, of.tasks,
        of.assessments, of.meetings, of.outcomes, of.letters, of.counts, of.measures, of.totals,
        [one for form in of.forms for one in form.questions],
    )  # fmt: skip
    for items in lists:
        seen: set[str] = set()
        for item in items:
            if item.id in seen:
                yield str(item.mistake("id", f'"{item.id}" stands twice. Give one another id.'))
            seen.add(item.id)
    named: list[Worker | Party] = [*of.workers, *of.parties]
    for one in named:
        if one.id == CLOCK:
            yield str(one.mistake("id", f'"{CLOCK}" is the clock itself. Choose another id.'))


def _checked_by_another(of: CaseType) -> Mistakes:
    if of.written_by == of.checked_by:
        yield str(of.mistake("checked_by", "is who wrote it. Somebody else must check it."))


def _workers(of: CaseType) -> Mistakes:
    for one in of.workers:
        yield from known(one, "held_by", one.held_by, ROLES, "role of the installation")
        yield from known(one, "fields", one.fields, of.questions, "question")
        if one.sees == "fields" and not one.fields:
            yield str(one.mistake("sees", "is some fields, but none is named. List them."))
        if one.sees != "fields" and one.fields:
            what = f'names fields, but sees "{one.sees}". Write sees: fields, or leave them out.'
            yield str(one.mistake("fields", what))


def _transitions(of: CaseType) -> Mistakes:
    for one in of.transitions:
        yield from known(one, "by", one.by, [*people(of), CLOCK], "role or party")
        if one.when and not one.refused:
            what = "has a condition but no sentence for when it does not hold. Write one."
            yield str(one.mistake("refused", what))


def people(of: CaseType) -> list[str]:
    """Give the ids of everybody who may act on a case: roles and parties."""
    return [one.id for one in of.workers] + [one.id for one in of.parties]


def stages(of: CaseType) -> list[str]:
    """Give the ids of all stages."""
    return [one.id for one in of.stages]


def _forms(of: CaseType) -> Mistakes:
    for form in of.forms:
        yield from known(form, "at", form.at, stages(of), "stage")
        yield from known(form, "by", form.by, people(of), "role or party")
        yield from _stops(form)
        for one in form.questions:
            named = [one.party] if one.party else []
            yield from known(one, "party", named, [party.id for party in of.parties], "party")


def _stops(form: Form) -> Mistakes:
    for earlier, one in zip([None, *form.questions], form.questions, strict=False):
        if one.stop and earlier is not None and not earlier.stop:
            what = "can stop the form, so it comes before every question that cannot. Move it up."
            yield str(one.mistake("stop", what))


def _classes(of: CaseType) -> Mistakes:
    questions = of.questions
    yield from known(of, "listed", of.listed, of.countable, "countable question")
    for key, given in (("personal", of.personal), ("countable", of.countable)):
        yield from known(of, key, given, questions, "question")
        if twice := sorted({one for one in given if given.count(one) > 1}):
            yield str(of.mistake(key, f'"{twice[0]}" stands in it twice. Keep one.'))
    for id, one in questions.items():
        if id in of.personal and id in of.countable:
            what = f'"{id}" is classed personal and countable. Keep it in one; personal in doubt.'
            yield str(of.mistake("countable", what))
        elif id not in of.personal and id not in of.countable:
            what = "is in no class. List its id under personal or under countable."
            yield str(one.mistake("id", what))
        if id in of.countable and one.type not in MAY_BE_COUNTED:
            what = (
                f'"{id}" is a {one.type.replace("_", " ")}, which can tell who somebody is. '
                "Class it personal; countable are yes_no, choice, choices and number."
            )
            yield str(of.mistake("countable", what))
    if of.personal and of.marking != "OFFICIAL-SENSITIVE":
        what = "must be OFFICIAL-SENSITIVE: it has personal fields (GSC-03)."
        yield str(of.mistake("marking", what))


def _clocks(of: CaseType) -> Mistakes:
    for one in of.clocks:
        yield from known(one, "starts_at", [one.starts_at], stages(of), "stage")
        yield from known(one, "met_at", one.met_at, stages(of), "stage")
        after = ways.reachable(of, one.starts_at)
        if {one.starts_at, *one.met_at} <= set(stages(of)) and not after & set(one.met_at):
            what = f'no way leads there from "{one.starts_at}", so the clock could never be met.'
            yield str(one.mistake("met_at", f"{what} Add a transition or another stage."))


def _work(of: CaseType) -> Mistakes:
    workers, parties = [one.id for one in of.workers], [one.id for one in of.parties]
    for task in of.tasks:
        yield from known(task, "at", [task.at], stages(of), "stage")
        yield from known(task, "by", [task.by], workers, "role")
    for assessed in of.assessments:
        yield from known(assessed, "at", assessed.at, stages(of), "stage")
        yield from known(assessed, "of", [assessed.of], parties, "party")
    for meeting in of.meetings:
        yield from known(meeting, "at", [meeting.at], stages(of), "stage")
        yield from known(meeting, "attended_by", meeting.attended_by, workers, "role")
        yield from known(meeting, "invited", meeting.invited, parties, "party")
        yield from known(meeting, "chair_apart_from", meeting.chair_apart_from, workers, "role")


def _endings(of: CaseType) -> Mistakes:
    closed = [one.id for one in of.stages if one.kind == "closed"]
    for outcome in of.outcomes:
        yield from known(outcome, "at", outcome.at, closed, "closed stage")
    ended = {stage for outcome in of.outcomes for stage in outcome.at}
    for one in of.stages:
        if one.kind == "closed" and one.id not in ended:
            what = f'no outcome ends a case at "{one.id}" (RPT-06). Declare one under outcomes.'
            yield str(one.mistake("id", what))


def _letters(of: CaseType) -> Mistakes:
    for letter in of.letters:
        taken = [one.id for one in of.transitions]
        yield from known(letter, "on", letter.on, taken, "transition")
        yield from known(letter, "to", [letter.to], people(of), "role or party")
        yield from _put_in(letter, of)


def _put_in(letter: Letter, of: CaseType) -> Mistakes:
    named = PUTTING_IN.findall(letter.says)
    yield from known(letter, "says", named, [*of.questions, *OWN], "question")
    if letter.by == "mail_notice" and (told := [one for one in named if one != "reference"]):
        what = f'tells "{told[0]}" by mail. A mail holds a reference and a link only (GSC-04).'
        yield str(letter.mistake("says", what))
    if PUTTING_IN.sub("", letter.says).count("{{") or PUTTING_IN.sub("", letter.says).count("}}"):
        yield str(letter.mistake("says", "has braces that do not pair: write {{ id }}."))


def _kept(of: CaseType) -> Mistakes:
    for one in of.kept:
        yield from known(one, "owner", [one.owner], [worker.id for worker in of.workers], "role")
    if all(one.when for one in of.kept):
        what = (
            "every class has a condition, so a case may be kept for ever. Add one without (RET-01)."
        )
        yield str(of.mistake("kept", what))


def _counts(of: CaseType) -> Mistakes:
    for one in of.counts:
        if (one.reached is None) == (one.took is None):
            yield str(one.mistake("id", "counts one thing: write reached: or took:, not both."))
        yield from known(one, "reached", [one.reached] if one.reached else [], stages(of), "stage")
        taken = [transition.id for transition in of.transitions]
        yield from known(one, "took", [one.took] if one.took else [], taken, "transition")
        yield from _counted_by(one, of)


def _counted_by(one: Count, of: CaseType) -> Mistakes:
    for id in one.by:
        if id in of.personal:
            what = f'"{id}" is personal, so nothing may be counted by it. Leave it out.'
            yield str(one.mistake("by", what))
        else:
            yield from known(one, "by", [id], of.countable, "countable question")
